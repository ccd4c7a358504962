"""Reads of accounts: who there is, with which roles, and where a person belongs."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.choices import RoleName
from accounts.models import ApiToken, Role, User
from accounts.permissions import VERBS
from organisation.alphabet import norwegian_order
from organisation.choices import UnitKind
from organisation.models import Placement

DEMO_DOMAIN = "@demo.example"  # whose people a demo lets anybody be
PEOPLE_ON_A_PAGE = 50
NARROW_FIRST = [UnitKind.OFFICE, UnitKind.SPECIAL, UnitKind.REGION, UnitKind.COUNTY, UnitKind.COUNTRY]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that somebody has, with its unit's latest name."""

    id: int
    role: str
    unit_id: int
    unit_code: str
    unit_kind: str
    unit_name: str

    @property
    def label(self) -> str:
        return str(RoleName(self.role).label)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list."""

    id: int
    email: str
    name: str
    closed_at: datetime.datetime | None
    has_password: bool
    roles: tuple[RoleLine, ...]


def person_by_email(email: str) -> User | None:
    """The person with that e-mail, whatever the case of its letters."""
    return User.objects.filter(email__iexact=email.strip()).first()


def people(*, text: str = "", page: str | int = 1) -> "Page[User]":
    """A page of the people whose name, e-mail or unit has the text in it, by name; closed accounts last."""
    found = User.objects.order_by(F("closed_at").asc(nulls_first=True), norwegian_order("name"), "email")
    if text:
        at_unit = Role.objects.filter(ended_at=None).filter(
            Q(unit__code=text) | Q(unit__placements__name__icontains=text)
        )
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(pk__in=at_unit.values("user")))
    return Paginator(found, PEOPLE_ON_A_PAGE).get_page(page)


def with_roles(persons: Iterable[User]) -> list[PersonLine]:
    """People with the roles they have now, in the same order. One query."""
    persons = list(persons)
    roles = _role_lines([person.pk for person in persons])
    return [
        PersonLine(
            id=person.pk,
            email=person.email,
            name=person.name,
            closed_at=person.closed_at,
            has_password=person.has_usable_password(),
            roles=tuple(roles[person.pk]),
        )
        for person in persons
    ]


def demo_people() -> list[PersonLine]:
    """The open accounts that a demo has a button for. Two queries."""
    return with_roles(User.objects.filter(email__iendswith=DEMO_DOMAIN, closed_at=None))


def people_with(roles: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[User]]:
    """Whose account is open and who has one of these roles, each a unit and a role's name, by name. One query."""
    wanted = set(roles)
    rows = (
        Role.objects.filter(unit__in={unit for unit, _ in wanted}, ended_at=None, user__closed_at=None)
        .select_related("user")
        .order_by(norwegian_order("user__name"), "user__email")
    )
    found: dict[tuple[int, str], list[User]] = {pair: [] for pair in wanted}
    for role in rows:
        if (role.unit_id, role.name) in wanted:
            found[role.unit_id, role.name].append(role.user)
    return found


def those_who_may(verb: str, units: Iterable[int]) -> dict[int, list[tuple[User, str]]]:
    """Whose account is open and who has a role at one of these units (ids) that lets them do this there, by unit.

    Each once, with the name of the role, in the order of roles and then by the person's name. One query.
    """
    found: dict[int, dict[User, str]] = {unit: {} for unit in units}
    pairs = [(unit, role.value) for unit in found for role in RoleName if role in VERBS[verb]]
    people = people_with(pairs)
    for unit, role in pairs:
        for person in people[unit, role]:
            found[unit].setdefault(person, role)
    return {unit: list(people.items()) for unit, people in found.items()}


def live_tokens(person: User) -> list[ApiToken]:
    """The person's tokens that still open something, newest first."""
    return list(ApiToken.objects.filter(user=person, expires_at__gt=timezone.now()))


def narrowest(roles: Sequence[RoleLine]) -> RoleLine | None:
    """The role at whose unit a person belongs: an office before its county; of equals the one given first."""
    return min(roles, key=lambda role: NARROW_FIRST.index(UnitKind(role.unit_kind)), default=None)


def home_of(person: User) -> RoleLine | None:
    """The role at whose unit the person belongs; None where there is no role. One query."""
    return narrowest(_role_lines([person.pk])[person.pk])


def _role_lines(person_ids: list[int]) -> defaultdict[int, list[RoleLine]]:
    latest = Placement.objects.filter(unit=OuterRef("unit")).order_by("-valid_from")
    rows = (
        Role.objects.filter(user__in=person_ids, ended_at=None)
        .annotate(unit_name=Subquery(latest.values("name")[:1]))
        .values_list("user_id", "pk", "name", "unit_id", "unit__code", "unit__kind", "unit_name")
    )
    roles: defaultdict[int, list[RoleLine]] = defaultdict(list)
    for person_id, role_id, role, unit_id, code, kind, name in rows:
        roles[person_id].append(RoleLine(role_id, role, unit_id, code, kind, name or code))
    return roles


def role_that_ended(person: User, number: str) -> Role | None:
    """The person's role of that number (text of an address), where it was taken away. One query."""
    if not number.isdecimal():
        return None
    return Role.objects.filter(user=person, pk=int(number), ended_at__isnull=False).select_related("unit").first()


def roles_to_follow(pairs: Iterable[tuple[str, str]]) -> list[tuple[Role, str]]:
    """The roles of open accounts at units that become others, each with the code of the other where it is not held yet.

    Pairs of codes: predecessor and successor. One query.
    """
    pairs = list(dict.fromkeys(pairs))
    codes = {code for pair in pairs for code in pair}
    roles = Role.objects.filter(unit__code__in=codes, ended_at=None, user__closed_at=None)
    by_code: defaultdict[str, list[Role]] = defaultdict(list)
    for role in roles.select_related("user", "unit").order_by(norwegian_order("user__name"), "pk"):
        by_code[role.unit.code].append(role)
    held = {(role.user_id, role.name, code) for code, roles_there in by_code.items() for role in roles_there}
    return [
        (role, successor)
        for predecessor, successor in pairs
        for role in by_code[predecessor]
        if (role.user_id, role.name, successor) not in held
    ]
