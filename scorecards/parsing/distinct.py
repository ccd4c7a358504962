"""Each distinct cell is looked at once: a country's delivery has 36,000 lines and a few hundred different cells."""

from collections.abc import Sequence

import numpy as np

from scorecards.arrays import Wholes
from scorecards.reading import Cell


def numbered(cells: Sequence[Cell]) -> tuple[list[Cell], Wholes]:
    """The distinct cells in order of appearance, and for each cell its place among them."""
    places = {cell: index for index, cell in enumerate(dict.fromkeys(cells))}
    return list(places), np.fromiter(map(places.__getitem__, cells), np.int32, len(cells))
