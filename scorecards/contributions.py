"""What each office of a region does to the region's result, beside the county's: of figures that are shown anyway.

Hidden offices stand together as what is left of the region. Where that would be one office alone nothing is shown, so
that no figure can be found by difference whatever a total gives away (METHODS.md 12).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from methods.cells import CellState
from methods.contributions import Contribution, contributions
from scorecards.choices import Pooling
from scorecards.figures import Figure, IndicatorFacts, Limits, TableRow, UnitTable

LEAST_HIDDEN = 2  # offices that may stand together as one
TOLERANCE = 1e-9  # of sums that are made in another order


@dataclass(frozen=True, slots=True)
class OfficePart:
    """An office in its region; `part` is None where it has no figure of its own to show."""

    row: TableRow
    figure: Figure
    status: str | None
    part: Contribution | None


@dataclass(frozen=True, slots=True)
class RegionParts:
    """An indicator's parts: the region and the county as one unit each, and what the offices add up to.

    `hidden` offices pull by `rest` together. Without `is_shown` there is nothing that may be or can be shown.
    """

    indicator: IndicatorFacts
    target: Limits | None
    region: Figure
    county: Figure
    is_shown: bool
    offices: tuple[OfficePart, ...] = ()
    hidden: int = 0
    rest: Contribution | None = None


def region_parts(figures: UnitTable, county: Mapping[int, Figure]) -> tuple[RegionParts, ...]:
    """Of each indicator of a region's table that is pooled; `county` are the county's figures by indicator id."""
    (whole,) = (row for row in figures.above if row.kind == "region")
    return tuple(
        _parts(figures, place, whole.cells[place].figure, county.get(facts.id, Figure(CellState.NOT_DELIVERED.value)))
        for place, facts in enumerate(figures.indicators)
        if facts.pooling == Pooling.RATIO
    )


def _parts(figures: UnitTable, place: int, region: Figure, county: Figure) -> RegionParts:
    facts, target = figures.indicators[place], figures.targets[place]
    nothing = RegionParts(facts, target, region, county, False)
    if not region.denominator or region.numerator is None or county.value is None:
        return nothing
    cells = [row.cells[place] for row in figures.offices]
    hidden = sum(cell.figure.state == CellState.TOO_FEW for cell in cells)
    own = contributions(
        [cell.figure.numerator for cell in cells],
        [cell.figure.denominator for cell in cells],
        region.denominator,
        county.value,
    )
    rest = _rest(region, county.value, own)
    if 0 < hidden < LEAST_HIDDEN or (not hidden and not _is_nothing(rest)):
        return nothing
    offices = tuple(
        OfficePart(row, cell.figure, cell.status, part)
        for row, cell, part in zip(figures.offices, cells, own, strict=True)
        if cell.figure.state != CellState.TOO_FEW
    )
    return RegionParts(facts, target, region, county, True, offices, hidden, rest if hidden else None)


def _rest(region: Figure, level: float, own: Sequence[Contribution | None]) -> Contribution:
    """What is left of the region's base and of its distance to the level, less the parts that are shown."""
    shown = [part for part in own if part is not None]
    distance = (region.numerator or 0.0) / (region.denominator or 1.0) - level
    return Contribution(1 - sum(part.share for part in shown), distance - sum(part.points for part in shown))


def _is_nothing(rest: Contribution) -> bool:
    """Whether the parts add up to the region; where they don't, something is missing among them."""
    return isclose(rest.share, 0, abs_tol=TOLERANCE) and isclose(rest.points, 0, abs_tol=TOLERANCE)
