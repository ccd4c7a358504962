"""A page of a table that is asked for, and what it takes to show it in one way or another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.table_choice import TableChoice
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.figures import UnitTable
from scorecards.queries.readings import Reading

ALL_GROUPS = (UnitKind.COUNTY, UnitKind.REGION, UnitKind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked for: the unit, its whole table, the choice made, the table as chosen, and its reading."""

    unit: PlacedUnit
    figures: UnitTable
    choice: TableChoice
    own: set[str]  # codes of the reader's offices
    shown: UnitTable
    read: Reading

    @property
    def end(self) -> str:
        """What links to other pages end with so that they lead to the same reading."""
        return f"?as={self.choice.reading}" if self.choice.reading else ""

    @property
    def of_counties(self) -> bool:
        """Whether the table's lines are counties; else they are offices."""
        return self.unit.kind == UnitKind.COUNTRY

    @property
    def county(self) -> str:
        """The county within which offices are compared; empty for the country."""
        return {UnitKind.COUNTY: self.unit.code, UnitKind.REGION: self.unit.county_code}.get(
            UnitKind(self.unit.kind), ""
        )


@dataclass(frozen=True, slots=True)
class UnitView:
    """One way to look at a table. What `read` finds is shown by `shows`, in `template`, and written by `rows`.

    `as_now`: also where the table is read with the organisation as it is now, which other figures are not.
    """

    text: Any
    kinds: tuple[UnitKind, ...]
    template: str
    header: Sequence[str]
    read: Callable[[Asked], Any]
    rows: Callable[[Asked, Any], Iterable[Sequence[Cell]]]
    shows: Callable[[Asked, Any], dict[str, Any]]
    as_now: bool = False

    def is_for(self, unit: PlacedUnit, choice: TableChoice) -> bool:
        """Whether such a unit can be looked at in this way, in the reading chosen."""
        return unit.kind in self.kinds and (self.as_now or not choice.reading)
