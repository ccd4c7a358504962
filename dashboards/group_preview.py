"""Counties and regions before and after a change: how many offices, and what their results would be."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from dashboards.formatting import current_format
from dashboards.organisation import name_on
from dashboards.then_and_now import chosen_indicators
from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.planning import OrganisationPlan
from organisation.queries import nearest_placement
from organisation.standing import Standing
from scorecards.figures import IndicatorFacts
from scorecards.models import GroupSummary
from scorecards.queries.as_now import GroupThen, groups_as_they_are, groups_as_they_would_be

Offices = Mapping[str, set[str]]  # by the group's code


@dataclass(frozen=True, slots=True)
class Result:
    """An indicator of a group before and after: the group as one, and the mean of its offices; empty where unknown."""

    indicator: str
    pooled: tuple[str, str]
    mean: tuple[str, str]


@dataclass(frozen=True, slots=True)
class GroupPreview:
    """A county or region with its number of offices on the date, before and after, and its results."""

    code: str
    name: str
    offices: tuple[int, int]
    results: tuple[Result, ...]


def groups_before_and_after(
    plan: OrganisationPlan, date: datetime.date, language: str
) -> tuple[Month | None, list[GroupPreview]]:
    """The groups that get other offices, and the last month with results that theirs are of (None: there are none)."""
    before, after = _offices(plan.before, date), _offices(plan.after, date)
    codes = [code for code in dict.fromkeys([*before, *after]) if before.get(code) != after.get(code)]
    ids = dict(Unit.objects.values_list("code", "pk"))
    known = {code: ids[code] for code in codes if code in ids}
    month = GroupSummary.objects.filter(group__in=known.values()).aggregate(last=Max("month"))["last"]
    indicators = _indicators(list(known), month, language) if month else []
    then: Mapping[tuple[int, int], GroupThen] = {}
    now: Mapping[tuple[str, int], GroupThen] = {}
    if month and indicators:
        then = groups_as_they_are(list(known.values()), indicators, month)
        members = {code: _with_history(after.get(code, set()), plan, ids) for code in codes}
        now = groups_as_they_would_be(members, indicators, month)
    return month, [
        GroupPreview(
            code,
            name_on(code, date, plan.after),
            (len(before.get(code, ())), len(after.get(code, ()))),
            tuple(
                _result(facts, then.get((ids.get(code, 0), facts.id)), now.get((code, facts.id)))
                for facts in indicators
            ),
        )
        for code in codes
    ]


def _offices(standing: Standing, date: datetime.date) -> Offices:
    """The offices of each county and region on the date."""
    groups: dict[str, set[str]] = {}
    for code, span in standing.placed_on(date).items():
        for group in span.groups:
            if group and standing.kinds[code] == UnitKind.OFFICE:
                groups.setdefault(group, set()).add(code)
    return groups


def _with_history(offices: set[str], plan: OrganisationPlan, ids: Mapping[str, int]) -> list[list[int]]:
    """Each office by the ids of what it is made of: itself, and what becomes it, whose figures there are."""
    members = (
        [office, *(code for code, after in plan.new_successions if after == office and not plan.is_divided(code))]
        for office in offices
    )
    return [[ids[code] for code in each if code in ids] for each in members]


def _indicators(codes: Sequence[str], month: Month, language: str) -> list[IndicatorFacts]:
    """Those of the first group that is read by any."""
    for code in codes:
        unit = nearest_placement(code, month)
        indicators = chosen_indicators(unit, month, language) if unit else []
        if indicators:
            return indicators
    return []


def _result(facts: IndicatorFacts, then: GroupThen | None, now: GroupThen | None) -> Result:
    return Result(
        facts.name,
        (_value(then.pooled if then else None, facts), _value(now.pooled if now else None, facts)),
        (_value(then.mean if then else None, facts), _value(now.mean if now else None, facts)),
    )


def _value(value: float | None, facts: IndicatorFacts) -> str:
    return "" if value is None else current_format().value(value, facts)
