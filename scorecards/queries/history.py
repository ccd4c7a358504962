"""What has stood of a figure, from when to when, by which delivery, and why it ended.

Hidden as pages hide: of a figure that was never shown no number leaves here (METHODS.md 12).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from organisation.months import Month
from scorecards.cells import figure_of
from scorecards.choices import DeliveryState
from scorecards.figures import Figure
from scorecards.models import Delivery, Result, ResultRevision

PARTS = ("numerator", "denominator", "value", "absence", "preliminary", "suppressed", "delivery_id")


@dataclass(frozen=True, slots=True)
class Stood:
    """A figure of one unit, indicator and month as it stood for a time."""

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
    """All that has stood of the indicator (id) at the unit (id) in the month, oldest first. At most three queries.

    Times in which nothing stood are between a `until` and the next `since`. Empty: nothing ever stood.
    """
    rows = list(
        ResultRevision.objects.filter(indicator=indicator, unit=unit, month=month)
        .order_by("replaced_at", "id")
        .values_list(*PARTS, "replaced_at", "replaced_by_id")
    )
    now = Result.objects.filter(indicator=indicator, unit=unit, month=month).values_list(*PARTS)
    rows += [(*row, None, None) for row in now]
    deliveries = Delivery.objects.select_related("package", "published_by", "withdrawn_by").in_bulk(
        {row[6] for row in rows}
    )
    found: list[Stood] = []
    for *parts, until, replaced_by in rows:
        found.append(_stood(figure_of(*parts), deliveries[parts[6]], until, replaced_by, found[-1:]))
    return tuple(found)


def _stood(
    figure: Figure, delivery: Delivery, until: datetime | None, replaced_by: int | None, before: list[Stood]
) -> Stood:
    reason, by = ("", "")
    if until is not None and replaced_by is None and delivery.state == DeliveryState.WITHDRAWN:
        reason = delivery.withdrawn_reason
        by = delivery.withdrawn_by.name if delivery.withdrawn_by else ""
    return Stood(
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


def revised_in(unit: int, month: Month, indicators: Collection[int]) -> dict[int, int]:
    """How many times each of these indicators (ids) was revised at the unit (id) in the month. One query.

    Those that never were are left out.
    """
    revisions = ResultRevision.objects.filter(unit=unit, month=month, indicator__in=indicators).order_by()
    return dict(revisions.values_list("indicator_id").annotate(number=Count("id")))
