"""Indicators that the catalogue says hang together: which way one should go with the other, and where it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from methods.coherence import coherence
from methods.verdicts import CoherenceVerdict, Direction
from organisation.months import Month
from scorecards.cells import definition_start
from scorecards.figures import IndicatorFacts, ScorecardLine

RECENT, BASE = 3, 12  # months that are held against the months before them
WINDOW = RECENT + BASE
Numbers = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Opposite:
    """The indicator that has gone the other way, and how far each has moved of late, measured by the county.

    A movement is the mean of the last three months' differences to the county, less that of the year before them.
    """

    other: IndicatorFacts
    moved: float
    other_moved: float
    is_new: bool  # it was not said the month before


def has_a_better_side(facts: IndicatorFacts) -> bool:
    return facts.direction in (Direction.HIGHER, Direction.LOWER)


def expected_sign(first: IndicatorFacts, second: IndicatorFacts) -> int:
    """1 where they should rise together, −1 where one should fall: each to its better side."""
    return 1 if first.direction == second.direction else -1


def opposite_of(line: ScorecardLine, lines: Mapping[int, ScorecardLine], months: Sequence[Month]) -> Opposite | None:
    """The first of the indicators it hangs together with, among `lines` by indicator id, that goes against it.

    One that is newly so comes first.
    """
    if not line.related or not has_a_better_side(line.indicator):
        return None
    one, found = _differences(line, months), []
    if coherence(one, one, 1, RECENT, BASE).verdict != CoherenceVerdict.COHERENT:
        return None  # it has not moved, so nothing has gone against it
    for key in line.related:
        other = lines.get(key)
        if other is None or not has_a_better_side(other.indicator):
            continue
        second, sign = _differences(other, months), expected_sign(line.indicator, other.indicator)
        if coherence(one, second, sign, RECENT, BASE).verdict == CoherenceVerdict.OPPOSITE:
            before = coherence(one[:-1], second[:-1], sign, RECENT, BASE).verdict
            is_new = before != CoherenceVerdict.OPPOSITE
            found.append(Opposite(other.indicator, _moved(one), _moved(second), is_new))
    return next((each for each in found if each.is_new), found[0] if found else None)


def _differences(line: ScorecardLine, months: Sequence[Month]) -> list[float | None]:
    """The office's values less the county's means, oldest first, from a month before the window on."""
    means = (*line.earlier_means, *line.county_means)
    values = ((None,) * len(means) + line.earlier + line.history)[-len(means) :]
    start = definition_start(line.indicator, months[-1])
    begins = 0 if start is None else max(0, len(values) - (months[-1] - start + 1))
    return [
        None if value is None or mean is None or place < begins else value - mean
        for place, (value, mean) in enumerate(zip(values, means, strict=True))
    ]


def _moved(differences: Numbers) -> float:
    last, before = differences[-RECENT:], differences[-WINDOW:-RECENT]
    return fmean(each for each in last if each is not None) - fmean(each for each in before if each is not None)
