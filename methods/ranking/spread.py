"""How much offices truly differ, apart from what chance makes of small bases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from methods.conventions import TOLERANCE, check_parts
from methods.matrices import Floats, row_of

LEAST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Between:
    """The mean level, the variance between the units' true levels, and the part of the differences beyond chance."""

    mean: float | None
    between_variance: float | None
    reliability: float | None


def between(numerators: Sequence[float | None], denominators: Sequence[float | None], kind: str = "share") -> Between:
    """The spread between units with a base, for a `share` or a `rate`; all `None` under three of them.

    `reliability` is between_variance / (between_variance + mean chance variance). Raises ValueError for an unknown
    kind, lists of different lengths, numbers that are negative or not finite, a share's numerator above its
    denominator. Source: DerSimonian and Laird 1986.
    """
    check_parts(numerators, denominators, kind)
    above, below = row_of(numerators, "numerators"), row_of(denominators, "denominators")
    based = ~np.isnan(above) & (below > TOLERANCE)
    if based.sum() < LEAST_UNITS:
        return Between(None, None, None)
    mean, variance, chance = spread_of_parts(above[based], below[based], kind)
    return Between(mean, variance, variance / (variance + chance) if variance > 0 else 0.0)


def spread_of_parts(numerators: Floats, denominators: Floats, kind: str) -> tuple[float, float, float]:
    """Mean, between variance and mean chance variance of shares or rates, from at least three units with a base."""
    pooled = float(numerators.sum() / denominators.sum())
    spread = pooled * (1.0 - pooled) if kind == "share" else pooled
    if spread <= 0:
        return pooled, 0.0, 0.0
    return spread_of(numerators / denominators, spread / denominators)


def spread_of(values: Floats, variances: Floats) -> tuple[float, float, float]:
    """Mean, between variance and mean chance variance of values with known chance variances (all above zero)."""
    least = variances.min()
    weights = least / variances  # relative to the best known, so that nothing overflows
    total = weights.sum()
    centre = (weights * values).sum() / total
    excess = (weights * (values - centre) ** 2).sum() - least * (len(values) - 1)
    room = total - (weights**2).sum() / total
    variance = max(0.0, float(excess / room)) if room > 0 else 0.0
    weights = (least + variance) / (variances + variance)
    return float((weights * values).sum() / weights.sum()), variance, float(variances.mean())
