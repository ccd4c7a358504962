"""Which figures may not be shown after a publication: METHODS.md 12 over offices, groups and spans of months.

One system per indicator: its cells are office × month, its totals those that anybody is shown. A month's publication is
judged with the months that share a total with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from organisation.months import Month
from scorecards.choices import Absence, Period, Pooling, UnitOfMeasure
from scorecards.models import HiddenTotal, Indicator

SPAN = 12  # months that a rolling or year-to-date total reaches back
LIMIT_OF_SENDERS = 5  # what a hidden figure is taken to be under where the indicator says no limit of its own

FIND_HIDDEN = """
SELECT DISTINCT indicator_id FROM scorecards_result
WHERE absence = 'too_few' AND indicator_id = ANY(%s) AND month BETWEEN %s AND %s
"""
READ_CELLS = """
SELECT r.unit_id, r.month, r.numerator, r.denominator, r.value, r.absence, r.suppressed
FROM scorecards_result r JOIN organisation_unit u ON u.id = r.unit_id AND u.kind = 'office'
WHERE r.indicator_id = %s AND r.month BETWEEN %s AND %s ORDER BY r.month, r.unit_id
"""
READ_OWN_LINES = """
SELECT r.unit_id, r.month FROM scorecards_result r JOIN organisation_unit u ON u.id = r.unit_id AND u.kind <> 'office'
WHERE r.indicator_id = %s AND r.month BETWEEN %s AND %s AND r.value IS NOT NULL
"""
WRITE_FLAGS = """
UPDATE scorecards_result r SET suppressed = t.suppressed
FROM unnest(%s::bigint[], %s::date[], %s::bool[]) AS t(unit_id, month, suppressed)
WHERE r.indicator_id = %s AND r.unit_id = t.unit_id AND r.month = t.month
"""

GroupsByMonth = Mapping[Month, Mapping[int, Sequence[int]]]  # month, office: its region, county and country


@dataclass(frozen=True, slots=True)
class _Cell:
    """An office's stored figure of a month."""

    unit: int
    month: Month
    count: float | None
    base: float | None
    absence: str
    suppressed: bool


@dataclass(frozen=True, slots=True)
class _Total:
    """A total that is shown of a group in a month, or of an office over a span that ends with it."""

    unit: int
    month: Month
    period: Period
    cells: tuple[int, ...]  # indexes


def months_affected(month: Month) -> tuple[Month, Month]:
    """The first and last month whose totals can hold figures of `month`."""
    return month - SPAN + 1, month + SPAN - 1


def refresh_hidden(
    month: Month, indicators: Collection[int], fresh: Collection[tuple[int, int]], groups: GroupsByMonth
) -> set[tuple[int, Month]]:
    """Decide anew what is hidden of `indicators` around `month`, and store it.

    `fresh` are the (indicator, unit) pairs just written, which nobody has been shown yet; everything else that stands
    and is not hidden was published before and stays so. `groups` covers every month of `months_affected`.
    Returns the (indicator, month) pairs of which something changed.
    """
    first, last = month - 2 * (SPAN - 1), month + SPAN - 1
    changed: set[tuple[int, Month]] = set()
    for indicator in _candidates(indicators, first, last):
        cells = _read_cells(indicator, first, last)
        unseen = {unit for key, unit in fresh if key == indicator.pk}
        changed |= _refresh_one(indicator, month, cells, unseen, groups)
    return changed


