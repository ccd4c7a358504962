"""Numerator, denominator and value of one figure, held against each other."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from organisation.findings import Found
from organisation.said import said, said_number
from scorecards.arrays import Bools, Floats
from scorecards.checks.resolved import Resolved, Verdict
from scorecards.checks.words import number_text
from scorecards.findings import (
    denominator_zero,
    lone_numerator,
    numerator_over_denominator,
    share_out_of_range,
    value_disagrees,
)
from scorecards.parsing.number_columns import Numbers
from scorecards.parsing.numbers import Kind
from scorecards.reading import cell_text

SLACK = 1e-9  # times max(1, |number|): numbers that close are equal


def has_both_parts(resolved: Resolved) -> Bools:
    pairs = resolved.parsed.pairs
    return pairs.numerator.is_number & pairs.denominator.is_number


def calculated(resolved: Resolved) -> Floats:
    """Numerator over denominator, NaN where one is missing or the denominator is zero."""
    pairs = resolved.parsed.pairs
    result = np.full(len(pairs), np.nan)
    np.divide(pairs.numerator.number, pairs.denominator.number, out=result, where=pairs.denominator.number != 0)
    return result


def numerators_are_not_alone(resolved: Resolved) -> Iterator[Verdict]:
    """A numerator comes with its denominator, or beside a value: half a figure is no "not delivered"."""
    parsed, pairs = resolved.parsed, resolved.parsed.pairs
    denominator, value = pairs.denominator, pairs.value
    nothing = np.array([Kind.EMPTY, Kind.NO_COLUMN])
    has_column = (denominator.column >= 0) | (value.column >= 0)  # where it has neither, the header was told
    is_alone = np.isin(denominator.kind, nothing) & np.isin(value.kind, nothing) & has_column
    alone = np.flatnonzero(pairs.numerator.is_number & is_alone)

    def make(pair: int) -> Found:
        lacks = denominator if denominator.column[pair] >= 0 else value
        numerator = parsed.number_place(pair, pairs.numerator)
        return lone_numerator(parsed.number_place(pair, lacks), numerator.cell, numerator.value)

    yield Verdict(alone, make, alone)


def denominators_are_not_zero(resolved: Resolved) -> Iterator[Verdict]:
    pairs = resolved.parsed.pairs
    zero = np.flatnonzero(has_both_parts(resolved) & (pairs.denominator.number == 0))
    yield Verdict(zero, lambda pair: denominator_zero(resolved.parsed.number_place(pair, pairs.denominator)))


def numerators_fit(resolved: Resolved) -> Iterator[Verdict]:
    """Of shares, where the denominator isn't zero."""
    parsed, pairs = resolved.parsed, resolved.parsed.pairs
    is_share = resolved.indicators_that(lambda rules: rules.is_share)
    over = np.flatnonzero(is_share & (calculated(resolved) > 1 + SLACK))

    def make(pair: int) -> Found:
        denominator = parsed.number_place(pair, pairs.denominator).value
        return numerator_over_denominator(parsed.number_place(pair, pairs.numerator), denominator)

    yield Verdict(over, make, over)


def values_agree(resolved: Resolved) -> Iterator[Verdict]:
    """A value beside its parts is numerator over denominator, to half a unit of its last decimal as written."""
    parsed, value = resolved.parsed, resolved.parsed.pairs.value
    expected = calculated(resolved)
    distance = np.abs(value.number - expected)
    slack = SLACK * np.maximum(1, np.abs(expected))
    suspects = np.flatnonzero(distance > slack)
    tolerance = np.array([half_a_unit(value, pair) for pair in suspects.tolist()], np.float64)
    wrong = suspects[distance[suspects] > tolerance + slack[suspects]]

    def make(pair: int) -> Found:
        share, hundredths = float(expected[pair]), value.number[pair] / 100
        written_as = per_cent(share) if value.percent[pair] else number_text(share)
        meant = not value.percent[pair] and abs(hundredths - share) <= half_a_unit(value, pair) / 100 + SLACK
        return value_disagrees(parsed.number_place(pair, value), written_as, meant_per_cent=bool(meant))

    yield Verdict(wrong, make, wrong)


def half_a_unit(value: Numbers, pair: int) -> float:
    """Half a unit of the last decimal that a value is written with; per cent have two more as fractions."""
    decimals = int(value.decimals[pair])
    if decimals < 0:  # a workbook's number has those that it is stored with
        exponent = Decimal(f"{value.number[pair]:.15g}").as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return float(0.5 * 10.0**-decimals)


def per_cent(share: float) -> str:
    return said("%(number)s %%", number=said_number(cell_text(round(float(share) * 100, 1))))


def shares_are_shares(resolved: Resolved) -> Iterator[Verdict]:
    """A share that comes as a value alone is at most one; below zero it is negative and nothing else."""
    parsed, value = resolved.parsed, resolved.parsed.pairs.value
    is_share = resolved.indicators_that(lambda rules: rules.is_share)
    over = np.flatnonzero(is_share & ~has_both_parts(resolved) & (value.number > 1 + SLACK))

    def make(pair: int) -> Found:
        place = parsed.number_place(pair, value)
        may_be_per_cent = value.number[pair] <= 100 and not value.percent[pair]
        has_own = parsed.layout is None and parsed.table_of(int(parsed.pairs.line[pair])).is_wide
        header = resolved.rules_of(pair).code if has_own else ""
        return share_out_of_range(place, place.value if may_be_per_cent else "", header)

    yield Verdict(over, make, over)
