"""Figures in the words of messages."""

from scorecards.checks.context import IndicatorRules
from scorecards.delivered import HIDDEN, NOT_APPLICABLE
from scorecards.reading import cell_text


def number_text(number: float) -> str:
    """At most four decimals, decimal comma."""
    return cell_text(round(float(number), 4))


def value_text(value: float, rules: IndicatorRules) -> str:
    """A value as people see it: shares in per cent."""
    return f"{cell_text(round(float(value) * 100, 2))} %" if rules.is_share else number_text(value)


def figure_text(numerator: float, denominator: float, value: float, absence: int, rules: IndicatorRules) -> str:
    """A figure in a few words: `23 av 35`, `26`, `skjult`. NaN is no number."""
    if absence:
        return {HIDDEN: "skjult", NOT_APPLICABLE: "gjelder ikke"}.get(absence, "ikke levert")
    if numerator == numerator and denominator == denominator:  # neither is NaN
        return f"{number_text(numerator)} av {number_text(denominator)}"
    return value_text(value, rules)
