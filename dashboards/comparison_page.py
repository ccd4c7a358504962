"""The comparison page's context: what stands above, in and beside the chart."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dashboards.charts import as_json
from dashboards.comparison import BEST_FIRST, ComparisonWriter, Reference, TableLine
from dashboards.comparison_chart import comparison_chart
from dashboards.dates import month_and_year
from dashboards.formatting import listed
from dashboards.funnel import funnel_view, may_be_a_funnel
from dashboards.pages import Chip, month_navigation
from dashboards.tables import ComparisonTable
from organisation.queries import PlacedUnit
from scorecards.figures import Comparison, IndicatorFacts

MOST_DRAWN = 60  # offices in the chart before it becomes a selection
FUNNEL = "funnel"  # the address's name of the other view
SORTS = ("name", "value", "base", "status", "difference")


def page_context(
    figures: Comparison,
    own: set[str],
    counties: Sequence[PlacedUnit],
    indicators: Sequence[tuple[str, str]],
    asked: Mapping[str, str],
) -> dict[str, Any]:
    """What the template shows. `own` are codes of offices to be pointed out; `asked` is the address's query."""
    facts = figures.indicator
    writer = ComparisonWriter(figures, own)
    references = writer.references()
    sort = _sort(asked.get("sort", ""), facts)
    address = f"?county={figures.county_code}&reference={figures.reference_code}&office={asked.get('office', '')}&"
    has_funnel = may_be_a_funnel(writer)
    wants_funnel = has_funnel and asked.get("view") == FUNNEL
    table = _table(writer, references, sort, address + (f"view={FUNNEL}&" if wants_funnel else ""))
    lines: list[TableLine] = list(table.data)
    return {
        **_about(figures, address),
        **(
            _as_a_funnel(writer, lines)
            if wants_funnel
            else _side_by_side(writer, lines, references, asked, address, sort)
        ),
        "target": writer.form.target(figures.target, facts) if figures.target else "",
        "figures": figure_strip(writer, lines, references),
        "table": table,
        "views": views(f"{address}sort={sort}", funnel=wants_funnel) if has_funnel else [],
        "has_revised": any(line.source.figure.revised for line in lines),
        "left_out": left_out(lines),
        "number": len(lines),
        **_choices(figures, counties, indicators, sort),
        "download": f"&{address.strip('?&')}&sort={sort}",
    }


def _table(writer: ComparisonWriter, references: Sequence[Reference], sort: str, address: str) -> ComparisonTable:
    figures = writer.figures
    table = ComparisonTable(writer.lines(), order_by=sort, empty_text="")
    table.references, table.address = references, address
    table.caption = _("%(indicator)s ved kontorene i %(county)s") % {
        "indicator": figures.indicator.name,
        "county": figures.county_name,
    }
    return table


def _choices(
    figures: Comparison, counties: Sequence[PlacedUnit], indicators: Sequence[tuple[str, str]], sort: str
) -> dict[str, Any]:
    """What the form over the chart lets one choose from."""
    best_first = BEST_FIRST[figures.indicator.direction]
    return {
        "counties": [("", _("Ingen")), *((c.code, c.name) for c in counties if c.code != figures.county_code)],
        "county_choices": [(c.code, c.name) for c in counties],
        "indicators": indicators,
        "sorts": [(best_first, _("Beste resultat først")), ("name", _("Alfabetisk"))],
        "sort": sort,
    }


def _as_a_funnel(writer: ComparisonWriter, lines: Sequence[TableLine]) -> dict[str, Any]:
    return {"view": FUNNEL, "funnel": funnel_view(writer, lines, unit_in_words(writer.figures.indicator))}


def _side_by_side(
    writer: ComparisonWriter,
    lines: Sequence[TableLine],
    references: Sequence[Reference],
    asked: Mapping[str, str],
    address: str,
    sort: str,
) -> dict[str, Any]:
    """The bars, in the table's order."""
    facts = writer.figures.indicator
    drawn = drawn_lines(lines, every=bool(asked.get("all")))
    bars = writer.bars(drawn)
    chart = comparison_chart(facts, bars, writer.chart_references(references), writer.form, unit_in_words(facts))
    return {
        "chart": as_json(chart),
        "describe": describe(writer, lines, references),
        "has_intervals": any(bar.row.interval for bar in bars),
        "all_href": f"{address}sort={sort}&all=1" if len(drawn) < len(lines) else "",
    }


def views(address: str, *, funnel: bool) -> list[Chip]:
    """The two ways to look at it: side by side, and by how many cases stand behind."""
    return [
        Chip(_("Side om side"), address, not funnel),
        Chip(_("Mot antall saker"), f"{address}&view={FUNNEL}", funnel),
    ]


def _sort(asked: str, facts: IndicatorFacts) -> str:
    """The order asked for, where there is such a one; else the best first."""
    return asked if asked.removeprefix("-") in SORTS else BEST_FIRST[facts.direction]


def _about(figures: Comparison, address: str) -> dict[str, Any]:
    """Which indicator, month and county the page is about."""
    return {
        "here": "indicators",
        "facts": figures.indicator,
        "month": figures.links.month,
        "months": month_navigation(figures.links, f"/indicators/{figures.indicator.code}/", address.rstrip("&")),
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
            position = line.source.position
            if position is not None and writer.figures.county:
                parts.append(_("plass %(n)s av %(of)s") % {"n": position, "of": writer.figures.county.n})
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
