"""Which offices or counties it may be worth talking to, and why: one rule for all, without a score (record 13).

An indicator at one of them is a reason where it differs by more than chance explains *and* goes against its target:

* beyond chance: far beyond the funnel on the worse side (METHODS.md 6, 99.8 %), or a `concern` that stands in the month
  (METHODS.md 5);
* against the target: the year's target in danger or out of reach (METHODS.md 8), or red three months in a row.

Neither is enough alone: a county of forty has some hundred cells against their target, and some ten beyond chance that
nobody need ask about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

import numpy as np

from methods.control.charts import SIGNALS, control_charts
from methods.funnel import funnel
from methods.matrices import none_for_nan
from methods.verdicts import ForecastVerdict, Signal, Status
from organisation.months import Month
from scorecards.arrays import Bools, Floats
from scorecards.cells import definition_start, status_against
from scorecards.figures import IndicatorFacts, Limits, TableCell, TableRow
from scorecards.judged import LEAST_MONTHS, far_verdict, has_a_funnel
from scorecards.outlooks import outlook, years_target

RED_MONTHS = 3  # in a row: a quarter
FORECAST_MONTHS = 12  # all that a forecast looks at
# What chance alone makes of one figure that is judged: half of what the funnel lets out, and the false alarms of a
# control chart on months that don't hang together (METHODS.md 5: 0.2 on a page of 25 indicators).
CHANCE_FAR = 0.001
CHANCE_CONCERN = 0.008


class Sign(StrEnum):
    """What strikes at an indicator; pages translate it."""

    FAR = "far"
    CONCERN = "concern"
    OUT_OF_REACH = "out_of_reach"
    IN_DANGER = "in_danger"
    MISSED = "missed"  # in December, when there is nothing left of the year
    RED = "red"


AGAINST = {
    ForecastVerdict.OUT_OF_REACH: Sign.OUT_OF_REACH,
    ForecastVerdict.IN_DANGER: Sign.IN_DANGER,
    ForecastVerdict.MISSED: Sign.MISSED,
}


@dataclass(frozen=True, slots=True)
class Watched:
    """One indicator at all offices of a county, or at all counties: units × months, oldest first, NaN where nothing is
    shown.

    `targets` are each unit's by month, for the months in which they are looked at.
    """

    indicator: IndicatorFacts
    months: tuple[Month, ...]
    values: Floats
    numerators: Floats
    denominators: Floats
    targets: Sequence[dict[Month, Limits]]


@dataclass(frozen=True, slots=True)
class Struck:
    """What strikes at one unit, those beyond chance first; `by_chance` the probability that chance alone does it."""

    beyond: tuple[Sign, ...]
    against: tuple[Sign, ...]
    by_chance: float

    @property
    def is_reason(self) -> bool:
        return bool(self.beyond and self.against)


@dataclass(frozen=True, slots=True)
class Reason:
    """An indicator at an office or a county, with what strikes there."""

    indicator: IndicatorFacts
    cell: TableCell
    target: Limits | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class UnitToAsk:
    row: TableRow
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The units with a reason, those with most first. `figures` were judged, `against` of them go against a target.

    `by_chance` of those would be expected to be reasons if nothing but chance were at work.
    """

    units: tuple[UnitToAsk, ...]
    judged_units: int
    indicators: int
    figures: int
    against: int
    by_chance: float
    prioritised: bool = True  # false: the package gives nothing priority, so that all its indicators are judged


def judge(watched: Watched) -> list[Struck]:
    """Each unit's signs in the last month, in the order of the rows; none where nothing is shown then."""
    kept = _since_the_definition(watched)
    known = ~np.isnan(kept.values[:, -1])
    far, in_funnel = _far(kept)
    concern, has_limits = _concern(kept)
    judged = []
    for place, is_known in enumerate(known.tolist()):
        if not is_known:
            judged.append(Struck((), (), 0.0))
            continue
        beyond = [(far[place], Sign.FAR), (concern[place], Sign.CONCERN)]
        against = _against(kept, place)
        chance = CHANCE_FAR * in_funnel[place] + CHANCE_CONCERN * has_limits[place]
        judged.append(Struck(tuple(sign for strikes, sign in beyond if strikes), against, chance if against else 0.0))
    return judged


