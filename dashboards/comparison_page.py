"""The comparison page's context: what stands above, in and beside the chart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from dashboards.addresses import kept_now
from dashboards.charts import as_json
from dashboards.comparison import ComparisonWriter, Reference, TableLine, place_in_words
from dashboards.comparison_chart import comparison_chart
from dashboards.comparison_months import months_view, own_first
from dashboards.comparison_sections import TableSection, chart_sections, in_order, sections_of
from dashboards.comparison_sizes import nearest_in_words, size_lines
from dashboards.comparison_state import FUNNEL, MONTHS, State, orders, read_state, view_chips, views_of
from dashboards.dates import month_and_year
from dashboards.distribution import Distribution, distribution
from dashboards.formatting import listed
from dashboards.funnel import funnel_view
from dashboards.pages import month_navigation
from dashboards.states import explained
from dashboards.tables import ComparisonTable
from methods.cells import CellState
from organisation.queries import PlacedUnit
from scorecards.compared import ComparedMonths, SizeGroup
from scorecards.figures import Comparison, IndicatorFacts

MOST_DRAWN = 60  # offices in the chart before it becomes a selection


def page_context(
    figures: Comparison,
    own: set[str],
    counties: Sequence[PlacedUnit],
    indicators: Sequence[tuple[str, str]],
    asked: Mapping[str, str],
    over: ComparedMonths | None = None,
    sizes: Sequence[SizeGroup] = (),
) -> dict[str, Any]:
    """What the template shows. `own` are codes of offices to be pointed out; `asked` is the address's query.

    `over` and `sizes` are what the views over months and by size show.
    """
    state = read_state(figures, asked)
    writer = ComparisonWriter(figures, own, kept_now(asked, "?"))
    references = writer.references()
    table = comparison_table(writer, references, state, sizes)
    lines = in_order(table.sections)
    return {
        **_about(figures, state),
        **_of_view(writer, table.sections, references, state, over, sizes),
        "target": writer.form.target(figures.target, figures.indicator) if figures.target else "",
        "figures": figure_strip(writer, lines, references),
        "where": own_among_all(writer, lines),
        "table": table,
        "views": view_chips(figures, state) if len(views_of(figures)) > 1 else [],
        "states": explained(line.source.figure.state for line in lines),
        "has_revised": any(line.source.figure.revised for line in lines),
        "has_places": any(line.position is not None for line in lines),
        "other_targets": other_targets(writer, lines),
        "left_out": left_out(lines),
        "number": len(lines),
        **_choices(figures, counties, indicators, state),
        "download": "&" + state.href().removeprefix("?"),
    }


def comparison_table(
    writer: ComparisonWriter, references: Sequence[Reference], state: State, sizes: Sequence[SizeGroup] = ()
) -> ComparisonTable:
    """The offices in the order asked for, in `sections` where that divides them; over months the own ones first."""
    figures = writer.figures
    rows = writer.lines()
    ranked = any(line.position is not None for line in rows)
    table = ComparisonTable(rows, order_by=state.sort, empty_text="", exclude=() if ranked else ("place",))
    lines: list[TableLine] = list(table.data)
    table.sections = sections_of(writer, own_first(lines) if state.view == MONTHS else lines, state, sizes)
    table.references, table.address = references, state.href(sort="") + "&"
    table.caption = _("%(indicator)s ved kontorene i %(county)s") % {
        "indicator": figures.indicator.name,
        "county": figures.county_name,
    }
    return table


def as_on_the_page(
    figures: Comparison, own: set[str], asked: Mapping[str, str], sizes: Sequence[SizeGroup] = ()
) -> Comparison:
    """The comparison with its offices in the page's order, for its files."""
    table = comparison_table(ComparisonWriter(figures, own), [], read_state(figures, asked), sizes)
    return replace(figures, offices=tuple(line.source for line in in_order(table.sections)))


