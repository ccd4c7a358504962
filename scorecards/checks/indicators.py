"""Indicators: known, and in the package in the month. In a wide table each is named once, in the header."""

from collections.abc import Iterator

import numpy as np

from organisation.findings import Found
from scorecards.arrays import Wholes
from scorecards.checks.resolved import UNKNOWN, Resolved, Verdict, is_formula_error, per_entry
from scorecards.checks.suggestions import MOST_SUGGESTIONS, nearest_indicator
from scorecards.findings import formula_error, outside_package, unknown_indicator


def indicators_are_known(resolved: Resolved) -> Iterator[Verdict]:
    parsed = resolved.parsed
    keys = parsed.pairs.indicator
    is_error = per_entry(keys, map(is_formula_error, keys.cells))
    suggestions: dict[str, str] = {}

    def make(pair: int) -> Found:
        place = parsed.indicator_place(pair)
        if is_error[pair]:
            return formula_error(place)
        if place.value and place.value not in suggestions:
            few = len(suggestions) < MOST_SUGGESTIONS
            suggestions[place.value] = nearest_indicator(place.value, resolved) if few else ""
        return unknown_indicator(place, suggestions.get(place.value, ""))

    unknown = np.flatnonzero(resolved.indicator_ids == UNKNOWN)
    yield Verdict(first_named(resolved, unknown), make, unknown)


def indicators_are_in_the_package(resolved: Resolved) -> Iterator[Verdict]:
    context = resolved.context
    outside = np.flatnonzero(resolved.indicators_that(lambda rules: not rules.in_package))

    def make(pair: int) -> Found:
        rules = resolved.rules_of(pair)
        place = resolved.parsed.indicator_place(pair)
        return outside_package(place, f"{rules.code} {rules.name}", context.package, context.month)

    yield Verdict(first_named(resolved, outside), make, outside)


def first_named(resolved: Resolved, pairs: Wholes) -> Wholes:
    """Of these pairs one for each place that names an indicator: all in a long table, one a column in a wide one."""
    parsed = resolved.parsed
    table = parsed.lines.table[parsed.pairs.line[pairs]].astype(np.int64)
    row = parsed.pairs.indicator_row[pairs].astype(np.int64)
    column = parsed.pairs.indicator_column[pairs].astype(np.int64)
    _, first = np.unique((table * 2**21 + row) * 2**15 + column, return_index=True)
    chosen: Wholes = pairs[np.sort(first)]
    return chosen
