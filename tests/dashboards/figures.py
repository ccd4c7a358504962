"""Builders of the figures that pages show, without a database. Every field has a default."""

from organisation.months import Month
from scorecards.cells import interval_of
from scorecards.figures import (
    Comparison,
    ComparisonRow,
    Figure,
    GroupFigures,
    IndicatorFacts,
    Limits,
    MonthLinks,
    Place,
    ScorecardLine,
    Series,
    SeriesMonth,
    TableCell,
    TableRow,
    UnitTable,
)

MAY = Month(2018, 5)
YEAR = tuple((MAY - 12).through(MAY))
TARGET = Limits(0.9, 0.8)


def facts(
    code: str = "DIALOG2",
    *,
    name: str = "Dialogmøte 2",
    unit: str = "share",
    decimals: int = 1,
    direction: str = "higher",
    pooling: str = "ratio",
    changed: Month | None = None,
    key: int = 1,
    goal: str = "Lavere sykefravær",
    perspective: str = "Brukere",
) -> IndicatorFacts:
    return IndicatorFacts(
        key,
        code,
        name,
        unit,
        decimals,
        direction,
        "activity",
        pooling,
        None,
        None,
        changed,
        "G1",
        goal,
        "P1",
        perspective,
    )


def a_figure(
    numerator: float | None = None, denominator: float | None = None, *, value: float | None = None, state: str = ""
) -> Figure:
    """A figure as shown; the value follows from the parts, and the state from the value."""
    if value is None and numerator is not None and denominator:
        value = numerator / denominator
    state = state or ("not_delivered" if value is None else "value")
    return Figure(state, numerator, denominator, value, state == "preliminary", 1)


def a_group(
    values: tuple[float, ...] = (0.8, 0.9, 1.0),
    *,
    pooled: float | None = 0.88,
    parts: tuple[float, float] | None = (88, 100),
    hidden: bool = False,
) -> GroupFigures:
    numerator, denominator = parts or (None, None)
    mean = sum(values) / len(values) if values else None
    known = (None, None, None) if hidden else (pooled, numerator, denominator)
    return GroupFigures(len(values), mean, mean, mean, mean, *known, None, values, False, hidden)


def a_line(
    figure: Figure | None = None,
    *,
    of: IndicatorFacts | None = None,
    part: str = "malekort",
    priority: int = 1,
    weight: float = 1.0,
    target: Limits | None = TARGET,
    status: str | None = "green",
    before: str | None = "green",
    change: float | None = None,
    so_far: float | None = None,
    county: GroupFigures | None = None,
    place: Place | None = None,
    history: tuple[tuple[float, float] | None, ...] | None = None,
    values: tuple[float | None, ...] | None = None,
    earlier: tuple[float | None, ...] = (),
    years_target: float | None = None,
    related: tuple[int, ...] = (),
) -> ScorecardLine:
    """A line of a scorecard. `history` are numerators and denominators of thirteen months; all alike unless said.

    `values` in their place are of months without bases, the last of them the figure unless that is said.
    """
    months = history or ((73, 80),) * 13
    if values is not None:
        figure, months = figure or a_figure(value=values[-1]), (None,) * len(values)
    else:
        figure = figure or a_figure(73, 80)
        values = tuple(None if each is None else each[0] / each[1] for each in months)
    return ScorecardLine(
        indicator=of or facts(),
        part=part,
        priority=priority,
        weight=weight,
        figure=figure,
        target=target,
        status=status,
        change=change,
        year_to_date=so_far,
        year_to_date_status="green" if so_far is not None else None,
        interval=interval_of(of or facts(), figure),
        county=county,
        place=place,
        history=values,
        history_numerators=tuple(None if each is None else each[0] for each in months),
        history_denominators=tuple(None if each is None else each[1] for each in months),
        county_means=(0.85,) * 13,
        previous_status=before,
        previous_value=values[-2],
        years_target=years_target,
        earlier=earlier,
        earlier_means=(0.85,) * 3 if earlier else (),
        related=related,
    )


def a_row(
    name: str,
    figure: Figure,
    *,
    code: str = "",
    status: str | None = "green",
    place: Place | None = None,
    target: Limits | None = TARGET,
) -> ComparisonRow:
    interval = None if figure.value is None else (figure.value - 0.05, min(1.0, figure.value + 0.05))
    return ComparisonRow(1, code or name[-4:], name, "Regionen", figure, status, interval, place, target)


def a_comparison(
    *rows: ComparisonRow,
    of: IndicatorFacts | None = None,
    target: Limits | None = TARGET,
    county: GroupFigures | None = None,
    country: GroupFigures | None = None,
    reference: GroupFigures | None = None,
) -> Comparison:
    return Comparison(
        indicator=of or facts(),
        county_code="1200",
        county_name="NAV Hordaland",
        target=target,
        links=MonthLinks(MAY, MAY - 1, None, True),
        offices=rows or (a_row("NAV Voss", a_figure(73, 90)), a_row("NAV Os", a_figure(95, 100))),
        county=county or a_group(),
        country=country,
        reference_code="1400" if reference else "",
        reference_name="NAV Sogn og Fjordane" if reference else "",
        reference=reference,
        preliminary=False,
        simulated=True,
        source="",
    )


def a_month(
    month: Month, value: float | None, *, target: Limits | None = TARGET, status: str | None = "green"
) -> SeriesMonth:
    figure = a_figure(value=value)
    total = None if value is None else figure
    return SeriesMonth(month, figure, target, None if value is None else status, 0.85, 0.86, 0, total, total)


def a_series(*values: float | None, of: IndicatorFacts | None = None, first: Month = MAY - 12, **fields) -> Series:
    months = tuple(a_month(first + step, value, **fields) for step, value in enumerate(values or (0.9,) * 13))
    return Series(of or facts(), months, Place(5, 12, 3, 8), simulated=True)


def a_cell(
    status: str | None = "green", *, value: float | None = 0.9, before: str | None = None, state: str = ""
) -> TableCell:
    return TableCell(a_figure(value=value, state=state), status if value is not None else None, before)


def an_office_row(name: str, *cells: TableCell, region: str = "", code: str = "") -> TableRow:
    return TableRow(code or name[-4:], name, "office", region, cells)


def a_table(
    *offices: TableRow, regions: tuple[TableRow, ...] = (), of: tuple[IndicatorFacts, ...] | None = None
) -> UnitTable:
    indicators = of or tuple(facts(f"I{n}", name=f"Indikator {n}") for n in range(len(offices[0].cells)))
    above = (
        TableRow("1200", "NAV Hordaland", "mean", "", tuple(a_cell() for _ in indicators)),
        TableRow("1200", "NAV Hordaland", "county", "", tuple(a_cell() for _ in indicators)),
    )
    parts = ("malekort",) + ("tillegg",) * (len(indicators) - 1)
    links = MonthLinks(MAY, MAY - 1, None, True)
    return UnitTable(None, (), links, indicators, parts, (TARGET,) * len(indicators), above, regions, offices)
