"""What publishing a delivery would do to the figures that stand: which are new, which change, which stay."""

from dataclasses import dataclass

import numpy as np

from scorecards.arrays import Bools, Floats, Wholes
from scorecards.delivered import Figures, Standing

RELATIVE_TOLERANCE = 1e-12  # the same number, come by another way


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places in the figures (int64, ascending): every figure is in exactly one of the three."""

    added: Wholes
    changed: Wholes
    unchanged: Wholes


def same(one: Floats, other: Floats) -> Bools:
    """Where two arrays hold the same number, or both none."""
    close = np.abs(one - other) <= RELATIVE_TOLERANCE * np.maximum(np.abs(one), np.abs(other))
    return close | (np.isnan(one) & np.isnan(other))


def differing(figures: Figures, standing: Standing) -> Bools:
    """Bool per figure: another one stands, preliminary or final. An empty cell of a wide file differs from none."""
    stands, places = standing.find(figures.keys)
    if not stands.any():
        return stands
    equal = (
        same(figures.numerator, standing.numerator[places])
        & same(figures.denominator, standing.denominator[places])
        & same(figures.value, standing.value[places])
        & (figures.absence == standing.absence[places])
    )
    differs: Bools = stands & ~figures.emptied & ~equal
    return differs


def compare(figures: Figures, standing: Standing, *, preliminary: bool) -> Comparison:
    """What a preliminary or final delivery of these figures would add, change and leave as it is.

    A marker replaces a standing figure, an empty cell of a wide file doesn't. A preliminary figure never replaces a
    final one; a final one replaces a preliminary one also where it is equal.
    """
    stands, places = standing.find(figures.keys)
    if not stands.any():
        nowhere = np.zeros(0, np.int64)
        return Comparison(np.arange(len(figures)), nowhere, nowhere)
    was_preliminary = standing.preliminary[places]
    changes = stands & (differing(figures, standing) | (was_preliminary & ~figures.emptied & (not preliminary)))
    if preliminary:
        changes &= was_preliminary
    return Comparison(np.flatnonzero(~stands), np.flatnonzero(changes), np.flatnonzero(stands & ~changes))
