"""Values outside what their own earlier months and chance explain (METHODS.md 11)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from methods.change import expected_ranges
from methods.matrices import slacks
from organisation.findings import Found
from organisation.said import said
from scorecards.arrays import Floats, Wholes
from scorecards.checks.context import CheckContext, IndicatorRules
from scorecards.checks.resolved import Resolved, Verdict
from scorecards.checks.words import bare_text, value_text
from scorecards.delivered import Figures
from scorecards.findings import large_change
from scorecards.history import MONTHS, History, no_history
from scorecards.pile import Place

NARROWEST = 0.05  # half a range's width is taken as at least that share of the value: months all alike have none


@dataclass(frozen=True, slots=True)
class Expected:
    """What each figure was expected to be; NaN where too few earlier months are known. `months`: how many are."""

    low: Floats
    high: Floats
    months: Wholes


def changes_are_explained(figures: Figures, resolved: Resolved) -> Iterator[Verdict]:
    """Nothing is said where the months before were not read."""
    if resolved.context.history is None:
        return
    expected = expected_of(figures, resolved.context)
    outside = np.flatnonzero(_distance(figures, expected) > 0)

    def make(place: int) -> Found:
        rules = resolved.rules_of(int(figures.pair[place]))
        return large_change(
            _place(figures, resolved, place),
            f"{rules.code} {rules.name}",
            value_text(figures.value[place], rules),
            _range_text(expected.low[place], expected.high[place], rules),
            int(expected.months[place]),
        )

    yield Verdict(outside, make)


def unusual(figures: Figures, context: CheckContext) -> Floats:
    """How far each figure lies outside what was expected, in half-widths of the range; 0 inside, NaN where unknown.

    `context` with its history (`queries.figure_history.with_history`); without, nothing is known.
    """
    if context.history is None:
        return np.full(len(figures), np.nan)
    expected = expected_of(figures, context)
    half = (expected.high - expected.low) / 2
    size = np.maximum(np.abs(figures.value), np.maximum(np.abs(expected.low), np.abs(expected.high)))
    distance = _distance(figures, expected)
    return np.divide(distance, np.maximum(half, NARROWEST * size), out=distance, where=distance > 0)


def expected_of(figures: Figures, context: CheckContext) -> Expected:
    """The range of each figure. Shares with parts are judged by their bases too; a new definition begins anew."""
    rules_by_id = {rules.id: rules for rules in context.indicators.values()}
    ids, which = np.unique(figures.indicator_ids, return_inverse=True)
    rules = [rules_by_id[one] for one in ids.tolist()]
    history = (context.history or no_history(context.month)).of(figures.keys)
    begins = np.array([_months_left_out(one, history) for one in rules], np.int64)[which]
    is_old = np.arange(MONTHS) < begins[:, np.newaxis]
    is_share = np.array([one.is_share for one in rules], np.bool_)[which]
    values = np.where(is_old, np.nan, history.values)
    without_parts = is_old | ~is_share[:, np.newaxis]
    low, high = expected_ranges(
        values,
        np.where(without_parts, np.nan, history.numerators),
        np.where(without_parts, np.nan, history.denominators),
        np.where(is_share, figures.denominator, np.nan),
    )
    return Expected(low, high, (~np.isnan(values)).sum(axis=1))


def _months_left_out(rules: IndicatorRules, history: History) -> int:
    """How many of the earlier months are of another definition."""
    changed = rules.definition_changed
    if changed is None or changed > history.before:
        return 0
    return max(0, MONTHS - (history.before - changed))


def _distance(figures: Figures, expected: Expected) -> Floats:
    """How far outside; 0 inside, NaN where there is no value or no range."""
    below = expected.low - slacks(expected.low) - figures.value
    above = figures.value - expected.high - slacks(expected.high)
    distance: Floats = np.maximum(np.maximum(below, above), 0.0)
    return distance


def _place(figures: Figures, resolved: Resolved, place: int) -> Place:
    """The value's own cell where it was written, else its numerator's."""
    pair, parsed = int(figures.pair[place]), resolved.parsed
    numerator, value = parsed.pairs.numerator, parsed.pairs.value
    return parsed.number_place(pair, value if value.is_number[pair] else numerator)


def _range_text(low: float, high: float, rules: IndicatorRules) -> str:
    """`55 til 68,3 %`: kept inside what the indicator can be."""
    least = low if rules.allows_negative else max(low, 0.0)
    most = min(high, 1.0) if rules.is_share else high
    first, last = (round(one, 3 if rules.is_share else 2) for one in (least, most))
    if first == last:
        return value_text(last, rules)
    return said("%(low)s til %(high)s", low=bare_text(first, rules), high=value_text(last, rules))
