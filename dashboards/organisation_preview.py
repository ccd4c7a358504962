"""The preview of a change of the organisation: what becomes of units, figures, people and packages."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.choices import RoleName
from accounts.queries import roles_to_follow
from dashboards.dates import month_and_year
from dashboards.group_preview import GroupPreview, groups_before_and_after
from dashboards.organisation import SpanLine, name_on, span_lines
from dashboards.then_and_now import ThenAndNow, chosen_indicators, last_months, side_by_side
from organisation.choices import UnitKind
from organisation.findings import Found
from organisation.lines import stamp_of
from organisation.models import Unit
from organisation.months import Month
from organisation.planning import OrganisationPlan
from organisation.queries import nearest_placement
from scorecards.models import Package
from scorecards.queries.as_now import months_with_figures

SHOWN_UNITS = 200  # the others are counted
SHOWN_HISTORIES = 4


@dataclass(frozen=True, slots=True)
class UnitPreview:
    """A unit's spans before and after, and what it becomes."""

    code: str
    name: str
    is_new: bool
    before: list[SpanLine]
    after: list[SpanLine]
    became: tuple[str, ...]
    figures: str  # from the date on, in words; empty without any


@dataclass(frozen=True, slots=True)
class History:
    """What a unit's earlier months will look like."""

    name: str
    tables: list[ThenAndNow]


@dataclass(frozen=True, slots=True)
class Preview:
    """All of it; `next_steps` are sentences with where to do them."""

    stamp: str
    findings: list[Found]
    units: list[UnitPreview]
    left_out: int
    groups: Sequence[GroupPreview]
    groups_month: Month | None
    histories: list[History]
    people: list[str]
    next_steps: list[tuple[str, str]]
    refused: bool
    nothing: bool


def preview_of(plan: OrganisationPlan, date: datetime.date, language: str) -> Preview:
    """What the plan would do. `date`: from when on. A fixed number of queries for each unit that others become."""
    touched = [*plan.added, *plan.changed]
    touched += [code for code in plan.succeeded_otherwise if code not in touched]
    figures = _figures_from(touched, Month.first_from(date))
    month, groups = groups_before_and_after(plan, date, language) if not plan.refused else (None, ())
    return Preview(
        stamp=stamp_of(plan.before),
        findings=list(plan.findings),
        units=[_unit(code, plan, date, figures) for code in touched[:SHOWN_UNITS]],
        left_out=max(0, len(touched) - SHOWN_UNITS),
        groups=groups,
        groups_month=month,
        histories=_histories(plan, Month.first_from(date), language) if not plan.refused else [],
        people=_people(plan, date),
        next_steps=_next_steps(plan, date) if not plan.refused else [],
        refused=plan.refused,
        nothing=plan.changes_nothing and not plan.refused,
    )


def _unit(code: str, plan: OrganisationPlan, date: datetime.date, figures: dict[str, str]) -> UnitPreview:
    name = name_on(code, date, plan.after)
    became = tuple(name_on(after, date, plan.after) for before, after in plan.new_successions if before == code)
    before, after = span_lines(code, plan.before), span_lines(code, plan.after)
    return UnitPreview(code, name, code in plan.added, before, after, became, figures.get(code, ""))


def _figures_from(codes: Sequence[str], month: Month) -> dict[str, str]:
    """Of units with figures in the month or later: which months, in words."""
    ids = dict(Unit.objects.filter(code__in=codes).values_list("pk", "code"))
    found = {}
    for unit, months in months_with_figures(ids, month).items():
        words = {"first": month_and_year(months.first), "last": month_and_year(months.last)}
        one = months.first == months.last
        found[ids[unit]] = (_("tall for %(first)s") if one else _("tall for %(first)s til %(last)s")) % words
    return found


def _histories(plan: OrganisationPlan, month: Month, language: str) -> list[History]:
    """For each office that others become: they and it, month by month, and pooled."""
    ids = dict(Unit.objects.values_list("code", "pk"))
    histories = []
    for successor in dict.fromkeys(after for _before, after in plan.new_successions):
        became = [code for code, after in plan.new_successions if after == successor]
        if plan.after.kinds[successor] != UnitKind.OFFICE or any(plan.is_divided(code) for code in became):
            continue
        members = [ids[code] for code in (*became, successor) if code in ids and plan.before.spans_of(code)]
        months = last_months(members, before=month)
        unit = nearest_placement(became[0], months[-1]) if months else None
        indicators = chosen_indicators(unit, months[-1], language) if unit else []
        name = name_on(successor, month.first_day, plan.after)
        histories.append(History(name, side_by_side(members, indicators, months)))
    return histories[:SHOWN_HISTORIES]


def _people(plan: OrganisationPlan, date: datetime.date) -> list[str]:
    """Who has a role at a unit that becomes another, and would get it there."""
    return [
        _("%(name)s: %(role)s ved %(old)s får samme rolle ved %(new)s")
        % {
            "name": role.user.name,
            "role": str(RoleName(role.name).label),
            "old": name_on(role.unit.code, date, plan.before),
            "new": name_on(successor, date, plan.after),
        }
        for role, successor in roles_to_follow(plan.new_successions)
    ]


def _next_steps(plan: OrganisationPlan, date: datetime.date) -> list[tuple[str, str]]:
    """What is left to do by hand when units that own packages are no more."""
    ended = [code for code in plan.changed if not plan.after.span_on(code, date)]
    packages = Package.objects.filter(owner__code__in=ended).select_related("owner").order_by("name")
    steps = [
        (
            _("Pakken «%(package)s» eies av %(unit)s og blir stående for månedene før. Lag en ny pakke for %(new)s.")
            % {
                "package": package.name,
                "unit": name_on(package.owner.code, date, plan.before),
                "new": _successors_of(package.owner.code, plan, date) or _("enheten som tar over"),
            },
            "/catalogue/packages/new/",
        )
        for package in packages
    ]
    if any(_is_a_new_county(code, plan) for code in plan.named):
        steps.append((_("Sett krav og regel for rangering for det nye fylket når pakken er laget."), "/packages/"))
    return steps


def _is_a_new_county(code: str, plan: OrganisationPlan) -> bool:
    return plan.after.kinds[code] == UnitKind.COUNTY and not plan.before.spans_of(code)


def _successors_of(code: str, plan: OrganisationPlan, date: datetime.date) -> str:
    names = [name_on(after, date, plan.after) for before, after in plan.new_successions if before == code]
    return _(" og ").join(names)
