"""What the weights of an edition do, from its own points: pure, by `methods.ranking`."""

from collections.abc import Sequence
from dataclasses import dataclass

from methods.ranking import (
    Sensitivity,
    WithoutIndicator,
    shares_of_differences,
    weight_sensitivity,
    without_each,
)
from rankings.choices import Ties

WARNED_AT = 2.0  # times its weight: an indicator that makes so much of the differences decides more than was meant


@dataclass(frozen=True, slots=True)
class IndicatorWeight:
    """An indicator's part of the weight, of the differences between offices, and what the order is without it.

    Parts are fractions of one. `difference` is None where there are none, `without` where nothing else would be left.
    """

    weight: float
    difference: float | None
    without: WithoutIndicator | None

    @property
    def decides_more_than_meant(self) -> bool:
        """Whether the indicator makes over twice as much of the differences as its weight says."""
        return self.difference is not None and self.difference > WARNED_AT * self.weight


@dataclass(frozen=True, slots=True)
class Weighing:
    """An edition's indicators in their order, and for each placed office where it would stand under other weights."""

    indicators: tuple[IndicatorWeight, ...] = ()
    offices: tuple[Sensitivity, ...] = ()


def weighing_of(
    contributions: Sequence[Sequence[float | None]], weights: Sequence[float], ties: str = Ties.BEST
) -> Weighing:
    """From the placed offices × indicators of points that were given, and the indicators' weights.

    An office's points for an indicator are out of what it could get: its weight over the weight the office has in all.
    """
    whole = sum(weights)
    if not contributions or not whole:
        return Weighing()
    points = [_out_of_hundred(row, weights) for row in contributions]
    return Weighing(indicator_weights(contributions, weights), weight_sensitivity(points, weights, ties=ties))


def indicator_weights(
    contributions: Sequence[Sequence[float | None]], weights: Sequence[float]
) -> tuple[IndicatorWeight, ...]:
    """The indicators of `weighing_of` alone, without the draws that offices' places under other weights take."""
    whole = sum(weights)
    if not contributions or not whole:
        return ()
    points = [_out_of_hundred(row, weights) for row in contributions]
    shares, without = shares_of_differences(contributions), without_each(points, weights)
    return tuple(
        IndicatorWeight(weight / whole, share, other)
        for weight, share, other in zip(weights, shares, without, strict=True)
    )


def _out_of_hundred(row: Sequence[float | None], weights: Sequence[float]) -> list[float | None]:
    """An office's points for each indicator as a share of what it could get, times a hundred."""
    had = sum(weight for part, weight in zip(row, weights, strict=True) if part is not None)
    return [
        None if part is None or not weight else part * had / weight for part, weight in zip(row, weights, strict=True)
    ]
