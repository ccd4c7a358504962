"""Draws of what an office's own level may be: its figures, and what the county's spread says about them."""

from dataclasses import dataclass

import numpy as np

from methods.conventions import TOLERANCE
from methods.matrices import Bools, Floats
from methods.ranking.spread import LEAST_UNITS, spread_of, spread_of_parts

MOST_CASES = 100_000.0  # as much as the county's spread may count, in cases
SHARE_MEANS = (0.001, 0.999)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One indicator's figures, a number per unit, NaN where there is none; `errors` are standard errors."""

    kind: str
    values: Floats
    numerators: Floats
    denominators: Floats
    errors: Floats


def draw_levels(evidence: Evidence, takes_part: Bools, draws: int, generator: np.random.Generator) -> Floats:
    """Units × draws of the units' own levels, NaN where a cell takes no part.

    One column only where no cell has a known uncertainty: the values as they are.
    """
    parts = takes_part & ~np.isnan(evidence.numerators) & (evidence.denominators > TOLERANCE)
    if evidence.kind not in ("share", "rate"):
        parts = np.zeros_like(parts)
    squares = np.where(evidence.errors > 0, evidence.errors, 0.0) ** 2
    measured = takes_part & ~parts & (squares > 0)
    levels = np.where(takes_part, evidence.values, np.nan)[:, None]
    drawn = [
        (units, draw(evidence, units, draws, generator))
        for units, draw in ((parts, _draw_parts), (measured, _draw_measured))
        if units.sum() >= LEAST_UNITS
    ]
    if not drawn:
        return levels
    levels = np.repeat(levels, draws, axis=1)
    for units, drawn_levels in drawn:
        levels[units] = drawn_levels
    return levels


def _draw_parts(evidence: Evidence, units: Bools, draws: int, generator: np.random.Generator) -> Floats:
    numerators, denominators = evidence.numerators[units], evidence.denominators[units]
    mean, variance, _ = spread_of_parts(numerators, denominators, evidence.kind)
    size = (len(numerators), draws)
    if evidence.kind == "share":
        mean = min(max(mean, SHARE_MEANS[0]), SHARE_MEANS[1])
        cases = mean * (1.0 - mean) / variance - 1.0 if variance > 0 else MOST_CASES
        cases = min(max(cases, 1.0), MOST_CASES)
        rests = np.maximum(denominators - numerators, 0.0)
        return generator.beta((numerators + mean * cases)[:, None], (rests + (1.0 - mean) * cases)[:, None], size)
    if mean <= 0:
        return np.zeros(size)
    exposure = min(mean / variance, MOST_CASES / mean) if variance > 0 else MOST_CASES / mean
    return generator.gamma((numerators + mean * exposure)[:, None], (1.0 / (denominators + exposure))[:, None], size)


def _draw_measured(evidence: Evidence, units: Bools, draws: int, generator: np.random.Generator) -> Floats:
    values, chance = evidence.values[units], evidence.errors[units] ** 2
    mean, variance, _ = spread_of(values, chance)
    trust = variance / (variance + chance)
    middle = mean + trust * (values - mean)
    return generator.normal(middle[:, None], np.sqrt(trust * chance)[:, None], (len(values), draws))
