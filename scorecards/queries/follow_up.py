"""The offices of a county that it may be worth talking to: a fixed number of queries, whatever there is to judge."""

from collections.abc import Collection

from organisation.months import Month
from organisation.queries import PlacedUnit, offices_of
from organisation.spans import holds_in
from scorecards.figures import Limits, UnitTable
from scorecards.follow_up import RED_MONTHS, FollowUp, Struck, Watched, judge, offices_to_ask
from scorecards.models import PackageItem
from scorecards.queries.office_groups import stood_under
from scorecards.queries.targets import read_targets
from scorecards.queries.unit_histories import Histories, read_histories


def follow_up(county: PlacedUnit, figures: UnitTable, listed: Collection[str]) -> FollowUp:
    """The offices called `listed` that have a reason to be asked about the table's prioritised indicators.

    `figures` are the county's, of all its offices: the others are what each of them is compared with.
    """
    month = figures.links.month
    prioritised = _prioritised(figures, month)
    chosen = [(facts, column) for column, facts in enumerate(figures.indicators) if facts.id in prioritised]
    by_code = {office.code: office for office in offices_of(county, month)}
    rows = [row for row in figures.offices if row.code in by_code]
    offices = [by_code[row.code] for row in rows]
    ids = [facts.id for facts, _ in chosen]
    histories = read_histories([office.id for office in offices], ids, month)
    targets = _targets(offices, ids, month)
    here = [place for place, row in enumerate(rows) if row.code in listed]
    judged = [_judged(figures, column, of, histories, targets) for of, (_, column) in enumerate(chosen)]
    return offices_to_ask(
        [rows[place] for place in here],
        [[signs[place] for place in here] for signs in judged],
        chosen,
        [[by_office[place].get(month) for place in here] for by_office in targets],
    )


def _prioritised(figures: UnitTable, month: Month) -> set[int]:
    """The indicators that the package gives a priority in the month."""
    code = figures.package.code if figures.package else ""
    items = PackageItem.objects.filter(holds_in(month), package__code=code, priority__gt=0)
    return set(items.values_list("indicator_id", flat=True))


def _targets(offices: list[PlacedUnit], indicators: list[int], month: Month) -> list[list[dict[Month, Limits]]]:
    """Indicators × offices: the targets by month, of the year so far and of the months that colours are looked at."""
    first = min(month.january, month - RED_MONTHS + 1)
    above = stood_under(offices, first, month)
    targets = read_targets(indicators, {unit for each in above.values() for unit in each.chain}, first, month)
    return [
        [
            {
                each: limits
                for each in first.through(month)
                if (then := above.get((office.id, each))) and (limits := targets.nearest(indicator, then.chain, each))
            }
            for office in offices
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
