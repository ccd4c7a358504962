"""People, their roles at units, and their tokens."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.choices import Language, RoleName
from organisation.fields import MonthField
from organisation.models import Unit


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who logs in. An account is closed, never deleted: the audit log names it."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language, blank=True)  # empty: none chosen
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    wants_reminders = models.BooleanField(default=True)  # by e-mail, of figures that are late

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_email_belongs_to_one_person_in_any_case"),
            models.CheckConstraint(name="user_language_is_known", condition=Q(language__in=["", *Language.values])),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's base class has a plain attribute
        return self.closed_at is None


class Role(models.Model):
    """What a person is at a unit, and so at the units below it. Ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name", "unit"], condition=Q(ended_at__isnull=True), name="a_role_is_held_once"
            ),
            models.CheckConstraint(name="role_name_is_known", condition=Q(name__in=RoleName.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name} {self.unit_id}"


class ApiToken(models.Model):
    """A secret for programs; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"token {self.pk} of {self.user_id}"


class Look(models.Model):
    """When a person last came to a unit's month: the next time, what has changed since can be told. Not audited."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    looked_at = models.DateTimeField()  # when the last visit began
    visit = models.CharField(max_length=16)  # which visit that was
    before = models.DateTimeField(null=True)  # when the visit before that one began

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "month"], name="a_person_has_one_last_look_at_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.unit_id} {self.month}"
