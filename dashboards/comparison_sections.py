"""The comparison divided by region or by size: the same sections in the chart and in the table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from dashboards.comparison import ComparisonWriter, Reference, TableLine
from dashboards.comparison_chart import ReferenceRow, Section
from dashboards.comparison_sizes import heading_of, references_of, short_heading
from dashboards.comparison_state import BY_REGION, State
from scorecards.compared import SizeGroup


@dataclass(frozen=True, slots=True)
class TableSection:
    """Lines of the table under a heading, with what stands for them as a whole; without a heading it is all of them."""

    heading: str
    lines: Sequence[TableLine]
    short: str = ""  # the heading in the chart
    references: Sequence[Reference] = ()
    mean: float | None = None


def sections_of(
    writer: ComparisonWriter, lines: Sequence[TableLine], state: State, sizes: Sequence[SizeGroup]
) -> list[TableSection]:
    """By size where that is the view, else by region where that is the order; the lines keep their order in each."""
    if sizes:
        return _by_size(writer, lines, sizes)
    if state.sort == BY_REGION:
        by_region = groupby(lines, key=lambda line: line.source.region_name)
        return [TableSection(name or _("Uten region"), list(under)) for name, under in by_region]
    return [TableSection("", lines)]


def _by_size(writer: ComparisonWriter, lines: Sequence[TableLine], sizes: Sequence[SizeGroup]) -> list[TableSection]:
    sections, placed = [], set[str]()
    for group in sizes:
        codes = {row.code for row in group.offices}
        placed |= codes
        inside = [line for line in lines if line.source.code in codes]
        sections.append(
            TableSection(
                heading_of(group, writer.form),
                inside,
                short_heading(group, writer.form),
                references_of(writer, group),
                group.summary.mean,
            )
        )
    others = [line for line in lines if line.source.code not in placed]
    return [*sections, TableSection(_("Uten tall som vises"), others)] if others else sections


def chart_sections(writer: ComparisonWriter, sections: Sequence[TableSection], drawn: Collection[str]) -> list[Section]:
    """The sections as the chart has them: of the offices that are drawn, by code, and have a value."""
    if len(sections) == 1 and not sections[0].heading:
        return []
    found = []
    for section in sections:
        bars = sum(line.number is not None and line.source.code in drawn for line in section.lines)
        own = None
        if section.mean is not None:
            text = writer.form.bare(section.mean, writer.figures.indicator, writer.limits)
            own = ReferenceRow("mean", _("Snitt i gruppen"), section.mean, text)
        if bars:
            found.append(Section(bars, section.short or section.heading, own))
    return found


def in_order(sections: Sequence[TableSection]) -> list[TableLine]:
    """All lines, section by section."""
    return [line for section in sections for line in section.lines]
