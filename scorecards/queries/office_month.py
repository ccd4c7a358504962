"""An office's month: every indicator of a package with its history, target and county, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from methods.cells import CellState
from methods.pooling import year_to_date
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import NOT_DELIVERED, change_between, definition_start, figure_of, interval_of, status_against
from scorecards.choices import Period
from scorecards.figures import Figure, GroupFigures, OfficeMonth, Place, ScorecardLine
from scorecards.places import place_among
from scorecards.queries.by_hand import due_on
from scorecards.queries.groups import group_figures
from scorecards.queries.office_groups import Above, stands_under, stood_under
from scorecards.queries.packages import Item, choose_package, packages_and_links, read_items, read_own_items
from scorecards.queries.targets import Targets, read_targets

Numbers = Sequence[float | None]
Known = dict[str, Any]  # the parameters of the reads

HISTORY = 13  # months shown on a line: this one, and the same a year ago

# A row per indicator: its months as days since the first one, with the figures of each, what is said of the last, and
# whether the year to date may not be shown: a month without a row has that of the last one before it.
READ_HISTORY = """
SELECT indicator_id, array_agg(month - %(first)s::date), array_agg(numerator), array_agg(denominator), array_agg(value),
    array_agg(suppressed OR absence = 'too_few'), max(absence) FILTER (WHERE month = %(last)s),
    bool_or(preliminary) FILTER (WHERE month = %(last)s), bool_or(suppressed) FILTER (WHERE month = %(last)s),
    max(delivery_id) FILTER (WHERE month = %(last)s), EXISTS (
        SELECT 1 FROM scorecards_hiddentotal h WHERE h.indicator_id = r.indicator_id AND h.unit_id = %(unit)s
        AND h.month = max(r.month) AND h.period = %(year_to_date)s),
    EXISTS (SELECT 1 FROM scorecards_resultrevision v WHERE v.indicator_id = r.indicator_id
        AND v.unit_id = %(unit)s AND v.month = %(last)s AND NOT v.preliminary)
FROM (
    SELECT indicator_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id
    FROM scorecards_result
    WHERE unit_id = %(unit)s AND month BETWEEN %(first)s AND %(last)s AND indicator_id = ANY(%(indicators)s)
    ORDER BY indicator_id, month
) r GROUP BY indicator_id
"""
READ_COUNTY_MEANS = """
SELECT indicator_id, array_agg(month - %(first)s::date), array_agg(mean) FROM (
    SELECT indicator_id, month, mean FROM scorecards_groupsummary
    JOIN unnest(%(groups_then)s::bigint[], %(days)s::date[]) AS t(group_id, month) USING (group_id, month)
    WHERE indicator_id = ANY(%(indicators)s) ORDER BY indicator_id, month
) s GROUP BY indicator_id
"""
READ_COUNTY = """
SELECT s.indicator_id, p.low, p.high,
    s.n, s.mean, s.median, s.q1, s.q3, s.pooled, s.numerator, s.denominator, s.published, s.values, s.preliminary,
    s.total_hidden
FROM scorecards_groupsummary s
LEFT JOIN scorecards_placeinterval p
    ON p.indicator_id = s.indicator_id AND p.unit_id = %(unit)s AND p.month = s.month AND s.places_prepared
WHERE s.group_id = %(group)s AND s.month = %(last)s AND s.indicator_id = ANY(%(indicators)s)
"""


@dataclass(frozen=True, slots=True)
class _History:
    """An indicator's stored months at the office, oldest first; `hidden` tells which may not be seen."""

    numerators: Numbers
    denominators: Numbers
    values: Numbers
    hidden: Sequence[bool | None]
    last: Figure
    year_to_date_hidden: bool

    @property
    def shown(self) -> Numbers:
        return _of_shown(self.values, self.hidden)


NO_MONTHS: Numbers = (None,) * HISTORY
NO_HISTORY = _History(NO_MONTHS, NO_MONTHS, NO_MONTHS, (False,) * HISTORY, NOT_DELIVERED, False)


