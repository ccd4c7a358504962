"""Reading one cell of a catalogue: text, codes, numbers, days and words of a closed list."""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from organisation.months import Month
from organisation.near_names import did_you_mean
from organisation.said import any_of, in_a_row, said

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
NUMBER = re.compile(r"(-?\d+(?:[.,]\d+)?)(%|[eE][-+]?\d+|)")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
NORWEGIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SPACES = str.maketrans("", "", " \u00a0\u2009\u202f")
QUOTED = re.compile(r"'+[=+\-@]")  # `'=1` is the text `=1`: without the mark a spreadsheet would calculate it
YES, NO = {"yes", "ja", "true", "1"}, {"no", "nei", "false", "0"}

Reader = Callable[[str], Any]


class UnreadableCellError(ValueError):
    """A cell that does not hold what its column asks for. `code` is the finding's; the text says what belongs there."""

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(remedy)
        self.code = code
        self.remedy = remedy


def text(most: int) -> Reader:
    """Text of at most so many characters, with one kind of line ends; see `QUOTED`."""

    def read(written: str) -> str:
        written = written.replace("\r\n", "\n").replace("\r", "\n")
        if QUOTED.match(written):
            written = written[1:]
        if len(written) > most:
            raise UnreadableCellError(
                "too_long", said("Teksten er på %(length)s tegn. Skriv høyst %(most)s.", length=len(written), most=most)
            )
        return written

    return read


def code(written: str) -> str:
    """A code of the agreed form."""
    if not CODE.fullmatch(written):
        raise UnreadableCellError(
            "not_a_code", said("En kode er på 1–20 tegn: bokstavene A–Z, tall, bindestrek og understrek.")
        )
    return written


def codes(written: str) -> tuple[str, ...]:
    """Codes separated by spaces, in their order, each once."""
    return tuple(dict.fromkeys(code(part) for part in written.split()))


def number(least: float | None = None) -> Reader:
    """A number with decimal comma or point; `12 %` is 0.12."""

    def read(written: str) -> float:
        parts = NUMBER.fullmatch(written.translate(SPACES))
        if not parts:
            raise UnreadableCellError("not_a_number", said("Skriv et tall, for eksempel 0,75 eller 75 %%."))
        digits, rest = parts.groups()
        found = float(digits.replace(",", ".") + ("e-2" if rest == "%" else rest))  # the decimal point is moved
        if least is not None and found < least:
            raise UnreadableCellError(
                "too_low", said("Tallet kan ikke være under %(least)s.", least=format(least, "g"))
            )
        return found

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number from `least` to `most`."""

    def read(written: str) -> int:
        bare = written.translate(SPACES)
        if not re.fullmatch(r"-?\d+", bare) or not least <= int(bare) <= most:
            raise UnreadableCellError(
                "not_a_whole_number", said("Skriv et helt tall fra %(least)s til %(most)s.", least=least, most=most)
            )
        return int(bare)

    return read


def day(written: str) -> datetime.date:
    """`2018-01-01`, `01.01.2018`, or a month, which stands for its first day."""
    iso, norwegian = ISO_DAY.fullmatch(written), NORWEGIAN_DAY.fullmatch(written)
    try:
        if iso:
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3] or 1))
        if norwegian:
            return datetime.date(int(norwegian[3]), int(norwegian[2]), int(norwegian[1]))
    except ValueError:
        pass  # the 31st of June is told as any other text that is no day
    raise UnreadableCellError("not_a_date", said("Skriv en dato som 2018-01-01 eller en måned som 2018-01."))


def first_of_month(written: str) -> datetime.date:
    """A month, or the first day of one."""
    found = day(written)
    if found.day != 1:
        remedy = said(
            "Her hører en måned til. Skriv %(month)s, eller den første dagen i måneden.", month=Month.of(found)
        )
        raise UnreadableCellError("not_a_month", remedy)
    return found


def word(allowed: Iterable[str]) -> Reader:
    """One of the words of a closed list, in any case."""
    words = list(allowed)

    def read(written: str) -> str:
        if written.lower() not in words:
            allowed_ones = said("Skriv %(words)s.", words=any_of([", ".join(words[:-1]), words[-1]]))
            raise UnreadableCellError("unknown_word", in_a_row(allowed_ones, did_you_mean(written, words)))
        return written.lower()

    return read


def yes_or_no(written: str) -> bool:
    """`yes` or `ja`, `no` or `nei`."""
    if written.lower() in YES:
        return True
    if written.lower() in NO:
        return False
    raise UnreadableCellError("unknown_word", said("Skriv yes (ja) eller no (nei), eller la cellen stå tom."))
