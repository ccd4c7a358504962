"""The organisation at hand without a database: from lines of its files, and back to them."""

import datetime

from organisation.drafts import ChangedLines
from organisation.organisation_checks import after_loading, check_organisation
from organisation.organisation_files import OrganisationFiles, read_organisation
from organisation.standing import Standing
from tests.organisation.files import SUCCESSIONS, UNITS


def files_of(units: tuple[str, ...], successions: tuple[str, ...] = ()) -> OrganisationFiles:
    named = (("units.csv", [UNITS, *units]), ("successions.csv", [SUCCESSIONS, *successions]))
    return read_organisation((), [(name, "\n".join(lines).encode()) for name, lines in named])


def standing_of(*units: str, successions: tuple[str, ...] = ()) -> Standing:
    """The organisation that these lines of the files say, which must be free of errors."""
    files = files_of(units, successions)
    assert [found for found in check_organisation(files, Standing()) if found.severity == "E"] == []
    return after_loading(files, Standing())


def units(lines: ChangedLines) -> set[str]:
    """The change's lines of units as a file writes them."""
    return {";".join(row) for row in lines.units}


def successions(lines: ChangedLines) -> set[str]:
    return {";".join(row) for row in lines.successions}


def codes(lines: ChangedLines, standing: Standing) -> list[str]:
    """The codes of all that stands in a change's way, the checks of files included."""
    files = lines.as_files()
    return [found.code for found in (*files.findings, *check_organisation(files, standing))]


def first(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{text}-01")
