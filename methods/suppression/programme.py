"""The linear programmes: how far cells may rise above their true figures without any shown total being other."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from methods.matrices import Floats
from methods.suppression.equations import Equations

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TINY = 1e-9


def largest_rise(
    equations: Equations, cells: Sequence[int], need: float
) -> tuple[float, dict[int, float], dict[int, float]]:
    """How much the sum of the open `cells` may rise, at least up to `need`.

    Returns the rise, how much each cell moves in it, and the totals' weights in the dual solution: the sum of totals
    that shows that no more is possible. A single cell is not driven beyond `need`.
    """
    connected, rows = equations.connected(cells)
    place = {cell: k for k, cell in enumerate(connected)}
    lower = -np.array([equations.rooms[cell] for cell in connected])
    upper = np.full(len(connected), np.inf)
    objective = np.zeros(len(connected))
    objective[[place[cell] for cell in cells]] = -1.0
    if len(cells) == 1:
        upper[place[cells[0]]] = need
    answer = _solve(objective, _matrix(equations, rows, place), np.column_stack([lower, upper]))
    weights: dict[int, float] = {}
    for total, weight in zip(rows, (-answer.eqlin.marginals).tolist(), strict=True):
        if abs(weight) > TINY:
            for each, times in ((total, 1.0), *((part, -1.0) for part in equations.rows[total].parts)):
                weights[each] = weights.get(each, 0.0) + times * weight
    weights = {total: weight for total, weight in weights.items() if abs(weight) > TINY}
    return float(-answer.fun), _moved(connected, answer.x), weights


def rises_together(equations: Equations, needs: Mapping[int, float]) -> dict[int, float]:
    """How open cells move where those in `needs` together rise as much as they can, none counting beyond its need."""
    from scipy.sparse import csr_array

    cells = [cell for cell in needs if cell in equations.open_cells and equations.rows_of[cell]]
    connected, rows = equations.connected(cells)
    if not rows:
        return {}
    place = {cell: k for k, cell in enumerate(connected)}
    count = len(connected)
    wanted = [place[cell] for cell in cells]
    matrix = _matrix(equations, rows, place)
    # A wanted cell has two columns: its rise up to what it needs, which counts, and what lies beyond, which doesn't.
    bounds = np.column_stack([np.zeros(count + len(cells)), np.full(count + len(cells), np.inf)])
    bounds[:count, 0] = [-equations.rooms[cell] for cell in connected]
    bounds[wanted, 1] = [needs[cell] for cell in cells]
    objective = np.zeros(count + len(cells))
    objective[wanted] = -1.0
    twice = csr_array(
        (np.ones(count + len(cells)), ([*range(count), *wanted], range(count + len(cells)))),
        shape=(count, count + len(cells)),
    )
    answer = _solve(objective, (matrix @ twice).tocsr(), bounds)
    return _moved(connected, twice @ answer.x)


def _matrix(equations: Equations, rows: Sequence[int], place: Mapping[int, int]) -> "csr_array":
    """Rows × cells, 1 where a row holds a cell."""
    from scipy.sparse import csr_array

    columns = [[place[cell] for cell in equations.open_in_row[total]] for total in rows]
    ends = np.cumsum([0, *map(len, columns)])
    inside = np.array([column for row in columns for column in row], dtype=np.int64)
    return csr_array((np.ones(len(inside)), inside, ends), shape=(len(rows), len(place)))


def _solve(objective: Floats, matrix: "csr_array", bounds: Floats) -> Any:
    from scipy.optimize import linprog  # half a second of imports, and most tables have nothing to hide

    answer = linprog(objective, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs")
    if answer.status != 0:
        raise ArithmeticError(f"the linear programme was not solved: {answer.message}")
    return answer


def _moved(cells: Sequence[int], moves: Floats) -> dict[int, float]:
    return {cell: move for cell, move in zip(cells, moves.tolist(), strict=True) if abs(move) > TINY}
