"""Deciding anew what is hidden, and storing it: flags on results, and rows for totals."""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection

from organisation.months import Month
from scorecards.choices import Absence, Period
from scorecards.models import HiddenTotal, Indicator, Result
from scorecards.suppression.cells import Cell, read_cells
from scorecards.suppression.judgement import hidden_cells, hidden_totals
from scorecards.suppression.totals import Key, small_lines

WRITE_FLAGS = """
UPDATE scorecards_result r SET suppressed = t.suppressed
FROM unnest(%s::bigint[], %s::date[], %s::bool[]) AS t(unit_id, month, suppressed)
WHERE r.indicator_id = %s AND r.unit_id = t.unit_id AND r.month = t.month
"""


def refresh_hidden(
    month: Month, indicators: Collection[int], fresh: Mapping[int, Collection[int]]
) -> set[tuple[int, Month]]:
    """Decide anew what is hidden of `indicators`, of which figures of `month` were written, and store it.

    `fresh` are the units written of each indicator, which nobody has been shown yet unless it is what stood before;
    everything else that is not hidden was published and stays so, but for what is small itself. Others who publish one
    of the indicators wait to the end of the transaction: what they bring must be judged together with this.
    Returns the (indicator, month) pairs of which something changed that groups' figures depend on.
    """
    changed: set[tuple[int, Month]] = set()
    for indicator in _candidates(indicators):
        units = set(fresh.get(indicator.pk, ()))
        changed |= {(indicator.pk, each) for each in _refresh(indicator, month, units)}
    return changed


def _candidates(indicators: Collection[int]) -> list[Indicator]:
    """Those of the indicators of which anything could be hidden; all of them are locked."""
    locked = list(Indicator.objects.select_for_update(no_key=True).filter(id__in=indicators).order_by("id"))
    by_sender = Result.objects.filter(indicator__in=indicators, absence=Absence.HIDDEN)
    marked = HiddenTotal.objects.filter(indicator__in=indicators)
    concerned = {
        key for found in (by_sender, marked) for key in found.values_list("indicator_id", flat=True).distinct()
    }
    return [indicator for indicator in locked if indicator.hide_below or indicator.pk in concerned]


def _refresh(indicator: Indicator, month: Month, fresh: Collection[int]) -> set[Month]:
    cells = read_cells(indicator, month)
    before = set(HiddenTotal.objects.filter(indicator=indicator).values_list("unit_id", "month", "period"))
    hidden = hidden_cells(indicator, cells, month, fresh)
    totals = hidden_totals(indicator, cells, hidden, month, fresh, before) | small_lines(indicator)
    return _write_flags(indicator, cells, hidden) | _write_totals(indicator, before, totals)


def _write_flags(indicator: Indicator, cells: Sequence[Cell], hidden: set[int]) -> set[Month]:
    """Store what of the cells is hidden by us; returns the months in which that changed."""
    flags = [(cell, index in hidden and not cell.unknown) for index, cell in enumerate(cells)]
    turned = [(cell, flag) for cell, flag in flags if cell.suppressed != flag]
    if turned:
        units = [cell.unit for cell, _ in turned]
        days = [cell.month.first_day for cell, _ in turned]
        with connection.cursor() as cursor:
            cursor.execute(WRITE_FLAGS, [units, days, [flag for _, flag in turned], indicator.pk])
    return {cell.month for cell, _ in turned}


def _write_totals(indicator: Indicator, before: set[Key], now: set[Key]) -> set[Month]:
    """Store which totals are hidden; returns the months in which a group's changed."""
    stored = HiddenTotal.objects.filter(indicator=indicator)
    for unit, month, period in before - now:
        stored.filter(unit=unit, month=month, period=period).delete()
    HiddenTotal.objects.bulk_create(
        HiddenTotal(indicator=indicator, unit_id=unit, month=month, period=period)
        for unit, month, period in now - before
    )
    return {month for _, month, period in before ^ now if period == Period.MONTH}
