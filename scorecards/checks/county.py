"""A county's own line against what its offices come to together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from organisation.choices import UnitKind
from organisation.findings import Found
from scorecards.arrays import Floats, Wholes
from scorecards.checks.context import CheckContext
from scorecards.checks.parts import SLACK, half_a_unit
from scorecards.checks.resolved import Resolved, Verdict
from scorecards.checks.words import value_text
from scorecards.choices import Pooling
from scorecards.delivered import HIDDEN, Figures, keys_of
from scorecards.findings import county_figure_differs


@dataclass(frozen=True, slots=True)
class Together:
    """Counties as one unit each, per indicator: keys as of a figure of the county's, ascending, and pooled values.

    NaN where no office has both parts, or one of them is hidden.
    """

    keys: Wholes
    value: Floats

    def find(self, keys: Wholes) -> Floats:
        """The pooled value for each key of a county's figure, NaN where there is none."""
        if not len(self.keys):
            return np.full(len(keys), np.nan)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.value[places], np.nan)


def county_lines_agree(figures: Figures, resolved: Resolved) -> Iterator[Verdict]:
    """For indicators that pool: over the offices placed in the county, those of the file and the others as they stand.

    Where some office is hidden the county's line may hold more than we can add up, and nothing is said.
    """
    context = resolved.context
    counties = [unit.id for unit in context.units.values() if unit.kind == UnitKind.COUNTY]
    pooling = [rules.id for rules in context.indicators.values() if rules.pooling == Pooling.RATIO]
    own_lines = np.flatnonzero(np.isin(figures.unit_ids, counties) & np.isin(figures.indicator_ids, pooling))
    if not len(own_lines):
        return
    own = figures.take(own_lines)
    pooled = pooled_by_county(figures, context).find(own.keys)
    tolerance = np.array([_tolerance(figures, resolved, place) for place in own_lines.tolist()])
    differs = np.flatnonzero(np.abs(own.value - pooled) > tolerance)

    def make(place: int) -> Found:
        pair = int(own.pair[place])
        rules = resolved.rules_of(pair)
        says, together = value_text(own.value[place], rules), value_text(pooled[place], rules)
        return county_figure_differs(resolved.parsed.figure_place(pair), f"{rules.code} {rules.name}", says, together)

    yield Verdict(differs, make)


def pooled_by_county(figures: Figures, context: CheckContext) -> Together:
    """Numerators over denominators of the offices placed in each county, per indicator."""
    placed = {
        unit.id: unit.county_id
        for unit in context.units.values()
        if unit.kind == UnitKind.OFFICE and unit.is_placed and unit.county_id is not None
    }
    standing = context.standing
    delivered = np.isin(figures.unit_ids, list(placed)) & ~figures.emptied
    others = np.isin(standing.unit_ids, list(placed)) & ~np.isin(standing.keys, figures.keys[delivered])

    def both(name: str) -> Any:
        return np.concatenate([getattr(figures, name)[delivered], getattr(standing, name)[others]])

    county_ids = np.array([placed[unit] for unit in both("unit_ids").tolist()], np.int64)
    keys, group = np.unique(keys_of(both("indicator_ids"), county_ids), return_inverse=True)
    numerator, denominator = both("numerator"), both("denominator")
    known = ~np.isnan(numerator) & ~np.isnan(denominator) & (denominator > 0)
    above = np.bincount(group, np.where(known, numerator, 0), len(keys))
    below = np.bincount(group, np.where(known, denominator, 0), len(keys))
    hidden = np.bincount(group, both("absence") == HIDDEN, len(keys))
    value = np.full(len(keys), np.nan)
    np.divide(above, below, out=value, where=(below > 0) & (hidden == 0))
    return Together(keys, value)


def _tolerance(figures: Figures, resolved: Resolved, place: int) -> float:
    """Half a unit of the last decimal of a value that came alone; parts are exact."""
    if not np.isnan(figures.numerator[place]) and not np.isnan(figures.denominator[place]):
        return SLACK
    return half_a_unit(resolved.parsed.pairs.value, int(figures.pair[place])) + SLACK
