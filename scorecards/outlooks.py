"""The year's target of an indicator at a unit, and how it stands: what the forecast is handed, in one place."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import fsum

from methods.forecast import Forecast, year_forecast
from methods.verdicts import Pooling
from organisation.months import Month
from scorecards.cells import definition_start
from scorecards.figures import IndicatorFacts, Limits

Numbers = Sequence[float | None]


def years_target(
    facts: IndicatorFacts, target: Limits | None, month: Month, target_in: Callable[[Month], Limits | None]
) -> float | None:
    """What the year is held against in `month`, whose target is `target`: its green limit; of a sum the twelve months'.

    A month without a target of its own has that of `month`.
    """
    if target is None or facts.pooling != Pooling.SUM:
        return target.green if target else None
    year = month.january.through(month.january + 11)
    return fsum((target_in(each) or target).green for each in year)


def outlook(
    facts: IndicatorFacts,
    green: float,
    months: Sequence[Month],
    values: Numbers,
    numerators: Numbers,
    denominators: Numbers,
) -> Forecast:
    """How the year's target `green` stands after the last of `months`, from shown figures of the present definition."""
    start = definition_start(facts, months[-1])
    first = 0 if start is None else sum(month < start for month in months)
    texts = _texts(tuple(months))
    return year_forecast(
        texts[first:],
        texts[-1],
        green,
        facts.direction,
        facts.pooling,
        values=values[first:],
        numerators=numerators[first:],
        denominators=denominators[first:],
        kind="share" if facts.unit_of_measure == "share" else "rate",
    )


@lru_cache(maxsize=64)
def _texts(months: tuple[Month, ...]) -> tuple[str, ...]:
    """A page has the same months for each of its lines."""
    return tuple(map(str, months))
