"""Passwords: set by their owner or from the command line, or chosen through a link that works once."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.refusals import Refused, refuse_closed
from audit.services import record


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """What lets a person choose a password once: the parts of the address, and until when it works."""

    uid: str
    token: str
    expires_at: datetime.datetime


# In our words, with what to do: Django's own lack translations
WEAKNESSES = {
    "password_too_short": _("Passordet er for kort. Bruk minst %(min_length)d tegn."),
    "password_too_common": _("Passordet er blant dem som mange bruker. Velg et annet."),
    "password_too_similar": _("Passordet ligner for mye på navnet eller e-posten. Velg et annet."),
}


def weaknesses_of(password: str, person: User) -> list[str]:
    """What is wrong with a password for that person, in sentences; nothing where it will do."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        return [str(WEAKNESSES[each.code or ""] % (each.params or {})) for each in error.error_list]
    return []


@transaction.atomic
def set_password(*, person: User, password: str, by: User | None) -> None:
    """Set a password, which ends the person's sessions. Raises Refused: `weak_password`, `account_closed`."""
    refuse_closed(person)
    if weaknesses := weaknesses_of(password, person):
        raise Refused("weak_password", " ".join(weaknesses))
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by=by, verb="set password", subject=f"person {person.email}")


@transaction.atomic
def make_one_time_link(*, person: User, by: User | None) -> OneTimeLink:
    """A link by which the person chooses a password. It stops working when it is used, at a login, and with time.

    Raises Refused `account_closed`.
    """
    refuse_closed(person)
    record(by=by, verb="made one-time link", subject=f"person {person.email}")
    return OneTimeLink(
        uid=urlsafe_base64_encode(force_bytes(person.pk)),
        token=default_token_generator.make_token(person),
        expires_at=timezone.now() + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    )


def person_of_link(uid: str, token: str) -> User | None:
    """The person whose link this is; None where it is wrong, used or too old, or the account is closed."""
    try:
        key = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    person = User.objects.filter(pk=key, closed_at=None).first()
    return person if person and default_token_generator.check_token(person, token) else None
