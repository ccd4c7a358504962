"""Numbers and markers as people write them.

A number may have a decimal comma or point; a space, NBSP, thin space or point between thousands; a minus sign of any
kind; a per cent sign. `1.234` can be read in two ways. Then the decimals of its own column decide, else those of the
file's other columns: where they have commas, its point stands between thousands; where they have points, before
decimals. With both kinds or none it stays unread, and is a finding. `0.734`, `12.50` and `12.345 %` can only have
decimals, `1.234.567` and `1.234,5` only thousands, and a comma always comes before decimals.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum
from math import isfinite, nan

from scorecards.reading import Cell, bare


class Kind(IntEnum):
    """What a cell for a number holds. From NOT_A_NUMBER to FORMULA_ERROR it is a finding."""

    NUMBER = 0
    EMPTY = 1
    NOT_DELIVERED = 2
    NOT_APPLICABLE = 3
    HIDDEN = 4
    NOT_A_NUMBER = 5
    TWO_READINGS = 6
    FORMULA_ERROR = 7
    NO_COLUMN = 8  # the file has no such column


MARKERS = {
    **dict.fromkeys(("-", "–", "..", ".", "n/a"), Kind.NOT_DELIVERED),
    **dict.fromkeys((":", "*"), Kind.HIDDEN),
    "i.a.": Kind.NOT_APPLICABLE,
    "": Kind.EMPTY,
}
FORMULA_ERROR = re.compile(r"#[\w/]+[!?]|#N/A|#I/T|#[A-Z_]+|=.*", re.DOTALL | re.IGNORECASE)

SPACE = "[ \u00a0\u2009\u202f]"
SIGN = "(?P<sign>[+\u2212–-]?)"
PERCENT = rf"(?P<percent>{SPACE}?%)?"
PLAIN = re.compile(
    rf"{SIGN}(?P<whole>\d{{1,3}}(?:{SPACE}\d{{3}})+|\d*)(?:[.,](?P<decimals>\d+))?"
    rf"(?:[eE](?P<power>[+-]?\d{{1,3}}))?{PERCENT}",
    re.ASCII,
)
POINTED = re.compile(rf"{SIGN}(?P<whole>[1-9]\d{{0,2}}(?:\.\d{{3}})+)(?:,(?P<decimals>\d+))?{PERCENT}", re.ASCII)
NOT_A_DIGIT = re.compile(r"[^0-9]")
TWO_READINGS = re.compile(r"[+\u2212–-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Written:
    """A number cell as read. `decimals` of the number as a fraction, per cent counted in; -1 for a workbook's number.

    `mark` is what stands before its decimals, where it says so beyond doubt.
    """

    kind: Kind
    number: float = nan
    decimals: int = 0
    percent: bool = False
    mark: str = ""


READ_AS = {kind: Written(kind) for kind in Kind}


def read_number(cell: Cell, marks: Set[str] = frozenset()) -> Written:
    """What a cell for a number holds. `marks` stand before decimals here: one of them decides, both or none don't."""
    if isinstance(cell, float):
        return Written(Kind.NUMBER, cell, decimals=-1)
    if not isinstance(cell, str):
        return READ_AS[Kind.NOT_A_NUMBER]
    text = bare(cell)
    if (marker := MARKERS.get(text.lower())) is not None:
        return READ_AS[marker]
    if FORMULA_ERROR.fullmatch(text):
        return READ_AS[Kind.FORMULA_ERROR]
    if TWO_READINGS.fullmatch(text):
        if len(marks) != 1:
            return READ_AS[Kind.TWO_READINGS]
        return _number(text, PLAIN if "." in marks else POINTED)
    return _number(text, PLAIN if PLAIN.fullmatch(text) else POINTED)


def _number(text: str, form: re.Pattern[str]) -> Written:
    found = form.fullmatch(text)
    if found is None or not (found["whole"] or found["decimals"]):
        return READ_AS[Kind.NOT_A_NUMBER]
    parts = found.groupdict("")
    power = int(parts.get("power") or 0) - 2 * bool(parts["percent"])
    sign = "" if parts["sign"] in ("", "+") else "-"
    number = float(f"{sign}{NOT_A_DIGIT.sub('', parts['whole'])}.{parts['decimals']}e{power}") + 0.0  # -0 is 0
    if not isfinite(number):
        return READ_AS[Kind.NOT_A_NUMBER]
    mark = "," if "," in text or form is POINTED else "." if "." in text else ""
    decimals = max(0, len(parts["decimals"]) - power)
    return Written(Kind.NUMBER, number, decimals, bool(parts["percent"]), mark)
