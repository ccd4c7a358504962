"""The year to date and the last twelve months up to a month: of a unit, and of the group it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from methods.cells import CellState
from methods.pooling import OverMonths, rolling, year_to_date
from organisation.months import Month
from scorecards.cells import definition_start
from scorecards.choices import Period, Pooling
from scorecards.figures import Figure, IndicatorFacts

TWELVE = 12


@dataclass(frozen=True, slots=True)
class Stored:
    """A unit's month as it is kept: the figure that may be seen, and the parts, hidden or not, that make totals."""

    month: Month
    figure: Figure
    numerator: float | None
    denominator: float | None
    value: float | None
    simulated: bool
    source: str
    hidden: frozenset[str] = frozenset()  # the periods whose totals up to this month may not be shown


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """A group's month: the plain mean of its offices, and the group as one unit."""

    mean: float | None
    pooled: float | None
    numerator: float | None
    denominator: float | None
    total_hidden: bool


def total_until(indicator: IndicatorFacts, month: Month, period: Period, own: Sequence[Stored]) -> Figure | None:
    """The unit's figure over the period that ends with `month`, of the definition that holds then.

    None where it can't be known. Whether it may be shown is for the caller to ask.
    """
    used = [each for each in own if first_of(indicator, month, period) <= each.month <= month]
    over = _over(
        indicator,
        month,
        period,
        [each.month for each in used],
        [each.value for each in used],
        [each.numerator for each in used],
        [each.denominator for each in used],
    )
    if over.value is None:
        return None
    preliminary = any(each.figure.preliminary for each in used)
    state = CellState.PRELIMINARY if preliminary else CellState.VALUE
    return Figure(state.value, over.numerator, over.denominator, over.value, preliminary)


def group_total(
    indicator: IndicatorFacts, month: Month, period: Period, group: Mapping[Month, GroupMonth]
) -> float | None:
    """The group as one unit over the period. None where one of its months is hidden, or it is not pooled so."""
    used = {each: group[each] for each in first_of(indicator, month, period).through(month) if each in group}
    if indicator.pooling != Pooling.RATIO or any(each.total_hidden for each in used.values()):
        return None
    numerators = [each.numerator for each in used.values()]
    denominators = [each.denominator for each in used.values()]
    return _over(indicator, month, period, list(used), [], numerators, denominators).value if month in used else None


def first_of(indicator: IndicatorFacts, month: Month, period: Period) -> Month:
    first = month.january if period == Period.YEAR_TO_DATE else month - (TWELVE - 1)
    start = definition_start(indicator, month)
    return first if start is None else max(first, start)


def _over(
    indicator: IndicatorFacts,
    month: Month,
    period: Period,
    months: Sequence[Month],
    values: Sequence[float | None],
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
) -> OverMonths:
    every, last, known = [str(each) for each in months], str(month), values or None
    if period == Period.YEAR_TO_DATE:
        return year_to_date(every, last, indicator.pooling, known, numerators, denominators)
    return rolling(every, last, indicator.pooling, values=known, numerators=numerators, denominators=denominators)
