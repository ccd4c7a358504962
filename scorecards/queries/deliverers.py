"""Who delivers a package, and who fills in by hand at a unit: the people with the role for it, not all who may."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from accounts.choices import RoleName
from accounts.models import User
from accounts.queries import people_with
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import nearest_chains
from scorecards.models import Package

FILLS_IN = {UnitKind.COUNTRY: RoleName.DIRECTORATE, UnitKind.COUNTY: RoleName.COUNTY}


@dataclass(frozen=True, slots=True)
class Responsible:
    """Those who deliver, by package, and those who fill in, by unit; each by name."""

    delivers: Mapping[int, tuple[User, ...]]
    fills_in: Mapping[int, tuple[User, ...]]


def responsible_for(packages: Sequence[Package], units: Collection[tuple[int, str]], month: Month) -> Responsible:
    """Who delivers these packages and fills in at these units (id and kind), as they stand in `month`. At most two
    queries.

    A county's staff deliver what it and its offices own; the directorate what the country does. A unit's leader fills
    in for it.
    """
    owners = {package.owner_id: package.owner.kind for package in packages}
    chains = {owner: {owner} for owner, kind in owners.items() if kind in FILLS_IN}
    if below := [owner for owner in owners if owner not in chains]:
        chains |= nearest_chains(below, month)
    by_owner = {
        owner: [(unit, _who_delivers(owners[owner])) for unit in sorted(chain)] for owner, chain in chains.items()
    }
    by_unit = {unit: (unit, FILLS_IN.get(UnitKind(kind), RoleName.LEADER)) for unit, kind in units}
    people = people_with({*by_unit.values(), *(pair for pairs in by_owner.values() for pair in pairs)})
    of_owner = {
        owner: tuple({person.pk: person for pair in pairs for person in people[pair]}.values())
        for owner, pairs in by_owner.items()
    }
    return Responsible(
        {package.pk: of_owner[package.owner_id] for package in packages},
        {unit: tuple(people[pair]) for unit, pair in by_unit.items()},
    )


def _who_delivers(kind: str) -> RoleName:
    return RoleName.DIRECTORATE if kind == UnitKind.COUNTRY else RoleName.COUNTY
