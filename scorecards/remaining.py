"""What stands when deliveries are published one after another: `compare` says of each what it adds and changes."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scorecards.arrays import Wholes
from scorecards.compare import compare
from scorecards.delivered import Figures, Standing, nothing_standing


@dataclass(frozen=True, slots=True)
class Said:
    """What a published delivery says of some figures."""

    delivery: int
    preliminary: bool
    figures: Figures


def standing_after(sayings: Iterable[Said]) -> Standing:
    """What would stand of these figures had nothing else been published, in that order."""
    standing = nothing_standing()
    for said in sayings:
        changes = compare(said.figures, standing, preliminary=said.preliminary)
        standing = _overlaid(standing, said, np.concatenate([changes.added, changes.changed]))
    return standing


def _overlaid(standing: Standing, said: Said, places: Wholes) -> Standing:
    """`standing` with the figures at these places instead of what stood of them."""
    new = said.figures.take(places)
    kept = ~np.isin(standing.keys, new.keys)
    keys = np.concatenate([standing.keys[kept], new.keys])
    order = np.argsort(keys)
    columns = {
        "numerator": new.numerator,
        "denominator": new.denominator,
        "value": new.value,
        "absence": new.absence,
        "preliminary": np.full(len(new), said.preliminary),
        "delivery": np.full(len(new), said.delivery),
    }
    return Standing(
        keys[order],
        **{name: np.concatenate([getattr(standing, name)[kept], column])[order] for name, column in columns.items()},
    )
