"""The pages' tables as rows for files: the same figures, unrounded, shares as fractions of one."""

from collections.abc import Iterator

from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.figures import Comparison, Figure, GroupFigures, OfficeMonth

FIGURE = ("state", "numerator", "denominator", "value", "status")
SCORECARD = (
    "unit", "unit_name", "month", "indicator", "indicator_name", "part", *FIGURE, "preliminary", "green", "yellow",
    "change", "year_to_date", "county_n", "county_mean", "county_result", "place", "place_low", "place_high", "place_of",
)  # fmt: skip

COMPARISON = (
    "indicator", "month", "unit", "unit_name", "kind", *FIGURE, "interval_low", "interval_high", "place", "difference_to_mean",
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


def comparison(figures: Comparison) -> Iterator[tuple[Cell, ...]]:
    """A row per office, then the mean and the pooled figures it is compared to, in the order of COMPARISON."""
    mean = figures.county.mean if figures.county else None
    start = (figures.indicator.code, str(figures.links.month))
    for row in figures.offices:
        value = row.figure.value
        yield (
            *start, row.code, row.name, "office", *figure_cells(row.figure, row.status),
            *(row.interval or (None, None)), row.position,
            None if value is None or mean is None else value - mean,
        )  # fmt: skip
    if figures.county:
        yield (
            *start,
            figures.county_code,
            figures.county_name,
            "county_mean",
            *_of_group(mean),
            None,
            None,
            None,
            None,
        )
    groups = [
        (figures.county_code, figures.county_name, "county_result", figures.county),
        ("", "", "country_result", figures.country),
        (figures.reference_code, figures.reference_name, "county_result", figures.reference),
    ]
    for code, name, kind, group in groups:
        if group is not None:
            yield (*start, code, name, kind, *_pooled(group), None, None, None, None)


def _of_group(value: float | None) -> tuple[Cell, ...]:
    return ("not_delivered" if value is None else "value", None, None, value, None)


def _pooled(group: GroupFigures) -> tuple[Cell, ...]:
    if group.total_hidden:
        return ("too_few", None, None, None, None)
    return (
        "not_delivered" if group.pooled is None else "value",
        group.numerator,
        group.denominator,
        group.pooled,
        None,
    )
