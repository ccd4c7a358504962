"""What a change does to a catalogue, row by row and field by field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scorecards.catalogue_files.rows import Key, Row, Rows, columns_of, key_of

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Difference:
    """A row that is new, is another or is gone: as it was and as it becomes."""

    table: str
    key: Key
    before: Row | None
    after: Row | None

    @property
    def fate(self) -> str:
        if self.before is None:
            return ADDED
        return REMOVED if self.after is None else CHANGED

    @property
    def row(self) -> Row:
        """The row as it becomes; one that goes, as it was."""
        row = self.after if self.after is not None else self.before
        if row is None:
            raise ValueError("a difference has a row before or after")
        return row

    @cached_property
    def changes(self) -> dict[str, tuple[str, str]]:
        """What each field was and becomes, in the order of the file's columns."""
        before, after = self.before or {}, self.after or {}
        pairs = {column: (before.get(column, ""), after.get(column, "")) for column in columns_of(self.table)}
        return {column: pair for column, pair in pairs.items() if pair[0] != pair[1]}


def differences(before: Rows, after: Rows) -> Iterator[Difference]:
    """The rows that differ between two states of a catalogue, table by table."""
    for table, rows in after.items():
        was, becomes = _by_key(table, before.get(table, ())), _by_key(table, rows)
        for key, row in was.items():
            if key not in becomes:
                yield Difference(table, key, row, None)
        for key, row in becomes.items():
            old = was.get(key)
            if old != row:
                yield Difference(table, key, old, row)


def _by_key(table: str, rows: Iterable[Row]) -> Mapping[Key, Row]:
    return {key_of(table, row): row for row in rows}
