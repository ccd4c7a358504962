"""Roles that follow when a unit becomes another: the same role at the new one, beside the old."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from accounts.models import Role, User
from accounts.queries import roles_to_follow
from accounts.services.roles import give_role, remove_role
from organisation.models import Unit


@transaction.atomic
def give_roles_of_predecessors(*, pairs: Iterable[tuple[str, str]], by: User | None) -> list[Role]:
    """Whoever has an open account and a role at the first of a pair of codes gets the same at the second."""
    pairs = list(pairs)
    units = Unit.objects.in_bulk([successor for _, successor in pairs], field_name="code")
    given = []
    for role, successor in roles_to_follow(pairs):
        given.append(give_role(person=role.user, role=role.name, unit=units[successor], by=by))
    return given


@transaction.atomic
def take_back_given_roles(*, pairs: Iterable[tuple[str, str]], since: datetime.datetime, by: User | None) -> None:
    """End the roles that were given so at that time or later, and are still held."""
    for predecessor, successor in pairs:
        before = Role.objects.filter(unit__code=predecessor).values_list("user_id", "name")
        held = set(before)
        given = Role.objects.filter(unit__code=successor, ended_at=None, since__gte=since).select_related(
            "user", "unit"
        )
        for role in given:
            if (role.user_id, role.name) in held:
                remove_role(person=role.user, role=role.name, unit=role.unit, by=by)
