"""The month of a cell: `2018-05`, `201805`, `05.2018`, `mai 2018`, a date, or an Excel date."""

import datetime
import re

from organisation.months import Month
from scorecards.month_words import month_of_words
from scorecards.reading import Cell

YEAR_FIRST = re.compile(r"(\d{4})(?:[-./M\u2013]?(\d{2})|[-./M\u2013](\d))", re.IGNORECASE)
YEAR_LAST = re.compile(r"(\d{1,2})[-./\u2013](\d{4})")
DATE_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
DATE_YEAR_LAST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
EXCEL_DAYS = range(36526, 73051)  # 2000-01-01 to 2099-12-31, where a date has lost its format
EXCEL_BEGINNING = datetime.date(1899, 12, 30)


def read_month(cell: Cell) -> Month | None:
    """The month that a cell names, a date by its month; None where it is none."""
    if isinstance(cell, datetime.date):
        return Month.of(cell)
    if isinstance(cell, (int, float)):
        if cell != int(cell):
            return _month_of_text(f"{cell:.4f}")  # 05.2018 taken for a number
        if int(cell) in EXCEL_DAYS:
            return Month.of(EXCEL_BEGINNING + datetime.timedelta(days=int(cell)))
        return _month_of_text(str(int(cell)))
    return _month_of_text(cell) if isinstance(cell, str) else None


def _month_of_text(text: str) -> Month | None:
    text = " ".join(text.split())
    try:
        if found := YEAR_FIRST.fullmatch(text):
            return Month(int(found[1]), int(found[2] or found[3]))
        if found := YEAR_LAST.fullmatch(text):
            return Month(int(found[2]), int(found[1]))
        if found := DATE_YEAR_FIRST.fullmatch(text):
            return Month.of(datetime.date(int(found[1]), int(found[2]), int(found[3])))
        if found := DATE_YEAR_LAST.fullmatch(text):
            return Month.of(datetime.date(int(found[3]), int(found[2]), int(found[1])))
    except ValueError:  # no such month or day
        return None
    return month_of_words(text)
