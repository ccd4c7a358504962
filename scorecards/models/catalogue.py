"""What is measured: perspectives, goals, indicators, packages and targets."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Upper

from organisation.models import CODE_FORM, Unit
from organisation.spans import ends_after_it_begins, same, span
from scorecards.choices import Direction, FilledInBy, IndicatorKind, Part, Pooling, UnitOfMeasure


def code_constraints(subject: str) -> list[models.BaseConstraint]:
    """Codes have the agreed form and differ by more than case."""
    return [
        models.CheckConstraint(name=f"{subject}_code_has_the_agreed_form", condition=Q(code__regex=CODE_FORM)),
        models.UniqueConstraint(Upper("code"), name=f"{subject}_code_is_unique_in_any_case"),
    ]


class Perspective(models.Model):
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = code_constraints("perspective")

    def __str__(self) -> str:
        return self.code


class Goal(models.Model):
    """A desired future state; goals form a tree down to indicators."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    perspective = models.ForeignKey(Perspective, models.PROTECT, null=True, blank=True, related_name="goals")
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [
            *code_constraints("goal"),
            models.CheckConstraint(name="a_goal_is_not_its_own_parent", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """What is measured, how it is read and pooled, and what is known of its weaknesses."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    name_nn = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="indicators")
    unit_of_measure = models.CharField(max_length=10, choices=UnitOfMeasure)
    decimals = models.PositiveSmallIntegerField(default=1)  # as shown to people: of per cent for a share
    direction = models.CharField(max_length=10, choices=Direction)
    kind = models.CharField(max_length=10, choices=IndicatorKind)
    pooling = models.CharField(max_length=10, choices=Pooling)
    min_base = models.FloatField(null=True, blank=True)  # smallest denominator that a ranking takes into account
    hide_below = models.PositiveIntegerField(null=True, blank=True)  # counts under it are hidden; null: none are
    allows_negative = models.BooleanField(default=False)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="owned_indicators")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    definition_changed = models.DateField(null=True, blank=True)  # first day of the first month of the new definition
    what = models.TextField(blank=True)
    why = models.TextField(blank=True)
    how = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    related = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="related_from")

    class Meta:
        ordering = ["code"]
        constraints = [
            *code_constraints("indicator"),
            ends_after_it_begins("indicator_ends_after_it_begins"),
            models.CheckConstraint(
                name="indicator_unit_is_known", condition=Q(unit_of_measure__in=UnitOfMeasure.values)
            ),
            models.CheckConstraint(name="indicator_direction_is_known", condition=Q(direction__in=Direction.values)),
            models.CheckConstraint(name="indicator_kind_is_known", condition=Q(kind__in=IndicatorKind.values)),
            models.CheckConstraint(name="indicator_pooling_is_known", condition=Q(pooling__in=Pooling.values)),
            models.CheckConstraint(name="indicator_decimals_are_few", condition=Q(decimals__lte=6)),
            models.CheckConstraint(
                name="indicator_min_base_is_not_negative", condition=Q(min_base__isnull=True) | Q(min_base__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Package(models.Model):
    """A named set of indicators that its owner publishes monthly."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="owned_packages")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    simulated = models.BooleanField(default=False)  # its figures are made up, and pages say so
    source = models.CharField(max_length=300, blank=True)  # where figures from outside come from, said on pages
    due_day = models.PositiveSmallIntegerField(default=15)  # of the month after the one that the figures are about

    class Meta:
        ordering = ["code"]
        constraints = [
            *code_constraints("package"),
            models.CheckConstraint(name="package_is_due_on_a_day_of_every_month", condition=Q(due_day__range=(1, 28))),
        ]

    def __str__(self) -> str:
        return self.code


class PackageItem(models.Model):
    """An indicator in a package for a span of months. It takes part in the ranking where its priority is 1 or more."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="items")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="items")
    part = models.CharField(max_length=10, choices=Part, blank=True)
    order = models.IntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=0)
    weight = models.FloatField(null=True, blank=True)  # null: one where it is prioritised
    filled_in_by = models.CharField(max_length=10, choices=FilledInBy, blank=True)  # empty: its figures come in files
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["package_id", "order", "id"]
        constraints = [
            ends_after_it_begins("item_ends_after_it_begins"),
            models.CheckConstraint(name="item_part_is_known", condition=Q(part__in=["", *Part.values])),
            models.CheckConstraint(
                name="item_filled_in_by_is_known", condition=Q(filled_in_by__in=["", *FilledInBy.values])
            ),
            models.CheckConstraint(
                name="item_weight_is_not_negative", condition=Q(weight__isnull=True) | Q(weight__gte=0)
            ),
            ExclusionConstraint(
                name="an_indicator_is_in_a_package_once_at_a_time",
                expressions=[
                    (same(F("package_id")), RangeOperators.OVERLAPS),
                    (same(F("indicator_id")), RangeOperators.OVERLAPS),
                    (span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.indicator_id}"


class Target(models.Model):
    """The required value of an indicator for a unit and those below it, or for everyone, in a span of months."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="targets")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    green = models.FloatField()
    yellow = models.FloatField(null=True, blank=True)
    green_upper = models.FloatField(null=True, blank=True)
    yellow_upper = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["indicator_id", "unit_id", "valid_from"]
        constraints = [
            ends_after_it_begins("target_ends_after_it_begins"),
            ExclusionConstraint(
                name="a_unit_has_one_target_at_a_time",
                expressions=[
                    (same(F("indicator_id")), RangeOperators.OVERLAPS),
                    (same(Coalesce(F("unit_id"), 0)), RangeOperators.OVERLAPS),
                    (span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id or 'everyone'} {self.green}"
