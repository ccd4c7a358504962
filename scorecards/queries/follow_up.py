"""The offices or counties that it may be worth talking to: a fixed number of queries, whatever there is to judge."""

from collections.abc import Collection
from dataclasses import replace

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from organisation.spans import holds_in
from scorecards.figures import Limits, UnitTable
from scorecards.follow_up import RED_MONTHS, FollowUp, Struck, Watched, judge, units_to_ask
from scorecards.models import PackageItem
from scorecards.queries.office_groups import stood_under
from scorecards.queries.table_lines import judged_among
from scorecards.queries.targets import read_targets
from scorecards.queries.unit_histories import Histories


def follow_up(group: PlacedUnit, figures: UnitTable, listed: Collection[str], *, means: bool = False) -> FollowUp:
    """The lines of the table called `listed` that have a reason to be asked about its prioritised indicators.

    Each is compared with all that it stands among: an office with its whole county, a county with all counties, which
    the country's table shows as wholes or as `means` of their offices. The country's own packages need no priorities,
    since nobody ranks counties: where one has none, all its indicators are judged.
    """
    month = figures.links.month
    prioritised = _prioritised(figures, month)
    is_all = not prioritised and group.kind == UnitKind.COUNTRY
    columns = enumerate(figures.indicators)
    chosen = [(facts, column) for column, facts in columns if is_all or facts.id in prioritised]
    lines = judged_among(group, month, means=means)
    units, ids = list(lines.units), [facts.id for facts, _ in chosen]
    histories, targets = lines.histories(units, ids, month), _targets(units, ids, month)
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


def _targets(units: list[PlacedUnit], indicators: list[int], month: Month) -> list[list[dict[Month, Limits]]]:
    """Indicators × units: the targets by month, of the year so far and of the months that colours are looked at."""
    first = min(month.january, month - RED_MONTHS + 1)
    above = stood_under(units, first, month)
    targets = read_targets(indicators, {unit for each in above.values() for unit in each.chain}, first, month)
    return [
        [
            {
                each: limits
                for each in first.through(month)
                if (then := above.get((unit.id, each))) and (limits := targets.nearest(indicator, then.chain, each))
            }
            for unit in units
        ]
        for indicator in indicators
    ]


def _judged(
    figures: UnitTable, column: int, of: int, histories: Histories, targets: list[list[dict[Month, Limits]]]
) -> list[Struck]:
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
