"""What a reader chose of a table of offices and indicators: the address says all of it, and nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from dashboards.addresses import NOW
from scorecards.choices import Part
from scorecards.figures import TableRow, UnitTable
from scorecards.movement import is_move

BY_NAME, BY_RED, BY_CODE = "name", "red", "code"
MEANS = "mean"  # the address's name for the mean of each county's offices
SHOWN_PARTS = {"malekort": Part.MALEKORT, "tillegg": Part.TILLEGG}


@dataclass(frozen=True, slots=True)
class TableChoice:
    """The choices with what the address calls them.

    `sort` is `name`, `red`, `code` (of the unit) or an indicator's code, with a minus before it where the order is
    turned; `grouped` puts the offices under their regions.
    """

    view: str = ""
    show: str = ""  # a part of the package: one of SHOWN_PARTS
    columns: str = ""  # `red`: the indicators that are red at some office
    offices: str = ""  # `changed`: those of which a colour has changed since the month before
    region: str = ""
    sort: str = ""
    grouped: bool = True
    package: str = ""
    figure: str = ""
    reading: str = ""  # `now`: the organisation as it is

    @property
    def by(self) -> str:
        """What is sorted by, whichever way."""
        return self.sort.removeprefix("-")

    @property
    def means(self) -> bool:
        """Whether each county is shown by the mean of its offices."""
        return self.figure == MEANS

    def href(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return "?" + urlencode(replace(self, **changes)._asked())

    def query(self) -> str:
        """What follows another parameter in an address, so that a file has the page's figures."""
        asked = urlencode(self._asked())
        return f"&{asked}" if asked else ""

    def in_another_month(self) -> str:
        """The query of the same choices in another month, in which other offices may have changed colour."""
        asked = urlencode(self._asked())
        return f"?{asked}" if asked else ""

    def _asked(self) -> dict[str, str]:
        order = "region" if self.sort and self.grouped else ""
        fields = ("view", "show", "columns", "offices", "region", "sort", "package", "figure")
        asked = {name: str(getattr(self, name)) for name in fields} | {"order": order, "as": self.reading}
        return {name: value for name, value in asked.items() if value}


def choice_of(asked: Mapping[str, str]) -> TableChoice:
    """What an address's query chooses; a word that is not known chooses nothing."""
    order = asked.get("order", "")
    sort = asked.get("sort", "") or (order if order in (BY_NAME, BY_RED, BY_CODE) else "")
    return TableChoice(
        view=asked.get("view", ""),
        show=asked["show"] if asked.get("show") in SHOWN_PARTS else "",
        columns="red" if asked.get("columns") == "red" else "",
        offices="changed" if asked.get("offices") == "changed" else "",
        region=asked.get("region", ""),
        sort=sort,
        grouped=order == "region" or not sort,
        package=asked.get("package", ""),
        figure=MEANS if asked.get("figure") == MEANS else "",
        reading=NOW if asked.get("as") == NOW else "",
    )


def narrowed(figures: UnitTable, choice: TableChoice) -> UnitTable:
    """The table as chosen: some of its offices in the order chosen, some of its indicators.

    A region that the table hasn't got (in another month it may have had another code) chooses nothing.
    """
    is_region = any(row.region == choice.region for row in figures.regions)
    offices = [row for row in figures.offices if not is_region or row.region == choice.region]
    places = _shown_places(figures, choice.show)
    if choice.offices:
        offices = [row for row in offices if any(is_move(row.cells[place]) for place in places)]
    if choice.columns:
        places = [place for place in places if any(row.cells[place].status == "red" for row in offices)]
    named = {row.region for row in offices}
    regions = [row for row in figures.regions if row.region in named]

    def rows(some: list[TableRow] | tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in some)

    table = replace(
        figures,
        indicators=tuple(figures.indicators[place] for place in places),
        parts=tuple(figures.parts[place] for place in places),
        targets=tuple(figures.targets[place] for place in places),
        above=rows(figures.above),
        regions=rows(regions),
        offices=rows(offices),
    )
    return replace(table, offices=_sorted(table, choice))


def _shown_places(figures: UnitTable, show: str) -> list[int]:
    part = SHOWN_PARTS.get(show)
    return [place for place, each in enumerate(figures.parts) if part in (None, each)]


def _sorted(table: UnitTable, choice: TableChoice) -> tuple[TableRow, ...]:
    """The offices in the order chosen; those as good stay by the alphabet, and what is missing or hidden is last."""
    turned = choice.sort.startswith("-")
    if choice.by == BY_NAME:
        return table.offices[::-1] if turned else table.offices
    if choice.by == BY_CODE:
        return tuple(sorted(table.offices, key=lambda row: row.code, reverse=turned))
    if choice.by == BY_RED:
        step = 1 if turned else -1
        return tuple(sorted(table.offices, key=lambda row: step * reds(row)))
    place = next((place for place, facts in enumerate(table.indicators) if facts.code == choice.by), None)
    if place is None:
        return table.offices
    step = 1 if rises(table.indicators[place].direction, turned=turned) else -1
    return tuple(sorted(table.offices, key=lambda row: _value_key(row, place, step)))


def reds(row: TableRow) -> int:
    """How many of the row's cells are red."""
    return sum(cell.status == "red" for cell in row.cells)


def rises(direction: str, *, turned: bool) -> bool:
    """Whether values rise down the column: the better ones stand first, or last where the order is turned.

    Where nothing says what is better the highest stand first.
    """
    return (direction == "lower") != turned


def _value_key(row: TableRow, place: int, step: int) -> tuple[bool, float]:
    value = row.cells[place].figure.value
    return (True, 0.0) if value is None else (False, step * value)
