"""Files of units and of successions, read line by line: what each cell says, held against nothing else."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from organisation.choices import UnitKind
from organisation.findings import ERROR, WARNING, Found
from organisation.headers import header_findings
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said
from organisation.standing import Span
from organisation.tables import Line, Table, UnreadableTable, read_content, read_file

CODE_FORM = re.compile(r"[A-Za-z0-9_-]{1,20}")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NORWEGIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LONGEST_NAME = 120  # characters
UNIT_COLUMNS = ("code", "name", "kind", "county", "region", "valid_from", "valid_to")
UNIT_COLUMNS_REQUIRED = ("code", "name", "kind", "valid_from")
SUCCESSION_COLUMNS = ("from", "to", "date")

NamedContent: TypeAlias = tuple[str, bytes]  # a file's name and what is in it


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file, as findings name it."""

    table: Table
    line: Line

    def error(self, code: str, message: str, column: str = "") -> Found:
        return Found(code, ERROR, message, *self._place(column))

    def warning(self, code: str, message: str, column: str = "") -> Found:
        return Found(code, WARNING, message, *self._place(column))

    def _place(self, column: str) -> tuple[str, int, str, str]:
        return self.table.place, self.line.number, self.table.column(column), self.line[column]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line of a units file: a unit's name, county and region for a span of dates."""

    spot: Spot
    code: str
    name: str
    kind: str
    county: str  # code, or empty
    region: str
    valid_from: datetime.date
    valid_to: datetime.date | None

    @property
    def span(self) -> Span:
        return Span(self.name, self.county, self.region, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class SuccessionLine:
    """A line of a successions file: one unit became (part of) another on a day."""

    spot: Spot
    predecessor: str
    successor: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class OrganisationFiles:
    """What some files say together. Lines with an error in a cell are among the findings and not among the lines."""

    units: list[UnitLine] = field(default_factory=list)
    successions: list[SuccessionLine] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # codes of units with such a line
    # What no file can say, and taking a change back must: codes that are to have no span, or to have become nothing
    emptied: frozenset[str] = frozenset()
    unsucceeded: frozenset[str] = frozenset()


def read_organisation(paths: Iterable[Path], contents: Iterable[NamedContent] = ()) -> OrganisationFiles:
    """Read files of units and of successions, told apart by their headers; a workbook may hold both as sheets.

    `contents` are files at hand as bytes.
    """
    files = OrganisationFiles()
    for path in paths:
        with _unreadable_ones_found(files):
            read_tables_of_organisation(read_file(path), files)
    for name, content in contents:
        with _unreadable_ones_found(files):
            read_tables_of_organisation(read_content(content, Path(name)), files)
    return files


@contextmanager
def _unreadable_ones_found(files: OrganisationFiles) -> Iterator[None]:
    try:
        yield
    except UnreadableTable as unreadable:
        files.findings.append(unreadable.found)


def read_tables_of_organisation(tables: Sequence[Table], files: OrganisationFiles) -> None:
    """Add what the tables of one file say."""
    kinds = [_what_it_holds(table) for table in tables]
    for kind, table in zip(kinds, tables, strict=True):
        if kind == "units":
            _read_units(table, files)
        elif kind == "successions":
            _read_successions(table, files)
        else:
            files.findings.append(_unknown_table(table, alone=not any(kinds)))


def _read_units(table: Table, files: OrganisationFiles) -> None:
    optional = [name for name in UNIT_COLUMNS if name not in UNIT_COLUMNS_REQUIRED]
    files.findings.extend(header_findings(table, required=UNIT_COLUMNS_REQUIRED, optional=optional))
    for spot in _spots(table, UNIT_COLUMNS_REQUIRED):
        if line := _unit_line(spot, files.findings):
            files.units.append(line)
        else:
            files.unread.add(spot.line["code"])


def _read_successions(table: Table, files: OrganisationFiles) -> None:
    files.findings.extend(header_findings(table, required=SUCCESSION_COLUMNS))
    lines = (_succession_line(spot, files.findings) for spot in _spots(table, SUCCESSION_COLUMNS))
    files.successions.extend(line for line in lines if line)


def _unknown_table(table: Table, *, alone: bool) -> Found:
    message = said(
        "Overskriftene er verken de for enheter (%(units)s) eller de for avløsninger (%(successions)s).",
        units=";".join(UNIT_COLUMNS),
        successions=";".join(SUCCESSION_COLUMNS),
    )
    if alone:
        return Found("unknown_table", ERROR, message, table.place, table.header_row)
    unread = in_a_row(message, said("Arket er ikke lest."))
    return Found("unknown_table", WARNING, unread, table.place, table.header_row)


def _what_it_holds(table: Table) -> Literal["units", "successions", ""]:
    """By the header; by the table's name where the header tells nothing."""
    of_units = len(set(UNIT_COLUMNS) & set(table.names))
    of_successions = len(set(SUCCESSION_COLUMNS) & set(table.names))
    if max(of_units, of_successions) >= 2:
        return "units" if of_units >= of_successions else "successions"
    by_name: dict[str, Literal["units", "successions"]] = {"units": "units", "successions": "successions"}
    return by_name.get(table.name.casefold(), "")


def _spots(table: Table, required: Sequence[str]) -> list[Spot]:
    """The lines of a table; none where a required column is missing, which the header's findings tell."""
    return [Spot(table, line) for line in table.lines] if set(required) <= set(table.names) else []


def _unit_line(spot: Spot, findings: list[Found]) -> UnitLine | None:
    before = len(findings)
    code = _code(spot, "code", findings)
    name = _filled(spot, "name", findings)
    if len(name) > LONGEST_NAME:
        findings.append(spot.error("too_long", name_too_long(), "name"))
    kind = _kind(spot, findings)
    county, region = (_code(spot, column, findings) if spot.line[column] else "" for column in ("county", "region"))
    valid_from = _date(spot, "valid_from", findings)
    valid_to = _date(spot, "valid_to", findings) if spot.line["valid_to"] else None
    if valid_from and valid_to and valid_to <= valid_from:
        message = said(
            "Perioden slutter %(end)s og begynner %(first)s. valid_to er første dag den ikke gjelder.",
            end=valid_to,
            first=valid_from,
        )
        findings.append(spot.error("ends_before_it_begins", message, "valid_to"))
    if len(findings) > before or valid_from is None:
        return None
    return UnitLine(spot, code, name, kind, county, region, valid_from, valid_to)


def _succession_line(spot: Spot, findings: list[Found]) -> SuccessionLine | None:
    before = len(findings)
    predecessor, successor = _code(spot, "from", findings), _code(spot, "to", findings)
    date = _date(spot, "date", findings)
    if len(findings) > before or date is None:
        return None
    return SuccessionLine(spot, predecessor, successor, date)


def _filled(spot: Spot, column: str, findings: list[Found]) -> str:
    text = spot.line[column]
    if not text:
        findings.append(spot.error("missing_value", said("Kolonnen «%(column)s» må fylles ut.", column=column), column))
    return text


def _code(spot: Spot, column: str, findings: list[Found]) -> str:
    text = _filled(spot, column, findings)
    if text and not CODE_FORM.fullmatch(text):
        findings.append(spot.error("invalid_code", no_code(text), column))
    return text


def name_too_long() -> str:
    """What is said of a name, in a file or in a change."""
    return said("Navnet er lengre enn %(most)s tegn. Forkort det.", most=LONGEST_NAME)


def no_code(text: str) -> str:
    """What is said of a text where a code belongs."""
    return said("«%(text)s» kan ikke være en kode. En kode er 1–20 tegn av A–Z, a–z, 0–9, - og _.", text=text)


def _kind(spot: Spot, findings: list[Found]) -> str:
    text = _filled(spot, "kind", findings)
    if text and text not in UnitKind.values:
        message = in_a_row(
            said("«%(text)s» er ikke et enhetsslag.", text=text),
            did_you_mean(text, UnitKind.values),
            said("Bruk %(kinds)s.", kinds=", ".join(UnitKind.values)),
        )
        findings.append(spot.error("unknown_kind", message, "kind"))
    return text


def _date(spot: Spot, column: str, findings: list[Found]) -> datetime.date | None:
    text = _filled(spot, column, findings)
    if not text:
        return None
    with suppress(ValueError):
        if ISO_DATE.fullmatch(text):  # Python's own reader takes more forms than files may have
            return datetime.date.fromisoformat(text)
    message = said("«%(text)s» er ikke en dato. Skriv %(form)s.", text=text, form=_as_iso(text))
    findings.append(spot.error("not_a_date", message, column))
    return None


def _as_iso(text: str) -> str:
    """How a date written the Norwegian way should have been written; else what a date looks like."""
    norwegian = NORWEGIAN_DATE.fullmatch(text)
    return "{2}-{1:0>2}-{0:0>2}".format(*norwegian.groups()) if norwegian else said("den som 2020-01-31")
