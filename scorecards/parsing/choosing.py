"""Which sheets of a workbook hold the figures, where several might."""

import re
from collections.abc import Sequence
from typing import TypeVar

from organisation.months import Month
from scorecards.month_words import NUMBERS
from scorecards.reading import Sheet

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
YEAR_AND_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)")
WORD = re.compile(r"[a-zæøå]+")

Anything = TypeVar("Anything")


def names_month(name: str, month: Month) -> bool | None:
    """Whether a sheet's name (`Juni`, `juni 2018`, `2018-06`) is that month's; None where it names no month."""
    if found := YEAR_AND_MONTH.search(name):
        return (int(found[1]), int(found[2])) == (month.year, month.number)
    numbers = {NUMBERS[word] for word in WORD.findall(name.lower()) if word in NUMBERS}
    if not numbers:
        return None
    year = YEAR.search(name)
    return numbers == {month.number} and (year is None or int(year[0]) == month.year)


def for_month(found: Sequence[tuple[Sheet, Anything]], month: Month) -> list[tuple[Sheet, Anything]]:
    """Of several sheets with figures those of the month, where one is named after it; else all of them."""
    by_name = [names_month(sheet.name, month) for sheet, _ in found]
    if len(found) < 2 or True not in by_name:
        return list(found)
    return [pair for pair, is_months in zip(found, by_name, strict=True) if is_months is not False]


def of_other_months(found: Sequence[tuple[Sheet, Anything]], month: Month) -> list[str]:
    """The names of several sheets with figures, where each is named after a month and none after this one."""
    names = [sheet.name for sheet, _ in found]
    return names if len(names) > 1 and all(names_month(name, month) is False for name in names) else []
