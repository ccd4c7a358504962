"""Months: the delivery's own on every line, and not one to come."""

from collections.abc import Iterator

import numpy as np

from organisation.findings import Found
from scorecards.checks.resolved import Resolved, Verdict, is_formula_error, per_entry
from scorecards.findings import formula_error, month_in_future, month_mismatch


def month_has_begun(resolved: Resolved) -> Iterator[Verdict]:
    month = resolved.context.month
    if month > resolved.context.today:
        yield Verdict(np.zeros(1, np.int64), lambda _: month_in_future(month), np.arange(len(resolved.parsed.pairs)))


def months_are_the_deliverys(resolved: Resolved) -> Iterator[Verdict]:
    parsed, month = resolved.parsed, resolved.context.month
    keys = parsed.lines.month
    is_error = per_entry(keys, map(is_formula_error, keys.cells))
    others = np.flatnonzero(per_entry(keys, (one != month for one in resolved.months)))

    def make(line: int) -> Found:
        place = parsed.month_place(line)
        if is_error[line]:
            return formula_error(place)
        return month_mismatch(place, month, resolved.months[keys.places[line]])

    yield Verdict(others, make, resolved.pairs_on(others))
