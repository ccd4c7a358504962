"""The organisation written as the lines of its files: for exports, for guided changes and for the log."""

import csv
import datetime
import hashlib
import io
from collections.abc import Iterable, Sequence

from organisation.choices import UnitKind
from organisation.organisation_files import SUCCESSION_COLUMNS, UNIT_COLUMNS
from organisation.standing import Span, Standing

Row = tuple[str, ...]

KIND_ORDER = [UnitKind.COUNTRY, UnitKind.COUNTY, UnitKind.REGION, UnitKind.OFFICE, UnitKind.SPECIAL]


def unit_rows(standing: Standing, codes: Iterable[str] | None = None) -> list[Row]:
    """A row of UNIT_COLUMNS per span of these units (else of all), by kind, code and date."""
    known = standing.kinds if codes is None else [code for code in codes if code in standing.kinds]
    in_order = sorted(known, key=lambda code: (KIND_ORDER.index(UnitKind(standing.kinds[code])), code))
    return [_unit_row(code, standing.kinds[code], span) for code in in_order for span in standing.spans_of(code)]


def _unit_row(code: str, kind: str, span: Span) -> Row:
    return code, span.name, kind, span.county, span.region, span.valid_from.isoformat(), _iso(span.valid_to)


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def succession_rows(standing: Standing, codes: Iterable[str] | None = None) -> list[Row]:
    """A row of SUCCESSION_COLUMNS for what became of these units (else of all), by date and code."""
    predecessors = standing.successions if codes is None else codes
    rows = [
        (code, successor, date.isoformat())
        for code in predecessors
        for successor, date in standing.successions.get(code, ())
    ]
    return sorted(rows, key=lambda row: (row[2], row[0], row[1]))


def as_text(rows: Iterable[Sequence[str]], header: Sequence[str] | None = None) -> str:
    """Rows as a file writes them: `;` between fields, quoted where that is needed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([header] if header else [])
    writer.writerows(rows)
    return text.getvalue()


def units_as_text(standing: Standing, codes: Iterable[str] | None = None) -> str:
    """The file of units."""
    return as_text(unit_rows(standing, codes), UNIT_COLUMNS)


def successions_as_text(standing: Standing, codes: Iterable[str] | None = None) -> str:
    """The file of successions."""
    return as_text(succession_rows(standing, codes), SUCCESSION_COLUMNS)


def stamp_of(standing: Standing) -> str:
    """What tells one state of the organisation from another: a form carries it from the preview to the confirmation."""
    everything = units_as_text(standing) + successions_as_text(standing)
    return hashlib.sha256(everything.encode()).hexdigest()[:20]