def _since_the_definition(watched: Watched) -> Watched:
    """Only months since the definition last changed are judged, and compared."""
    start = definition_start(watched.indicator, watched.months[-1])
    if start is None or start <= watched.months[0]:
        return watched
    first = start - watched.months[0]
    return Watched(
        watched.indicator,
        watched.months[first:],
        watched.values[:, first:],
        watched.numerators[:, first:],
        watched.denominators[:, first:],
        watched.targets,
    )


def _far(watched: Watched) -> tuple[Sequence[bool], Sequence[bool]]:
    """Whether each unit lies far beyond the funnel on the worse side, and whether it is judged by one at all."""
    facts, count = watched.indicator, len(watched.values)
    if not has_a_funnel(facts):
        return [False] * count, [False] * count
    numerators, denominators = watched.numerators[:, -1], watched.denominators[:, -1]
    units = funnel(none_for_nan(numerators), none_for_nan(denominators), facts.unit_of_measure).units
    return [unit.verdict == far_verdict(facts) for unit in units], [unit.verdict is not None for unit in units]


def _concern(watched: Watched) -> tuple[Bools, Bools]:
    """Whether each unit's last month signals concern, and whether its months have limits at all."""
    charts = control_charts(watched.values, directions=watched.indicator.direction)
    return charts.signal[:, -1] == SIGNALS.index(Signal.CONCERN), ~np.isnan(charts.mean[:, -1])


def _against(watched: Watched, place: int) -> tuple[Sign, ...]:
    """How a unit's figures go against its target; empty without one."""
    targets, last = watched.targets[place], watched.months[-1]
    if last not in targets:
        return ()
    signs = []
    if (verdict := AGAINST.get(_years_verdict(watched, place, targets))) is not None:
        signs.append(verdict)
    recent = list(zip(watched.months, none_for_nan(watched.values[place]), strict=True))[-RED_MONTHS:]
    colours = [status_against(value, watched.indicator.direction, targets.get(month)) for month, value in recent]
    if colours == [Status.RED] * RED_MONTHS:
        signs.append(Sign.RED)
    return tuple(signs)


def _years_verdict(watched: Watched, place: int, targets: dict[Month, Limits]) -> ForecastVerdict:
    facts, last = watched.indicator, watched.months[-1]
    months = watched.months[-FORECAST_MONTHS:]
    values, numerators, denominators = (
        none_for_nan(rows[place, -FORECAST_MONTHS:])
        for rows in (watched.values, watched.numerators, watched.denominators)
    )
    of_the_year = [value for month, value in zip(months, values, strict=True) if month >= last.january]
    if sum(value is not None for value in of_the_year) < LEAST_MONTHS:
        return ForecastVerdict.TOO_FEW
    green = years_target(facts, targets[last], last, targets.get)
    if green is None:
        return ForecastVerdict.NO_TARGET
    return outlook(facts, green, months, values, numerators, denominators).verdict


def units_to_ask(
    rows: Sequence[TableRow],
    judged: Sequence[Sequence[Struck]],
    indicators: Sequence[tuple[IndicatorFacts, int]],
    targets: Sequence[Sequence[Limits | None]],
) -> FollowUp:
    """The list of those in `rows` (by the alphabet) from what was judged: indicators × those rows.

    `indicators` say which cell of a row is theirs; `targets` are indicators × rows.
    """
    found = []
    for place, row in enumerate(rows):
        reasons = tuple(
            Reason(facts, row.cells[column], targets[of][place], (*signs[place].beyond, *signs[place].against))
            for of, ((facts, column), signs) in enumerate(zip(indicators, judged, strict=True))
            if signs[place].is_reason
        )
        if reasons:
            found.append(UnitToAsk(row, reasons))
    found.sort(key=lambda unit: -len(unit.reasons))  # stable: those with as many stay by the alphabet
    every = [each for signs in judged for each in signs]
    known = sum(row.cells[column].figure.value is not None for row in rows for _, column in indicators)
    against = sum(bool(each.against) for each in every)
    return FollowUp(tuple(found), len(rows), len(indicators), known, against, fsum(each.by_chance for each in every))
