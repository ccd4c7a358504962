"""An edit by hand as the lines of a file: it meets the same reading and the same checks."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from organisation.findings import ERROR, Found
from organisation.said import said
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.reading import catalogue_from
from scorecards.catalogue_files.rows import Row, Rows, as_table, columns_of, rows_under


@dataclass(frozen=True, slots=True)
class Basis:
    """What somebody had before them when they wrote: a code's own row, a package's items, an indicator's targets."""

    table: str
    code: str
    rows: tuple[Row, ...]

    def stands_in(self, rows: Rows) -> bool:
        """Whether nothing of it has been changed since."""
        return rows_under(rows, self.table, self.code) == self.rows


@dataclass(frozen=True, slots=True)
class Edit:
    """Rows to stand instead of those that their codes have; packages and indicators that are left without any; and,
    where somebody wrote it, what they had before them."""

    rows: Rows
    emptied: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of `items` packages, of `targets` indicators
    basis: tuple[Basis, ...] = ()


def joined(edits: Iterable[Edit]) -> Edit:
    """Edits of different things as one."""
    rows: dict[str, list[Row]] = {}
    emptied: dict[str, frozenset[str]] = {}
    basis: tuple[Basis, ...] = ()
    for edit in edits:
        for table, found in edit.rows.items():
            rows.setdefault(table, []).extend(found)
        for table, codes in edit.emptied.items():
            emptied[table] = emptied.get(table, frozenset()) | codes
        basis += edit.basis
    return Edit(rows, emptied, basis)


def catalogue_of(edit: Edit) -> tuple[Catalogue, list[Found]]:
    """The edit as a catalogue that was read, and what could not be read of it."""
    tables = {name: as_table(name, rows) for name, rows in edit.rows.items() if rows}
    if not tables:
        return Catalogue(emptied=edit.emptied), []
    catalogue, found = catalogue_from(tables, "")
    return dataclasses.replace(catalogue, emptied=edit.emptied), found


def basis_of(rows: Rows, table: str, code: str) -> Basis:
    """What stands under the code now."""
    return Basis(table, code, rows_under(rows, table, code))


def changed_meanwhile(table: str = "", code: str = "") -> Found:
    """The finding where somebody else was faster."""
    message = said("Noen har endret det samme mens du skrev. Se hva som står nå, og lagre på nytt.")
    return Found("changed_meanwhile", ERROR, message, sheet=table, value=code)


def field_of(found: Found) -> str:
    """The column that a finding about an edit is at; empty where it is about the row or the whole."""
    columns = columns_of(found.sheet) if found.sheet and found.column else ()
    return columns[ord(found.column) - ord("A")] if columns else ""
