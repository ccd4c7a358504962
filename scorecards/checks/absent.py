"""What would be expected in the file and isn't: units that had figures last time, indicators of the package."""

from collections.abc import Iterator

import numpy as np

from scorecards.checks.figures import is_emptied
from scorecards.checks.resolved import Resolved, Verdict
from scorecards.findings import missing_indicator, missing_unit


def units_are_there(resolved: Resolved) -> Iterator[Verdict]:
    """Those placed in the package's area this month that had figures in its latest published month before.

    Not the owner itself: its line is a sum that a file may have or not.
    """
    context, earlier = resolved.context, resolved.context.earlier
    if earlier is None or not context.is_whole:
        return
    present = set(resolved.unit_id_of_pairs[~is_emptied(resolved)].tolist())
    missing = [
        unit
        for unit in sorted(context.units.values(), key=lambda unit: unit.code)
        if unit.id in earlier.unit_ids - present
        and unit.is_placed
        and context.belongs(unit)
        and unit.id != context.owner.id
    ]
    yield Verdict(
        np.arange(len(missing)), lambda spot: missing_unit(missing[spot].code, missing[spot].name, earlier.month)
    )


def indicators_are_there(resolved: Resolved) -> Iterator[Verdict]:
    if not resolved.context.is_whole:
        return
    present = set(resolved.indicator_ids[~is_emptied(resolved)].tolist())
    missing = [rules for rules in resolved.context.indicators.values() if rules.in_package and rules.id not in present]
    yield Verdict(np.arange(len(missing)), lambda spot: missing_indicator(missing[spot].code, missing[spot].name))
