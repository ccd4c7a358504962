"""How a delivered file was read, in words: from which sheets, and which rows were passed by."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import month_and_year
from dashboards.formatting import current_format, listed
from organisation.months import Month
from scorecards.parsing.rows import RowKind
from scorecards.queries.original_rows import HowRead, ReadSheet

MOST_ROWS = 40  # that were passed by and are shown


def reading_shown(how: HowRead, month: Month) -> dict[str, Any]:
    """What the template shows: sentences, the rows that were passed by, and a doubt about the month."""
    rows = [(row.sheet, row.row, _kind(row.kind), row.text) for row in how.skipped[:MOST_ROWS]]
    return {
        "read": list(_sentences(how)),
        "doubt": doubt(how, month),
        "passed_by": rows,
        "passed_by_total": len(how.skipped),
        "has_sheets": any(row.sheet for row in how.skipped),
    }


def _sentences(how: HowRead) -> Iterator[str]:
    for sheet in how.sheets:
        yield _of_sheet(sheet)
    if how.sheets and how.layout:
        yield _("Kolonnene er lest med oppsettet %(code)s.") % {"code": how.layout}
    if how.sheets and how.left_out:
        yield _("Ikke lest: %(sheets)s.") % {
            "sheets": listed([_("arket «%(name)s»") % {"name": name} for name in how.left_out])
        }


def _of_sheet(sheet: ReadSheet) -> str:
    number = current_format().numerals.count(sheet.lines)
    lines = ngettext("%(num)s linje", "%(num)s linjer", sheet.lines) % {"num": number}
    first, last = sheet.header[0], sheet.header[-1]
    rows = _("rad %(n)s") % {"n": first} if first == last else _("rad %(n)s og %(m)s") % {"n": first, "m": last}
    words = {"sheet": sheet.name, "rows": rows, "lines": lines}
    if not sheet.name:
        return _("Overskriften står i %(rows)s. Under den er %(lines)s lest.") % words
    return _("I arket «%(sheet)s» står overskriften i %(rows)s. Under den er %(lines)s lest.") % words


def doubt(how: HowRead, month: Month) -> str:
    """That a sheet is named after another month; empty where none is."""
    names = [sheet.name for sheet in how.sheets if sheet.is_of_other_month]
    if not names:
        return ""
    words = {"sheet": names[0], "month": month_and_year(month)}
    return _("Arket heter «%(sheet)s», men leveransen gjelder %(month)s.") % words


def _kind(kind: RowKind) -> str:
    return {
        RowKind.TITLE: _("tittel"),
        RowKind.TOTAL: _("sum eller snitt"),
        RowKind.NOTE: _("merknad"),
        RowKind.HEADER: _("overskrift"),
    }[kind]
