"""Columns of numbers as arrays, with what each cell was and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from scorecards.arrays import Bools, Floats, Wholes
from scorecards.parsing.distinct import numbered
from scorecards.parsing.numbers import READ_AS, Kind, Written, read_number
from scorecards.reading import Cell

MOST_DECIMALS = 99


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number cells of one meaning (numerator, denominator or value), one entry per unit-and-indicator pair."""

    number: Floats  # float64, NaN where the cell holds none
    kind: Wholes  # int8, of Kind
    decimals: Wholes  # int8: as written, of the fraction; -1 for a workbook's own number
    percent: Bools  # bool: written with a per cent sign
    column: Wholes  # int16, from 0; -1 where there is no such column

    @property
    def is_number(self) -> Bools:
        is_number: Bools = self.kind == Kind.NUMBER
        return is_number

    def take(self, places: Wholes) -> "Numbers":
        """The entries at those places."""
        return Numbers(
            self.number[places], self.kind[places], self.decimals[places], self.percent[places], self.column[places]
        )


def joined(columns: Sequence[Numbers]) -> Numbers:
    """One after the other."""
    names = ("number", "kind", "decimals", "percent", "column")
    return Numbers(*(np.concatenate([getattr(column, name) for column in columns]) for name in names))


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column's distinct cells as read at first sight, to be settled once the file's decimals are known."""

    column: int
    cells: list[Cell]
    places: Wholes  # for each line, its cell's place in `cells`
    written: list[Written]
    hundredths: Bools | None  # bool per line: a number without per cent sign that counts hundredths

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(written.mark for written in self.written if written.mark)


def no_column(lines: int) -> Numbers:
    """The numbers of a column that the file doesn't have."""
    return Numbers(
        np.full(lines, np.nan),
        np.full(lines, Kind.NO_COLUMN, np.int8),
        np.zeros(lines, np.int8),
        np.zeros(lines, np.bool_),
        np.full(lines, -1, np.int16),
    )


def looked_at(cells: Sequence[Cell], column: int, hundredths: Bools | None = None) -> NumberColumn:
    """A column of `cells`, one per line. `hundredths`: for which lines a plain number is one of per cent."""
    distinct, places = numbered(cells)
    return NumberColumn(column, distinct, places, [read_number(cell) for cell in distinct], hundredths)


def counts(numbers: Numbers) -> Numbers:
    """The same, where a number in per cent is none: of numerators and denominators."""
    kind = np.where(numbers.is_number & numbers.percent, Kind.NOT_A_NUMBER, numbers.kind).astype(np.int8)
    return replace(numbers, kind=kind, number=np.where(kind == Kind.NUMBER, numbers.number, np.nan))


def settled(columns: Sequence[NumberColumn]) -> list[Numbers]:
    """The numbers of a table's columns; what can be read in two ways goes by its column's decimals, else by all."""
    everywhere = frozenset(mark for column in columns for mark in column.marks)
    return [_numbers(column, column.marks if len(column.marks) == 1 else everywhere) for column in columns]


def _numbers(column: NumberColumn, marks: frozenset[str]) -> Numbers:
    written = [
        read_number(cell, marks) if first is READ_AS[Kind.TWO_READINGS] else first
        for cell, first in zip(column.cells, column.written, strict=True)
    ]
    numbers = Numbers(
        np.array([one.number for one in written], np.float64),
        np.array([one.kind for one in written], np.int8),
        np.array([min(one.decimals, MOST_DECIMALS) for one in written], np.int8),
        np.array([one.percent for one in written], np.bool_),
        np.full(len(written), column.column, np.int16),
    ).take(column.places)
    return numbers if column.hundredths is None else _per_cent(numbers, column.hundredths)


def _per_cent(numbers: Numbers, hundredths: Bools) -> Numbers:
    """The numbers with those of `hundredths` that have no per cent sign of their own divided by a hundred, exactly."""
    shifted = np.flatnonzero(hundredths & numbers.is_number & ~numbers.percent)
    number, decimals, percent = numbers.number.copy(), numbers.decimals.copy(), numbers.percent.copy()
    number[shifted] = [float(Decimal(f"{one:.15g}").scaleb(-2)) for one in number[shifted]]
    decimals[shifted] = np.where(decimals[shifted] < 0, -1, decimals[shifted] + 2)
    percent[shifted] = True
    return Numbers(number, numbers.kind, decimals, percent, numbers.column)
