"""What surrounds every page: menu by permission, the person, languages, messages."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages import constants, get_messages
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import Reader, can_somewhere
from dashboards.due_line import due_line

ALERTS = {
    constants.SUCCESS: ("success", "green"),
    constants.WARNING: ("warning", "yellow"),
    constants.ERROR: ("danger", "red"),
}


@dataclass(frozen=True, slots=True)
class MenuItem:
    key: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    color: str
    icon: str


@dataclass(frozen=True, slots=True)
class Frame:
    language: str
    languages: tuple[tuple[str, str], ...]
    menu: tuple[MenuItem, ...] = ()  # empty for somebody who is not logged in
    person: str = ""
    messages: tuple[Message, ...] = ()
    due: str = ""  # what is late or soon due of the reader's deliveries


def frame_of(request: HttpRequest | None) -> Frame:
    """The frame for a request; without one (an error page) the bare frame."""
    language, languages = get_language() or settings.LANGUAGE_CODE, tuple(settings.LANGUAGES)
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return Frame(language, languages)
    messages = tuple(Message(str(each), *ALERTS.get(each.level, ("info", "info"))) for each in get_messages(request))
    return Frame(language, languages, _menu(user), user.name, messages, due_line(request))


def _menu(user: Reader) -> tuple[MenuItem, ...]:
    """Addresses without a unit lead to the reader's own: the menu is the same on every page, and costs no query."""
    menu = [
        MenuItem("office", _("Kontor"), "/office/"),
        MenuItem("county", _("Fylke"), "/county/"),
        MenuItem("indicators", _("Indikatorer"), "/indicators/"),
        MenuItem("ranking", _("Rangering"), "/ranking/"),
    ]
    if can_somewhere(user, "deliver"):
        menu.append(MenuItem("deliveries", _("Leveranser"), "/deliveries/"))
    if can_somewhere(user, "edit_organisation"):
        menu.append(MenuItem("organisation", _("Organisasjon"), "/organisation/"))
    if can_somewhere(user, "manage_people"):
        menu.append(MenuItem("people", _("Personer"), "/people/"))
    return tuple(menu)
