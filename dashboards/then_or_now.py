"""The choice between the organisation as it was and as it is, and the words about what is put together as it is."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dashboards.addresses import NOW, asks_for_now, chosen_href
from dashboards.dates import month_and_year
from dashboards.formatting import listed
from dashboards.pages import Chip
from organisation.as_now import OrganisationNow, groups_then
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.queries.readings import AsNow, Reading

MOST_NAMED = 3  # merged offices of a group that are told one by one


@dataclass(frozen=True, slots=True)
class Switch:
    """Two chips, and as it is now what the figures are made of."""

    chips: Sequence[Chip]
    sentences: Sequence[str]


def comparison_switch(read: Reading, county: PlacedUnit, asked: Mapping[str, str]) -> dict[str, Any]:
    """The switch of a page whose address names a county: as then it leads to what that was."""
    if isinstance(read, AsNow) and read.differs(county):
        return switch_context(read, county, asked, then={"county": read.code_then(county), "reference": ""})
    return switch_context(read, county, asked, now={"county": county.code})


def todays_address(read: Reading, path: str, asked: Mapping[str, str]) -> str:
    """The page's address as now, with what became the units that it names; empty where these stand today."""
    if not isinstance(read, AsNow):
        return ""
    named = {name: code for name in ("county", "reference", "office") if (code := asked.get(name))}
    today = {name: read.todays_code(code) for name, code in named.items()}
    return path + chosen_href(asked, **today) if today != named else ""


def switch_context(
    read: Reading,
    unit: PlacedUnit,
    asked: Mapping[str, str],
    *,
    then: Mapping[str, str] | None = None,
    now: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The switch, where the unit differs between then and now; and what the page's links end with.

    `then` and `now` are what an address names otherwise in the other reading.
    """
    if not read.differs(unit):
        return {"switch": None, "as_now": ""}
    sentences = sentences_about(read, unit) if isinstance(read, AsNow) else []
    found: dict[str, Any] = {"switch": Switch(switch_chips(asked, then or {}, now or {}), sentences)}
    if not read.is_now:
        return {**found, "as_now": ""}
    return {**found, "as_now": f"?as={NOW}", "ranking_href": ""}  # nobody has ranked today's offices by these figures


def switch_chips(asked: Mapping[str, str], then: Mapping[str, str], now: Mapping[str, str]) -> list[Chip]:
    is_now = asks_for_now(asked)
    return [
        Chip(_("Som det var"), chosen_href(asked, **{"as": "", **then}), not is_now),
        Chip(_("Som det er nå"), chosen_href(asked, **{"as": NOW, **now}), is_now),
    ]


def sentences_about(read: AsNow, unit: PlacedUnit) -> list[str]:
    """What today's unit was made of in the month, and what is not calculated anew."""
    organisation, month = read.organisation, read.month
    if unit.kind == UnitKind.OFFICE:
        parts = organisation.parts_in(unit.id, month)
        ends = [organisation.ended(part.unit) for part in parts if part.unit != unit.id]
        found = _put_together(unit, [part.name for part in parts], [end for end in ends if end])
    else:
        groups = _about_counties(read) if unit.kind == UnitKind.COUNTRY else _about_group(read, unit)
        found = [*groups, *_about_offices(organisation, unit, month)]
    return [*found, _("Snitt og samlede tall gjelder dagens kontor. Plasser regnes ikke på nytt.")]


def _put_together(unit: PlacedUnit, names: Sequence[str], ends: Sequence[datetime.date]) -> list[str]:
    """Which units today's was until the last of them ended; nothing where that was itself, if by another code."""
    if not ends or list(names) == [unit.name]:
        return []
    texts = {"when": _when(max(ends)), "units": listed(sorted(names))}
    if len(names) > 1:
        return [_("Tall før %(when)s er %(units)s slått sammen.") % texts]
    return [_("Tall før %(when)s er fra %(units)s.") % texts]


def _when(day: datetime.date) -> str:
    """The year, where the day is its first; else the month too."""
    return str(day.year) if (day.month, day.day) == (1, 1) else month_and_year(Month.of(day))


def _about_group(read: AsNow, unit: PlacedUnit) -> list[str]:
    """The counties or regions that today's is made of, where it is made of whole ones. One query."""
    whole = _whole_groups(read, unit)
    then = groups_then(whole, read.month) if whole and whole != [unit.id] else []
    return _put_together(unit, [name for _, name, _ in then], [end for each, _, end in then if end and each != unit.id])


def _about_counties(read: AsNow) -> list[str]:
    """Today's counties that were several. Two queries."""
    whole = {county.name: _whole_groups(read, county) for county in read.units(kind=UnitKind.COUNTY)}
    then = groups_then({group for groups in whole.values() for group in groups}, read.month)
    names = {group: name for group, name, _ in then}
    merged = {county: [names[group] for group in groups] for county, groups in whole.items() if len(groups) > 1}
    if len(merged) > MOST_NAMED:
        return [_("%(n)s av fylkene er flere fylker slått sammen.") % {"n": len(merged)}]
    return [_merged(county, of) for county, of in merged.items()]


def _whole_groups(read: AsNow, unit: PlacedUnit) -> list[int]:
    organisation, month = read.organisation, read.month
    members = organisation.members_in({office.id for office in organisation.offices_of(unit)}, month) or set()
    return organisation.whole_groups(members, unit.kind, month)


def _merged(unit: str, of: Sequence[str]) -> str:
    return _("%(unit)s er %(units)s slått sammen.") % {"unit": unit, "units": listed(sorted(of))}


def _about_offices(organisation: OrganisationNow, unit: PlacedUnit, month: Month) -> list[str]:
    """Today's offices that were several, and offices that are several today."""
    offices = organisation.offices_of(unit)
    parts = [(office, organisation.parts_in(office.id, month)) for office in offices]
    merged = [(office, stood) for office, stood in parts if len(stood) > 1]
    if len(merged) > MOST_NAMED:
        found = [_("%(n)s av kontorene er flere kontor slått sammen.") % {"n": len(merged)}]
    else:
        found = [_merged(office.name, [each.name for each in stood]) for office, stood in merged]
    divided = organisation.divided_among({office.id for office in offices}, month)
    if divided:
        names = listed(sorted(each.name for each in divided))
        found.append(
            _("%(units)s er delt siden, og tallene fra før kan ikke fordeles på kontorene.") % {"units": names}
        )
    return found
