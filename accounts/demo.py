"""The people that a demo lets anybody be, by level, with what each may do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import RoleName
from accounts.queries import PersonLine, demo_people, narrowest
from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind

ROLES = list(RoleName)
MAY = {
    RoleName.LEADER: gettext_lazy("Leser alle, skriver for egen enhet"),
    RoleName.EMPLOYEE: gettext_lazy("Leser alle, kommenterer for egen enhet"),
    RoleName.COUNTY: gettext_lazy("Leverer tall, publiserer rangeringer"),
    RoleName.DIRECTORATE: gettext_lazy("Nasjonale indikatorer, krav og tall"),
    RoleName.ADMINISTRATOR: gettext_lazy("Personer, enheter og indikatorer"),
}
ICONS = {
    RoleName.LEADER: "office",
    RoleName.EMPLOYEE: "person",
    RoleName.COUNTY: "county",
    RoleName.DIRECTORATE: "directorate",
    RoleName.ADMINISTRATOR: "edit",
}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A button: who one becomes, where, and what that person may do."""

    email: str
    icon: str
    role: str
    unit: str
    may: str


def demo_levels() -> list[tuple[str, list[DemoPerson]]]:
    """Headings with their people, from the offices to the country. Two queries."""
    levels: dict[str, list[DemoPerson]] = {_("På kontoret"): [], _("I fylket"): [], _("Sentralt"): []}
    for person in sorted(demo_people(), key=_by_role_and_unit):
        role = narrowest(person.roles)
        if role is None:
            nobody = DemoPerson(person.email, "lock", _("Bare lesing"), _("Uten egen enhet"), _("Leser alle"))
            levels[_("Sentralt")].append(nobody)
            continue
        name = RoleName(role.role)
        button = DemoPerson(person.email, ICONS[name], role.label.capitalize(), role.unit_name, str(MAY[name]))
        levels[_level(role.unit_kind)].append(button)
    return [(heading, buttons) for heading, buttons in levels.items() if buttons]


def _level(kind: str) -> str:
    if kind in (UnitKind.OFFICE, UnitKind.SPECIAL):
        return _("På kontoret")
    return _("Sentralt") if kind == UnitKind.COUNTRY else _("I fylket")


def _by_role_and_unit(person: PersonLine) -> tuple[int, tuple[str, str]]:
    role = narrowest(person.roles)
    return (ROLES.index(RoleName(role.role)), norwegian_key(role.unit_name)) if role else (len(ROLES), ("", ""))
