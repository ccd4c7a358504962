"""How a thing's history names what was changed: its own fields, and those of its items or targets.

`name`, `item OVG 2018-01-01 weight`, `target 1200 2018-01-01 green`; a target for everyone has `*` for its unit.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scorecards.catalogue_files.differences import ADDED, Difference
from scorecards.catalogue_files.lines import BEGINNING
from scorecards.catalogue_files.rows import EXISTS_BY, KEYS, Row, Rows, columns_of, day_in_file, rows_under

SINGULAR = {"perspectives": "perspective", "goals": "goal", "indicators": "indicator", "packages": "package"}
TABLES = {word: table for table, word in SINGULAR.items()}
PARTS = {"packages": "items", "indicators": "targets"}  # what hangs under a code
WORDS = {"items": "item", "targets": "target"}
EVERYONE = "*"

Changes = dict[str, tuple[str, str]]


@dataclass(slots=True)
class ThingChanged:
    """A perspective, goal, indicator or package with all that became of it and of what hangs under it."""

    table: str
    code: str
    added: bool = False
    changes: Changes = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return f"{SINGULAR[self.table]} {self.code}"


def things_changed(differences: Iterable[Difference]) -> list[ThingChanged]:
    """The differences by the thing whose history they belong to, in their order."""
    things: dict[tuple[str, str], ThingChanged] = {}
    for each in differences:
        table = {"items": "packages", "targets": "indicators"}.get(each.table, each.table)
        code = each.row["package" if each.table == "items" else "indicator" if each.table == "targets" else "code"]
        thing = things.setdefault((table, code.upper()), ThingChanged(table, code))
        thing.added = thing.added or (each.table == table and each.fate == ADDED)
        prefix = _prefix(each)
        thing.changes |= {prefix + column: pair for column, pair in each.changes.items() if column not in _key(each)}
    return list(things.values())


def _key(difference: Difference) -> tuple[str, ...]:
    return KEYS.get(difference.table, ())


def _prefix(difference: Difference) -> str:
    if difference.table not in WORDS:
        return ""
    row = difference.row
    who = row["indicator"] if difference.table == "items" else row["unit"] or EVERYONE
    return f"{WORDS[difference.table]} {who} {row['valid_from'] or BEGINNING} "


@dataclass(frozen=True, slots=True)
class PartField:
    """What a field of the history is about: a column of an item or a target, or of the thing itself (`table` empty)."""

    column: str
    table: str = ""
    who: str = ""  # the item's indicator, the target's unit ("" for everyone)
    valid_from: str = ""


def parse_field(name: str) -> PartField:
    """The inverse of the names above. Raises ValueError for what is none of them."""
    words = name.split(" ")
    if len(words) == 1:
        return PartField(name)
    kind, who, since, column = words
    table = {word: table for table, word in WORDS.items()}.get(kind)
    if table is None or column not in columns_of(table):
        raise ValueError(f"no field of a catalogue's history: {name!r}")
    valid_from = day_in_file(datetime.date.fromisoformat(since))
    return PartField(column, table, "" if who == EVERYONE else who, valid_from)


def put_back(rows: Rows, table: str, code: str, changes: Mapping[str, tuple[str, str]]) -> dict[str, list[Row]]:
    """The thing's rows as they would be with these fields as they were before, other fields as they stand now.

    Raises ValueError where a field is unknown, or nothing with that code stands.
    """
    own = [dict(row) for row in rows_under(rows, table, code)]
    if not own:
        raise ValueError(f"nothing in {table} has the code {code!r}")
    parts = PARTS.get(table, "")
    under = {_part_key(parts, row): dict(row) for row in rows_under(rows, parts, code)} if parts else {}
    for name, (before, _after) in changes.items():
        where = parse_field(name)
        if not where.table:
            if where.column not in columns_of(table):
                raise ValueError(f"{table} have no field {name!r}")
            own[0][where.column] = before
            continue
        key = (where.who.upper(), where.valid_from)
        row = under.setdefault(key, _blank(where, own[0]["code"]))
        row[where.column] = before
    found: dict[str, list[Row]] = {table: list(own)}
    if any(parse_field(name).table for name in changes):
        found[parts] = [row for row in under.values() if row[EXISTS_BY[parts]]]
    return found


def _part_key(table: str, row: Row) -> tuple[str, str]:
    return row["indicator" if table == "items" else "unit"].upper(), row["valid_from"]


def _blank(where: PartField, code: str) -> dict[str, str]:
    row = dict.fromkeys(columns_of(where.table), "")
    named = ("package", "indicator") if where.table == "items" else ("indicator", "unit")
    row |= {named[0]: code, named[1]: where.who, "valid_from": where.valid_from}
    return row
