"""Months in words, as Norwegian and English files write them and as messages say them."""

import re

from organisation.months import Month
from organisation.said import Said, joined

NAMES = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SHORT = {name[:3]: number for names in (NAMES, ENGLISH) for number, name in enumerate(names, start=1)} | {"sept": 9}
NUMBERS = SHORT | {name: number for names in (NAMES, ENGLISH) for number, name in enumerate(names, start=1)}
MONTH_AND_YEAR = re.compile(r"([a-z]+)\.?[ .\-/]?\s*(\d{4}|\d{2})")


def in_words(month: Month) -> str:
    """`mai 2018`."""
    return joined(" ", [Said(NAMES[month.number - 1], {}), month.year])


def month_of_words(text: str) -> Month | None:
    """The month of `mai 2018`, `Mai. 2018` or Excel's `mai.18`; None for anything else."""
    found = MONTH_AND_YEAR.fullmatch(text.strip().lower())
    if not found or found[1] not in NUMBERS:
        return None
    return Month(int(found[2]) + (2000 if len(found[2]) == 2 else 0), NUMBERS[found[1]])
