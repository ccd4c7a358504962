"""One value for every office: often a formula that was copied, or a column filled by mistake."""

from collections.abc import Iterator

import numpy as np

from organisation.choices import UnitKind
from organisation.findings import Found
from scorecards.arrays import Bools
from scorecards.checks.resolved import Resolved, Verdict, per_entry
from scorecards.checks.words import value_text
from scorecards.delivered import Figures
from scorecards.findings import all_equal
from scorecards.pile import Place

FEWEST_OFFICES = 3  # two may well have the same
TOLERANCE = 1e-9


def of_offices(figures: Figures, resolved: Resolved) -> Bools:
    """Bool per figure: it is an office's."""
    is_office = per_entry(
        resolved.parsed.lines.unit,
        (match.unit is not None and match.unit.kind == UnitKind.OFFICE for match in resolved.matches),
    )
    return is_office[resolved.parsed.pairs.line[figures.pair]]


def values_are_not_all_equal(figures: Figures, resolved: Resolved) -> Iterator[Verdict]:
    chosen = np.flatnonzero(of_offices(figures, resolved) & ~np.isnan(figures.value))
    order = chosen[np.argsort(figures.indicator_ids[chosen], kind="stable")]
    _, starts, counts = np.unique(figures.indicator_ids[order], return_index=True, return_counts=True)
    if not len(starts):
        return
    values = figures.value[order]
    lowest, highest = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    equal = order[starts[(counts >= FEWEST_OFFICES) & (highest - lowest <= TOLERANCE)]]

    def make(place: int) -> Found:
        pair = int(figures.pair[place])
        rules, cell = resolved.rules_of(pair), resolved.parsed.value_place(pair)
        column = Place(sheet=cell.sheet, column=cell.column, value=rules.code)
        return all_equal(column, f"{rules.code} {rules.name}", value_text(figures.value[place], rules))

    yield Verdict(equal, make)
