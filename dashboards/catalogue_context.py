"""What the catalogue's edit pages are made from: its rows as they stand, names, and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.permissions import Reader, those_open_to
from dashboards.catalogue_preview import Names, names_of
from organisation.alphabet import norwegian_key
from organisation.models import Placement
from scorecards.catalogue_files.rows import Row, Rows, rows_under
from scorecards.queries.catalogue_rows import read_rows
from scorecards.services.catalogue import EDIT


@dataclass(frozen=True, slots=True)
class Standing:
    """The catalogue now, and the organisation that it belongs to."""

    rows: Rows
    units: Mapping[str, int]  # ids by code, also of those that stand no longer
    names: Names

    def row(self, table: str, code: str) -> Row | None:
        """The row of a coded table, its code in any case."""
        return next(iter(rows_under(self.rows, table, code)), None)


def read_standing_catalogue() -> Standing:
    """Seven queries."""
    rows = read_rows()
    spans = Placement.objects.order_by("unit_id", "-valid_from").distinct("unit_id")
    units = sorted(spans.values_list("name", "unit__code", "unit_id"), key=lambda unit: norwegian_key(unit[0]))
    names = {code: name for name, code, _id in units}
    return Standing(rows, {code: number for _name, code, number in units}, names_of(rows, names))


def own_units(reader: Reader, standing: Standing) -> dict[str, str]:
    """Code and name of the units whose catalogue the reader may edit. Two queries at most."""
    open_ids = those_open_to(reader, EDIT, set(standing.units.values()))
    return {code: standing.names.units[code] for code, number in standing.units.items() if number in open_ids}


def choices_of(standing: Standing, own: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What fields offer, by what they name."""
    named = {
        table: [(row["code"], row["name"]) for row in standing.rows[table]]
        for table in ("perspectives", "goals", "packages", "indicators")
    }
    return {**named, "units": list(own.items())}
