"""What the methods say of an office's lines in a month, and what they said the month before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import TypeAlias

import numpy as np

from methods.control import Point
from methods.control.charts import control_charts
from methods.forecast import Forecast
from methods.funnel import FunnelUnit, funnel_unit, may_be_far
from methods.verdicts import Direction, ForecastVerdict, FunnelVerdict, Pooling, ProcessVerdict, Signal
from organisation.months import Month
from scorecards.cells import definition_start
from scorecards.figures import IndicatorFacts, ScorecardLine
from scorecards.outlooks import outlook
from scorecards.together import Opposite, opposite_of

LEAST_MONTHS = 3  # of the year that are known before its target is spoken of
Charted: TypeAlias = tuple[Point | None, tuple[float, float] | None, Signal | ProcessVerdict]
DANGERS = (ForecastVerdict.IN_DANGER, ForecastVerdict.OUT_OF_REACH)


@dataclass(frozen=True, slots=True)
class Peers:
    """The shown numerators and denominators of a county's other offices on an indicator in a month."""

    numerators: Sequence[float] = ()
    denominators: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with its verdicts. Without a figure shown in the month there is none of that month."""

    line: ScorecardLine
    point: Point | None = None  # the month in the control chart, where something strikes
    usual: tuple[float, float] | None = None  # the limits of that chart
    process_before: Signal | ProcessVerdict = ProcessVerdict.TOO_FEW
    year: Forecast | None = None
    year_before: ForecastVerdict | None = None
    far: FunnelUnit | None = None  # where it lies far beyond the funnel on the bad side
    was_far: bool = False
    opposite: Opposite | None = None

    @property
    def signal(self) -> Signal | None:
        return self.point.signal if self.point else None

    @property
    def danger(self) -> ForecastVerdict | None:
        return self.year.verdict if self.year and self.year.verdict in DANGERS else None


def judge(
    lines: Sequence[ScorecardLine], months: Sequence[Month], peers: Mapping[int, tuple[Peers, Peers]]
) -> tuple[Judged, ...]:
    """Each line judged, in order. `months` are those of the lines' histories, the month itself last.

    `peers` are by indicator id, of the month and of the one before, at least of those that `may_be_far_off`.
    """
    by_id = {line.indicator.id: line for line in lines}
    charted = _charted(lines, months)
    found = []
    for line, (point, usual, before) in zip(lines, charted, strict=True):
        if line.figure.value is None:
            found.append(Judged(line))
            continue
        far, was_far = _far(line, months[-1], peers.get(line.indicator.id))
        year = _year(line, months)
        found.append(
            Judged(
                line=line,
                point=point,
                usual=usual,
                process_before=before,
                year=year,
                year_before=_year_before(line, months) if year and year.verdict in DANGERS else None,
                far=far,
                was_far=was_far,
                opposite=opposite_of(line, by_id, months),
            )
        )
    return tuple(found)


def may_be_far_off(lines: Sequence[ScorecardLine]) -> list[int]:
    """Ids of the indicators of which the funnel has to be made: the office could lie far out on the bad side."""
    return [line.indicator.id for line in lines if _may_be_far_off(line)]


def _may_be_far_off(line: ScorecardLine) -> bool:
    facts, figure = line.indicator, line.figure
    if not has_a_funnel(facts) or line.county is None or figure.value is None:
        return False
    centre = line.county.mean if line.county.pooled is None else line.county.pooled
    if centre is None or not _is_worse(facts, figure.value, centre):
        return False
    return may_be_far(figure.numerator, figure.denominator, centre, facts.unit_of_measure)


def has_a_funnel(facts: IndicatorFacts) -> bool:
    """Whether the offices are held against each other by a funnel that has a worse side."""
    return (
        facts.unit_of_measure in ("share", "rate")
        and facts.pooling == Pooling.RATIO
        and facts.direction in (Direction.HIGHER, Direction.LOWER)
    )


def _is_worse(facts: IndicatorFacts, value: float, than: float) -> bool:
    return value < than if facts.direction == Direction.HIGHER else value > than


def _charted(lines: Sequence[ScorecardLine], months: Sequence[Month]) -> list[Charted]:
    """The month's point with its limits where it signals something or lies outside, and the verdict before it."""
    if not lines:
        return []
    series = [_since_definition(line, months[-1]) for line in lines]
    length = max(map(len, series))
    matrix = np.full((len(lines), length), nan)
    for row, values in zip(matrix, series, strict=True):
        row[length - len(values) :] = np.array(values, dtype=np.float64)  # NaN for None
    directions = [line.indicator.direction for line in lines]
    now, before = control_charts(matrix, (), directions), control_charts(matrix[:, :-1], (), directions)
    strikes = (now.signal[:, -1] != 0) | now.outside[:, -1]
    found: list[Charted] = []
    for place, (struck, verdict) in enumerate(zip(strikes.tolist(), before.verdicts(), strict=True)):
        usual = (float(now.lower[place, -1]), float(now.upper[place, -1])) if struck else None
        found.append((now.point(place, length - 1) if struck else None, usual, verdict))
    return found


def _since_definition(line: ScorecardLine, month: Month) -> Sequence[float | None]:
    """Every shown value of the definition that holds in the month, one a month, oldest first."""
    values = (*line.earlier, *line.history)
    start = definition_start(line.indicator, month)
    return values if start is None else values[-(month - start + 1) :]


def _year(line: ScorecardLine, months: Sequence[Month]) -> Forecast | None:
    """The year's outlook after the last of `months`; None before three of its months are known."""
    if line.years_target is None:
        return None
    length, month = len(months), months[-1]
    start = definition_start(line.indicator, month)
    in_year = month.number if start is None else min(month.number, month - start + 1)
    if in_year - line.history[max(0, length - in_year) : length].count(None) < LEAST_MONTHS:
        return None
    return outlook(
        line.indicator,
        line.years_target,
        months,
        line.history[:length],
        line.history_numerators[:length],
        line.history_denominators[:length],
    )


def _year_before(line: ScorecardLine, months: Sequence[Month]) -> ForecastVerdict | None:
    """What was said of the year a month ago, by this month's target: what is new comes from the month's figure."""
    if months[-1].number == 1:
        return None
    before = _year(line, months[:-1])
    return before.verdict if before else None


def _far(line: ScorecardLine, month: Month, peers: tuple[Peers, Peers] | None) -> tuple[FunnelUnit | None, bool]:
    """The office in the funnel where it lies far out on the bad side, and whether it did so the month before."""
    if peers is None:
        return None, False
    far = _far_in(line.indicator, line.figure.numerator, line.figure.denominator, peers[0])
    if far is None or line.indicator.definition_changed == month:
        return far, False
    parts = line.history_numerators[-2], line.history_denominators[-2]
    return far, _far_in(line.indicator, *parts, peers[1]) is not None


def far_verdict(facts: IndicatorFacts) -> FunnelVerdict:
    """What a funnel says of an office far out on the worse side; of an indicator that `has_a_funnel`."""
    return FunnelVerdict.FAR_BELOW if facts.direction == Direction.HIGHER else FunnelVerdict.FAR_ABOVE


def _far_in(
    facts: IndicatorFacts, numerator: float | None, denominator: float | None, peers: Peers
) -> FunnelUnit | None:
    every = (numerator, *peers.numerators), (denominator, *peers.denominators)
    made = funnel_unit(*every, kind=facts.unit_of_measure)
    return made if made.verdict == far_verdict(facts) else None
