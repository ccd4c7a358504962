"""What a change of the catalogue would do, told before it is made: it is made, looked at, and undone."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from organisation.months import Month
from scorecards.catalogue_files.differences import Difference
from scorecards.queries.catalogue_effects import (
    Judged,
    Share,
    judge,
    last_month_with_figures,
    months_with_results,
    ranking_shares,
)
from scorecards.services.catalogue import CatalogueLoad, Change, NotTheirsError, write_change

JUDGED_BY = frozenset({"direction", "unit"})  # fields of an indicator that turn colours
POOLED_BY = frozenset({"unit", "direction", "pooling", "hide_below", "definition_changed"})


@dataclass(frozen=True, slots=True)
class Turn:
    """An office whose colour on an indicator would be another."""

    indicator: str
    unit: str
    unit_name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """An indicator's part in a package's ranking, before and after; None where it isn't in the package."""

    package: str
    indicator: str
    indicator_name: str
    before: Share | None
    after: Share | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would be, and what would follow from it."""

    loaded: CatalogueLoad
    turns: tuple[Turn, ...] = ()
    judged: int = 0  # colours that were compared
    figures_of: Month | None = None  # the month whose figures were judged
    targets_of: Month | None = None  # the month whose targets they were judged by
    weighed: tuple[Weighed, ...] = ()
    weighed_in: Month | None = None
    recalculated: int = 0  # months whose group figures are calculated anew


@dataclass(frozen=True, slots=True)
class _Asked:
    """What to look at before and after."""

    indicators: frozenset[str] = frozenset()
    figures_of: Month | None = None
    targets_of: Month | None = None
    packages: frozenset[str] = frozenset()
    weighed_in: Month | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    colours: dict[tuple[str, str], Judged] = field(default_factory=dict)
    shares: dict[tuple[str, str], Share] = field(default_factory=dict)


def preview_catalogue(change: Change, *, by: User | None) -> Preview:
    """What `change_catalogue` would answer, and what would follow. Nothing is changed by it."""
    try:
        with transaction.atomic():
            loaded = write_change(change, by=by)
            asked = _asked(loaded.differences)
            after = _look(asked)
            transaction.set_rollback(True)
    except NotTheirsError as error:
        return Preview(CatalogueLoad(error.findings))
    if not loaded.changed:
        return Preview(loaded)
    return _compared(loaded, asked, _look(asked), after)


def _asked(found: Iterable[Difference]) -> _Asked:
    """Colours of the indicators that are judged otherwise, and shares of the packages whose items change."""
    found = list(found)
    judged = [
        each
        for each in found
        if each.table == "targets" or (each.table == "indicators" and each.before and JUDGED_BY & each.changes.keys())
    ]
    items = [each for each in found if each.table == "items"]
    indicators = frozenset(each.row.get("indicator") or each.row["code"] for each in judged)
    targets = [each for each in judged if each.table == "targets"]
    over = _over_before(targets)
    figures_of = last_month_with_figures(indicators, over) if indicators else None
    packages = frozenset(each.row["package"] for each in items)
    return _Asked(
        indicators,
        figures_of,
        _in_force(targets, figures_of, ends=over is None) if figures_of else None,
        packages,
        _in_force(items, last_month_with_figures({each.row["indicator"] for each in items})) if items else None,
    )


def _over_before(targets: Iterable[Difference]) -> datetime.date | None:
    """The day from which nothing of the change holds any more, where all of it lies in the past."""
    ends = [row["valid_to"] for each in targets for row in (each.before, each.after) if row is not None]
    return datetime.date.fromisoformat(max(ends)) if ends and all(ends) else None


def _in_force(found: Iterable[Difference], latest: Month | None, *, ends: bool = True) -> Month | None:
    """The month in which all of the change shows: the latest one with figures, or the first after it that is named.

    `ends`: also that something ends, where it does.
    """
    days = [row["valid_from"] for each in found if (row := each.after) is not None]
    if ends:
        days += [each.changes["valid_to"][1] for each in found if each.after and "valid_to" in each.changes]
    months = [Month.first_from(datetime.date.fromisoformat(day)) for day in days if day]
    return max([*months, *([latest] if latest else [])], default=None)


def _look(asked: _Asked) -> _Seen:
    judged = (
        judge(asked.indicators, asked.figures_of, asked.targets_of) if asked.figures_of and asked.targets_of else []
    )
    shares = ranking_shares(asked.packages, asked.weighed_in) if asked.weighed_in else []
    return _Seen(
        {(each.indicator, each.unit): each for each in judged},
        {(each.package, each.indicator): each for each in shares},
    )


def _compared(loaded: CatalogueLoad, asked: _Asked, before: _Seen, after: _Seen) -> Preview:
    turns = [
        Turn(*pair, seen.unit_name, before.colours[pair].status if pair in before.colours else None, seen.status)
        for pair, seen in after.colours.items()
        if pair not in before.colours or before.colours[pair].status != seen.status
    ]
    weighed = []
    for pair in sorted(before.shares.keys() | after.shares.keys()):
        was, becomes = before.shares.get(pair), after.shares.get(pair)
        if was != becomes:
            weighed.append(Weighed(*pair, (becomes or was).indicator_name, was, becomes))  # type: ignore[union-attr]
    pooled = {
        each.row["code"]
        for each in loaded.differences
        if each.table == "indicators" and each.before and POOLED_BY & each.changes.keys()
    }
    return Preview(
        loaded,
        tuple(turns),
        len(after.colours),
        asked.figures_of,
        asked.targets_of,
        tuple(weighed),
        asked.weighed_in,
        months_with_results(pooled) if pooled else 0,
    )
