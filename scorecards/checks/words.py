"""Figures in the words of messages."""

from organisation.said import said, said_number
from scorecards.checks.context import IndicatorRules
from scorecards.delivered import HIDDEN, NOT_APPLICABLE
from scorecards.reading import cell_text

REASONS = {HIDDEN: said("skjult"), NOT_APPLICABLE: said("gjelder ikke")}
NOT_DELIVERED = said("ikke levert")


def number_text(number: float) -> str:
    """At most four decimals, decimal comma."""
    return said_number(cell_text(round(float(number), 4)))


def value_text(value: float, rules: IndicatorRules) -> str:
    """A value as people see it: shares in per cent."""
    number = bare_text(value, rules)
    return said("%(number)s %%", number=number) if rules.is_share else number


def bare_text(value: float, rules: IndicatorRules) -> str:
    """The same without the sign."""
    return said_number(cell_text(round(float(value) * 100, 2))) if rules.is_share else number_text(value)


def figure_text(numerator: float, denominator: float, value: float, absence: int, rules: IndicatorRules) -> str:
    """A figure in a few words: `23 av 35`, `26`, `skjult`. NaN is no number."""
    if absence:
        return REASONS.get(absence, NOT_DELIVERED)
    if numerator == numerator and denominator == denominator:  # neither is NaN
        return said("%(n)s av %(of)s", n=number_text(numerator), of=number_text(denominator))
    return value_text(value, rules)
