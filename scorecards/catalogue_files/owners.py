"""Whose things a change touches, and the line of the file that does it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scorecards.catalogue_files.differences import Difference
from scorecards.catalogue_files.lines import Catalogue, Line
from scorecards.catalogue_files.rows import Key, Rows, key_of

EVERYBODY = ""  # whose perspectives are, and goals without an owner
COLUMNS = {"items": ("package", "indicator", "valid_from"), "targets": ("indicator", "unit", "valid_from")}


@dataclass(frozen=True, slots=True)
class Touched:
    """A difference, the codes of the units whose things it changes, and where the file says it, if a line does."""

    difference: Difference
    owners: frozenset[str]
    line: Line | None


def touched(differences: Iterable[Difference], before: Rows, after: Rows, catalogue: Catalogue) -> Iterator[Touched]:
    """Whose things each difference changes: those of the row's owner before and after."""
    packages = _owners("packages", before, after)
    indicators = _owners("indicators", before, after)
    lines = _lines(catalogue)
    for each in differences:
        rows = [row for row in (each.before, each.after) if row is not None]
        if each.table == "items":
            owners = {packages[row["package"].upper()] for row in rows}
        elif each.table == "targets":
            owners = {row["unit"] or indicators[row["indicator"].upper()] for row in rows}
        else:
            owners = {row.get("owner", EVERYBODY) for row in rows}
        yield Touched(each, frozenset(owners), lines.get((each.table, each.key)))


def _owners(table: str, before: Rows, after: Rows) -> dict[str, str]:
    return {row["code"].upper(): row["owner"] for rows in (before, after) for row in rows.get(table, ())}


def _lines(catalogue: Catalogue) -> dict[tuple[str, Key], Line]:
    found: dict[tuple[str, Key], Line] = {}
    for table, lines in catalogue.tables.items():
        for line in lines:
            columns = COLUMNS.get(table, ("code",))
            found[table, key_of(table, {column: str(getattr(line, column)) for column in columns})] = line
    return found
