"""What the units and indicators of an edition are called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import FilteredRelation

from organisation.models import Placement
from organisation.months import Month
from organisation.spans import holds_in
from rankings.figures import RankedIndicator
from rankings.models import RankingIndicator
from scorecards.queries.indicators import facts_of


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
    return sum(row.weight for row in rows if _counts(row))


def _counts(row: RankingIndicator) -> bool:
    return row.counts and not row.left_out


def _ranked(row: RankingIndicator, whole: float, language: str) -> RankedIndicator:
    facts = replace(
        facts_of(row.indicator, language),
        unit_of_measure=row.unit_of_measure,
        direction=row.direction,
        pooling=row.pooling,
        min_base=row.min_base,
        definition_changed=row.definition_changed,
    )
    share = row.weight / whole if _counts(row) else 0.0
    return RankedIndicator(facts, row.weight, share, row.min_base, _counts(row), row.left_out)
