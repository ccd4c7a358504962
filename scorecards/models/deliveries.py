"""What arrives: files, what was found in them, and how odd workbooks are read."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from organisation.fields import MonthField
from organisation.models import Unit
from organisation.said import said_again, translated
from scorecards.choices import DeliverySource, DeliveryState, Severity
from scorecards.models.catalogue import Package, code_constraints


class Layout(models.Model):
    """How an odd workbook is read: which column is what, in the form of `load_layout`."""

    code = models.CharField(max_length=20)
    package = models.ForeignKey(Package, models.PROTECT, related_name="layouts")
    sheet_pattern = models.CharField(max_length=100, default="*")
    header_row = models.PositiveIntegerField()
    unit_column = models.CharField(max_length=3)
    ignore = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    total_rows_start_with = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    retired = models.BooleanField(default=False)  # new files are no longer read by it

    class Meta:
        ordering = ["code"]
        constraints = code_constraints("layout")

    def __str__(self) -> str:
        return self.code


class LayoutColumn(models.Model):
    """One column of a layout: `D` is `OPPF_NEDS numerator`."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="columns")
    column = models.CharField(max_length=3)
    meaning = models.CharField(max_length=60)

    class Meta:
        ordering = ["layout_id", "id"]
        constraints = [models.UniqueConstraint(fields=["layout", "column"], name="a_column_means_one_thing")]

    def __str__(self) -> str:
        return f"{self.column}: {self.meaning}"


class Delivery(models.Model):
    """One file for one package and month, from arrival to publication and, it may be, withdrawal."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="deliveries")
    month = MonthField()
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64, db_index=True)
    layout = models.ForeignKey(Layout, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=4, choices=DeliverySource, default=DeliverySource.FILE)
    preliminary = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.RECEIVED)
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)  # data lines
    results = models.PositiveIntegerField(default=0)  # unit-and-indicator pairs
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    findings_total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["package", "month", "state"])]
        constraints = [
            models.CheckConstraint(name="delivery_state_is_known", condition=Q(state__in=DeliveryState.values)),
            models.CheckConstraint(name="delivery_source_is_known", condition=Q(source__in=DeliverySource.values)),
            models.CheckConstraint(
                name="a_published_delivery_says_when",
                condition=~Q(state__in=[DeliveryState.PUBLISHED, DeliveryState.WITHDRAWN])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_withdrawn_delivery_says_when_and_why",
                condition=~Q(state=DeliveryState.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class DeliveryFile(models.Model):
    """The file itself, beside its delivery so that lists don't carry it."""

    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.delivery_id}"


class KeptMessage(models.Model):
    """A message as it was kept: in bokmål, and what it was made of, so that it can be read in other languages."""

    message = models.TextField()
    template = models.TextField(default="", blank=True)  # empty: from before it was kept
    words = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def said(self) -> str:
        """The message as it was made."""
        return said_again(self.message, self.template, self.words)

    @property
    def text(self) -> str:
        """The message in the reader's language."""
        return translated(self.said)


class Finding(KeptMessage):
    """What a check has to say of a file, and where. `message` is for people, in bokmål."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="findings")
    severity = models.CharField(max_length=1, choices=Severity)
    code = models.CharField(max_length=40)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True)  # as the sheet or the file counts lines, from 1
    column = models.CharField(max_length=3, blank=True)  # as a spreadsheet names it, also for CSV
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["delivery_id", "id"]
        constraints = [
            models.CheckConstraint(name="finding_severity_is_known", condition=Q(severity__in=Severity.values))
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.column}{self.row or ''}"


class Reminder(models.Model):
    """That a person was reminded of a late month: of a package, or of what a unit fills in by hand for it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who is late: the package's owner or an office
    month = MonthField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["package", "month"], name="reminder_by_package_and_month")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.package_id} {self.month}"
