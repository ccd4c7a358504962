"""Figures that follow from the catalogue: calculated anew where an indicator is pooled, hidden or judged otherwise."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from organisation.months import Month
from scorecards.models import Indicator, Result
from scorecards.publish import lock_month
from scorecards.queries.office_groups import office_groups
from scorecards.summaries import touched_groups, write_summaries
from scorecards.suppression import refresh_hidden

WHAT_FIGURES_FOLLOW = ("pk", "unit_of_measure", "direction", "pooling", "hide_below", "definition_changed")


def what_figures_follow() -> set[tuple[Any, ...]]:
    """A row per indicator with what stored figures depend on: two of these tell which were changed between them."""
    return set(Indicator.objects.values_list(*WHAT_FIGURES_FOLLOW))


def recalculate(
    indicators: Collection[int], *, since: Month | None = None, groups_concerned: Collection[int] | None = None
) -> None:
    """Decide anew what is hidden of these indicators and write the groups' figures, in every month that has results.

    `since`: from that month on alone; `groups_concerned`: of others only where what is hidden turned. Places are then
    to be prepared. What was published before stays shown where METHODS.md 12 says so.
    """
    written: dict[Month, dict[int, list[int]]] = defaultdict(dict)
    results = Result.objects.filter(indicator__in=indicators)
    if since is not None:
        results = results.filter(month__gte=since)
    for month, indicator, unit in results.values_list("month", "indicator_id", "unit_id"):
        written[month].setdefault(indicator, []).append(unit)
    months = sorted(written)
    if not months:
        return
    for month in months:
        lock_month(month)
    turned = {pair for month in months for pair in refresh_hidden(month, indicators, {})}
    groups = office_groups(months[0], months[-1])
    for month in months:
        touched = touched_groups(written[month], groups[month])
        if groups_concerned is not None:
            touched = {pair for pair in touched if pair[1] in groups_concerned or (pair[0], month) in turned}
        write_summaries(month, touched, groups[month])
