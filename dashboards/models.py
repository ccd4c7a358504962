"""Finished pages, made before somebody asks for them."""

from django.db import models
from django.db.models import Q

from accounts.choices import Language
from organisation.fields import MonthField
from organisation.models import Unit


class PreparedPage(models.Model):
    """An office's month as its page looks. True while the version of the figures stands, on the day it was made."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    month = MonthField()
    language = models.CharField(max_length=2, choices=Language)
    fills_in = models.BooleanField()  # for readers who may fill in what the office counts by hand
    version = models.PositiveBigIntegerField()
    day = models.DateField()
    program = models.CharField(max_length=64)  # the hash of what pages are made with
    parts = models.BinaryField()  # empty: the month has no page with figures

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "month", "language", "fills_in"], name="page_is_prepared_once"),
            models.CheckConstraint(name="page_language_is_known", condition=Q(language__in=Language.values)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.language}, version {self.version}"
