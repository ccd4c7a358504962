"""Taking a change back: the files that say what its units were before."""

import csv
import io
from collections.abc import Sequence

from organisation.findings import ERROR, Found
from organisation.lines import as_text, succession_rows, unit_rows
from organisation.log import LoggedChange, UnitChange
from organisation.organisation_files import (
    SUCCESSION_COLUMNS,
    UNIT_COLUMNS,
    OrganisationFiles,
    read_tables_of_organisation,
)
from organisation.said import said
from organisation.standing import Standing
from organisation.tables import table_of


def files_that_take_back(change: LoggedChange, standing: Standing) -> OrganisationFiles:
    """What the units of the change were, as files say it; a finding for each that has been changed since."""
    placed = [unit for unit in change.units if _differs(unit.placements)]
    succeeded = [unit for unit in change.units if _differs(unit.successions)]
    files = OrganisationFiles(
        findings=[_changed_since(unit) for unit in change.units if _stands_otherwise(unit, standing)],
        emptied=frozenset(unit.code for unit in placed if not unit.placements[0]),
        unsucceeded=frozenset(unit.code for unit in succeeded if not unit.successions[0]),
    )
    before = "".join(unit.placements[0] for unit in placed), "".join(unit.successions[0] for unit in succeeded)
    tables = [
        table_of("units", UNIT_COLUMNS, _rows(before[0])),
        table_of("successions", SUCCESSION_COLUMNS, _rows(before[1])),
    ]
    read_tables_of_organisation(tables, files)
    return files


def _differs(pair: tuple[str, str]) -> bool:
    return pair[0] != pair[1]


def _rows(text: str) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def _stands_otherwise(unit: UnitChange, standing: Standing) -> bool:
    now = as_text(unit_rows(standing, [unit.code])), as_text(succession_rows(standing, [unit.code]))
    fields = (unit.placements, unit.successions)
    return any(_differs(field) and field[1] != text for field, text in zip(fields, now, strict=True))


def _changed_since(unit: UnitChange) -> Found:
    message = said("%(code)s er endret etterpå. Angre den senere endringen først.", code=unit.code)
    return Found("changed_since", ERROR, message, value=unit.code)
