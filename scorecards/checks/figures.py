"""The figures of a delivery, made of those pairs that nothing is wrong with."""

import numpy as np

from scorecards.arrays import Bools, Wholes
from scorecards.checks.parts import calculated, has_both_parts
from scorecards.checks.resolved import Resolved
from scorecards.delivered import HIDDEN, NOT_APPLICABLE, NOT_DELIVERED, Figures
from scorecards.parsing.numbers import Kind


def figures_of(resolved: Resolved, pairs: Wholes) -> Figures:
    """The figures of those pairs (places).

    With both parts the value is numerator / denominator. A marker for hidden in any cell hides the figure; without a
    value it doesn't apply where a cell says so, else it is not delivered. The parts are kept as delivered.
    """
    delivered = resolved.parsed.pairs
    cells = (delivered.numerator, delivered.denominator, delivered.value)
    kinds = np.stack([numbers.kind for numbers in cells])[:, pairs]
    is_hidden = (kinds == Kind.HIDDEN).any(axis=0)
    value = np.where(has_both_parts(resolved), calculated(resolved), delivered.value.number)[pairs]
    value[is_hidden] = np.nan
    reason = np.where((kinds == Kind.NOT_APPLICABLE).any(axis=0), NOT_APPLICABLE, NOT_DELIVERED)
    absence = np.where(np.isnan(value), np.where(is_hidden, HIDDEN, reason), 0)
    return Figures(
        month=resolved.context.month,
        indicator_ids=resolved.indicator_ids[pairs],
        unit_ids=resolved.unit_id_of_pairs[pairs],
        numerator=delivered.numerator.number[pairs],
        denominator=delivered.denominator.number[pairs],
        value=value,
        absence=absence.astype(np.int8),
        emptied=is_emptied(resolved)[pairs],
        pair=pairs.astype(np.int32),
    )


def is_emptied(resolved: Resolved) -> Bools:
    """Bool per pair: all its cells are empty, in a table that has a cell for it whether or not there is a figure."""
    parsed = resolved.parsed
    wide_tables = np.array([table.is_wide for table in parsed.tables], np.bool_)
    empty = wide_tables[parsed.lines.table[parsed.pairs.line]]
    for numbers in (parsed.pairs.numerator, parsed.pairs.denominator, parsed.pairs.value):
        empty = empty & ((numbers.kind == Kind.EMPTY) | (numbers.kind == Kind.NO_COLUMN))
    return empty
