"""The table in which a package's items or an indicator's targets are edited, all at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dashboards.catalogue_forms import from_form, to_form
from dashboards.catalogue_words import in_form_words
from organisation.findings import Found
from scorecards.catalogue_files.rows import PARENTS, Row, columns_of

COLUMNS = {
    "items": ("part", "order", "priority", "weight", "valid_from", "valid_to"),
    "targets": ("valid_from", "valid_to", "green", "yellow", "green_upper", "yellow_upper"),
}
WHO = {"items": "indicator", "targets": "unit"}  # what a line is about
APART = "|"  # between the texts of a line as it stood


@dataclass(slots=True)
class PartLine:
    """A line of the table: what it is about, its fields as the form has them, and how it stood when it was opened."""

    number: int
    who: str
    values: dict[str, str]
    was: str = ""  # empty for a new line
    name: str = ""
    removed: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What tells a standing line from others, however it is changed."""
        return APART.join((self.who, self.was.split(APART)[0])) if self.was else ""


@dataclass(slots=True)
class PartsTable:
    """The lines of a table, and what others did meanwhile."""

    table: str
    code: str
    share: bool
    lines: list[PartLine]
    taken_over: list[str] = field(default_factory=list)
    conflict: bool = False
    hidden: int = 0  # lines of spans that are over, which it leaves out

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[self.table]

    def sent(self) -> dict[str, str]:
        """What it would send now: with what was taken over in it."""
        texts = {"lines": str(len(self.lines))}
        for number, line in enumerate(self.lines):
            texts |= {f"who-{number}": line.who, f"name-{number}": line.name, f"was-{number}": line.was}
            texts |= {f"{column}-{number}": text for column, text in line.values.items()}
            texts |= {f"remove-{number}": "on"} if line.removed else {}
        return texts


def opened(
    table: str,
    code: str,
    rows: Iterable[Row],
    names: Mapping[str, str],
    *,
    share: bool = False,
    more: int = 0,
    hidden: int = 0,
) -> PartsTable:
    """The table as it is first shown, with some empty lines at its end."""
    lines = [_standing_line(number, table, row, names, share) for number, row in enumerate(rows)]
    blank = [PartLine(len(lines) + number, "", dict.fromkeys(COLUMNS[table], "")) for number in range(more)]
    return PartsTable(table, code, share, lines + blank, hidden=hidden)


def posted(standing: PartsTable, data: Mapping[str, str], *, more: int = 0) -> PartsTable:
    """The table as it was sent, brought together with how it stands now.

    What only others changed, or added, is taken over; what both changed is said at the line, with both texts.
    """
    now = {line.key: line for line in standing.lines if line.was}
    found = PartsTable(standing.table, standing.code, standing.share, [], hidden=standing.hidden)
    for number in range(_count(data)):
        line = _posted_line(number, standing.table, data)
        if line.was:
            _merge(line, now.pop(line.key, None), found)
        found.lines.append(line)
    for line in now.values():
        found.taken_over.append(line.name or line.who)
        line.number = len(found.lines)
        found.lines.append(line)
    while more and sum(not line.was and not line.who for line in found.lines) < more:
        found.lines.append(PartLine(len(found.lines), "", dict.fromkeys(COLUMNS[standing.table], "")))
    return found


def rows_of(table: PartsTable, others: Iterable[Row], standing: Iterable[Row]) -> tuple[list[Row], list[PartLine]]:
    """The rows that the table says, after those that it doesn't show; and the line that each of its rows is of."""
    columns = columns_of(table.table)
    before = {_key(table.table, row): row for row in standing}
    rows, lines = list(others), []
    for line in table.lines:
        if line.removed or not (line.was or line.who):
            continue
        old = before.get(line.key, {})
        values = {column: from_form(column, line.values[column], old.get(column, "")) for column in table.columns}
        named = {PARENTS[table.table]: table.code, WHO[table.table]: line.who}
        rows.append({**dict.fromkeys(columns, ""), **named, **values})
        lines.append(line)
    return rows, lines


def place_findings(findings: Sequence[Found], table: PartsTable, lines: Sequence[PartLine], first: int) -> list[Found]:
    """Put each finding at the line that it is about, of which the first is row `first`; those of no line are left."""
    left = []
    for found in findings:
        index = (found.row or 0) - first
        if found.sheet == table.table and 0 <= index < len(lines):
            lines[index].errors.append(in_form_words(found.message))
        else:
            left.append(found)
    return left


def _standing_line(number: int, table: str, row: Row, names: Mapping[str, str], share: bool) -> PartLine:
    values = {column: to_form(column, row[column], share=share) for column in COLUMNS[table]}
    who = row[WHO[table]]
    return PartLine(number, who, values, _was(row["valid_from"], values), names.get(who, who))


def _was(valid_from: str, values: Mapping[str, str]) -> str:
    return APART.join((valid_from, *values.values()))


def _key(table: str, row: Row) -> str:
    return APART.join((row[WHO[table]], row["valid_from"]))


def _count(data: Mapping[str, str]) -> int:
    text = data.get("lines", "")
    return min(int(text), 1000) if text.isdecimal() else 0


def _posted_line(number: int, table: str, data: Mapping[str, str]) -> PartLine:
    values = {column: data.get(f"{column}-{number}", "").strip() for column in COLUMNS[table]}
    removed = bool(data.get(f"remove-{number}"))
    who, was = data.get(f"who-{number}", "").strip(), data.get(f"was-{number}", "")
    return PartLine(number, who, values, was, data.get(f"name-{number}", ""), removed)


def _merge(line: PartLine, now: PartLine | None, found: PartsTable) -> None:
    mine = APART.join((line.was.split(APART)[0], *line.values.values()))
    touched = mine != line.was or line.removed
    if now is None:
        if touched and not line.removed:
            line.errors.append(_("Linjen er tatt bort av noen andre. Lagrer du, kommer den tilbake."))
            found.conflict = True
        else:
            found.taken_over.append(line.name or line.who)
            line.removed = True
        line.was = ""
    elif now.was != line.was:
        if touched and mine != now.was:
            said = " · ".join(text for text in now.values.values() if text)
            text = _("Mens du skrev, ble linjen endret til «%(now)s». Din tekst står i feltene. Velg hva som skal stå.")
            line.errors.append(text % {"now": said})
            found.conflict = True
        else:
            line.values = dict(now.values)
            found.taken_over.append(now.name or now.who)
        line.was = now.was