@dataclass(frozen=True, slots=True)
class _County:
    """The office's county on an indicator in the month, and what is prepared of the office's place in it."""

    figures: GroupFigures
    low: int | None
    high: int | None


def office_month(
    unit: PlacedUnit, month: Month, package: str | None = None, language: str = "nb", *, with_local: bool = False
) -> OfficeMonth:
    """What `unit`'s page shows for `month`; without `package` the widest one with results.

    `with_local`: beside the package also what the unit fills in by hand, in the same queries.
    """
    choices, links = packages_and_links(unit, month)
    chosen = choose_package(choices, package)
    months = tuple((month - HISTORY + 1).through(month))
    names = tuple((choice.facts.code, choice.facts.name) for choice in choices)
    if chosen is None:
        return OfficeMonth(None, names, links, months)
    beside = [choice for choice in choices if with_local and choice.by_hand and choice.id != chosen.id]
    items = read_items([chosen.id, *(choice.id for choice in beside)], month, language, unit.id)
    own = [item for item in items if item.package == chosen.id]
    local = _only_by_hand(items, {item.indicator.id for item in own})
    lines = _lines(unit, month, months, [*own, *local]) if links.has_results else ()
    due = min((choice.due_day for choice in beside), default=None)
    return OfficeMonth(
        chosen.facts,
        names,
        links,
        months,
        lines[: len(own)],
        lines[len(own) :],
        None if due is None else due_on(month, due),
        package is None and chosen.is_by_hand and not all(choice.is_by_hand for choice in choices),
    )


def unit_lines(unit: PlacedUnit, month: Month, language: str = "nb") -> tuple[ScorecardLine, ...]:
    """What a region, a county or the country counts for itself by hand. One query without such, five with."""
    items = read_own_items(unit.id, month, language)
    return _lines(unit, month, tuple((month - HISTORY + 1).through(month)), items) if items else ()


def _only_by_hand(items: Sequence[Item], shown: set[int]) -> list[Item]:
    """Those filled in by hand and not shown already, each once."""
    by_hand = {item.indicator.id: item for item in items if item.filled_in_by and item.indicator.id not in shown}
    return list(by_hand.values())


def _lines(unit: PlacedUnit, month: Month, months: Sequence[Month], items: Sequence[Item]) -> tuple[ScorecardLine, ...]:
    then = stood_under([unit], months[0], month)
    now, before = then.get((unit.id, month), stands_under(unit)), then.get((unit.id, month - 1))
    indicators = [item.indicator.id for item in items]
    known: Known = {
        "unit": unit.id,
        "group": now.group,
        "groups_then": [above.group for above in then.values()],
        "days": [each.first_day for _, each in then],
        "first": months[0].first_day,
        "last": month.first_day,
        "indicators": indicators,
        "year_to_date": Period.YEAR_TO_DATE,
    }
    place_in_time = {(each.first_day - months[0].first_day).days: index for index, each in enumerate(months)}
    histories = _read_histories(known, place_in_time)
    means = _read_means(known, place_in_time)
    counties = _read_counties(known)
    targets = read_targets(indicators, {*now.chain, *(before.chain if before else ())}, month - 1, month)
    texts = [str(each) for each in months]
    return tuple(
        _line(
            item,
            histories.get(item.indicator.id, NO_HISTORY),
            means.get(item.indicator.id, NO_MONTHS),
            counties.get(item.indicator.id),
            targets,
            now,
            before,
            month,
            texts,
        )
        for item in items
    )


def _read_histories(known: Known, place_in_time: dict[int, int]) -> dict[int, _History]:
    found: dict[int, _History] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_HISTORY, known)
        for (
            indicator,
            days,
            *columns,
            absence,
            preliminary,
            suppressed,
            delivery,
            no_total,
            revised,
        ) in cursor.fetchall():
            if len(days) != HISTORY:
                columns = [_laid_out(days, column, place_in_time) for column in columns]
            numerators, denominators, values, hidden = columns
            last = NOT_DELIVERED
            if delivery is not None:
                figure = numerators[-1], denominators[-1], values[-1]
                last = figure_of(*figure, absence, preliminary, suppressed, delivery, revised)
            found[indicator] = _History(numerators, denominators, values, hidden, last, no_total)
    return found


