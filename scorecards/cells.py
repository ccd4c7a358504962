"""A stored figure as a cell: what may be shown of it, and what follows from it. One home for both."""

from methods.cells import CellState, state_of
from methods.intervals import rate_interval, share_interval
from methods.status import status_of
from organisation.months import Month
from scorecards.choices import UnitOfMeasure
from scorecards.figures import Figure, IndicatorFacts, Limits

NOT_EXISTING = Figure(CellState.NOT_EXISTING.value)
NOT_DELIVERED = Figure(CellState.NOT_DELIVERED.value)
FEW_CASES = 20  # a figure of fewer swings so much that pages say so
NO_LIMITS = (None, None, None, None)


def figure_of(
    numerator: float | None,
    denominator: float | None,
    value: float | None,
    absence: str,
    preliminary: bool,
    suppressed: bool,
    delivery: int | None = None,
    revised: bool = False,
) -> Figure:
    """What is shown of a stored result; of a hidden one all three figures are gone."""
    state = state_of(value, absence=absence, hidden=suppressed, preliminary=preliminary).value
    if state == CellState.TOO_FEW:
        return Figure(state, preliminary=preliminary, delivery=delivery)
    return Figure(state, numerator, denominator, value, preliminary, delivery, revised)


def status_against(value: float | None, direction: str, target: Limits | None) -> str | None:
    """The colour of a value against a target; None without one of them."""
    if value is None or target is None:
        return None
    status = status_of(value, direction, target.green, target.yellow, target.green_upper, target.yellow_upper)
    return None if status is None else str(status)


def has_few_cases(indicator: IndicatorFacts, figure: Figure) -> bool:
    """Whether a figure is of so few cases that chance alone moves it much: its base, of a rate what was counted."""
    cases = figure.numerator if indicator.unit_of_measure == UnitOfMeasure.RATE else figure.denominator
    return cases is not None and cases < FEW_CASES


def interval_of(indicator: IndicatorFacts, figure: Figure) -> tuple[float, float] | None:
    """The 95 % interval of a share or rate with both parts; None for everything else."""
    if figure.value is None or figure.numerator is None or figure.denominator is None:
        return None
    if indicator.unit_of_measure == UnitOfMeasure.SHARE:
        interval = share_interval(figure.numerator, figure.denominator)
    elif indicator.unit_of_measure == UnitOfMeasure.RATE:
        interval = rate_interval(figure.numerator, figure.denominator)
    else:
        return None
    return None if interval is None else (interval.low, interval.high)


def change_between(indicator: IndicatorFacts, before: float | None, now: float | None, month: Month) -> float | None:
    """The value less the month before's; None where one is missing or the definition changed with `month`."""
    if before is None or now is None or indicator.definition_changed == month:
        return None
    return now - before


def definition_start(indicator: IndicatorFacts, month: Month) -> Month | None:
    """The first month of the definition that holds in `month`; None where it always has."""
    changed = indicator.definition_changed
    return changed if changed is not None and changed <= month else None
