"""The same unit and indicator twice: a warning where the figures are the same, else an error, at the later line."""

from collections.abc import Iterator

import numpy as np

from organisation.findings import Found
from organisation.said import said
from scorecards.arrays import Bools, Wholes
from scorecards.checks.resolved import UNKNOWN, Resolved, Verdict
from scorecards.delivered import keys_of
from scorecards.findings import duplicate_row
from scorecards.parsing.number_columns import Numbers


def repeats(resolved: Resolved) -> tuple[Wholes, Wholes]:
    """The pairs that name what an earlier pair named for the same month, and for each that earlier pair."""
    pairs, lines = resolved.parsed.pairs, resolved.parsed.lines
    known = np.flatnonzero((resolved.indicator_ids != UNKNOWN) & (resolved.unit_id_of_pairs != UNKNOWN))
    named = keys_of(resolved.indicator_ids[known], resolved.unit_id_of_pairs[known])
    months = np.array([month.index if month else UNKNOWN for month in resolved.months], np.int64)
    order = np.lexsort((months[lines.month.places][pairs.line[known]], named))
    same_key = np.diff(named[order]) == 0
    same_month = np.diff(months[lines.month.places][pairs.line[known]][order]) == 0
    begins = np.concatenate([np.ones(min(1, len(order)), np.bool_), ~(same_key & same_month)])
    first = order[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    is_repeat = first != order
    return known[order[is_repeat]], known[first[is_repeat]]


def pairs_are_named_once(resolved: Resolved) -> Iterator[Verdict]:
    later, first = repeats(resolved)
    pairs = resolved.parsed.pairs
    equal = np.ones(len(later), np.bool_)
    for numbers in (pairs.numerator, pairs.denominator, pairs.value):
        equal &= _same(numbers, later, first)
    earlier_line = dict(zip(pairs.line[later].tolist(), pairs.line[first].tolist(), strict=True))
    of_pairs = pairs.line[later]
    differing = np.unique(of_pairs[~equal])
    identical = np.setdiff1d(of_pairs, differing)
    yield Verdict(differing, lambda line: _twice(resolved, line, earlier_line[line], identical=False), later)
    yield Verdict(identical, lambda line: _twice(resolved, line, earlier_line[line], identical=True), later)


def _twice(resolved: Resolved, line: int, earlier: int, *, identical: bool) -> Found:
    place, first = resolved.parsed.unit_place(line), resolved.parsed.unit_place(earlier)
    if first.sheet == place.sheet:
        where = said("rad %(row)s", row=first.row)
    else:
        where = said("rad %(row)s i arket «%(sheet)s»", row=first.row, sheet=first.sheet)
    return duplicate_row(place, where, identical=identical)


def _same(numbers: Numbers, one: Wholes, other: Wholes) -> Bools:
    same_number = (numbers.number[one] == numbers.number[other]) | np.isnan(numbers.number[one])
    same: Bools = (numbers.kind[one] == numbers.kind[other]) & same_number
    return same
