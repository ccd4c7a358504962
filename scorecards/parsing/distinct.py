"""Each distinct cell is looked at once: a country's delivery has 36,000 lines and a few hundred different cells."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np

from scorecards.arrays import Wholes
from scorecards.reading import Cell


def numbered(cells: Sequence[Cell]) -> tuple[list[Cell], Wholes]:
    """The distinct cells in order of appearance, and for each cell its place among them."""
    places: defaultdict[Cell, int] = defaultdict(count().__next__)
    numbers = np.fromiter(map(places.__getitem__, cells), np.int32, len(cells))
    return list(places), numbers
