"""Number cells: each a number or a marker, and none below zero that may not be."""

import re
from collections.abc import Iterator

import numpy as np

from organisation.findings import Found
from organisation.said import said
from scorecards.checks.resolved import Resolved, Verdict
from scorecards.choices import UnitOfMeasure
from scorecards.findings import comma_in_thousands, formula_error, negative, not_a_number, two_readings
from scorecards.parsing.number_columns import Numbers
from scorecards.parsing.numbers import Kind, read_number
from scorecards.pile import Place

IN_PER_CENT = said("Det er en prosent, og her skal det være et antall.")
ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
DIGITS_OF_A_GROUP = 3
NEVER_PER_CENT = (UnitOfMeasure.NUMBER, UnitOfMeasure.DAYS)


def numbers_of(resolved: Resolved) -> tuple[Numbers, Numbers, Numbers]:
    pairs = resolved.parsed.pairs
    return pairs.numerator, pairs.denominator, pairs.value


def cells_are_numbers(resolved: Resolved) -> Iterator[Verdict]:
    for numbers in numbers_of(resolved):
        wrong = np.flatnonzero((numbers.kind >= Kind.NOT_A_NUMBER) & (numbers.kind <= Kind.FORMULA_ERROR))

        def make(pair: int, numbers: Numbers = numbers) -> Found:
            return _not_a_number(resolved.parsed.number_place(pair, numbers), Kind(int(numbers.kind[pair])))

        yield Verdict(wrong, make, wrong)


def _not_a_number(place: Place, kind: Kind) -> Found:
    if kind is Kind.FORMULA_ERROR:
        return formula_error(place)
    if kind is Kind.TWO_READINGS:
        return two_readings(place, place.value.replace(".", ""), place.value.replace(".", ","))
    if read_number(place.value).kind is Kind.NUMBER:
        return not_a_number(place, IN_PER_CENT)
    looks_like_one = read_number(place.value.replace(",", " ")).kind is Kind.NUMBER
    way = said("Bruk mellomrom mellom tusener og komma foran desimaler.")
    return not_a_number(place, way if looks_like_one else "")


def counts_have_no_commas(resolved: Resolved) -> Iterator[Verdict]:
    """Where commas delimit the fields, `1,398` of a share's counts is 1398 as the English write it, and not 1.398."""
    parsed, pairs = resolved.parsed, resolved.parsed.pairs
    by_comma = np.array([table.sheet.delimiter == "," for table in parsed.tables], np.bool_)
    if not by_comma.any():
        return
    of_shares = resolved.indicators_that(lambda rules: rules.is_share) & by_comma[parsed.lines.table[pairs.line]]
    for numbers in (pairs.numerator, pairs.denominator):
        suspects = np.flatnonzero(of_shares & numbers.is_number & (numbers.decimals == DIGITS_OF_A_GROUP))
        texts = {pair: parsed.number_place(pair, numbers).value for pair in suspects.tolist()}
        wrong = np.array([pair for pair, text in texts.items() if ENGLISH_THOUSANDS.fullmatch(text)], np.int64)

        def make(pair: int, numbers: Numbers = numbers) -> Found:
            place = parsed.number_place(pair, numbers)
            return comma_in_thousands(place, place.value.replace(",", ""))

        yield Verdict(wrong, make, wrong)


def counts_are_no_percentages(resolved: Resolved) -> Iterator[Verdict]:
    """The value of something that is counted, or measured in days, is not in per cent."""
    value = resolved.parsed.pairs.value
    counted = resolved.indicators_that(lambda rules: rules.unit_of_measure in NEVER_PER_CENT)
    wrong = np.flatnonzero(value.percent & value.is_number & counted)
    yield Verdict(wrong, lambda pair: not_a_number(resolved.parsed.number_place(pair, value), IN_PER_CENT), wrong)


def numbers_are_not_negative(resolved: Resolved) -> Iterator[Verdict]:
    """Denominators never are; numerators and values only where the indicator allows it."""
    numerator, denominator, value = numbers_of(resolved)
    allowed = resolved.indicators_that(lambda rules: rules.allows_negative)
    for numbers, may_be in ((numerator, allowed), (denominator, np.zeros_like(allowed)), (value, allowed)):
        wrong = np.flatnonzero((numbers.number < 0) & ~may_be)

        def make(pair: int, numbers: Numbers = numbers) -> Found:
            return negative(resolved.parsed.number_place(pair, numbers))

        yield Verdict(wrong, make, wrong)
