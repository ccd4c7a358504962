"""Persons and their accounts: added, closed and opened again, never deleted."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import person_by_email
from accounts.refusals import Refused, refuse_closed
from accounts.services.passwords import set_password
from accounts.services.roles import give_role, keep_an_administrator
from audit.services import record
from organisation.models import Unit


@transaction.atomic
def add_person(
    *, email: str, name: str, role: str, unit: Unit | None = None, password: str | None = None, by: User | None
) -> User:
    """The person with that e-mail, made where there is none, with that name and that role besides those already held.

    Safe to repeat. Without a password a new account has none, and a one-time link lets the person choose it. Raises
    Refused: `invalid_email`, `missing_name`, `account_closed`, and what `give_role` and `set_password` refuse.
    """
    email, name = email.strip(), name.strip()
    _check(email, name)
    person = person_by_email(email)
    if person is None:
        person = User(email=email, name=name)
        person.set_unusable_password()
        person.save()
        record(by=by, verb="added person", subject=f"person {email}", detail=name)
    refuse_closed(person)
    if person.name != name:
        record(by=by, verb="renamed person", subject=f"person {person.email}", detail=f"{person.name} → {name}")
        person.name = name
        person.save(update_fields=["name"])
    give_role(person=person, role=role, unit=unit, by=by)
    if password is not None and not person.check_password(password):
        set_password(person=person, password=password, by=by)
    return person


@transaction.atomic
def close_account(*, person: User, by: User | None) -> None:
    """Nobody logs in with it any more: the password is thrown away, and with it every session; tokens stop.

    Safe to repeat. Raises Refused `last_administrator`.
    """
    if person.closed_at is not None:
        return
    keep_an_administrator(person=person, by=by)
    person.closed_at = timezone.now()
    person.set_unusable_password()
    person.save(update_fields=["closed_at", "password"])
    person.tokens.filter(expires_at__gt=person.closed_at).update(expires_at=person.closed_at)
    record(by=by, verb="closed account", subject=f"person {person.email}")


@transaction.atomic
def reopen_account(*, person: User, by: User | None) -> None:
    """Open a closed account again, with the roles it had and without a password. Safe to repeat."""
    if person.closed_at is None:
        return
    person.closed_at = None
    person.save(update_fields=["closed_at"])
    record(by=by, verb="reopened account", subject=f"person {person.email}")


@transaction.atomic
def choose_language(*, person: User, language: str) -> None:
    """The language that the person's pages come in; empty: as the browser asks for."""
    person.language = language
    person.save(update_fields=["language"])
    record(by=person, verb="chose language", subject=f"person {person.email}", detail=language)


@transaction.atomic
def choose_reminders(*, person: User, wanted: bool) -> None:
    """Whether the person is reminded by e-mail of figures that are late."""
    person.wants_reminders = wanted
    person.save(update_fields=["wants_reminders"])
    record(by=person, verb="chose reminders", subject=f"person {person.email}", detail="yes" if wanted else "no")


def _check(email: str, name: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("«%(email)s» er ikke en e-postadresse. Skriv den som navn@nav.no.") % {"email": email}
        raise Refused("invalid_email", message, email) from error
    if not name:
        raise Refused("missing_name", _("Skriv navnet på personen."))
