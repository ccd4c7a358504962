"""The ranking of a county's regions, by an edition's rule and its own stored figures: seven queries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit, units_in
from rankings.calculation import Key, reason_of
from rankings.choices import Group
from rankings.figures import ContributionLine, RankedIndicator, RankedRegion, RankingPage, RegionLine, RegionRanking
from rankings.models import Ranking, RegionTarget
from rankings.queries.names import office_names
from rankings.queries.page import of_what_is_possible
from rankings.queries.recalculation import StoredEdition, read_edition
from rankings.queries.rules import terms_of
from rankings.regions import LEAST_REGIONS, RegionOutcomes, rank_regions
from scorecards.figures import Limits


def region_ranking(county: PlacedUnit, page: RankingPage) -> RegionRanking | None:
    """The regions as they stood in the month of the page, each over those of its offices that the edition has.

    None without an edition, where fewer than two regions have offices in it, and where the regions' own targets or
    figures are such that the edition's rule can't be calculated by them.
    """
    placed = units_in(page.month, kind=UnitKind.REGION, county=county) if page.edition else []
    if page.edition is None or len(placed) < LEAST_REGIONS:
        return None
    stored = Ranking.objects.select_related("rule", "county")
    edition = read_edition(stored.get(county=county.id, month=page.month, edition=page.edition.edition))
    names = office_names(edition.units, page.month)
    by_region: dict[str, list[int]] = {}
    for unit in edition.units:
        by_region.setdefault(names[unit].region_code if unit in names else "", []).append(unit)
    regions = sorted((region for region in placed if region.code in by_region), key=lambda region: region.code)
    if len(regions) < LEAST_REGIONS:
        return None
    offices = {region.id: by_region.pop(region.code) for region in regions}
    found = _ranked(edition, offices)
    if found is None:
        return None
    return _told(found, regions, offices, page.indicators, sum(map(len, by_region.values())))


def _ranked(edition: StoredEdition, offices: Mapping[int, Sequence[int]]) -> RegionOutcomes | None:
    """By the indicators that the offices are ranked by."""
    month, left_out = edition.ranking.month, edition.outcomes.left_out
    indicators = [replace(each, counts=False) if each.id in left_out else each for each in edition.indicators]
    limits = region_targets(edition.ranking.pk)
    try:
        return rank_regions(offices, indicators, edition.cells, limits, terms_of(edition.ranking.rule, month))
    except ValueError:
        return None


def region_targets(ranking: int) -> dict[Key, Limits]:
    """What each region was held against when the edition was published, by unit and indicator id. One query."""
    return {
        (row.unit_id, row.indicator_id): Limits(row.green, row.yellow, row.green_upper, row.yellow_upper)
        for row in RegionTarget.objects.filter(ranking=ranking)
    }


def _told(
    found: RegionOutcomes,
    regions: Sequence[PlacedUnit],
    offices: Mapping[int, Sequence[int]],
    indicators: Sequence[RankedIndicator],
    without_region: int,
) -> RegionRanking:
    told = [_region(found, region, len(offices[region.id]), indicators) for region in regions]
    told.sort(key=lambda region: (region.position is None, region.position or 0, norwegian_key(region.name)))
    return RegionRanking(tuple(told), found.outcomes.intervals_shown, without_region)


def _region(
    found: RegionOutcomes, region: PlacedUnit, offices: int, indicators: Sequence[RankedIndicator]
) -> RankedRegion:
    outcome = found.outcomes.offices[region.id]
    has_points = [each for each in indicators if outcome.points.get(each.facts.id) is not None]
    whole = sum(each.weight for each in has_points)
    lines = tuple(_line(found, region.id, each, whole) for each in indicators)
    return RankedRegion(
        code=region.code,
        name=region.name,
        offices=offices,
        position=outcome.position,
        place=outcome.place,
        low=outcome.low,
        high=outcome.high,
        group=Group(outcome.group) if outcome.group else None,
        score=outcome.score,
        reason=reason_of(outcome, delivered=any(line.contribution.known for line in lines)),
        lines=lines,
    )


def _line(found: RegionOutcomes, region: int, indicator: RankedIndicator, whole: float) -> RegionLine:
    pooled = found.cells[region, indicator.facts.id]
    figure, points = pooled.cell.figure, found.outcomes.offices[region].points.get(indicator.facts.id)
    possible, of_hundred = of_what_is_possible(points, indicator.weight, whole)
    contribution = ContributionLine(
        indicator=indicator,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        known=figure.known,
        target=pooled.cell.limits,
        points=points,
        possible=possible,
        of_hundred=of_hundred,
        error=pooled.cell.error,
    )
    return RegionLine(contribution, pooled.offices)
