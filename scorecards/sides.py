"""Figures of one month before and after something is done, as columns."""

from dataclasses import dataclass
from math import isnan

import numpy as np

from scorecards.arrays import Bools, Floats, Wholes
from scorecards.cells import figure_of
from scorecards.delivered import ABSENCES, Figures, Standing
from scorecards.figures import Figure


@dataclass(frozen=True, slots=True)
class Side:
    """The figures on one side, small counts and all; `stands` is false where there is none."""

    stands: Bools
    numerator: Floats
    denominator: Floats
    value: Floats
    absence: Wholes  # place in ABSENCES
    preliminary: Bools

    def figure(self, place: int) -> Figure | None:
        """The figure at that place of the columns."""
        if not self.stands[place]:
            return None
        parts = (float(column[place]) for column in (self.numerator, self.denominator, self.value))
        numerator, denominator, value = (None if isnan(part) else part for part in parts)
        absence, preliminary = ABSENCES[int(self.absence[place])], bool(self.preliminary[place])
        return figure_of(numerator, denominator, value, absence, preliminary, False)


def nothing(number: int) -> Side:
    """A side without any figure."""
    nan, no = np.full(number, np.nan), np.zeros(number, np.bool_)
    return Side(no, nan, nan, nan, np.zeros(number, np.int8), no)


def standing_at(standing: Standing, keys: Wholes) -> Side:
    """What stands of the figures with those keys."""
    if not len(standing):
        return nothing(len(keys))
    stands, places = standing.find(keys)
    return Side(
        stands,
        standing.numerator[places],
        standing.denominator[places],
        np.where(stands, standing.value[places], np.nan),
        standing.absence[places],
        standing.preliminary[places],
    )


def delivered(figures: Figures, *, preliminary: bool) -> Side:
    """What a file says."""
    number = len(figures)
    parts = (figures.numerator, figures.denominator, figures.value)
    return Side(np.ones(number, np.bool_), *parts, figures.absence, np.full(number, preliminary))


@dataclass(frozen=True, slots=True)
class Pile:
    """Figures before and after, parallel arrays; with what is known of the month before, and of what to expect."""

    keys: Wholes
    before: Side
    after: Side
    last: Side
    distance: Floats  # how far outside what was expected, in half-widths of that; 0 inside or where unknown
    low: Floats  # of what was expected
    high: Floats

    def __len__(self) -> int:
        return len(self.keys)


def pile_of(keys: Wholes, before: Side, after: Side, last: Side | None = None) -> Pile:
    """A pile of which nothing is known to be unexpected."""
    zeros = np.zeros(len(keys))
    return Pile(keys, before, after, last or nothing(len(keys)), zeros, zeros, zeros)
