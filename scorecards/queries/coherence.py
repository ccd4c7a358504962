"""Indicators that the catalogue says hang together, held against each other at an office: two or three queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from methods.coherence import coherence
from methods.verdicts import CoherenceVerdict, Direction
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import definition_start
from scorecards.figures import IndicatorFacts
from scorecards.queries.office_groups import stood_under
from scorecards.queries.packages import FACTS, facts_from
from scorecards.together import BASE, RECENT, WINDOW, expected_sign, has_a_better_side

ASKED = (CoherenceVerdict.OPPOSITE, CoherenceVerdict.UNANSWERED)  # put to the reader as a question

# The catalogue names a relation from one of its two sides; it holds from both.
READ_RELATED = f"""
SELECT x.one, {FACTS}
FROM (
    SELECT from_indicator_id AS one, to_indicator_id AS other FROM scorecards_indicator_related
    WHERE from_indicator_id = ANY(%(indicators)s)
    UNION SELECT to_indicator_id, from_indicator_id FROM scorecards_indicator_related
    WHERE to_indicator_id = ANY(%(indicators)s)
) x
JOIN scorecards_indicator n ON n.id = x.other
LEFT JOIN scorecards_goal g ON g.id = n.goal_id
LEFT JOIN scorecards_perspective v ON v.id = g.perspective_id
WHERE n.direction = ANY(%(directions)s) AND n.valid_from <= %(day)s AND (n.valid_to IS NULL OR n.valid_to > %(day)s)
ORDER BY x.one, n.code
"""  # noqa: S608  # made of constants
# A value that is hidden is not read; the mean is of the county that the office stood in then, over its shown offices.
READ_MONTHS = """
SELECT r.indicator_id, r.month - %(first)s::date, r.value, s.mean
FROM scorecards_result r
JOIN unnest(%(groups)s::bigint[], %(days)s::date[]) AS t(group_id, month) ON t.month = r.month
JOIN scorecards_groupsummary s ON s.indicator_id = r.indicator_id AND s.group_id = t.group_id AND s.month = r.month
WHERE r.unit_id = %(unit)s AND r.indicator_id = ANY(%(indicators)s) AND NOT r.suppressed AND r.absence = ''
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """An indicator's shown values at the office and the means of its county, month by month, oldest first."""

    values: tuple[float | None, ...]
    means: tuple[float | None, ...]

    @property
    def differences(self) -> tuple[float | None, ...]:
        return tuple(
            None if value is None or mean is None else value - mean
            for value, mean in zip(self.values, self.means, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Related:
    """Two indicators that hang together, at an office: has the second answered what the first has done?

    `sign` is 1 where they should rise together, −1 where one should fall. `is_new`: it was not said the month before.
    """

    first: IndicatorFacts
    second: IndicatorFacts
    sign: int
    verdict: CoherenceVerdict
    is_new: bool
    months: tuple[Month, ...]  # of what follows
    of_first: Beside
    of_second: Beside


def related_at(
    unit: PlacedUnit, indicators: Iterable[IndicatorFacts], month: Month, language: str = "nb"
) -> list[Related]:
    """Each of `indicators` as the first of every pair the catalogue says it is in, as the unit stood in `month`.

    In the order of `indicators`, then by the second's code. A pair of two of them is there from both sides. Pairs with
    an indicator without a better side are left out: nothing says which way it should go. One query where there are no
    pairs; else two, and one more for an office that has moved.
    """
    firsts = {facts.id: facts for facts in indicators if has_a_better_side(facts)}
    pairs = _read_pairs(firsts, month, language)
    if not pairs:
        return []
    months = tuple((month - WINDOW).through(month))  # one more, to tell what was said the month before
    of = _read_months(unit, {facts.id: facts for pair in pairs for facts in pair}, months)
    place = {key: index for index, key in enumerate(firsts)}
    found = [_related(first, second, months, of[first.id], of[second.id]) for first, second in pairs]
    return sorted(found, key=lambda each: (place[each.first.id], each.second.code))


def _read_pairs(
    firsts: dict[int, IndicatorFacts], month: Month, language: str
) -> list[tuple[IndicatorFacts, IndicatorFacts]]:
    known: dict[str, Any] = {
        "indicators": list(firsts),
        "directions": [Direction.HIGHER.value, Direction.LOWER.value],
        "day": month.first_day,
        "language": language,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_RELATED, known)
        return [(firsts[row[0]], facts_from(row[1:])) for row in cursor.fetchall()]


def _read_months(unit: PlacedUnit, indicators: dict[int, IndicatorFacts], months: Sequence[Month]) -> dict[int, Beside]:
    """By indicator id; months of an earlier definition are missing."""
    then = stood_under([unit], months[0], months[-1])
    known: dict[str, Any] = {
        "unit": unit.id,
        "indicators": list(indicators),
        "first": months[0].first_day,
        "groups": [above.group for above in then.values()],
        "days": [each.first_day for _, each in then],
    }
    place = {(each.first_day - months[0].first_day).days: index for index, each in enumerate(months)}
    values: dict[int, list[float | None]] = {key: [None] * len(months) for key in indicators}
    means: dict[int, list[float | None]] = {key: [None] * len(months) for key in indicators}
    begins = {key: definition_start(facts, months[-1]) for key, facts in indicators.items()}
    with connection.cursor() as cursor:
        cursor.execute(READ_MONTHS, known)
        for key, days, value, mean in cursor.fetchall():
            index, begin = place[days], begins[key]
            if begin is None or months[index] >= begin:
                values[key][index], means[key][index] = value, mean
    return {key: Beside(tuple(values[key]), tuple(means[key])) for key in indicators}


def _related(
    first: IndicatorFacts, second: IndicatorFacts, months: tuple[Month, ...], of_first: Beside, of_second: Beside
) -> Related:
    sign = expected_sign(first, second)
    one, other = of_first.differences, of_second.differences
    verdict = coherence(one, other, sign, RECENT, BASE).verdict
    is_new = verdict in ASKED and coherence(one[:-1], other[:-1], sign, RECENT, BASE).verdict != verdict
    return Related(first, second, sign, verdict, is_new, months[1:], _later(of_first), _later(of_second))


def _later(beside: Beside) -> Beside:
    """Without the first month, which only the verdict of the month before looks at."""
    return Beside(beside.values[1:], beside.means[1:])
