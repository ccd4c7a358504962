"""Figures of one month on their way in, and those that stand already: parallel arrays, one entry per figure."""

from dataclasses import dataclass

import numpy as np

from organisation.months import Month
from scorecards.arrays import Bools, Floats, Wholes
from scorecards.choices import Absence

ABSENCES = ("", *Absence.values)  # a figure's absence travels as its place in this list
HIDDEN, NOT_DELIVERED, NOT_APPLICABLE = (
    ABSENCES.index(reason) for reason in (Absence.HIDDEN, Absence.NOT_DELIVERED, Absence.NOT_APPLICABLE)
)
UNITS = 2**32  # more units than there will ever be: a figure's key is its indicator times this, plus its unit


def keys_of(indicator_ids: Wholes, unit_ids: Wholes) -> Wholes:
    """One whole number (int64) for each indicator and unit."""
    return indicator_ids.astype(np.int64) * UNITS + unit_ids


def indicators_of(keys: Wholes) -> set[int]:
    """The ids of the indicators that figures with these keys are of."""
    return set(np.unique(keys // UNITS).tolist())


def units_by_indicator(indicator_ids: Wholes, unit_ids: Wholes) -> dict[int, list[int]]:
    """The units of each indicator. Tens of thousands of pairs, each an object of its own, would keep Python busy."""
    order = np.argsort(indicator_ids, kind="stable")
    indicators, starts = np.unique(indicator_ids[order], return_index=True)
    units = unit_ids[order].tolist()
    ends = [*starts.tolist(), len(units)][1:]
    return {
        indicator: units[start:end]
        for indicator, start, end in zip(indicators.tolist(), starts.tolist(), ends, strict=True)
    }


@dataclass(frozen=True, slots=True)
class Figures:
    """What a delivery says, one entry per unit and indicator, in the order of the file. NaN: there is no number."""

    month: Month
    indicator_ids: Wholes  # int64
    unit_ids: Wholes  # int64
    numerator: Floats  # float64
    denominator: Floats  # float64
    value: Floats  # float64: numerator / denominator where both are known
    absence: Wholes  # int8, place in ABSENCES; 0 where there is a value
    emptied: Bools  # bool: an empty cell of a wide file, which replaces nothing that stands
    pair: Wholes  # int32, place in the parsed file's pairs: says where in the file the figure is

    def __len__(self) -> int:
        return len(self.unit_ids)

    @property
    def keys(self) -> Wholes:
        return keys_of(self.indicator_ids, self.unit_ids)

    def take(self, places: Wholes | Bools) -> "Figures":
        """The figures at those places (or where a mask of bools is true)."""
        columns = (getattr(self, name) for name in self.__slots__ if name != "month")
        return Figures(self.month, *(column[places] for column in columns))


def no_figures(month: Month) -> Figures:
    whole, real = np.zeros(0, np.int64), np.zeros(0, np.float64)
    return Figures(
        month, whole, whole, real, real, real, np.zeros(0, np.int8), np.zeros(0, np.bool_), np.zeros(0, np.int32)
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """The published figures of a month, sorted by key."""

    keys: Wholes  # int64, ascending
    numerator: Floats
    denominator: Floats
    value: Floats
    absence: Wholes  # int8, place in ABSENCES
    preliminary: Bools  # bool
    delivery: Wholes  # int64, id

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def unit_ids(self) -> Wholes:
        return self.keys % UNITS

    @property
    def indicator_ids(self) -> Wholes:
        return self.keys // UNITS

    def find(self, keys: Wholes) -> tuple[Bools, Wholes]:
        """For each key whether a figure stands (bool), and its place here (0 where none does)."""
        if not len(self.keys):
            return np.zeros(len(keys), np.bool_), np.zeros(len(keys), np.int64)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        stands = self.keys[places] == keys
        return stands, np.where(stands, places, 0)


def nothing_standing() -> Standing:
    whole, real = np.zeros(0, np.int64), np.zeros(0, np.float64)
    return Standing(whole, real, real, real, np.zeros(0, np.int8), np.zeros(0, np.bool_), whole)