def _read_means(known: Known, place_in_time: dict[int, int]) -> dict[int, Numbers]:
    with connection.cursor() as cursor:
        cursor.execute(READ_COUNTY_MEANS, known)
        return {
            indicator: means if len(days) == HISTORY else _laid_out(days, means, place_in_time)
            for indicator, days, means in cursor.fetchall()
        }


def _laid_out(days: Sequence[int], column: Sequence[Any], place_in_time: dict[int, int]) -> list[Any]:
    """A column that lacks months, with None for those."""
    months: list[Any] = [None] * HISTORY
    for day, figure in zip(days, column, strict=True):
        months[place_in_time[day]] = figure
    return months


def _read_counties(known: Known) -> dict[int, _County]:
    with connection.cursor() as cursor:
        cursor.execute(READ_COUNTY, known)
        return {
            indicator: _County(group_figures(figures), low, high)
            for indicator, low, high, *figures in cursor.fetchall()
        }


def _line(
    item: Item,
    history: _History,
    means: Numbers,
    county: _County | None,
    targets: Targets,
    now: Above,
    before: Above | None,
    month: Month,
    texts: list[str],
) -> ScorecardLine:
    indicator, figure = item.indicator, history.last
    target = targets.nearest(indicator.id, now.chain, month)
    shown = history.shown
    last_value = shown[-2]
    so_far = None if figure.state == CellState.TOO_FEW else _year_to_date(item, history, month, texts)
    return ScorecardLine(
        indicator=indicator,
        part=item.part,
        priority=item.priority,
        weight=item.weight,
        figure=figure,
        target=target,
        status=status_against(figure.value, indicator.direction, target),
        change=change_between(indicator, last_value, figure.value, month),
        year_to_date=so_far,
        year_to_date_status=status_against(so_far, indicator.direction, target),
        interval=interval_of(indicator, figure),
        county=None if county is None else county.figures,
        place=_place(item, figure, county),
        history=tuple(shown),
        history_numerators=_of_shown(history.numerators, history.hidden),
        history_denominators=_of_shown(history.denominators, history.hidden),
        county_means=tuple(means),
        previous_status=_status_before(item, last_value, targets, before, month),
        previous_value=last_value,
    )


def _of_shown(numbers: Numbers, hidden: Sequence[bool | None]) -> tuple[float | None, ...]:
    if True not in hidden:
        return tuple(numbers)
    return tuple(None if gone else number for number, gone in zip(numbers, hidden, strict=True))


def _year_to_date(item: Item, history: _History, month: Month, texts: list[str]) -> float | None:
    """A total with all its months, hidden ones too, where it may be shown; else None (METHODS.md 12)."""
    if history.year_to_date_hidden:
        return None
    indicator = item.indicator
    first = HISTORY - month.number  # this January; later where the definition changed in the year
    start = definition_start(indicator, month)
    if start is not None and start > month.january:
        first = HISTORY - 1 - (month - start)
    return year_to_date(
        texts[first:],
        texts[-1],
        indicator.pooling,
        values=history.values[first:],
        numerators=history.numerators[first:],
        denominators=history.denominators[first:],
    ).value


def _status_before(item: Item, value: float | None, targets: Targets, before: Above | None, month: Month) -> str | None:
    """Last month's colour against last month's target; None where the definition changed since."""
    if before is None or item.indicator.definition_changed == month:
        return None
    return status_against(value, item.indicator.direction, targets.nearest(item.indicator.id, before.chain, month - 1))


def _place(item: Item, figure: Figure, county: _County | None) -> Place | None:
    if county is None:
        return None
    return place_among(county.figures.values, figure, item.indicator.direction, county.low, county.high)
