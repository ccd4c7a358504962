"""What each role may do, and to which units: the one place that decides it.

Everybody with an open account may read everything. A role at a unit covers the units below it, and what they came from.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from accounts.choices import RoleName
from organisation.choices import UnitKind
from organisation.models import Succession
from organisation.months import Month
from organisation.queries import AnyUnit, PlacedUnit, chain_above, nearest_chains, nearest_placement, unit_id

Reader: TypeAlias = AbstractBaseUser | AnonymousUser

NATIONAL = frozenset({RoleName.DIRECTORATE, RoleName.ADMINISTRATOR})
COUNTY_AND_UP = NATIONAL | {RoleName.COUNTY}
EVERYBODY = frozenset(RoleName)

VERBS: dict[str, frozenset[RoleName]] = {
    "write": EVERYBODY,  # comments, notices, actions
    "fill_in": EVERYBODY,  # what a unit counts by hand
    "set_local_goals": COUNTY_AND_UP | {RoleName.LEADER},  # goals and indicators that a unit has of its own
    "deliver": COUNTY_AND_UP,  # hand in files of a package
    "publish": COUNTY_AND_UP,  # publish them, and take them back
    "publish_ranking": COUNTY_AND_UP,
    "edit_catalogue": COUNTY_AND_UP,  # indicators, packages and targets of the unit that owns them
    "edit_organisation": NATIONAL,
    "manage_people": frozenset({RoleName.ADMINISTRATOR}),
}
# By hand: every page asks it, also one that the reader's browser has already. A row at least, for what is asked beside.
FIND_ROLES = """
SELECT {beside}, r.id, r.name, r.unit_id, u.code, u.kind
FROM (SELECT) AS once LEFT JOIN (accounts_role r JOIN organisation_unit u ON u.id = r.unit_id)
    ON r.user_id = %s AND r.ended_at IS NULL
ORDER BY r.id
"""
HELD = "_held_roles"  # where a user object keeps its roles for the length of a request


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a person has now."""

    id: int
    name: str
    unit_id: int
    unit_code: str
    unit_kind: str


def roles_of(user: Reader) -> tuple[HeldRole, ...]:
    """The roles a person has now, in the order they were given; none for a closed account. One query a user object."""
    if not (user.is_authenticated and user.is_active):
        return ()
    if getattr(user, HELD, None) is None:
        ask_with_roles(user, "NULL")
    held: tuple[HeldRole, ...] = getattr(user, HELD)
    return held


def ask_with_roles(user: Reader, expression: str) -> Any:
    """The value of an SQL expression of ours; in the same query the person's roles are read, as `roles_of` has them."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_ROLES.format(beside=expression), [user.pk])
        rows = cursor.fetchall()
    setattr(user, HELD, tuple(HeldRole(*role) for _, *role in rows if role[0] is not None))
    return rows[0][0]


def forget_roles(user: Reader) -> None:
    """Have `roles_of` ask again: what a change of roles calls."""
    setattr(user, HELD, None)


def can(user: Reader, verb: str, unit: AnyUnit | None = None, month: Month | None = None) -> bool:
    """Whether the person may do this to the unit, as it stood in the month (else today, else when it last stood).

    Without a unit: to all of them. Raises KeyError for an unknown verb.
    """
    holding = _roles_for(user, verb)
    if any(role.unit_kind == UnitKind.COUNTRY for role in holding):
        return True
    if not holding or unit is None:
        return False
    own = {role.unit_id for role in holding}
    above = {unit_id(unit)}
    if own.isdisjoint(above):
        above.update(_chain(unit, month))
    return not own.isdisjoint(above) or not own.isdisjoint(_successors(above))


def those_open_to(user: Reader, verb: str, units: Collection[int]) -> set[int]:
    """Those of the units (ids) to which the person may do this as they stand today: `can` for many, in two queries."""
    holding = _roles_for(user, verb)
    if any(role.unit_kind == UnitKind.COUNTRY for role in holding):
        return set(units)
    own = {role.unit_id for role in holding}
    if own.issuperset(units) or not own:
        return own & set(units)
    became: defaultdict[int, set[int]] = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor_id", "successor_id"):
        became[predecessor].add(successor)
    chains = nearest_chains(units, Month.of(timezone.localdate()))
    return {unit for unit, above in chains.items() if not own.isdisjoint(_with_what_came_of(above, became))}


def can_somewhere(user: Reader, verb: str) -> bool:
    """Whether the person may do this to some unit: what a menu shows. Costs no query beyond `roles_of`."""
    return bool(_roles_for(user, verb))


def _roles_for(user: Reader, verb: str) -> list[HeldRole]:
    allowed = VERBS[verb]
    return [role for role in roles_of(user) if role.name in allowed]


def _chain(unit: AnyUnit, month: Month | None) -> list[int]:
    if isinstance(unit, PlacedUnit) and month is None:
        return chain_above(unit)
    then = nearest_placement(unit, month or Month.of(timezone.localdate()))
    return chain_above(then) if then else []


def _with_what_came_of(units: set[int], became: Mapping[int, set[int]]) -> set[int]:
    found, newest = set(units), set(units)
    while newest:
        newest = {successor for unit in newest for successor in became.get(unit, ())} - found
        found |= newest
    return found


def _successors(units: set[int]) -> set[int]:
    """What these units became, and what that became: who may correct what was theirs."""
    found: set[int] = set()
    newest = units
    while newest:
        became = set(Succession.objects.filter(predecessor__in=newest).values_list("successor_id", flat=True))
        newest = became - found
        found |= newest
    return found
