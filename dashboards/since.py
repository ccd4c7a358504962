"""What has changed since the reader last saw an office's month: said on the page, which itself is kept for everybody.

Noted once a visit. What is told stays the same for the visit: it is kept in memory, so that a page shown again costs no
query more; another process of the server finds the same.
"""

import datetime
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeAlias, cast

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.services.looks import VISIT, note_look
from accounts.views.reader import own_account
from dashboards.addresses import asks_for_now
from dashboards.dates import day_near
from dashboards.formatting import listed
from dashboards.views.reading import wants_file
from organisation.months import Month
from scorecards.queries.changed_since import Became, changed_since

MARK: Final = b"<!-- since -->"  # where the page is told it

P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[HttpRequest, str, Month, P], HttpResponse]
Told: TypeAlias = dict[str, Any]  # since when, and what has changed


def telling_what_changed(view: View[P]) -> View[P]:
    """Put what has changed since the reader's last visit where the page has its mark."""

    @wraps(view)
    def telling(request: HttpRequest, code: str, month: Month, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if wants_file(request) or asks_for_now(request.GET):
            return view(request, code, month, *args, **kwargs)
        told = _told(request, code, month)
        request.META["told"] = told["since"] if told["changed"] else ""  # part of the page's ETag
        response = view(request, code, month, *args, **kwargs)
        if MARK in response.content:
            line = _line(told, code, month) if told["changed"] else ""
            response.content = response.content.replace(MARK, line.encode(), 1)
        return response

    return cast("View[P]", telling)


def _told(request: HttpRequest, code: str, month: Month) -> Told:
    """What the visit tells, found out where it begins. A session's hour is a visit."""
    language = get_language() or "nb"
    visit = hashlib.sha256((request.session.session_key or "").encode()).hexdigest()[:16]
    page = f"{visit} {code} {month} {language}".replace(" ", "-")
    told: Told | None = caches["visits"].get(page)
    if told is None:
        since = note_look(by=own_account(request), unit=code, month=month, visit=visit)
        changed = changed_since(code, month, since, language) if since else []
        told = {
            "since": since.isoformat() if since else "",
            "changed": [(each.became.value, each.code, each.name) for each in changed],
        }
        caches["visits"].set(page, told, VISIT)
    return told


def _line(told: Told, code: str, month: Month) -> str:
    """`Siden du så på siden 12. juni: 3 tall er rettet og 25 tall er nye`, which opens to which they are."""
    sentence = _("Siden du så på siden %(day)s: %(what)s") % {
        "day": day_near(datetime.datetime.fromisoformat(told["since"]), month),
        "what": listed(_counted([became for became, _code, _name in told["changed"]])),
    }
    words = {Became.CORRECTED: _("rettet"), Became.NEW: _("nytt"), Became.FINAL: _("endelig")}
    lines = [
        (name, f"/offices/{code}/indicators/{indicator}/", words[Became(became)])
        for became, indicator, name in told["changed"]
    ]
    return render_to_string("since.html", {"sentence": sentence, "lines": lines})


def _counted(every: list[str]) -> list[str]:
    corrected, new, final = (every.count(became.value) for became in (Became.CORRECTED, Became.NEW, Became.FINAL))
    parts = (
        (corrected, ngettext("%(n)s tall er rettet", "%(n)s tall er rettet", corrected)),
        (new, ngettext("%(n)s tall er nytt", "%(n)s tall er nye", new)),
        (final, ngettext("%(n)s tall er blitt endelig", "%(n)s tall er blitt endelige", final)),
    )
    return [text % {"n": number} for number, text in parts if number]
