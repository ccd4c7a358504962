"""The calendar month: the unit of time of every figure."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import overload

FORM = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month of a year. Prints, sorts and counts: `Month(2018, 12) + 1 == Month(2019, 1)`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"no such month: {self.year}-{self.number}")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month of `YYYY-MM`; anything else raises ValueError."""
        found = FORM.fullmatch(text)
        if not found:
            raise ValueError(f"a month is written YYYY-MM, not {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: datetime.date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def first_from(cls, day: datetime.date) -> "Month":
        """The first month that begins on that day or later: from which a span that begins then holds."""
        month = cls.of(day)
        return month if month.first_day == day else month + 1

    @classmethod
    def from_index(cls, index: int) -> "Month":
        """The month with that running number; see `index`."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Running number: differences are months."""
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.number, 1)

    @property
    def january(self) -> "Month":
        return Month(self.year, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> "Month":
        return Month.from_index(self.index + months)

    @overload
    def __sub__(self, other: "Month") -> int: ...
    @overload
    def __sub__(self, other: int) -> "Month": ...
    def __sub__(self, other: "Month | int") -> "Month | int":
        if isinstance(other, Month):
            return self.index - other.index
        return Month.from_index(self.index - other)

    def through(self, last: "Month") -> Iterator["Month"]:
        """Every month from this one up to and including `last`."""
        return map(Month.from_index, range(self.index, last.index + 1))


class MonthConverter:
    """The month in an address: `<month:month>`."""

    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month | str) -> str:
        return str(value)
