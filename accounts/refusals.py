"""How a write of accounts says no: a finding that names the remedy, for pages, commands and the API alike."""

from django.utils.translation import gettext as _

from accounts.models import User
from organisation.findings import ERROR, Found


class Refused(Exception):
    """Nothing was done; `found` says why and what to do."""

    def __init__(self, code: str, message: str, value: str = "") -> None:
        super().__init__(message)
        self.found = Found(code, ERROR, message, value=value)


def refuse_closed(person: User) -> None:
    """Raise Refused `account_closed` where the person's account is closed."""
    if person.closed_at is not None:
        message = _("Kontoen til %(email)s er stengt. Åpne den igjen først.") % {"email": person.email}
        raise Refused("account_closed", message, person.email)
