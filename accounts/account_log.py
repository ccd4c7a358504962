"""What the log tells of an account, in words for its page."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Language, RoleName
from accounts.models import User
from audit.queries import lines_about
from audit.services import COMMAND_LINE

LINES = 20
SAID = {
    "added person": gettext_lazy("Lagt til"),
    "renamed person": gettext_lazy("Nytt navn"),
    "gave role": gettext_lazy("Fikk rolle"),
    "removed role": gettext_lazy("Mistet rolle"),
    "closed account": gettext_lazy("Kontoen stengt"),
    "reopened account": gettext_lazy("Kontoen åpnet"),
    "set password": gettext_lazy("Nytt passord"),
    "made one-time link": gettext_lazy("Engangslenke laget"),
    "issued token": gettext_lazy("Token laget"),
    "revoked token": gettext_lazy("Token trukket tilbake"),
    "chose language": gettext_lazy("Valgte språk"),
    "chose reminders": gettext_lazy("Valgte påminnelser"),
    "sent reminder": gettext_lazy("Påminnelse sendt"),
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """When, what was done in words with its particulars, and by whom."""

    at: datetime.datetime
    said: str
    detail: str
    who: str


def account_log(person: User) -> list[LogLine]:
    """The latest that happened to an account, newest first. One query."""
    return [
        LogLine(
            at=line.at,
            said=str(SAID.get(line.verb, line.verb)),
            detail=_particulars(line.verb, line.detail),
            who=line.actor.name if line.actor else _("kommandolinjen") if line.source == COMMAND_LINE else line.source,
        )
        for line in lines_about(f"person {person.email}", LINES)
    ]


def _particulars(verb: str, detail: str) -> str:
    """What the log keeps beside the verb, in the words of pages."""
    if verb in ("gave role", "removed role"):
        role, _at, code = detail.partition(" at ")
        return f"{RoleName(role).label}, {code}"
    if verb == "chose language":
        return str(Language(detail).label)
    if verb == "chose reminders":
        return _("ja") if detail == "yes" else _("nei")
    return detail if verb in ("renamed person", "sent reminder") else ""
