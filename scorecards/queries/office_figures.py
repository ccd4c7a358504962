"""What is stored of an office's indicators up to a month, with its county's figures beside them: one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from organisation.months import Month
from scorecards.cells import NOT_DELIVERED, figure_of
from scorecards.choices import Period
from scorecards.figures import Figure, GroupFigures
from scorecards.queries.groups import COLUMNS, group_figures

Numbers = Sequence[float | None]

MEANS_BEFORE = 3  # months of the county's means that are read beside the shown ones

# A row per indicator: its months as days since the first one, with the figures of each, what is said of the last, and
# whether the year to date may not be shown: a month without a row has that of the last one before it. Of the months
# before the first, which judgements of the last look at, the shown values, with how many months before it they are.
# `indicator_id + 0`: found by unit or group and month, which is one search a month; by indicator first it is eighty.
HISTORY = """
SELECT indicator_id, array_agg(month - %(first)s::date) AS days, array_agg(numerator) AS numerators,
    array_agg(denominator) AS denominators, array_agg(value) AS months_values,
    array_agg(suppressed OR absence = 'too_few') AS hidden, max(absence) FILTER (WHERE month = %(last)s) AS absence,
    bool_or(preliminary) FILTER (WHERE month = %(last)s) AS preliminary,
    bool_or(suppressed) FILTER (WHERE month = %(last)s) AS suppressed,
    max(delivery_id) FILTER (WHERE month = %(last)s) AS delivery,
    EXISTS (SELECT 1 FROM scorecards_resultrevision v WHERE v.indicator_id = r.indicator_id
        AND v.unit_id = %(unit)s AND v.month = %(last)s AND NOT v.preliminary) AS revised,
    EXISTS (SELECT 1 FROM scorecards_hiddentotal h WHERE h.indicator_id = r.indicator_id AND h.unit_id = %(unit)s
        AND h.month = max(r.month) AND h.period = %(year_to_date)s) AS no_total,
    (SELECT array_agg(ARRAY[%(first_index)s - 12 * extract(year FROM e.month)
            - extract(month FROM e.month) + 1, e.value]::float8[] ORDER BY e.month)
        FROM scorecards_result e WHERE e.indicator_id = r.indicator_id AND e.unit_id = %(unit)s
        AND e.month < %(first)s AND e.value IS NOT NULL AND NOT e.suppressed) AS earlier
FROM (
    SELECT indicator_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id
    FROM scorecards_result
    WHERE unit_id = %(unit)s AND month BETWEEN %(first)s AND %(last)s AND indicator_id + 0 = ANY(%(indicators)s)
    ORDER BY indicator_id, month
) r GROUP BY indicator_id
"""
MEANS = """
SELECT indicator_id, array_agg(month - %(first)s::date) AS days, array_agg(mean) AS means FROM (
    SELECT indicator_id, month, mean FROM scorecards_groupsummary
    JOIN unnest(%(groups_then)s::bigint[], %(days)s::date[]) AS t(group_id, month) USING (group_id, month)
    WHERE indicator_id + 0 = ANY(%(indicators)s) ORDER BY indicator_id, month
) g GROUP BY indicator_id
"""
READ = f"""
SELECT i.id, h.days, h.numerators, h.denominators, h.months_values, h.hidden, h.absence, h.preliminary, h.suppressed,
    h.delivery, h.revised, h.no_total, h.earlier, m.days, m.means, p.low, p.high, s.n IS NOT NULL,
    {", ".join(f"s.{column}" for column in COLUMNS)}
FROM unnest(%(indicators)s::bigint[]) AS i(id)
LEFT JOIN ({HISTORY}) h ON h.indicator_id = i.id
LEFT JOIN ({MEANS}) m ON m.indicator_id = i.id
LEFT JOIN scorecards_groupsummary s ON s.indicator_id = i.id AND s.group_id = %(group)s AND s.month = %(last)s
LEFT JOIN scorecards_placeinterval p
    ON p.indicator_id = s.indicator_id AND p.unit_id = %(unit)s AND p.month = s.month AND s.places_prepared
