"""What is known: results, what they replaced, and the figures that pages read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from organisation.fields import MonthField
from organisation.models import Unit
from scorecards.choices import Absence, Period
from scorecards.models.catalogue import Indicator
from scorecards.models.deliveries import Delivery

HAS_A_VALUE = Q(value__isnull=False, absence="")
FIGURE_HAS_A_VALUE_OR_A_REASON = HAS_A_VALUE | (Q(value__isnull=True) & Q(absence__in=Absence.values))


class Result(models.Model):
    """One indicator, one unit, one month: the current truth. A missing figure is a row with a reason, or no row.

    Its foreign keys are kept by statement triggers (migration 0002): a check row by row costs four times the insert.
    """

    pk = models.CompositePrimaryKey("indicator_id", "unit_id", "month")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    month = MonthField(checked=False)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    absence = models.CharField(max_length=14, blank=True, choices=Absence)
    preliminary = models.BooleanField(default=False)
    # We hide it: a small count, or one that would give a small count away
    suppressed = models.BooleanField(default=False)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "month"], name="result_by_unit_and_month"),
            models.Index(
                fields=["indicator", "month"], condition=Q(absence=Absence.HIDDEN), name="result_hidden_by_its_sender"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="result_has_a_value_or_a_reason", condition=FIGURE_HAS_A_VALUE_OR_A_REASON)
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.month}: {self.value}"


class ResultRevision(models.Model):
    """A figure as it stood until a later delivery replaced it, or its own was withdrawn."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    absence = models.CharField(max_length=14, blank=True, choices=Absence)
    preliminary = models.BooleanField(default=False)
    suppressed = models.BooleanField(default=False)  # it was never shown
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="replaced_figures")
    replaced_by = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="replacements")  # null: withdrawn
    replaced_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["indicator", "unit", "month"], name="revision_by_figure")]
        constraints = [
            models.CheckConstraint(name="revision_has_a_value_or_a_reason", condition=FIGURE_HAS_A_VALUE_OR_A_REASON),
            models.CheckConstraint(name="a_revision_names_two_deliveries", condition=~Q(delivery=F("replaced_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.month}: was {self.value}"


class StandbyFigure(models.Model):
    """What a published delivery said and that changed nothing: the same stood already, or a final figure, or any.

    Should what stood be withdrawn, this stands in its place. Each delivery says one thing of a figure: here, in Result
    or in a revision. Whether it is preliminary its delivery says. Its foreign keys are kept as those of Result are.
    """

    pk = models.CompositePrimaryKey("delivery_id", "indicator_id", "unit_id")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    absence = models.CharField(max_length=14, blank=True, choices=Absence)
    emptied = models.BooleanField(default=False)  # an empty cell of a wide file: it stands only where nothing else does
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, related_name="standby_figures", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="standby_has_a_value_or_a_reason", condition=FIGURE_HAS_A_VALUE_OR_A_REASON)
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id}: {self.value} by {self.delivery_id}"


class GroupSummary(models.Model):
    """An indicator over the offices of a region, county or the country in a month, as the organisation was then.

    Over the shown offices, but for the pooled figures, which are over all where the total may be shown (METHODS.md 12).
    """

    pk = models.CompositePrimaryKey("indicator_id", "group_id", "month")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    n = models.PositiveIntegerField()
    mean = models.FloatField(null=True)
    median = models.FloatField(null=True)
    q1 = models.FloatField(null=True)
    q3 = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    pooled = models.FloatField(null=True)  # null too where pooling is not `ratio` or the total is hidden
    published = models.FloatField(null=True)  # the group's own line in a delivery
    values = ArrayField(models.FloatField())  # of the shown offices, ascending: places and strips are read from it
    preliminary = models.BooleanField(default=False)  # some figure in it is
    total_hidden = models.BooleanField(default=False)  # the pooled and the published figure may not be shown
    places_prepared = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["group", "month"], name="summary_by_group_and_month"),
            models.Index(fields=["month"], condition=Q(places_prepared=False), name="summary_with_places_pending"),
        ]
        constraints = [
            models.CheckConstraint(name="summary_n_is_the_number_of_values", condition=Q(values__len=F("n")))
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.group_id} {self.month}: {self.n}"


class PlaceInterval(models.Model):
    """Between which places of its county an office could stand on an indicator in a month, chance considered."""

    pk = models.CompositePrimaryKey("indicator_id", "unit_id", "month")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "month"], name="place_by_unit_and_month")]
        constraints = [
            models.CheckConstraint(name="place_low_is_not_above_high", condition=Q(low__lte=F("high"), low__gte=1))
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.month}: {self.low}–{self.high}"


class HiddenTotal(models.Model):
    """A total over a group of offices or a span of months that may not be shown (METHODS.md 12)."""

    pk = models.CompositePrimaryKey("indicator_id", "unit_id", "month", "period")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)  # the group, or the office itself
    month = MonthField()  # the period's last
    period = models.CharField(max_length=12, choices=Period)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hidden_total_period_is_known", condition=Q(period__in=Period.values))
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.month} {self.period}"


class FiguresVersion(models.Model):
    """One row, counted up by whatever changes what pages show: a page made for one number is true while it stands."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_figures_version", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)