def _candidates(indicators: Collection[int], first: Month, last: Month) -> list[Indicator]:
    """Those of the indicators of which anything could be hidden."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_HIDDEN, [list(indicators), first.first_day, last.first_day])
        hidden_by_sender = [row[0] for row in cursor.fetchall()]
    marked = HiddenTotal.objects.filter(indicator__in=indicators, month__range=(first, last)).values("indicator_id")
    return list(
        Indicator.objects.filter(
            Q(hide_below__isnull=False) | Q(id__in=hidden_by_sender) | Q(id__in=marked), id__in=indicators
        ).order_by("id")
    )


def _read_cells(indicator: Indicator, first: Month, last: Month) -> list[_Cell]:
    cells = []
    with connection.cursor() as cursor:
        cursor.execute(READ_CELLS, [indicator.pk, first.first_day, last.first_day])
        for unit, day, numerator, denominator, value, absence, suppressed in cursor.fetchall():
            count, base = _count_of(indicator, numerator, denominator, value)
            cells.append(_Cell(unit, Month.of(day), count, base, absence, suppressed))
    return cells


def _count_of(
    indicator: Indicator, numerator: float | None, denominator: float | None, value: float | None
) -> tuple[float | None, float | None]:
    """How many cases a figure tells of, and of how many; None where it doesn't say.

    A share tells of its numerator and of the rest; a rate of its numerator; a number of itself; days and indexes of as
    many cases as they are the mean of.
    """
    if indicator.unit_of_measure == UnitOfMeasure.SHARE:
        return numerator, denominator
    if indicator.unit_of_measure == UnitOfMeasure.RATE:
        return numerator, None
    if indicator.unit_of_measure == UnitOfMeasure.NUMBER:
        return (value if numerator is None else numerator), None
    return denominator, None


def _refresh_one(
    indicator: Indicator, month: Month, cells: Sequence[_Cell], unseen: Collection[int], groups: GroupsByMonth
) -> set[tuple[int, Month]]:
    from methods.suppression import suppress  # here: it brings scipy's optimiser, which most deliveries can do without

    totals = _totals(indicator, month, cells, _shown_groups(indicator, month, groups))
    adds_up = indicator.pooling in (Pooling.RATIO, Pooling.SUM)
    unknown = [index for index, cell in enumerate(cells) if cell.absence == Absence.HIDDEN]
    known = [cell.count if cell.absence == "" else None for cell in cells]
    found = suppress(
        counts=known,
        groups=[list(total.cells) for total in totals] if adds_up else [],
        bases=[cell.base for cell in cells] if indicator.unit_of_measure == UnitOfMeasure.SHARE else None,
        limit=indicator.hide_below or LIMIT_OF_SENDERS,
        unknown=unknown,
        published_cells=[i for i, cell in enumerate(cells) if _was_shown(cell, month, unseen)],
    )
    if indicator.hide_below is None and not unknown:
        hides = [False] * len(cells)
        hidden_totals: list[_Total] = []
    else:
        hides = [state != "shown" for state in found.cells]
        if adds_up:
            hidden_totals = [total for total, state in zip(totals, found.totals, strict=True) if state != "shown"]
        else:  # a mean that leaves out a hidden month would tell it
            hidden_totals = [total for total in totals if any(hides[index] for index in total.cells)]
    moved = _write_flags(indicator, cells, hides) | _write_totals(indicator, month, hidden_totals)
    return {(indicator.pk, each) for each in moved}


def _was_shown(cell: _Cell, month: Month, unseen: Collection[int]) -> bool:
    fresh = cell.month == month and cell.unit in unseen
    return not fresh and not cell.suppressed and cell.absence == ""


def _shown_groups(indicator: Indicator, month: Month, groups: GroupsByMonth) -> GroupsByMonth:
    """The groups whose total is shown: pooled by us, or, where only counts add up, delivered by themselves."""
    if indicator.pooling == Pooling.RATIO:
        return groups
    if indicator.pooling != Pooling.SUM:
        return {}
    first, last = months_affected(month)
    with connection.cursor() as cursor:
        cursor.execute(READ_OWN_LINES, [indicator.pk, first.first_day, last.first_day])
        lines = {(Month.of(day), unit) for unit, day in cursor.fetchall()}
    return {
        each: {office: [group for group in above if (each, group) in lines] for office, above in offices.items()}
        for each, offices in groups.items()
    }


def _totals(indicator: Indicator, month: Month, cells: Sequence[_Cell], groups: GroupsByMonth) -> list[_Total]:
    """Every total that is shown and could hold a figure of `month`, or shares a figure with one that does."""
    first, _ = months_affected(month)
    by_group: dict[tuple[Month, int], list[int]] = {}
    by_office: dict[int, list[int]] = {}
    for index, cell in enumerate(cells):
        by_office.setdefault(cell.unit, []).append(index)
        if cell.month >= first:
            for group in groups.get(cell.month, {}).get(cell.unit, ()):
                by_group.setdefault((cell.month, group), []).append(index)
    totals = [_Total(group, each, Period.MONTH, tuple(held)) for (each, group), held in sorted(by_group.items())]
    for unit, held in sorted(by_office.items()):
        for index in held:
            if cells[index].month >= first:
                totals.extend(_spans(indicator, unit, cells[index].month, held, cells))
    return totals


def _spans(
    indicator: Indicator, unit: int, last: Month, held: Iterable[int], cells: Sequence[_Cell]
) -> tuple[_Total, _Total]:
    """The office's year to date and rolling twelve months up to `last`, of the definition that holds then."""
    changed = indicator.definition_changed
    start = Month.of(changed) if changed is not None and Month.of(changed) <= last else None
    usable = [index for index in held if cells[index].month <= last and (start is None or cells[index].month >= start)]
    year = tuple(index for index in usable if cells[index].month >= last.january)
    twelve = tuple(index for index in usable if cells[index].month > last - SPAN)
    return _Total(unit, last, Period.YEAR_TO_DATE, year), _Total(unit, last, Period.ROLLING, twelve)


def _write_flags(indicator: Indicator, cells: Sequence[_Cell], hides: Sequence[bool]) -> set[Month]:
    """Store what of the cells is hidden by us; returns the months in which that changed."""
    flagged = [
        (cell, hide and cell.absence == "")
        for cell, hide in zip(cells, hides, strict=True)
        if cell.suppressed != (hide and cell.absence == "")
    ]
    if flagged:
        columns = (
            [cell.unit for cell, _ in flagged],
            [cell.month.first_day for cell, _ in flagged],
            [hide for _, hide in flagged],
        )
        with connection.cursor() as cursor:
            cursor.execute(WRITE_FLAGS, [*columns, indicator.pk])
    return {cell.month for cell, _ in flagged}


def _write_totals(indicator: Indicator, month: Month, hidden: Sequence[_Total]) -> set[Month]:
    """Store which totals are hidden; returns the months in which a group's changed."""
    first, last = months_affected(month)
    stored = HiddenTotal.objects.filter(indicator=indicator, month__range=(first, last))
    before = set(stored.values_list("unit_id", "month", "period"))
    now = {(total.unit, total.month, str(total.period)) for total in hidden}
    for unit, each, period in before - now:
        stored.filter(unit=unit, month=each, period=period).delete()
    HiddenTotal.objects.bulk_create(
        HiddenTotal(indicator_id=indicator.pk, unit_id=unit, month=each, period=period)
        for unit, each, period in now - before
    )
    return {each for _, each, period in before ^ now if period == Period.MONTH}
