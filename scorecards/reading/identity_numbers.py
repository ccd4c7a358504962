"""National identity numbers anywhere in a file. What is found is only ever told as a place, never repeated.

A number counts by its two check digits; that takes in D-numbers and synthetic ones (month + 40, 65 or 80). Forms that
other numbers have too (grouped otherwise than six and five, or ten digits in a workbook, where the first zero is lost)
must also hold a date.
"""

import re
from collections.abc import Iterable, Iterator
from typing import cast

from organisation.findings import Found
from organisation.said import said
from organisation.tables import column_letter
from scorecards.findings import national_identity_number
from scorecards.pile import MOST_KEPT, Place
from scorecards.reading.cells import Cell, OtherText, Sheet

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
MONTH_SHIFTS = (0, 40, 65, 80)
NUMBER_OF_TEN_DIGITS = 10.0**9
NUMBER_OF_TWELVE_DIGITS = 10.0**11

SPACES = "[ \u00a0\u2007\u2009\u202f.-]"
OTHER_SPACES = "[ \u00a0\u2007\u2009\u202f\t\u2010-\u2015\u2212/_.-]{1,3}"  # between six and five digits
CANDIDATE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:(?P<plain>\d{{6}}{SPACES}?\d{{5}})"
    rf"|(?P<grouped>\d\d{SPACES}\d\d{SPACES}\d\d{SPACES}?\d{{3}}{SPACES}?\d\d|\d{{6}}{SPACES}\d{{3}}{SPACES}\d\d"
    rf"|\d\d{SPACES}\d{{3}}{SPACES}\d{{3}}{SPACES}\d{{3}}|\d{{6}}{OTHER_SPACES}\d{{5}}))(?!\d)"
)

# A first look at a whole text: its digits as 0, its spaces as one kind, and no candidate where none of these is in it.
SHAPE = bytes.maketrans(b"123456789.-\t/_", b"000000000     ")
WIDE_SPACES = "\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # of no width
SHAPES = (
    *(b"0" * 11, b"000000 00000", b"000000  00000", b"000000   00000"),
    *(b"00 00 00 000", b"00 00 00000", b"000000 000 00", b"00 000 000 000"),
)


def identity_numbers_in(sheets: Iterable[Sheet], other_texts: Iterable[OtherText]) -> list[Found]:
    """A finding for each cell, sheet name or other text that holds one."""
    in_cells = [found for sheet in sheets if _sheet_may_hold_one(sheet) for found in _in_cells(sheet)]
    in_names = [
        national_identity_number(Place(), said("i navnet på et ark"))
        for sheet in sheets
        if holds_identity_number(sheet.name)
    ]
    elsewhere = [
        national_identity_number(Place(), said("i %(where)s", where=other.where))
        for other in other_texts
        if not (other.is_echo and in_cells) and may_hold_one(other.text) and holds_identity_number(other.text)
    ]
    return [*in_cells, *in_names, *elsewhere]


def _sheet_may_hold_one(sheet: Sheet) -> bool:
    if sheet.delimiter:  # CSV is all text
        return may_hold_one("\n".join(map("\n".join, cast(list[list[str]], sheet.rows))))
    texts = "\n".join([cell for row in sheet.rows for cell in row if isinstance(cell, str)])
    return may_hold_one(texts) or any(_is_number_that_long(cell) for row in sheet.rows for cell in row)


def _in_cells(sheet: Sheet) -> Iterator[Found]:
    """Those that nobody will keep are only there to be counted: the last that was made stands for them."""
    name = "" if holds_identity_number(sheet.name) else sheet.name
    made: list[Found] = []
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if _cell_holds_one(cell):
                if len(made) < MOST_KEPT:
                    made.append(national_identity_number(Place(name, number, column_letter(column))))
                yield made[-1]


def may_hold_one(text: str) -> bool:
    """Whether the text has digits in a row or in groups as an identity number has. A quick look, no answer."""
    if not text.isascii():
        for space in WIDE_SPACES:
            text = text.replace(space, " ")
        text = _seen(text)
    shape = text.encode("utf-8", "replace").translate(SHAPE)
    return any(group in shape for group in SHAPES)


def holds_identity_number(text: str) -> bool:
    for found in CANDIDATE.finditer(text if text.isascii() else _seen(text)):
        digits = re.sub(r"\D", "", found[0])
        if has_valid_check_digits(digits) and (found["plain"] or begins_with_a_date(digits)):
            return True
    return False


def _is_number_that_long(cell: Cell) -> bool:
    return isinstance(cell, float) and NUMBER_OF_TEN_DIGITS <= cell < NUMBER_OF_TWELVE_DIGITS


def _cell_holds_one(cell: Cell) -> bool:
    if isinstance(cell, str):
        return holds_identity_number(cell)
    if isinstance(cell, float) and _is_number_that_long(cell):
        digits = f"{int(cell):011d}"
        return has_valid_check_digits(digits) and (digits[0] != "0" or begins_with_a_date(digits))
    return False


def _seen(text: str) -> str:
    for character in UNSEEN:
        text = text.replace(character, "")
    return text


def has_valid_check_digits(digits: str) -> bool:
    """Whether the last two of eleven digits check the nine before them; eleven zeros are no number."""
    numbers = [int(digit) for digit in digits]
    return (
        any(numbers)
        and sum(weight * number for weight, number in zip(FIRST_WEIGHTS, numbers, strict=False)) % 11 == 0
        and sum(weight * number for weight, number in zip(SECOND_WEIGHTS, numbers, strict=True)) % 11 == 0
    )


def begins_with_a_date(digits: str) -> bool:
    """Whether the first four digits are a day and a month, day + 40 (D-number) and shifted months included."""
    day, month = int(digits[:2]) % 40, int(digits[2:4])
    return int(digits[:2]) <= 71 and 1 <= day <= 31 and any(1 <= month - shift <= 12 for shift in MONTH_SHIFTS)
