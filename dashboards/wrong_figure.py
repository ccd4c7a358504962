"""Is this figure wrong? Who to ask: the unit that owns an indicator, and the people who may change it there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from accounts.choices import RoleName
from accounts.models import User
from accounts.queries import those_who_may
from dashboards.dates import month_and_year
from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import chain_above, latest_names, nearest_placement
from scorecards.queries.today import today
from scorecards.services.catalogue import EDIT
from scorecards.services.local_goals import SET

WIDE = frozenset({UnitKind.COUNTRY, UnitKind.COUNTY})  # their indicators are changed in the catalogue


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to ask; `href` opens a message to them."""

    name: str
    role: str
    email: str
    href: str


@dataclass(frozen=True, slots=True)
class Question:
    """Who owns an indicator and who can be asked about its figures: people of the owner, else of a unit above it."""

    owner: str
    owner_href: str
    asked_at: str  # the name of the unit whose people these are; empty where no unit has any
    is_above: bool
    about: str  # what the message is about: the indicator, and the office and month where those are known
    contacts: Sequence[Contact]


def question_about(name: str, owner: Unit, asked: Mapping[str, str]) -> Question:
    """The question about the indicator called `name`; `asked` may name a `unit` and a `month`. At most five queries."""
    month = Month.of(today())
    unit, people = _nearest_people(owner, month)
    names = latest_names([owner.code, asked.get("unit", ""), *([unit.code] if unit else [])])
    subject = subject_of(name, names.get(asked.get("unit", ""), ""), asked.get("month", ""))
    return Question(
        owner=names.get(owner.code, owner.code),
        owner_href=f"/organisation/{owner.code}/",
        asked_at=names.get(unit.code, unit.code) if unit else "",
        is_above=unit is not None and unit.pk != owner.pk,
        about=subject,
        contacts=[_contact(person, role, subject) for person, role in people],
    )


def subject_of(name: str, unit: str, month: str) -> str:
    """`Dialogmøte 2, NAV Voss, mai 2018`: what is not known is left out."""
    try:
        when = month_and_year(Month.parse(month))
    except ValueError:
        when = ""
    return ", ".join(filter(None, (name, unit, when)))


def _nearest_people(owner: Unit, month: Month) -> tuple[Unit | None, Sequence[tuple[User, str]]]:
    """The owner with those who may change its indicators; where nobody may, the nearest unit above it with some.

    Where there is none with some, the nearest unit above, and nobody.
    """
    verb = EDIT if owner.kind in WIDE else SET
    people = those_who_may(verb, [owner.pk])[owner.pk]
    if people or owner.kind == UnitKind.COUNTRY:
        return owner if people else None, people
    placed = nearest_placement(owner, month)
    chain = [number for number in chain_above(placed) if number != owner.pk] if placed else []
    units, found = Unit.objects.in_bulk(chain), those_who_may(verb, chain)
    nearest = next((number for number in chain if found[number]), next(iter(chain), None))
    return (units[nearest], found[nearest]) if nearest else (None, ())


def _contact(person: User, role: str, subject: str) -> Contact:
    title = _("Spørsmål om %(about)s") % {"about": subject}
    href = f"mailto:{quote(person.email, safe='@')}?subject={quote(title)}"
    return Contact(person.name, str(RoleName(role).label), person.email, href)
