"""What has stood of a figure, from when to when, by which delivery, and why it ended.

Hidden as pages hide (METHODS.md 12): of a figure that was never shown, or is small by the limit of today, no number
leaves here, and none of a group's own line whose total may not be shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import Combinable

from organisation.months import Month
from scorecards.cells import figure_of
from scorecards.choices import DeliveryState
from scorecards.figures import Figure
from scorecards.models import Delivery, GroupSummary, Indicator, Result, ResultRevision
from scorecards.suppression.cells import Stated, cell_of, small_ones

# Whether another final figure stood before that of a row `r`, in a month to be filled in: what pages mark as revised.
REVISED = """EXISTS (SELECT 1 FROM scorecards_resultrevision v WHERE v.indicator_id = r.indicator_id
    AND v.unit_id = r.unit_id AND v.month = {} AND NOT v.preliminary)"""
PARTS = ("numerator", "denominator", "value", "absence", "preliminary", "suppressed", "delivery_id")


@dataclass(frozen=True, slots=True)
class Stood:
    """A figure of one unit, indicator and month as it stood for a time."""

    unit: int
    figure: Figure  # `figure.preliminary` and `figure.delivery` too
    since: datetime
    until: datetime | None  # None: it stands now
    delivery: int
    file_name: str
    source: str  # DeliverySource: by file, or by form
    package_code: str
    package_name: str
    published_by: str  # the person's name; empty where a command did it
    replaced_by: int | None = None  # the delivery whose figure came instead
    withdrawn_reason: str = ""  # why its own delivery was taken back, where that ended it
    withdrawn_by: str = ""  # who did that; empty too where a command did

    @property
    def preliminary(self) -> bool:
        return self.figure.preliminary

    @property
    def stands(self) -> bool:
        return self.until is None

    @property
    def was_withdrawn(self) -> bool:
        """Whether it ended because its own delivery was taken back."""
        return self.until is not None and self.replaced_by is None


def figure_history(indicator: int, unit: int, month: Month) -> tuple[Stood, ...]:
    """All that has stood of the indicator (id) at the unit (id) in the month, oldest first. At most five queries.

    Times in which nothing stood are between a `until` and the next `since`. Empty: nothing ever stood.
    """
    return _histories(indicator, [unit], month=month).get((month, unit), ())


def revised_months(indicator: int, units: Sequence[int]) -> dict[Month, tuple[Stood, ...]]:
    """The history of every month in which a figure of the indicator was revised at one of the units (ids), unit by unit
    in their order, of those where it was. At most five queries.
    """
    found: dict[Month, tuple[Stood, ...]] = {}
    for (month, _unit), stood in sorted(_histories(indicator, units).items(), key=lambda each: units.index(each[0][1])):
        if any(not each.stands for each in stood):
            found[month] = (*found.get(month, ()), *stood)
    return found


def _histories(indicator: int, units: Collection[int], **which: Month) -> dict[tuple[Month, int], tuple[Stood, ...]]:
    """All that has stood, by month and unit; of one month where that is named."""
    revised = ResultRevision.objects.filter(indicator=indicator, unit__in=units, **which)
    ended = revised.order_by("replaced_at", "id").values_list("month", "unit_id", *PARTS, "replaced_at", "replaced_by")
    rows = list(ended)
    months = {row[0] for row in rows} | set(which.values())
    now = Result.objects.filter(indicator=indicator, unit__in=units, month__in=months)
    rows += [(*row, None, None) for row in now.values_list("month", "unit_id", *PARTS)] if months else []
    if not rows:
        return {}
    deliveries = Delivery.objects.select_related("package", "published_by", "withdrawn_by").in_bulk(
        {row[8] for row in rows}
    )
    found: dict[tuple[Month, int], list[Stood]] = {}
    hidden = _hidden_now(indicator, units, [(row[0], row[1], row[2:6]) for row in rows])
    for (month, unit, *parts, early, suppressed, delivery, until, by), is_hidden in zip(rows, hidden, strict=True):
        figure = figure_of(parts[0], parts[1], parts[2], parts[3], early, suppressed or is_hidden, delivery)
        stood = found.setdefault((month, unit), [])
        stood.append(_stood(unit, figure, deliveries[delivery], until, by, stood[-1:]))
    return {key: tuple(stood) for key, stood in found.items()}


def _hidden_now(indicator: int, units: Collection[int], figures: Sequence[tuple[Month, int, Stated]]) -> list[bool]:
    """Whether each figure would be hidden today, whatever it was while it stood."""
    totals = GroupSummary.objects.filter(indicator=indicator, group__in=units, total_hidden=True)
    hidden = set(totals.values_list("month", "group_id"))
    rules = Indicator.objects.get(pk=indicator)
    small = small_ones(rules, [cell_of(rules, unit, month, figure) for month, unit, figure in figures])
    return [is_small or (month, unit) in hidden for is_small, (month, unit, _) in zip(small, figures, strict=True)]


def _stood(
    unit: int, figure: Figure, delivery: Delivery, until: datetime | None, replaced_by: int | None, before: list[Stood]
) -> Stood:
    reason, by = ("", "")
    if until is not None and replaced_by is None and delivery.state == DeliveryState.WITHDRAWN:
        reason = delivery.withdrawn_reason
        by = delivery.withdrawn_by.name if delivery.withdrawn_by else ""
    return Stood(
        unit=unit,
        figure=figure,
        since=_since(delivery, before),
        until=until,
        delivery=delivery.pk,
        file_name=delivery.file_name,
        source=delivery.source,
        package_code=delivery.package.code,
        package_name=delivery.package.name,
        published_by=delivery.published_by.name if delivery.published_by else "",
        replaced_by=replaced_by,
        withdrawn_reason=reason,
        withdrawn_by=by,
    )


def _since(delivery: Delivery, before: list[Stood]) -> datetime:
    """When a figure began to stand: when its delivery replaced another, was published, or was restored."""
    published = delivery.published_at or delivery.received_at
    if not before or before[0].until is None:
        return published
    ended = before[0].until
    return ended if before[0].replaced_by == delivery.pk else max(ended, published)


def is_marked(month: Month) -> Combinable:
    """For a query of results: whether it is a figure of the month and REVISED."""
    same = {name: OuterRef(name) for name in ("indicator", "unit", "month")}
    before = ResultRevision.objects.filter(**same, preliminary=False)
    return ExpressionWrapper(Q(month=month) & Exists(before), output_field=BooleanField())
