"""Ranking rules, and published rankings as documents that later figures do not change."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from organisation.fields import MonthField
from organisation.models import Unit
from rankings.choices import Group, Method, Missing, Reason, Ties
from scorecards.choices import Direction, Pooling, UnitOfMeasure
from scorecards.models import Delivery, Indicator, Package


class RankingRule(models.Model):
    """How a ranking is made (METHODS.md 7). Without a county it serves every county that has no rule of its own.

    A rule is never changed: a new version of it is made beside the old one, which its editions go on pointing to.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    county = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="ranking_rules")
    valid_from = MonthField(null=True, blank=True)  # the first month that it serves; null: every one
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="+")  # null: the widest
    method = models.CharField(max_length=20, choices=Method, default=Method.DISTANCE)
    window = models.PositiveSmallIntegerField(null=True, default=12)  # months; null: those of the year so far
    at_least = models.PositiveSmallIntegerField(default=6)  # known months of the window
    cap = models.FloatField(default=1.0)
    least_weight = models.FloatField(default=0.8)
    missing = models.CharField(max_length=10, choices=Missing, default=Missing.SCALED)
    ties = models.CharField(max_length=10, choices=Ties, default=Ties.BEST)
    draws = models.PositiveIntegerField(default=2000)
    seed = models.PositiveIntegerField(default=1)
    confidence = models.FloatField(default=0.9)
    reason = models.TextField(blank=True)  # why it was made, in its maker's words
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="a_version_of_a_rule_is_made_once"),
            models.CheckConstraint(name="versions_count_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(name="rule_method_is_known", condition=Q(method__in=Method.values)),
            models.CheckConstraint(
                name="rule_window_holds_the_months_it_asks_for",
                condition=Q(at_least__gte=1)
                & (Q(window__isnull=True, at_least__lte=12) | Q(window__gte=1, at_least__lte=F("window"))),
            ),
            models.CheckConstraint(name="rule_confidence_is_a_share", condition=Q(confidence__gt=0, confidence__lt=1)),
            models.CheckConstraint(
                name="rule_least_weight_is_a_share", condition=Q(least_weight__gte=0, least_weight__lte=1)
            ),
            models.CheckConstraint(name="rule_missing_is_known", condition=Q(missing__in=Missing.values)),
            models.CheckConstraint(name="rule_ties_are_known", condition=Q(ties__in=Ties.values)),
            models.CheckConstraint(
                name="a_rule_that_asks_for_all_asks_for_all_weight",
                condition=~Q(missing=Missing.COMPLETE) | Q(least_weight=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} version {self.version}"


class RuleIndicator(models.Model):
    """An indicator that a rule counts, and how much. A rule without any counts what its package prioritises."""

    rule = models.ForeignKey(RankingRule, models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    weight = models.FloatField()
    min_base = models.FloatField(null=True, blank=True)  # null: the indicator's own

    class Meta:
        ordering = ["rule_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "indicator"], name="a_rule_counts_an_indicator_once"),
            models.CheckConstraint(name="rule_weight_is_above_zero", condition=Q(weight__gt=0)),
            models.CheckConstraint(name="rule_min_base_is_not_negative", condition=Q(min_base__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.indicator_id}"


class Ranking(models.Model):
    """One edition of a county's ranking of a month."""

    county = models.ForeignKey(Unit, models.PROTECT, related_name="rankings")
    month = MonthField()
    edition = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(RankingRule, models.PROTECT, related_name="rankings")
    package = models.ForeignKey(Package, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    intervals_shown = models.BooleanField(default=True)  # not where too much weight has neither base nor error
    deliveries = models.ManyToManyField(Delivery, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["county_id", "-month", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["county", "month", "edition"], name="an_edition_is_published_once"),
            models.CheckConstraint(name="editions_count_from_one", condition=Q(edition__gte=1)),
            models.CheckConstraint(
                name="a_withdrawn_edition_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"ranking {self.county_id} {self.month} edition {self.edition}"


class PlannedRanking(models.Model):
    """A ranking that somebody has set a time for: published then in their name, unless it is cancelled before."""

    county = models.ForeignKey(Unit, models.PROTECT, related_name="planned_rankings")
    month = MonthField()
    at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    ranking = models.OneToOneField(Ranking, models.PROTECT, null=True, related_name="plan")
    failure = models.TextField(blank=True)  # why it could not be published when its time came

    class Meta:
        ordering = ["county_id", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "month"],
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="a_month_is_planned_once_at_a_time",
            ),
            models.CheckConstraint(
                name="a_plan_that_is_done_has_a_ranking_or_says_why_not",
                condition=Q(done_at__isnull=True, ranking__isnull=True, failure="")
                | Q(done_at__isnull=False, ranking__isnull=False, failure="", cancelled_at__isnull=True)
                | (Q(done_at__isnull=False, ranking__isnull=True, cancelled_at__isnull=True) & ~Q(failure="")),
            ),
        ]

    def __str__(self) -> str:
        return f"ranking {self.county_id} {self.month} planned for {self.at:%Y-%m-%d %H:%M}"


class RankingIndicator(models.Model):
    """What an indicator counted in an edition, and how it was read then: the catalogue may have changed since."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    weight = models.FloatField()
    min_base = models.FloatField(null=True)
    counts = models.BooleanField()  # not where it has no target or no direction
    left_out = models.BooleanField(default=False)  # for all, by the rule: some office that has a place lacks it
    direction = models.CharField(max_length=10, choices=Direction)
    unit_of_measure = models.CharField(max_length=10, choices=UnitOfMeasure)
    pooling = models.CharField(max_length=10, choices=Pooling)
    definition_changed = MonthField(null=True)

    class Meta:
        ordering = ["ranking_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "indicator"], name="an_indicator_counts_once_in_an_edition"),
            models.CheckConstraint(name="ranked_weight_is_not_negative", condition=Q(weight__gte=0)),
            models.CheckConstraint(name="left_out_is_what_would_count", condition=Q(left_out=False) | Q(counts=True)),
            models.CheckConstraint(name="ranked_direction_is_known", condition=Q(direction__in=Direction.values)),
            models.CheckConstraint(name="ranked_unit_is_known", condition=Q(unit_of_measure__in=UnitOfMeasure.values)),
            models.CheckConstraint(name="ranked_pooling_is_known", condition=Q(pooling__in=Pooling.values)),
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id} {self.indicator_id}"


class RankingEntry(models.Model):
    """An office's place in an edition, or why it has none."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(null=True)  # the best one, where places are shared
    place = models.FloatField(null=True)  # what is said of it: by the rule the middle of the shared places
    low = models.PositiveSmallIntegerField(null=True)
    high = models.PositiveSmallIntegerField(null=True)
    group = models.CharField(max_length=10, choices=Group, blank=True)
    score = models.FloatField(null=True)  # 0–100
    reason = models.CharField(max_length=20, choices=Reason, blank=True)

    class Meta:
        ordering = ["ranking_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "unit"], name="an_office_stands_once_in_an_edition"),
            models.CheckConstraint(
                name="an_entry_is_placed_or_says_why_not",
                condition=Q(position__isnull=False, place__isnull=False, score__isnull=False, reason="")
                | (Q(position__isnull=True, place__isnull=True, score__isnull=True) & Q(reason__in=Reason.values)),
            ),
            models.CheckConstraint(
                name="an_interval_holds_its_place",
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("position"), high__gte=F("place")),
            ),
            models.CheckConstraint(
                name="shared_places_begin_with_the_position",
                condition=Q(place__isnull=True) | Q(place__gte=F("position")),
            ),
            models.CheckConstraint(name="entry_group_is_known", condition=Q(group__in=["", *Group.values])),
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id} {self.unit_id}: {self.position}"


class RegionTarget(models.Model):
    """What a region was held against in an edition: the target of the month, as it was then."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="region_targets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    green = models.FloatField()
    yellow = models.FloatField(null=True)
    green_upper = models.FloatField(null=True)
    yellow_upper = models.FloatField(null=True)

    class Meta:
        ordering = ["ranking_id", "unit_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "unit", "indicator"], name="a_region_is_held_against_one_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id} {self.unit_id} {self.indicator_id}: {self.green}"


class Contribution(models.Model):
    """The points that an indicator gave an office, and the figures behind them."""

    entry = models.ForeignKey(RankingEntry, models.CASCADE, related_name="contributions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    points = models.FloatField(null=True)
    value = models.FloatField(null=True)  # over the rule's window
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    error = models.FloatField(null=True)  # the value's standard error, where it has no base
    known = models.PositiveSmallIntegerField(default=0)  # months
    green = models.FloatField(null=True)
    yellow = models.FloatField(null=True)
    green_upper = models.FloatField(null=True)
    yellow_upper = models.FloatField(null=True)

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "indicator"], name="an_indicator_contributes_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.indicator_id}: {self.points}"
