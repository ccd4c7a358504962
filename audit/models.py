"""The log of who did what when. Lines are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AuditLine(models.Model):
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)  # "command line" where nobody is logged in
    verb = models.CharField(max_length=60)  # what was done, in English: "published delivery"
    subject = models.CharField(max_length=200, db_index=True)  # to what: "delivery 12", "unit 1200"
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="audit_line_has_an_actor_or_a_source",
                condition=Q(actor__isnull=False) | ~Q(source=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor or self.source}: {self.verb} {self.subject}"


class FieldChange(models.Model):
    """One field that a line changed: a thing's history is its lines with these, oldest first."""

    line = models.ForeignKey(AuditLine, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=60)  # as in files: "name", "green"
    before = models.TextField(blank=True)  # as in files; empty where there was nothing
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["line_id", "id"]
        constraints = [models.CheckConstraint(name="a_change_changes", condition=~Q(before=models.F("after")))]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"
