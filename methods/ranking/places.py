"""Places from numbers: shared places, shared mean places, and how alike two rankings are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from methods.conventions import check_same_length
from methods.matrices import Bools, Floats, row_of, slacks

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stability:
    """Spearman's rank correlation between two rankings and the number of units placed in both."""

    correlation: float | None
    n: int


def positions_of(scores: Floats) -> Places:
    """1 + the number of units with a higher score, for each; equal scores share the place. `scores` has no NaN."""
    ordered = np.sort(scores)
    return 1 + len(scores) - np.searchsorted(ordered, scores + slacks(scores), side="right")


def settled(positions: Places, scores: Floats) -> Places:
    """`positions`, where those that share one stand by a second score, 1 + the number of sharers with a higher one.

    Who is equal by both shares the better place.
    """
    higher = (positions[:, None] == positions[None, :]) & (scores[None, :] > (scores + slacks(scores))[:, None])
    apart: Places = positions + higher.sum(axis=1)
    return apart


def last_of_shared(positions: Places) -> Places:
    """The last of the places that each unit shares with those of the same position; its own where it is alone."""
    shared: Places = positions + (positions[:, None] == positions[None, :]).sum(axis=1) - 1
    return shared


def draw_places(scores: Floats, then: Floats | None = None) -> Places:
    """The place of each unit in each draw, from draws × units; equal scores share the best place.

    `then` are second scores, by which those with equal scores are placed.
    """
    order = np.argsort(-scores, axis=1) if then is None else np.lexsort((-then, -scores), axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    starts = np.zeros(scores.shape, dtype=np.int64)
    apart: Bools = np.asarray(ordered[:, 1:] != ordered[:, :-1])
    if then is not None:
        second = np.take_along_axis(then, order, axis=1)
        apart |= second[:, 1:] != second[:, :-1]
    np.multiply(np.arange(1, scores.shape[1]), apart, out=starts[:, 1:])
    places = np.empty_like(starts)
    np.put_along_axis(places, order, np.maximum.accumulate(starts, axis=1) + 1, axis=1)
    return places


def mean_places(numbers: Floats) -> Floats:
    """Places from the lowest number up, column by column of units × draws; equal numbers share their mean place."""
    by_draw = np.ascontiguousarray(numbers.T)
    order = np.argsort(by_draw, axis=1)
    ordered = np.take_along_axis(by_draw, order, axis=1)
    gaps = ordered[:, 1:] - ordered[:, :-1]
    places = np.empty(by_draw.shape)
    np.put_along_axis(places, order, np.arange(1.0, len(numbers) + 1.0)[None, :], axis=1)
    tied = np.flatnonzero((gaps <= slacks(np.abs(by_draw).max(axis=1, initial=0.0))[:, None]).any(axis=1))
    if len(tied):
        apart = gaps[tied] > slacks(ordered[tied, :-1])
        shared = np.empty((len(tied), len(numbers)))
        np.put_along_axis(shared, order[tied], _shared_places(apart), axis=1)
        places[tied] = shared
    return places.T


def _shared_places(apart: Bools) -> Floats:
    """The mean places along each ascending row, from where neighbours are apart."""
    draws, count = len(apart), apart.shape[1] + 1
    index = np.arange(count)
    first = np.zeros((draws, count), dtype=np.int64)
    np.multiply(index[1:], apart, out=first[:, 1:])
    last = np.full((draws, count), count - 1, dtype=np.int64)
    last[:, :-1] = np.where(apart, index[:-1], count - 1)
    first = np.maximum.accumulate(first, axis=1)
    last = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    return (first + last) / 2.0 + 1.0


def stability(before: Sequence[float | None], now: Sequence[float | None]) -> Stability:
    """How alike two rankings are: Spearman over the units placed both times (`None`: not placed).

    The correlation is `None` under three such units or where one side is constant. It says how alike two months are,
    not how right. Raises ValueError for lists of different lengths and numbers that are not finite. Source: Spearman
    1904, ties by their mean place.
    """
    check_same_length(before=before, now=now)
    earlier, later = row_of(before, "before"), row_of(now, "now")
    both = ~np.isnan(earlier) & ~np.isnan(later)
    n = int(both.sum())
    if n < 3:
        return Stability(None, n)
    first, second = (mean_places(side[both][:, None])[:, 0] - (n + 1) / 2 for side in (earlier, later))
    size = float(np.sqrt((first @ first) * (second @ second)))
    return Stability(float(first @ second) / size if size > 0 else None, n)