def _choices(
    figures: Comparison, counties: Sequence[PlacedUnit], indicators: Sequence[tuple[str, str]], state: State
) -> dict[str, Any]:
    """What the form over the chart lets one choose from, and what it keeps."""
    return {
        "counties": [("", _("Ingen")), *((c.code, c.name) for c in counties if c.code != figures.county_code)],
        "county_choices": [(c.code, c.name) for c in counties],
        "indicators": indicators,
        "sorts": orders(figures),
        "sort": state.sort,
        "view": state.view,
        "kept": [(name, state.query[name]) for name in ("view", "office", "all", "as") if state.query[name]],
    }


def _of_view(
    writer: ComparisonWriter,
    sections: Sequence[TableSection],
    references: Sequence[Reference],
    state: State,
    over: ComparedMonths | None,
    sizes: Sequence[SizeGroup],
) -> dict[str, Any]:
    lines, unit = in_order(sections), unit_in_words(writer.figures.indicator)
    if state.view == FUNNEL:
        return {"funnel": funnel_view(writer, lines, unit)}
    drawn = drawn_lines(lines, every=state.every)
    all_href = state.href(all="1") if len(drawn) < len(lines) else ""
    if over is not None:
        return {**months_view(writer, lines, drawn, over, unit), "all_href": all_href}
    return {**_side_by_side(writer, sections, drawn, references), "all_href": all_href} | _by_size(writer, lines, sizes)


def _by_size(writer: ComparisonWriter, lines: Sequence[TableLine], sizes: Sequence[SizeGroup]) -> dict[str, Any]:
    hidden = any(line.source.figure.state == CellState.TOO_FEW for line in lines)
    if not sizes:
        return {}
    nearest = nearest_in_words(writer, lines, sizes)
    return {"sizes": size_lines(writer, lines, sizes), "nearest": nearest, "has_hidden": hidden}


def _side_by_side(
    writer: ComparisonWriter,
    sections: Sequence[TableSection],
    drawn: Sequence[TableLine],
    references: Sequence[Reference],
) -> dict[str, Any]:
    """The bars, in the table's order and sections."""
    facts = writer.figures.indicator
    bars = writer.bars(drawn)
    parts = chart_sections(writer, sections, {line.source.code for line in drawn})
    rows = writer.chart_references(references)
    chart = comparison_chart(facts, bars, rows, writer.form, unit_in_words(facts), parts)
    return {
        "chart": as_json(chart),
        "describe": describe(writer, in_order(sections), references),
        "has_intervals": any(bar.row.interval for bar in bars),
    }


def own_among_all(writer: ComparisonWriter, lines: Sequence[TableLine]) -> Distribution | None:
    """Where the own offices lie among the county's quarters; None where the county has none of them or few offices."""
    county = writer.figures.county
    own = [(line.source.name, line.number) for line in lines if line.own and line.number is not None]
    if county is None or not own or not county.values:
        return None
    ends = (county.values[0], county.values[-1])
    return distribution(county, ends, own, writer.form, writer.figures.indicator)


def _about(figures: Comparison, state: State) -> dict[str, Any]:
    """Which indicator, month and county the page is about."""
    return {
        "here": "indicators",
        "facts": figures.indicator,
        "month": figures.links.month,
        "months": month_navigation(figures.links, f"/indicators/{figures.indicator.code}/", state.href()),
        "county": figures.county_name,
        "county_code": figures.county_code,
        "reference_code": figures.reference_code,
        "preliminary": figures.preliminary,
        "simulated": figures.simulated,
        "source": figures.source,
    }


def drawn_lines(lines: Sequence[TableLine], *, every: bool) -> Sequence[TableLine]:
    """The lines of the chart, in their order: all of them up to MOST_DRAWN or where `every` is asked for.

    Else the own region's offices and those at the ends, the middle and the quarters: enough to see where one stands.
    """
    if every or len(lines) <= MOST_DRAWN:
        return lines
    regions = {line.source.region_name for line in lines if line.own} - {""}
    by_value = sorted((line for line in lines if line.number is not None), key=lambda line: line.number or 0.0)
    last = len(by_value) - 1
    landmarks = {by_value[round(last * quarter / 4)].source.code for quarter in range(5)} if by_value else set()
    return [line for line in lines if line.own or line.source.region_name in regions or line.source.code in landmarks]


