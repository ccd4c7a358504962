"""The pages' tables as rows for files: the same figures, unrounded, shares as fractions of one."""

from collections.abc import Iterable, Iterator, Mapping

from dashboards.catalogue_tree import PackageLine
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.catalogue_files.rows import Row
from scorecards.cells import interval_of
from scorecards.choices import Pooling
from scorecards.exports import Cell
from scorecards.figures import Comparison, Figure, GroupFigures, Limits, OfficeMonth, Place, Series, UnitTable
from scorecards.marked_workbook import FINDINGS as FINDINGS
from scorecards.models import Delivery, Finding
from scorecards.queries.catalogue import CatalogueLine

NO_FIGURE = Figure("")
NO_PLACE: tuple[Cell, ...] = (None,) * 4
FIGURE = ("state", "numerator", "denominator", "value", "status")
PLACE = ("place", "place_low", "place_high", "place_of")
SCORECARD = (
    "unit", "unit_name", "month", "indicator", "indicator_name", "part", *FIGURE, "preliminary", "green", "yellow",
    "change", "year_to_date", "county_n", "county_mean", "county_result",
    *PLACE,
)  # fmt: skip

CATALOGUE = (
    "indicator", "name", "perspective", "goal", "unit", "direction", "kind", "pooling", "owner", "packages", "live",
)  # fmt: skip
TARGETS = ("indicator", "unit", "valid_from", "valid_to", "green", "yellow", "green_upper", "yellow_upper")
PACKAGES = ("package", "name", "owner", "items", "ranked", "due_day")
PACKAGE_ITEMS = ("package", "indicator", "part", "order", "priority", "weight", "valid_from", "valid_to")
SERIES = (
    "unit", "unit_name", "indicator", "month", *FIGURE, "preliminary", "green", "yellow",
    "county_mean", "county_result", "year_to_date", "rolling_12", "revisions", "interval_low", "interval_high",
    "year_to_date_numerator", "year_to_date_denominator", "rolling_12_numerator", "rolling_12_denominator",
    "county_year_to_date", "county_rolling_12",
)  # fmt: skip
COUNTIES = ("county", "name", "offices", "last_month", "last_ranking")
OFFICES = ("month", "office", "name", "county", "county_name", "region", "region_name")
DELIVERIES = (
    "delivery", "package", "month", "state", "preliminary", "file", "received_at", "received_by", "published_at",
    "rows", "results", "added", "changed", "unchanged", "findings",
)  # fmt: skip
UNIT_TABLE = ("month", "unit", "unit_name", "kind", "indicator", "indicator_name", *FIGURE, "previous_status")
COMPARISON = (
    "indicator", "month", "unit", "unit_name", "kind", *FIGURE,
    "interval_low", "interval_high", *PLACE, "difference_to_mean",
)  # fmt: skip
NOTHING_BESIDE: tuple[Cell, ...] = (None,) * 7  # in a comparison, of what is no office


def figure_cells(figure: Figure, status: str | None) -> tuple[Cell, ...]:
    """In the order of FIGURE."""
    return (figure.state, figure.numerator, figure.denominator, figure.value, status)


def limit_cells(target: Limits | None) -> tuple[Cell, Cell]:
    """Green and yellow limit."""
    return (None, None) if target is None else (target.green, target.yellow)


def place_cells(place: Place | None) -> tuple[Cell, ...]:
    """In the order of PLACE."""
    return NO_PLACE if place is None else (place.position, place.low, place.high, place.of)


def scorecard(unit: PlacedUnit, month: Month, figures: OfficeMonth) -> Iterator[tuple[Cell, ...]]:
    """A row per line of the office's page, in the order of SCORECARD."""
    for line in figures.lines:
        county = line.county
        yield (
            unit.code, unit.name, str(month), line.indicator.code, line.indicator.name, line.part,
            *figure_cells(line.figure, line.status), line.figure.preliminary,
            *limit_cells(line.target), line.change, line.year_to_date,
            *((county.n, county.mean, county.pooled) if county else (None,) * 3),
            *place_cells(line.place),
        )  # fmt: skip


