"""One indicator at one office over the months that a rule looks at: pure, from the months' figures to one figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from methods.pooling import pool, rolling
from methods.verdicts import Pooling
from organisation.months import Month


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """A final figure of one month. `hidden`: by the sender or by us; `unknown`: by the sender, so not in our hands."""

    month: Month
    numerator: float | None
    denominator: float | None
    value: float | None
    hidden: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class WindowFigure:
    """The window as one figure. `known`: months with a figure in it; the parts are None where it has no base."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    known: int = 0


def since(figures: Sequence[MonthFigure], first: Month | None) -> list[MonthFigure]:
    """Those from `first` on, in their order; all of them where it is None."""
    return list(figures) if first is None else [f for f in figures if f.month >= first]


def over_window(
    figures: Sequence[MonthFigure],
    month: Month,
    pooling: str,
    *,
    length: int,
    at_least: int,
    total_hidden: bool = False,
) -> WindowFigure:
    """The `length` months up to `month` as one figure, in the measure of a single month (METHODS.md 7 and 12).

    `figures` are final ones of one definition, oldest first; `ratio` pools them, `mean` and `sum` give the mean of the
    known months (targets are a month's), `none` the last one, which may be alone. Fewer than `at_least` known months:
    no value. A total that holds a hidden month is a figure only where it may be shown (`total_hidden` is False and the
    sender told us the month's figure); a mean or a last value never is. No month is left out for being hidden.
    """
    first = month - (length - 1)
    months = [f for f in figures if first <= f.month <= month]
    if total_hidden or _gives_a_hidden_month_away(months, pooling):
        return WindowFigure(known=sum(1 for f in months if f.value is not None and not f.hidden))
    texts = [str(f.month) for f in months]
    total = rolling(
        texts,
        str(month),
        pooling,
        length,
        1 if pooling == Pooling.NONE else at_least,
        [f.value for f in months],
        [f.numerator for f in months],
        [f.denominator for f in months],
    )
    if total.value is None:
        return WindowFigure(known=total.known)
    if pooling == Pooling.RATIO:
        return WindowFigure(total.value, total.numerator, total.denominator, total.known)
    value = total.value / total.known if pooling == Pooling.SUM else total.value
    numerator, denominator = _base([f for f in months if f.value is not None], pooling)
    return WindowFigure(value, numerator, denominator, total.known)


def _gives_a_hidden_month_away(months: Sequence[MonthFigure], pooling: str) -> bool:
    if pooling == Pooling.NONE:
        delivered = [f for f in months if f.value is not None or f.hidden]
        return bool(delivered) and delivered[-1].hidden
    if pooling == Pooling.MEAN:
        return any(f.hidden for f in months)
    return any(f.unknown for f in months)


def _base(known: Sequence[MonthFigure], pooling: str) -> tuple[float | None, float | None]:
    """What the known months rest on, where all of them say it."""
    taken = known[-1:] if pooling == Pooling.NONE else known
    if any(f.numerator is None or f.denominator is None for f in taken):
        return None, None
    pooled = pool([f.numerator for f in taken], [f.denominator for f in taken])
    return pooled.numerator, pooled.denominator