def unit_in_words(facts: IndicatorFacts) -> str:
    """The unit of measure as an axis names it."""
    words = {"share": _("prosent"), "days": _("dager"), "number": _("antall"), "index": _("indeks"), "rate": _("rate")}
    return words[facts.unit_of_measure]


def figure_strip(
    writer: ComparisonWriter, lines: Sequence[TableLine], references: Sequence[Reference]
) -> list[tuple[str, Any, str]]:
    """The own office first, where there is one, then the references: name, value, what it is."""
    strip: list[tuple[str, Any, str]] = []
    for line in lines:
        if line.own:
            parts = [line.base if line.number is not None and line.denominator is not None else ""]
            if line.source.place is not None:
                parts.append(place_in_words(line.source.place))
            strip.append((line.source.name, line.value, " · ".join(part for part in parts if part)))
    return strip + [(each.name, each.text, each.about) for each in references]


def describe(writer: ComparisonWriter, lines: Sequence[TableLine], references: Sequence[Reference]) -> str:
    """One sentence about the chart for those who don't see it."""
    figures = writer.figures
    known = [line for line in lines if line.number is not None]
    sentences = [
        _("Stolpediagram over %(n)s kontor i %(county)s, %(month)s.")
        % {"n": len(known), "county": figures.county_name, "month": month_and_year(figures.links.month)}
    ]
    if known:
        values = sorted(known, key=lambda line: line.number or 0.0)
        sentences.append(
            _("Fra %(low)s til %(high)s.") % {"low": _text(writer, values[0]), "high": _text(writer, values[-1])}
        )
    sentences += [f"{each.name}: {each.text}." for each in references if each.value is not None]
    if figures.target:
        sentences.append(_("Krav: %(target)s.") % {"target": writer.form.target(figures.target, figures.indicator)})
    return " ".join([*sentences, _("Samme tall står i tabellen ved siden av.")])


def _text(writer: ComparisonWriter, line: TableLine) -> str:
    return "" if line.number is None else writer.form.value(line.number, writer.figures.indicator, writer.limits)


def other_targets(writer: ComparisonWriter, lines: Sequence[TableLine]) -> str:
    """`Annet krav enn fylket: Arna og Fana (≥ 60 %). Voss (uten krav).`: else a colour contradicts the target shown."""
    facts, by_target = writer.figures.indicator, defaultdict(list)
    for line in sorted(lines, key=lambda line: line.name_key):
        if line.number is not None and line.source.target != writer.figures.target:
            own = line.source.target
            by_target[writer.form.target(own, facts) if own else _("uten krav")].append(line.name)
    if not by_target:
        return ""
    parts = [f"{listed(names)} ({target})" for target, names in by_target.items()]
    return _("Annet krav enn fylket: %(offices)s.") % {"offices": ". ".join(parts)}


def left_out(lines: Sequence[TableLine]) -> str:
    """The offices that the chart leaves out, by why: `For få, vises ikke: Eidfjord og Fedje. Ikke levert: Ulvik.`"""
    texts = {
        "too_few": _("For få, vises ikke: %(names)s."),
        "not_delivered": _("Ikke levert: %(names)s."),
        "not_applicable": _("Gjelder ikke: %(names)s."),
        "not_existing": _("Fantes ikke: %(names)s."),
        "under_review": _("Til kontroll: %(names)s."),
    }
    found = []
    for state, text in texts.items():
        names = [
            line.name for line in sorted(lines, key=lambda line: line.name_key) if line.source.figure.state == state
        ]
        if names:
            found.append(text % {"names": listed(names)})
    return " ".join(found)
