"""The table of offices and indicators as shown: columns by perspective, rows by region, cells with shape and colour."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import with_marks
from dashboards.formatting import Format, current_format, limits_of
from dashboards.marks import Marks, current_marks, icon
from dashboards.names import shared_word, without
from scorecards.choices import Part, Pooling
from scorecards.figures import IndicatorFacts, TableCell, TableRow, UnitTable

FEW_CASES = 20  # a base under it swings so much that the cell says so
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
    name: str
    href: str


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
    has_revised: bool = False


def kept_columns(figures: UnitTable, show: str) -> list[int]:
    """The places of the columns to show: those of the scorecard for `malekort`, else all."""
    if show != "malekort":
        return list(range(len(figures.indicators)))
    return [index for index, part in enumerate(figures.parts) if part == Part.MALEKORT]


class HeatWriter:
    """Writes a table's cells; what they all need is looked up once."""

    def __init__(self, figures: UnitTable, columns: Sequence[int], own: set[str], county: str) -> None:
        self.figures, self.columns, self.own = figures, columns, own
        self.month = figures.links.month
        self.county = county
        self.facts = [figures.indicators[index] for index in columns]
        self.limits = [limits_of(figures.targets[index]) for index in columns]
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

    def heat(self, order: str) -> Heat:
        """The whole table, offices by `region` (each under its own), `red` (most first) or `name`."""
        above = [self._row(row, self._title(row), "", "sum") for row in self.figures.above]
        blocks = [above, *(self._by_region() if order == "region" else [self._sorted(order)])]
        few = any(cell.few for block in blocks for row in block for cell in row.cells)
        groups = [
            ColumnGroup(name, len(list(together)))
            for name, together in groupby(facts.perspective_name for facts in self.facts)
        ]
        revised = any(row.cells[index].figure.revised for row in self.figures.offices for index in self.columns)
        columns = [self._column(facts) for facts in self.facts]
        return Heat(groups, columns, [block for block in blocks if block], few, revised)

    def _title(self, row: TableRow) -> str:
        if row.kind == "mean":
            return _("Snitt av kontorene")
        return _("%(unit)s samlet") % {"unit": without(self.prefix, row.name)}

    def _by_region(self) -> Iterable[list[HeatRow]]:
        for region in self.figures.regions:
            offices = [row for row in self.figures.offices if row.region == region.code]
            yield [
                self._row(region, region.name, f"/regions/{region.code}/{self.month}/", "region"),
                *map(self._office, offices),
            ]
        named = {region.code for region in self.figures.regions}
        yield [self._office(row) for row in self.figures.offices if row.region not in named]

    def _sorted(self, order: str) -> list[HeatRow]:
        rows = list(self.figures.offices)
        if order == "red":
            rows.sort(key=lambda row: -self._reds(row))  # stable: those with as many stay by the alphabet
        return [self._office(row) for row in rows]

    def _office(self, row: TableRow) -> HeatRow:
        """A row of the table's own: an office, or a county in the country's table."""
        css = "me" if row.code in self.own else ""
        folder = "offices" if row.kind == "office" else "counties"
        return self._row(row, without(self.prefix, row.name), f"/{folder}/{row.code}/{self.month}/", css)

    def _reds(self, row: TableRow) -> int:
        return sum(row.cells[index].status == "red" for index in self.columns)

    def _row(self, row: TableRow, name: str, href: str, css: str) -> HeatRow:
        is_office = row.kind == "office"
        before, after = self._around(row) if href else ("", "")
        cells = [
            self._cell(row.cells[index], facts, limits, f"{before}{facts.code}{after}" if before else "", is_office)
            for index, facts, limits in zip(self.columns, self.facts, self.limits, strict=True)
        ]
        return HeatRow(name, href, css, str(self._reds(row)) if before else "", cells)

    def _around(self, row: TableRow) -> tuple[str, str]:
        """What stands before and after an indicator's code in the address of a row's cell; a region's leads nowhere."""
        if row.kind == "office":
            return f"/offices/{row.code}/indicators/", "/"
        return ("/indicators/", f"/{self.month}/?county={row.code}") if row.kind == "county" else ("", "")

    def _cell(
        self, cell: TableCell, facts: IndicatorFacts, limits: tuple[float, ...], href: str, is_office: bool
    ) -> HeatCell:
        figure = cell.figure
        if figure.value is None:
            return HeatCell("n", "", href, self._absence(figure.state, facts, is_office=is_office), False)
        text = with_marks(self.form.bare(figure.value, facts, limits), figure, self.marks)
        few = figure.denominator is not None and figure.denominator < FEW_CASES
        return HeatCell(CSS.get(cell.status or "", ""), self.status_marks[cell.status], href, text, few)

    def _absence(self, state: str, facts: IndicatorFacts, *, is_office: bool) -> Markup:
        """Why there is no figure; a group has none of what can't be pooled."""
        if state == "too_few":
            return self.too_few
        return self.marks.absences[state] if is_office or facts.pooling == Pooling.RATIO else self.not_pooled

    def _column(self, facts: IndicatorFacts) -> Column:
        units = {"days": _("dager"), "number": _("antall")}
        unit = units.get(facts.unit_of_measure)
        name = f"{facts.name} ({unit})" if unit else facts.name
        county = f"?county={self.county}" if self.county else ""
        return Column(name, f"/indicators/{facts.code}/{self.month}/{county}")


def figure_strip(figures: UnitTable, columns: Sequence[int], before: str) -> list[tuple[str, str, str]]:
    """Red cells, changes of colour since the month before, and the indicator that is red at most offices."""
    cells = [row.cells[index] for row in figures.offices for index in columns]
    count = _counter(cells)
    coloured = sum(cell.status is not None for cell in cells)
    strip = [
        (
            _("Røde felt"),
            _("%(n)s av %(of)s") % {"n": count("red"), "of": coloured},
            _("%(yellow)s gule, %(green)s grønne") % {"yellow": count("yellow"), "green": count("green")},
        )
    ]
    better, worse, same = _changes(cells)
    if better or worse or same:
        about = _("%(worse)s svakere, %(same)s som før") % {"worse": worse, "same": same}
        strip.append((_("Skiftet farge siden %(month)s") % {"month": before}, _("%(n)s bedre") % {"n": better}, about))
    reds = [(sum(row.cells[index].status == "red" for row in figures.offices), index) for index in columns]
    most, index = max(reds, key=lambda pair: pair[0], default=(0, 0))
    if most:
        of_counties = any(row.kind == "county" for row in figures.offices)
        heading = _("Rød for flest fylker") if of_counties else _("Rød for flest kontor")
        about = _("%(n)s av %(of)s fylker") if of_counties else _("%(n)s av %(of)s kontor")
        strip.append((heading, figures.indicators[index].name, about % {"n": most, "of": len(figures.offices)}))
    return strip


def _counter(cells: Sequence[TableCell]) -> Callable[[str], int]:
    return lambda status: sum(cell.status == status for cell in cells)


def _changes(cells: Iterable[TableCell]) -> tuple[int, int, int]:
    """How many cells have a better, a worse and the same colour as the month before."""
    ranks = {"green": 0, "yellow": 1, "red": 2}
    moves = [ranks[cell.status] - ranks[cell.previous_status] for cell in cells if cell.status and cell.previous_status]
    return sum(move < 0 for move in moves), sum(move > 0 for move in moves), moves.count(0)
