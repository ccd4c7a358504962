"""The table of offices and indicators as shown: columns by perspective, rows by region, cells with shape and colour."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.cells import with_marks
from dashboards.formatting import Format, current_format, limits_of
from dashboards.line_addresses import around_indicator, line_href
from dashboards.marks import Marks, current_marks, icon
from dashboards.names import shared_word, without
from dashboards.states import explained
from dashboards.table_choice import BY_NAME, BY_RED, TableChoice, reds, rises
from scorecards.cells import has_few_cases
from scorecards.choices import Pooling
from scorecards.figures import IndicatorFacts, TableCell, TableRow, UnitTable

OTHER_WAY = {"ascending": "descending", "descending": "ascending"}
CSS = {"green": "g", "yellow": "y", "red": "r"}


class HeatCell(NamedTuple):
    """`css` and `mark` carry the status; `text` is the value or the reason why there is none; `few` cases swing."""

    css: str
    mark: Markup | str
    href: str
    text: Markup | str
    few: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    name: str
    href: str
    css: str
    red: str
    cells: list[HeatCell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head: where its name leads, and how to sort by it; `sorted` as ARIA has it, empty where it isn't."""

    name: str
    href: str
    sort: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Heat:
    groups: list[ColumnGroup]
    columns: list[Column]
    blocks: list[list[HeatRow]]
    has_few: bool
    name: Column
    red: Column
    has_revised: bool = False
    states: Sequence[tuple[Markup, str]] = ()  # what those that occur mean


class HeatWriter:
    """Writes a table's cells; what they all need is looked up once."""

    def __init__(self, figures: UnitTable, own: set[str], county: str, choice: TableChoice) -> None:
        """`figures` are `narrowed` to the choice; headings lead to the comparison in `county`."""
        self.figures, self.own, self.choice = figures, own, choice
        self.end, self.and_end = (f"?as={choice.reading}", f"&as={choice.reading}") if choice.reading else ("", "")
        self.month = figures.links.month
        self.county = county
        self.facts = figures.indicators
        self.limits = [limits_of(target) for target in figures.targets]
        self.form: Format = current_format()
        self.marks: Marks = current_marks()
        several = figures.offices if len(figures.offices) > 1 else (*figures.offices, *figures.above)
        self.prefix = shared_word(row.name for row in several)
        words = self.marks.words
        self.status_marks: dict[str | None, Markup | str] = {
            None: "",
            "green": "",
            "yellow": icon("yellow") + Markup('<span class="aksel-sr-only">{}: </span>').format(words["yellow"]),
            "red": icon("red") + Markup('<span class="aksel-sr-only">{}: </span>').format(words["red"]),
        }
        self.not_pooled = Markup('<span aria-hidden="true">–</span><span class="aksel-sr-only">{}</span>').format(
            _("regnes ikke samlet")
        )
        self.too_few = icon("hidden") + Markup('<span class="aksel-sr-only">{}</span>').format(_("for få"))

    def heat(self) -> Heat:
        """The whole table, the offices each under its region or in one piece."""
        above = [self._row(row, self._title(row), "", "sum") for row in self.figures.above]
        below = self._by_region() if self.choice.grouped else [[self._office(row) for row in self.figures.offices]]
        blocks = [above, *below]
        few = any(cell.few for block in blocks for row in block for cell in row.cells)
        groups = [
            ColumnGroup(name, len(list(together)))
            for name, together in groupby(facts.perspective_name for facts in self.facts)
        ]
        above_and_below = (*self.figures.above, *self.figures.regions, *self.figures.offices)
        states = explained(cell.figure.state for row in above_and_below for cell in row.cells)
        revised = any(cell.figure.revised for row in self.figures.offices for cell in row.cells)
        heads = self._head(BY_NAME, "ascending"), self._head(BY_RED, "descending")
        columns = [self._column(facts) for facts in self.facts]
        return Heat(groups, columns, [block for block in blocks if block], few, *heads, revised, states)

    def _title(self, row: TableRow) -> str:
        if row.kind == "mean":
            return _("Snitt av kontorene")
        return _("%(unit)s samlet") % {"unit": without(self.prefix, row.name)}

    def _by_region(self) -> Iterable[list[HeatRow]]:
        for region in self.figures.regions:
            offices = [row for row in self.figures.offices if row.region == region.code]
            yield [
                self._row(region, region.name, line_href(region, self.month, self.end), "region"),
                *map(self._office, offices),
            ]
        named = {region.code for region in self.figures.regions}
        yield [self._office(row) for row in self.figures.offices if row.region not in named]

    def _office(self, row: TableRow) -> HeatRow:
        """A row of the table's own: an office, or a county in the country's table."""
        css = "me" if row.code in self.own else ""
        return self._row(row, without(self.prefix, row.name), line_href(row, self.month, self.end), css)

    def _row(self, row: TableRow, name: str, href: str, css: str) -> HeatRow:
        is_office = row.kind == "office"
        before, after = around_indicator(row, self.month, self.end) if href else ("", "")
        cells = [
            self._cell(cell, facts, limits, f"{before}{facts.code}{after}" if before else "", is_office)
            for cell, facts, limits in zip(row.cells, self.facts, self.limits, strict=True)
        ]
        return HeatRow(name, href, css, str(reds(row)) if before else "", cells)

    def _cell(
        self, cell: TableCell, facts: IndicatorFacts, limits: tuple[float, ...], href: str, is_office: bool
    ) -> HeatCell:
        figure = cell.figure
        if figure.value is None:
            return HeatCell("n", "", href, self._absence(figure.state, facts, is_office=is_office), False)
        text = with_marks(self.form.bare(figure.value, facts, limits), figure, self.marks)
        return HeatCell(
            CSS.get(cell.status or "", ""), self.status_marks[cell.status], href, text, has_few_cases(facts, figure)
        )

    def _absence(self, state: str, facts: IndicatorFacts, *, is_office: bool) -> Markup:
        """Why there is no figure; a group has none of what can't be pooled."""
        if state == "too_few":
            return self.too_few
        return self.marks.absences[state] if is_office or facts.pooling == Pooling.RATIO else self.not_pooled

    def _column(self, facts: IndicatorFacts) -> Column:
        units = {"days": _("dager"), "number": _("antall")}
        unit = units.get(facts.unit_of_measure)
        name = f"{facts.name} ({unit})" if unit else facts.name
        county = f"?county={self.county}{self.and_end}" if self.county else self.end
        head = self._head(facts.code, "ascending" if rises(facts.direction, turned=False) else "descending")
        return replace(head, name=name, href=f"/indicators/{facts.code}/{self.month}/{county}")

    def _head(self, by: str, first: str) -> Column:
        """The head of a column to sort `by`: `first` one way, once more the other way."""
        if self.choice.by != by:
            return Column("", "", self.choice.href(sort=by, grouped=bool(self.choice.sort) and self.choice.grouped))
        turned = self.choice.sort.startswith("-")
        return Column("", "", self.choice.href(sort=by if turned else f"-{by}"), OTHER_WAY[first] if turned else first)


