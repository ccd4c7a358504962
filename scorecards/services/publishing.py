"""Publication: a checked delivery's figures become what everybody sees, with all that follows from them, at once."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
from django.utils import timezone

from audit.services import record
from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.compare import Comparison
from scorecards.delivered import Figures, units_by_indicator
from scorecards.models import Delivery
from scorecards.publish import write_figures
from scorecards.queries.office_groups import office_groups
from scorecards.standby import keep_standby
from scorecards.summaries import touched_groups, write_summaries
from scorecards.suppression import refresh_hidden
from scorecards.versions import count_up_version

if TYPE_CHECKING:
    from accounts.models import User


def publish_checked(delivery: Delivery, figures: Figures, changes: Comparison, *, by: "User | None") -> None:
    """Publish a delivery's figures as they were just checked and compared, in that transaction, under the month's lock.

    Results are written and what stood is kept, as is what changes nothing; what may be shown is decided anew, the
    groups' figures follow, and the version of the figures counts up. Offices' places are left to `prepare_places`.
    """
    _write(delivery, figures.take(changes.added), replace=False)
    _write(delivery, figures.take(changes.changed), replace=True)
    keep_standby(delivery.pk, figures.take(changes.unchanged))
    written = figures.take(np.concatenate([changes.added, changes.changed]))
    follow_publication(delivery.month, units_by_indicator(written.indicator_ids, written.unit_ids))
    delivery.state = DeliveryState.PUBLISHED
    delivery.published_at = timezone.now()
    delivery.published_by = by
    delivery.save()
    counts = f"{delivery.added} added, {delivery.changed} changed, {delivery.unchanged} unchanged"
    record(
        by=by, verb="published delivery", subject=delivery, detail=f"{delivery.package.code} {delivery.month}: {counts}"
    )
    count_up_version()


def follow_publication(month: Month, written: Mapping[int, Collection[int]]) -> None:
    """Decide anew what may be shown around `month` and write the summaries of all groups that hold a written figure.

    `written`: the units of each indicator.
    """
    changed = refresh_hidden(month, written.keys(), written)
    months = {month} | {each for _, each in changed}
    groups = office_groups(min(months), max(months))
    for each in sorted(months):
        touched = _all_groups({indicator for indicator, when in changed if when == each}, groups[each])
        if each == month:
            touched |= touched_groups(written, groups[month])
        write_summaries(each, touched, groups[each])


def _all_groups(indicators: set[int], groups: dict[int, list[int]]) -> set[tuple[int, int]]:
    every = {group for above in groups.values() for group in above}
    return {(indicator, group) for indicator in indicators for group in every}


def _write(delivery: Delivery, figures: Figures, *, replace: bool) -> None:
    write_figures(
        delivery=delivery.pk,
        month=delivery.month,
        preliminary=delivery.preliminary,
        indicators=figures.indicator_ids,
        units=figures.unit_ids,
        numerators=figures.numerator,
        denominators=figures.denominator,
        values=figures.value,
        absences=figures.absence,
        replace=replace,
    )
