"""An office's month: every indicator of a package with its history, target and county, in a fixed number of queries."""

from collections.abc import Sequence
from functools import partial

from methods.cells import CellState
from methods.pooling import year_to_date
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import change_between, definition_start, interval_of, status_against
from scorecards.choices import Pooling
from scorecards.figures import Figure, OfficeMonth, Place, ScorecardLine
from scorecards.outlooks import years_target
from scorecards.places import place_among
from scorecards.queries.by_hand import due_on
from scorecards.queries.office_figures import MEANS_BEFORE, History, OfficeFigures, read_figures
from scorecards.queries.office_groups import Above, stands_under, stood_under
from scorecards.queries.packages import Item, choose_package, packages_and_links, read_items, read_own_items
from scorecards.queries.targets import Targets, read_targets

HISTORY = 13  # months shown on a line: this one, and the same a year ago


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
    then = stood_under([unit], _first_compared(unit, months[0]), month)
    now, before = then.get((unit.id, month), stands_under(unit)), then.get((unit.id, month - 1))
    indicators = [item.indicator.id for item in items]
    groups_then = {each: above.group for (_, each), above in then.items()}
    figures = read_figures(unit.id, now.group, groups_then, months, indicators)
    targets = read_targets(indicators, {*now.chain, *(before.chain if before else ())}, *_span_of_targets(items, month))
    texts = [str(each) for each in months]
    return tuple(_line(item, figures[item.indicator.id], targets, now, before, month, texts) for item in items)


def _first_compared(unit: PlacedUnit, first: Month) -> Month:
    """The first month of which the county's means are read: some before the `first` shown, while it stood as it does.

    Where it stood before that would take a query more.
    """
    since = unit.valid_from
    if since is None or since > first.first_day:
        return first
    return max(first - MEANS_BEFORE, Month.first_from(since))


def _span_of_targets(items: Sequence[Item], month: Month) -> tuple[Month, Month]:
    """The month before and this one; the year's as well where a sum is held against the twelve months' targets."""
    if any(item.indicator.pooling == Pooling.SUM for item in items):
        return min(month - 1, month.january), month.january + 11
    return month - 1, month


def _line(
    item: Item,
    figures: OfficeFigures,
    targets: Targets,
    now: Above,
    before: Above | None,
    month: Month,
    texts: list[str],
) -> ScorecardLine:
    indicator, history, figure = item.indicator, figures.history, figures.history.last
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
        county=figures.county,
        place=_place(item, figure, figures),
        history=shown,
        history_numerators=history.of_shown(history.numerators),
        history_denominators=history.of_shown(history.denominators),
        county_means=tuple(figures.means),
        previous_status=_status_before(item, last_value, targets, before, month),
        previous_value=last_value,
        what=item.what,
        years_target=years_target(indicator, target, month, partial(targets.nearest, indicator.id, now.chain)),
        earlier=figures.earlier,
        earlier_means=figures.earlier_means,
        related=item.related,
    )


def _year_to_date(item: Item, history: History, month: Month, texts: list[str]) -> float | None:
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


def _place(item: Item, figure: Figure, figures: OfficeFigures) -> Place | None:
    if figures.county is None:
        return None
    return place_among(figures.county.values, figure, item.indicator.direction, figures.low, figures.high)
