"""A quiet line about what is late or soon due, for those who deliver, on the pages that they come to first."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.permissions import can_somewhere, roles_of
from dashboards.calendar_words import days, due_in_words
from dashboards.dates import month_name
from scorecards.queries.due_now import DueNow, due_now
from scorecards.queries.today import today

PAGES = ("county", "counties")  # where a county's staff and the directorate begin


def due_line(request: HttpRequest) -> str:
    """The line; empty on other pages, for others, and where nothing is late. One query where it is asked for."""
    match = request.resolver_match
    if match is None or match.url_name not in PAGES or not can_somewhere(request.user, "deliver"):
        return ""
    return in_words(due_now({role.unit_id for role in roles_of(request.user)}, today()))


def in_words(found: Sequence[DueNow]) -> str:
    if not found:
        return ""
    if len(found) > 1:
        return _("%(n)s leveranser er forsinket eller har frist snart.") % {"n": len(found)}
    (due,) = found
    words = {"package": due.package, "month": month_name(due.cell.month)}
    if due.cell.days_late:
        return _("%(package)s for %(month)s er %(days)s forsinket.") % {**words, "days": days(due.cell.days_late)}
    return _("%(package)s for %(month)s har frist %(when)s.") % {
        **words,
        "when": due_in_words(due.cell.due, due.cell.days_left, due.cell.month),
    }