"""  # noqa: S608  # made of constants


@dataclass(frozen=True, slots=True)
class History:
    """An indicator's stored months at the office, oldest first; `hidden` tells which may not be seen."""

    numerators: Numbers
    denominators: Numbers
    values: Numbers
    hidden: Sequence[bool | None]
    last: Figure = NOT_DELIVERED
    year_to_date_hidden: bool = False

    @property
    def shown(self) -> tuple[float | None, ...]:
        return self.of_shown(self.values)

    def of_shown(self, numbers: Numbers) -> tuple[float | None, ...]:
        if True not in self.hidden:
            return tuple(numbers)
        return tuple(None if gone else number for number, gone in zip(numbers, self.hidden, strict=True))


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """An indicator at the office and in its county; `low` and `high` are what is prepared of the office's place in it.

    `means` are the county's in the months of `history`; `earlier` and `earlier_means` those of the months before.
    """

    history: History
    means: Numbers
    county: GroupFigures | None
    low: int | None
    high: int | None
    earlier: tuple[float | None, ...]
    earlier_means: tuple[float | None, ...]


def read_figures(
    unit: int, group: int, groups_then: Mapping[Month, int], months: Sequence[Month], indicators: Sequence[int]
) -> dict[int, OfficeFigures]:
    """By indicator id. `group` is the county that the unit (id) is compared with, `groups_then` that of each month."""
    first, last = months[0], months[-1]
    known: dict[str, Any] = {
        "unit": unit,
        "group": group,
        "groups_then": list(groups_then.values()),
        "days": [each.first_day for each in groups_then],
        "first": first.first_day,
        "first_index": first.index,
        "last": last.first_day,
        "indicators": list(indicators),
        "year_to_date": Period.YEAR_TO_DATE,
    }
    every = (first - MEANS_BEFORE).through(last)
    place_in_time = {(each.first_day - first.first_day).days: index for index, each in enumerate(every, -MEANS_BEFORE)}
    with connection.cursor() as cursor:
        cursor.execute(READ, known)
        return {row[0]: _figures(row[1:], place_in_time, len(months)) for row in cursor.fetchall()}


def _figures(row: Sequence[Any], place_in_time: Mapping[int, int], length: int) -> OfficeFigures:
    days_of_means, means, low, high, has_county, *county = row[12:]
    laid_out = _laid_out(days_of_means or (), means or (), place_in_time, length + MEANS_BEFORE, MEANS_BEFORE)
    return OfficeFigures(
        history=_history(row[:11], place_in_time, length),
        means=laid_out[MEANS_BEFORE:],
        county=group_figures(county) if has_county else None,
        low=low,
        high=high,
        earlier=_earlier(row[11]),
        earlier_means=tuple(laid_out[:MEANS_BEFORE]),
    )


def _history(row: Sequence[Any], place_in_time: Mapping[int, int], length: int) -> History:
    days, *columns, absence, preliminary, suppressed, delivery, revised, no_total = row
    if days is None:
        unknown = (None,) * length
        return History(unknown, unknown, unknown, (False,) * length)
    if len(days) != length:
        columns = [_laid_out(days, column, place_in_time, length) for column in columns]
    numerators, denominators, values, hidden = columns
    last = NOT_DELIVERED
    if delivery is not None:
        figure = numerators[-1], denominators[-1], values[-1]
        last = figure_of(*figure, absence, preliminary, suppressed, delivery, revised)
    return History(numerators, denominators, values, hidden, last, no_total)


def _laid_out(
    days: Sequence[int], column: Sequence[Any], place_in_time: Mapping[int, int], length: int, ahead: int = 0
) -> list[Any]:
    """A column that may lack months, with None for those; it begins `ahead` months before the first."""
    months: list[Any] = [None] * length
    for day, figure in zip(days, column, strict=True):
        months[place_in_time[day] + ahead] = figure
    return months


def _earlier(months: Sequence[Sequence[float]] | None) -> tuple[float | None, ...]:
    """From pairs of how many months before and the value: a value or None for each month, the first one known."""
    if not months:
        return ()
    values: list[float | None] = [None] * int(months[0][0])
    for before, value in months:
        values[-int(before)] = value
    return tuple(values)
