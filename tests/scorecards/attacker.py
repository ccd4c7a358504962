"""Somebody who wants to know hidden counts, looks at all that is shown after each publication, and forgets nothing.

Reads what is stored as pages do: figures that are not hidden, the totals of groups that have one, and the years to date
and last twelve months that nothing keeps from being shown. Then asks a linear programme how large each hidden count can
be. A figure that was corrected is another figure; both are kept in mind.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from django.db.models.functions import Coalesce
from scipy.optimize import linprog

from organisation.months import Month
from scorecards.choices import Pooling, UnitOfMeasure
from scorecards.models import GroupSummary, HiddenTotal, Indicator, Result
from scorecards.queries.office_groups import office_groups

Cell = tuple[int, Month, float, float | None]  # an office's id, a month, the count and its base
HAIR = 1e-6


@dataclass
class Attacker:
    """What has been seen of an indicator: `shown` figures, others that exist, and the `sums` that were shown."""

    indicator: Indicator
    limit: float
    cells: set[Cell] = field(default_factory=set)
    shown: set[Cell] = field(default_factory=set)
    sums: set[frozenset[Cell]] = field(default_factory=set)

    def look(self) -> None:
        """Keep in mind everything that is shown now."""
        now = self._standing()
        self.cells |= now.keys()
        self.shown |= {cell for cell, suppressed in now.items() if not suppressed}
        self.sums |= set(self._groups(now)) | set(self._spans(now))

    def _standing(self) -> dict[Cell, bool]:
        """Every known figure, and whether it is hidden."""
        rows = Result.objects.filter(indicator=self.indicator, unit__kind="office", value__isnull=False)
        figures = rows.annotate(count=Coalesce("numerator", "value"))
        columns = figures.values_list("unit_id", "month", "count", "denominator", "suppressed")
        return {(unit, month, count, base): suppressed for unit, month, count, base, suppressed in columns}

    def _groups(self, now: dict[Cell, bool]) -> Iterator[frozenset[Cell]]:
        column = "published" if self.indicator.pooling == Pooling.SUM else "numerator"
        shown = GroupSummary.objects.filter(indicator=self.indicator, **{f"{column}__isnull": False})
        for group, month in shown.values_list("group_id", "month"):
            members = _members(month, group)
            yield frozenset(cell for cell in now if cell[1] == month and cell[0] in members)

    def _spans(self, now: dict[Cell, bool]) -> Iterator[frozenset[Cell]]:
        kept_back = set(HiddenTotal.objects.filter(indicator=self.indicator).values_list("unit_id", "month", "period"))
        rows = Result.objects.filter(indicator=self.indicator, unit__kind="office").values_list("unit_id", "month")
        for unit, last in rows:
            for period, first in (("year_to_date", last.january), ("rolling", last - 11)):
                if (unit, last, period) not in kept_back:
                    since = self._since_definition(first, last)
                    yield frozenset(cell for cell in now if cell[0] == unit and since <= cell[1] <= last)

    def _since_definition(self, first: Month, last: Month) -> Month:
        if self.indicator.definition_changed is None:
            return first
        changed = Month.of(self.indicator.definition_changed)
        return max(first, changed) if changed <= last else first

    def found_out(self) -> list[Cell]:
        """The figures that were never shown and are known to be small all the same: counts or rests, not zero."""
        hidden = sorted(self.cells - self.shown, key=str)
        found = _known_under(self.limit, {cell: cell[2] for cell in hidden}, self.sums, 0.0 if self._has_rests else 1.0)
        if self._has_rests:
            found += _known_under(self.limit, {cell: (cell[3] or 0.0) - cell[2] for cell in hidden}, self.sums, 0.0)
        return found

    @property
    def _has_rests(self) -> bool:
        return self.indicator.unit_of_measure == UnitOfMeasure.SHARE


def _known_under(limit: float, figures: dict[Cell, float], sums: set[frozenset[Cell]], least: float) -> list[Cell]:
    """Of the hidden figures, those between zero and the limit that the sums keep under the limit."""
    unknown = list(figures)
    held = {frozenset(cells & figures.keys()) for cells in sums} - {frozenset()}
    rows = [[float(cell in cells) for cell in unknown] for cells in held]
    totals = [sum(figures[cell] for cell in cells) for cells in held]
    bounds = [(min(least, figures[cell]), None) for cell in unknown]
    found = []
    for cell in unknown:
        if 0 < figures[cell] < limit and rows:
            answer = linprog([-float(each == cell) for each in unknown], A_eq=rows, b_eq=totals, bounds=bounds)
            assert answer.status in (0, 3), answer.message  # solved, or without bounds
            if answer.status == 0 and -answer.fun < limit - HAIR:
                found.append(cell)
    return found


@cache
def _members(month: Month, group: int) -> frozenset[int]:
    """The offices that count in a group; units never get another's id while tests run."""
    return frozenset(unit for unit, above in office_groups(month, month)[month].items() if group in above)
