"""Roles at units: given, and ended when taken away, so that the log still tells who had them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import RoleName
from accounts.models import Role, User
from accounts.permissions import forget_roles
from accounts.refusals import Refused, refuse_closed
from audit.services import record
from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.queries import country_unit

BELOW_THE_COUNTRY = (UnitKind.OFFICE, UnitKind.SPECIAL, UnitKind.REGION, UnitKind.COUNTY)
ROLE_PLACES: dict[str, tuple[UnitKind, ...]] = {
    RoleName.LEADER: BELOW_THE_COUNTRY,
    RoleName.EMPLOYEE: BELOW_THE_COUNTRY,
    RoleName.COUNTY: (UnitKind.COUNTY,),
    RoleName.DIRECTORATE: (UnitKind.COUNTRY,),
    RoleName.ADMINISTRATOR: (UnitKind.COUNTRY,),
}


@transaction.atomic
def give_role(*, person: User, role: str, unit: Unit | None = None, by: User | None) -> Role:
    """Give a person a role at a unit; those of the whole country need none named. Safe to repeat.

    Raises Refused: `unknown_role`, `missing_unit`, `role_not_at_unit`, `account_closed`.
    """
    place = _place(role, unit)
    refuse_closed(person)
    given, is_new = Role.objects.get_or_create(user=person, name=role, unit=place, ended_at=None)
    if is_new:
        forget_roles(person)
        record(by=by, verb="gave role", subject=f"person {person.email}", detail=f"{role} at {place.code}")
    return given


@transaction.atomic
def remove_role(*, person: User, role: str, unit: Unit | None = None, by: User | None) -> None:
    """End a role that the person has. Raises Refused: `role_not_held`, `last_administrator`, and as `give_role`."""
    place = _place(role, unit)
    held = Role.objects.filter(user=person, name=role, unit=place, ended_at=None).first()
    if held is None:
        words = {"email": person.email, "role": RoleName(role).label, "unit": place.code}
        message = _("%(email)s har ikke rollen %(role)s ved %(unit)s. Se hvilke roller personen har.") % words
        raise Refused("role_not_held", message, person.email)
    if role == RoleName.ADMINISTRATOR:
        keep_an_administrator(person=person, by=by)
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    forget_roles(person)
    record(by=by, verb="removed role", subject=f"person {person.email}", detail=f"{role} at {place.code}")


def keep_an_administrator(*, person: User, by: User | None) -> None:
    """Raise Refused where only this person can manage people. The command line can always make a new administrator."""
    administrators = Role.objects.filter(name=RoleName.ADMINISTRATOR, ended_at=None, user__closed_at=None)
    holders = set(administrators.select_for_update(of=("self",)).values_list("user_id", flat=True))
    if by is not None and holders == {person.pk}:
        message = _("%(name)s er den eneste administratoren. Gi rollen til en annen først.") % {"name": person.name}
        raise Refused("last_administrator", message, person.email)


def _place(role: str, unit: Unit | None) -> Unit:
    """The unit that a role is at, checked against the kinds of units it can be at."""
    if role not in RoleName.values:
        message = _("«%(role)s» er ikke en rolle. Bruk %(roles)s.") % {
            "role": role,
            "roles": ", ".join(RoleName.values),
        }
        raise Refused("unknown_role", message, role)
    kinds = ROLE_PLACES[role]
    if unit is None and kinds == (UnitKind.COUNTRY,):
        unit = country_unit()
        if unit is None:
            raise Refused("missing_unit", _("Landet er ikke lagt inn. Last inn organisasjonen først."))
    if unit is None:
        message = _("Rollen %(role)s må ha en enhet. Velg hvor den gjelder.") % {"role": RoleName(role).label}
        raise Refused("missing_unit", message)
    if unit.kind not in kinds:
        words = {
            "role": RoleName(role).label,
            "unit": unit.code,
            "kind": UnitKind(unit.kind).label,
            "kinds": ", ".join(str(kind.label) for kind in kinds),
        }
        message = _("Rollen %(role)s kan ikke gis ved %(unit)s (%(kind)s). Den gjelder ved: %(kinds)s.") % words
        raise Refused("role_not_at_unit", message, unit.code)
    return unit
