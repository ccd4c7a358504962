"""What the units and indicators of an edition are called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import FilteredRelation

from organisation.models import Placement
from organisation.months import Month
from organisation.spans import holds_in
from rankings.figures import RankedIndicator
from rankings.models import RankingIndicator
from scorecards.figures import IndicatorFacts
from scorecards.models import Indicator


@dataclass(frozen=True, slots=True)
class OfficeName:
    """An office as it was called, and the region it stood in."""

    code: str
    name: str
    region_code: str
    region_name: str


def office_names(units: Collection[int], month: Month) -> dict[int, OfficeName]:
    """The offices as they stood in `month`; those gone by then as in the month before. By unit id, one query."""
    rows = (
        Placement.objects.filter(holds_in(month) | holds_in(month - 1), unit__in=units)
        .annotate(region_then=FilteredRelation("region__placements", condition=holds_in(month, "region__placements__")))
        .order_by("valid_from")
        .values_list("unit_id", "unit__code", "name", "region__code", "region_then__name")
    )
    return {unit: OfficeName(code, name, region or "", then or "") for unit, code, name, region, then in rows}


def ranked_indicators(ranking: int, language: str) -> list[RankedIndicator]:
    """An edition's indicators in its order, with the names they have in `language` today. One query."""
    rows = list(
        RankingIndicator.objects.filter(ranking=ranking)
        .select_related("indicator__goal__perspective")
        .order_by("order")
    )
    return [_ranked(row, _weight_that_counts(rows), language) for row in rows]


def _weight_that_counts(rows: Sequence[RankingIndicator]) -> float:
    return sum(row.weight for row in rows if row.counts)


def _ranked(row: RankingIndicator, whole: float, language: str) -> RankedIndicator:
    share = row.weight / whole if row.counts else 0.0
    return RankedIndicator(_facts(row, language), row.weight, share, row.min_base, row.counts)


def _facts(row: RankingIndicator, language: str) -> IndicatorFacts:
    indicator = row.indicator
    goal = indicator.goal
    perspective = goal.perspective if goal else None
    return IndicatorFacts(
        id=indicator.pk,
        code=indicator.code,
        name=_name(indicator, language),
        unit_of_measure=row.unit_of_measure,
        decimals=indicator.decimals,
        direction=row.direction,
        kind=indicator.kind,
        pooling=row.pooling,
        min_base=row.min_base,
        hide_below=indicator.hide_below,
        definition_changed=row.definition_changed,
        goal=goal.code if goal else "",
        goal_name=goal.name if goal else "",
        perspective=perspective.code if perspective else "",
        perspective_name=perspective.name if perspective else "",
    )


def _name(indicator: Indicator, language: str) -> str:
    return {"nn": indicator.name_nn, "en": indicator.name_en}.get(language) or indicator.name
