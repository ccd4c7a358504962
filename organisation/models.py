"""Units, where they stood when, and what became of them. Nothing here is ever "now" only."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from organisation.choices import UnitKind
from organisation.spans import ends_after_it_begins, same, span

CODE_FORM = r"^[A-Za-z0-9_-]{1,20}$"


class Unit(models.Model):
    """A node of the organisation. Its name and place depend on the day: see Placement."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=UnitKind)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="unit_code_has_the_agreed_form", condition=Q(code__regex=CODE_FORM)),
            models.CheckConstraint(name="unit_kind_is_known", condition=Q(kind__in=UnitKind.values)),
        ]

    def __str__(self) -> str:
        return self.code


class Placement(models.Model):
    """A unit's name, county and region from one day up to, not including, another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    name = models.CharField(max_length=120)
    county = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit_id", "valid_from"]
        constraints = [
            ends_after_it_begins("placement_ends_after_it_begins"),
            ExclusionConstraint(
                name="placements_of_a_unit_do_not_overlap",
                expressions=[(same(F("unit_id")), RangeOperators.OVERLAPS), (span(), RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [models.Index(fields=["county", "valid_from"]), models.Index(fields=["region", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name} {self.valid_from}–{self.valid_to or ''}"


class Succession(models.Model):
    """One unit became (part of) another on a day."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_from")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_to")
    date = models.DateField()

    class Meta:
        ordering = ["date", "predecessor_id"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "date"], name="a_succession_is_named_once"),
            models.CheckConstraint(name="a_unit_does_not_succeed_itself", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} {self.date}"
