"""The pages' tables as rows for files: the same figures, unrounded, shares as fractions of one."""

from collections.abc import Iterator

from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.figures import Figure, OfficeMonth

FIGURE = ("state", "numerator", "denominator", "value", "status")
SCORECARD = (
    "unit", "unit_name", "month", "indicator", "indicator_name", "part", *FIGURE, "preliminary", "green", "yellow",
    "change", "year_to_date", "county_n", "county_mean", "county_result", "place", "place_low", "place_high", "place_of",
)  # fmt: skip


def figure_cells(figure: Figure, status: str | None) -> tuple[Cell, ...]:
    """In the order of FIGURE."""
    return (figure.state, figure.numerator, figure.denominator, figure.value, status)


def scorecard(unit: PlacedUnit, month: Month, figures: OfficeMonth) -> Iterator[tuple[Cell, ...]]:
    """A row per line of the office's page, in the order of SCORECARD."""
    for line in figures.lines:
        target, county, place = line.target, line.county, line.place
        yield (
            unit.code, unit.name, str(month), line.indicator.code, line.indicator.name, line.part,
            *figure_cells(line.figure, line.status), line.figure.preliminary,
            target and target.green, target and target.yellow, line.change, line.year_to_date,
            county and county.n, county and county.mean, county and county.pooled,
            *((place.position, place.low, place.high, place.of) if place else (None,) * 4),
        )  # fmt: skip
