"""The offices or counties that it may be worth talking to: a fixed number of queries, whatever there is to judge."""

from collections.abc import Collection
from dataclasses import replace

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.spans import holds_in
from scorecards.figures import UnitTable
from scorecards.follow_up import RED_MONTHS, FollowUp, Struck, Watched, judge, units_to_ask
from scorecards.models import PackageItem
from scorecards.queries.table_lines import Lines, TargetsByMonth
from scorecards.queries.unit_histories import Histories


def follow_up(lines: Lines, figures: UnitTable, listed: Collection[str]) -> FollowUp:
    """The lines of the table called `listed` that have a reason to be asked about its prioritised indicators.

    `lines` are all that they are compared with: an office with its whole county, a county with all counties. The
    country's own packages need no priorities, since nobody ranks counties: where one has none, all its indicators are
    judged.
    """
    month, units = figures.links.month, lines.units
    prioritised = _prioritised(figures, month)
    is_all = not prioritised and any(unit.kind == UnitKind.COUNTY for unit in units)
    columns = enumerate(figures.indicators)
    chosen = [(facts, column) for column, facts in columns if is_all or facts.id in prioritised]
    past = lines.past(units, [facts for facts, _ in chosen], month)
    histories, targets = past.histories(), past.targets(min(month.january, month - RED_MONTHS + 1))
    places = {unit.code: place for place, unit in enumerate(units)}
    rows = [row for row in figures.offices if row.code in listed and row.code in places]
    here = [places[row.code] for row in rows]
    judged = [_judged(figures, column, of, histories, targets) for of, (_, column) in enumerate(chosen)]
    found = units_to_ask(
        rows,
        [[signs[place] for place in here] for signs in judged],
        chosen,
        [[by_unit[place].get(month) for place in here] for by_unit in targets],
    )
    return replace(found, prioritised=not is_all)


def _prioritised(figures: UnitTable, month: Month) -> set[int]:
    """The indicators that the package gives a priority in the month."""
    code = figures.package.code if figures.package else ""
    items = PackageItem.objects.filter(holds_in(month), package__code=code, priority__gt=0)
    return set(items.values_list("indicator_id", flat=True))


def _judged(figures: UnitTable, column: int, of: int, histories: Histories, targets: TargetsByMonth) -> list[Struck]:
    return judge(
        Watched(
            figures.indicators[column],
            histories.months,
            histories.values[:, of],
            histories.numerators[:, of],
            histories.denominators[:, of],
            targets[of],
        )
    )
