"""What the catalogue's edit pages are made from: its rows as they stand, names, and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from accounts.permissions import Reader, those_open_to
from dashboards.catalogue_preview import Names, names_of
from organisation.months import Month
from organisation.queries import PlacedUnit, units_in
from scorecards.catalogue_files.rows import Row, Rows, rows_under
from scorecards.queries.catalogue_rows import read_rows
from scorecards.services.catalogue import EDIT


@dataclass(frozen=True, slots=True)
class Standing:
    """The catalogue now, and the organisation that it belongs to."""

    rows: Rows
    units: Mapping[str, PlacedUnit]  # by code, by name's order
    names: Names

    def row(self, table: str, code: str) -> Row | None:
        """The row of a coded table, its code in any case."""
        return next(iter(rows_under(self.rows, table, code)), None)


def read_standing_catalogue() -> Standing:
    """Seven queries."""
    rows = read_rows()
    units = {unit.code: unit for unit in units_in(Month.of(timezone.localdate()))}
    return Standing(rows, units, names_of(rows, {code: unit.name for code, unit in units.items()}))


def own_units(reader: Reader, standing: Standing) -> dict[str, str]:
    """Code and name of the units whose catalogue the reader may edit. Two queries at most."""
    open_ids = those_open_to(reader, EDIT, {unit.id for unit in standing.units.values()})
    return {code: unit.name for code, unit in standing.units.items() if unit.id in open_ids}


def choices_of(standing: Standing, own: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What fields offer, by what they name."""
    named = {
        table: [(row["code"], row["name"]) for row in standing.rows[table]]
        for table in ("perspectives", "goals", "packages", "indicators")
    }
    return {**named, "units": list(own.items())}