def comparison(figures: Comparison) -> Iterator[tuple[Cell, ...]]:
    """A row per office, then the mean and the pooled figures it is compared to, in the order of COMPARISON."""
    mean = figures.county.mean if figures.county else None
    start = (figures.indicator.code, str(figures.links.month))
    for row in figures.offices:
        value = row.figure.value
        yield (
            *start, row.code, row.name, "office", *figure_cells(row.figure, row.status),
            *(row.interval or (None, None)), *place_cells(row.place),
            None if value is None or mean is None else value - mean,
        )  # fmt: skip
    if figures.county:
        yield (
            *start,
            figures.county_code,
            figures.county_name,
            "county_mean",
            *_of_group(mean),
            *NOTHING_BESIDE,
        )
    groups = [
        (figures.county_code, figures.county_name, "county", figures.county),
        ("", "", "country", figures.country),
        (figures.reference_code, figures.reference_name, "county", figures.reference),
    ]
    is_pooled = figures.indicator.pooling == Pooling.RATIO
    for code, name, kind, group in groups:
        if group is not None and (is_pooled or group is figures.county):
            yield (*start, code, name, f"{kind}_result", *_pooled(group), *NOTHING_BESIDE)
        elif group is not None:
            yield (*start, code, name, f"{kind}_mean", *_of_group(group.mean), *NOTHING_BESIDE)


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


def unit_table(month: Month, figures: UnitTable, *, means: bool = False) -> Iterator[tuple[Cell, ...]]:
    """A row per cell of a unit's table, in the order of UNIT_TABLE; `kind` tells mean from pooled.

    With `means` the units below are shown by the means of their offices.
    """
    kinds = {"mean": "mean_of_offices", "county": "county_result", "region": "region_result"}
    below = {**kinds, "county": "mean_of_offices"} if means else kinds
    above = [(row, kinds) for row in (*figures.above, *figures.regions)]
    for row, names in (*above, *((row, below) for row in figures.offices)):
        start = (str(month), row.code, row.name, names.get(row.kind, row.kind))
        for facts, cell in zip(figures.indicators, row.cells, strict=True):
            yield (*start, facts.code, facts.name, *figure_cells(cell.figure, cell.status), cell.previous_status)


def series(unit: PlacedUnit, figures: Series) -> Iterator[tuple[Cell, ...]]:
    """A row per month, oldest first, in the order of SERIES."""
    for month in figures.months:
        so_far, twelve = month.year_to_date or NO_FIGURE, month.rolling or NO_FIGURE
        yield (
            unit.code, unit.name, figures.indicator.code, str(month.month),
            *figure_cells(month.figure, month.status), month.figure.preliminary,
            *limit_cells(month.target), month.county_mean, month.county_pooled,
            so_far.value, twelve.value, month.revisions,
            *(interval_of(figures.indicator, month.figure) or (None, None)),
            so_far.numerator, so_far.denominator, twelve.numerator, twelve.denominator,
            month.county_year_to_date, month.county_rolling,
        )  # fmt: skip


def catalogue(lines: Iterable[CatalogueLine]) -> Iterator[tuple[Cell, ...]]:
    """A row per indicator, in the order of CATALOGUE."""
    for line in lines:
        facts = line.facts
        yield (
            facts.code, facts.name, facts.perspective_name, facts.goal_name, facts.unit_of_measure, facts.direction,
            facts.kind, facts.pooling, line.owner_code, " ".join(line.packages), line.live,
        )  # fmt: skip


def deliveries(found: Iterable[Delivery]) -> Iterator[tuple[Cell, ...]]:
    """A row per delivery, in the order of DELIVERIES; times are ISO 8601."""
    for each in found:
        yield (
            each.pk, each.package.code, str(each.month), each.state, each.preliminary, each.file_name,
            each.received_at.isoformat(), each.received_by.email if each.received_by else None,
            each.published_at.isoformat() if each.published_at else None,
            each.rows, each.results, each.added, each.changed, each.unchanged, each.findings_total,
        )  # fmt: skip


def findings(found: Iterable[Finding]) -> Iterator[tuple[Cell, ...]]:
    """A row per finding, in the order of FINDINGS."""
    for each in found:
        yield (each.severity, each.code, each.sheet, each.row, each.column, each.value, each.text)


def counties(found: Iterable[Mapping[str, object]]) -> Iterator[tuple[Cell, ...]]:
    """A row per county, in the order of COUNTIES."""
    for each in found:
        ranking = None if each["ranking"] is None else str(each["ranking"])
        yield (str(each["code"]), str(each["name"]), int(str(each["offices"])), str(each["month"]), ranking)


def offices(month: Month, found: Iterable[PlacedUnit]) -> Iterator[tuple[Cell, ...]]:
    """A row per office, in the order of OFFICES."""
    for unit in found:
        yield (
            str(month), unit.code, unit.name, unit.county_code, unit.county_name, unit.region_code, unit.region_name,
        )  # fmt: skip


def packages(lines: Iterable[PackageLine]) -> Iterator[tuple[Cell, ...]]:
    """A row per package, in the order of PACKAGES."""
    for line in lines:
        yield (line.code, line.name, line.owner, line.items, line.ranked, line.due_day)


def catalogue_rows(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    """Rows as the catalogue's files have them, in the order of PACKAGE_ITEMS or TARGETS."""
    for row in rows:
        yield tuple(row[column] for column in columns)
