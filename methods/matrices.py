"""Lists with `None` for what is missing, as arrays with NaN: checked once, then calculated with."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from methods.conventions import LARGEST, TOLERANCE

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Row = Sequence[float | None]


def row_of(numbers: Row, name: str) -> Floats:
    """One list as a float array with NaN for `None`. Raises ValueError for NaN and infinite numbers."""
    array = np.array(numbers, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one list of numbers")
    strange = ~(np.abs(array) < LARGEST)
    if strange.any() and any(numbers[place] is not None for place in np.flatnonzero(strange).tolist()):
        raise ValueError(f"{name} must hold finite numbers or None")
    return array


def matrix_of(rows: Sequence[Row] | None, units: int, columns: int, name: str) -> Floats:
    """`units` lists of `columns` numbers as an array with NaN for `None`; `None` for all is missing throughout.

    Raises ValueError for another shape and for NaN and infinite numbers.
    """
    if rows is None:
        return np.full((units, columns), np.nan)
    if len(rows) != units or any(len(row) != columns for row in rows):
        raise ValueError(f"{name} must be {units} lists of {columns} numbers each")
    array = np.array(rows, dtype=np.float64).reshape(units, columns)
    strange = ~(np.abs(array) < LARGEST)
    if strange.any() and any(rows[unit][column] is not None for unit, column in np.argwhere(strange).tolist()):
        raise ValueError(f"{name} must hold finite numbers or None")
    return array


def slacks(limits: Floats) -> Floats:
    """How far a number may lie from each limit and still be equal to it (`conventions.slack`)."""
    return TOLERANCE * np.maximum(1.0, np.abs(limits))


def none_for_nan(numbers: Floats) -> tuple[float | None, ...]:
    """A row of an array as plain numbers, `None` where it is missing."""
    if not np.isnan(numbers).any():
        return tuple(numbers.tolist())
    return tuple(None if number != number else number for number in numbers.tolist())