def figure_strip(figures: UnitTable, before: str, changes: str = "") -> list[tuple[str, str, str]]:
    """Red cells, changes of colour since the month before, and the indicator that is red at most offices.

    `changes` is the address at which they are told one by one.
    """
    cells = [cell for row in figures.offices for cell in row.cells]
    number, count = current_format().numerals.count, _counter(cells)
    coloured = sum(cell.status is not None for cell in cells)
    colours = {status: number(count(status)) for status in ("red", "yellow", "green")}
    strip = [
        (
            _("Røde felt"),
            _("%(n)s av %(of)s") % {"n": colours["red"], "of": number(coloured)},
            _("%(yellow)s gule, %(green)s grønne") % colours,
        )
    ]
    better, worse, same = _changes(cells)
    if better or worse or same:
        about = _("%(worse)s svakere, %(same)s som før") % {"worse": number(worse), "same": number(same)}
        about = Markup('<a href="{}">{}</a>').format(changes, about) if changes else about
        heading = _("Skiftet farge siden %(month)s") % {"month": before}
        strip.append((heading, _("%(n)s bedre") % {"n": number(better)}, about))
    return [*strip, *_red_at_most(figures)]


def _red_at_most(figures: UnitTable) -> list[tuple[str, str, str]]:
    """The indicator that is red at most offices or counties, and how many share that; nothing where none is."""
    red_at = [
        sum(row.cells[index].status == "red" for row in figures.offices) for index in range(len(figures.indicators))
    ]
    most = max(red_at, default=0)
    if not most:
        return []
    of_counties = any(row.kind == "county" for row in figures.offices)
    heading = _("Rød for flest fylker") if of_counties else _("Rød for flest kontor")
    about = _("%(n)s av %(of)s fylker") if of_counties else _("%(n)s av %(of)s kontor")
    about %= {"n": most, "of": len(figures.offices)}
    if as_many := red_at.count(most) - 1:
        also = ngettext("like mange for én indikator til", "like mange for %(num)s indikatorer til", as_many)
        about = f"{about}, {also % {'num': as_many}}"
    return [(heading, figures.indicators[red_at.index(most)].name, about)]


def _counter(cells: Sequence[TableCell]) -> Callable[[str], int]:
    return lambda status: sum(cell.status == status for cell in cells)


def _changes(cells: Iterable[TableCell]) -> tuple[int, int, int]:
    """How many cells have a better, a worse and the same colour as the month before."""
    ranks = {"green": 0, "yellow": 1, "red": 2}
    moves = [ranks[cell.status] - ranks[cell.previous_status] for cell in cells if cell.status and cell.previous_status]
    return sum(move < 0 for move in moves), sum(move > 0 for move in moves), moves.count(0)
