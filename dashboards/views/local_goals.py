"""A unit's local goals: the list with what is missing, adding one, retiring one and taking it up again."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import can
from accounts.refusals import Refused
from accounts.views.reader import own_account
from dashboards import local_exports
from dashboards.dates import month_and_year
from dashboards.filling_in_page import unit_href
from dashboards.local_forms import LocalGoalForm
from dashboards.local_goals import GROUPS, GoalLine, alive_sentence, goal_lines, page_context
from dashboards.views.reading import as_file, wants_file
from organisation.months import Month
from organisation.queries import PlacedUnit, nearest_placement
from scorecards.models import Indicator
from scorecards.queries.alive import live_indicators
from scorecards.queries.by_hand import (
    Missing,
    last_filled_in,
    missing_below,
    missing_of,
    month_to_fill_in,
    rows_by_hand,
)
from scorecards.queries.local_goals import goal_tree, own_goals
from scorecards.queries.today import today
from scorecards.services.local_goals import (
    add_local_indicator,
    reopen_local_indicator,
    retire_local_indicator,
)

SET = "set_local_goals"


def _unit(code: str, month: Month) -> PlacedUnit:
    unit = nearest_placement(code, month)
    if unit is None:
        raise Http404(_("Ingen enhet har koden %(code)s.") % {"code": code})
    return unit


@never_cache
@login_required
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """What the unit counts by hand and has offices count, and what of it is missing."""
    month, language = month_to_fill_in(), get_language() or "nb"
    unit = _unit(code, month)
    own, rows = own_goals(unit, language), rows_by_hand(unit, month, language)
    missing = missing_of(unit, month)
    filled = last_filled_in(unit.id, [row.indicator.id for row in rows])
    lines = goal_lines(unit, own, rows, filled, missing)
    below = missing_below(unit, month) if unit.kind in GROUPS else []
    if wants_file(request):
        return _as_file(request, unit, lines, [*missing, *below])
    context = page_context(unit, month, lines, missing, below, live_indicators(unit, month), today())
    context |= {
        "may_fill_in": can(request.user, "fill_in", unit),
        "may_set": can(request.user, SET, unit),
        "simulated": any(goal.simulated for goal in own) or any(row.simulated for row in rows),
    }
    return render(request, "local_goals.html", context)


def _as_file(
    request: HttpRequest, unit: PlacedUnit, lines: Sequence[GoalLine], missing: Sequence[Missing]
) -> HttpResponse:
    if request.GET.get("table") == "missing":
        return as_file(request, f"local-missing-{unit.code}", local_exports.MISSING, local_exports.missing(missing))
    return as_file(request, f"local-{unit.code}", local_exports.LOCAL_GOALS, local_exports.local_goals(lines))


@never_cache
@login_required
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A new local goal, beside what the unit follows already. For those who set the unit's goals; 403 for others."""
    month = month_to_fill_in()
    unit = _unit(code, month)
    if not can(request.user, SET, unit):
        raise PermissionDenied
    form = LocalGoalForm(unit, goal_tree(), request.POST or None, initial={"first": str(month)})
    if form.is_valid():
        try:
            indicator = add_local_indicator(unit=unit, stated=form.stated(), by=own_account(request))
        except Refused as refused:
            form.add_error("name", refused.found.text)
        else:
            messages.success(request, _("«%(name)s» er lagt til.") % {"name": indicator.name})
            return redirect("local", code)
    return _form_page(request, unit, month, form)


def _form_page(request: HttpRequest, unit: PlacedUnit, month: Month, form: LocalGoalForm) -> HttpResponse:
    own = own_goals(unit, get_language() or "nb")
    context = {
        "here": "office" if unit.kind not in GROUPS else "county",
        "unit": unit,
        "unit_href": unit_href(unit, month),
        "form": form,
        "alive": alive_sentence(unit, live_indicators(unit, month)),
        "own": [line for line in goal_lines(unit, own, [], {}, []) if line.end is None],
        "simulated": any(goal.simulated for goal in own),
    }
    return render(request, "local_new.html", context)


def _own_indicator(code: str, indicator: str) -> Indicator:
    return get_object_or_404(Indicator, code=indicator, owner__code=code)


@require_POST
@login_required
def retire(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Let a local goal end before the month that was chosen."""
    goal = _own_indicator(code, indicator)
    try:
        month = Month.parse(request.POST.get("month", ""))
        kept = retire_local_indicator(indicator=goal, first_without=month, by=own_account(request))
    except ValueError:
        messages.error(request, _("Skriv måneden som ÅÅÅÅ-MM, for eksempel 2018-05."))
    except Refused as refused:
        _say_why(request, refused)
    else:
        what = {"name": goal.name, "month": month_and_year(month)}
        text = _(
            "«%(name)s» er lagt ned fra og med %(month)s. Tallene blir stående, og du kan ta det opp igjen i lista."
        )
        messages.success(request, (text if kept else _("«%(name)s» er tatt bort. Det hadde ingen tall.")) % what)
    return redirect("local", code)


@require_POST
@login_required
def reopen(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Let a retired local goal hold on."""
    goal = _own_indicator(code, indicator)
    try:
        reopen_local_indicator(indicator=goal, by=own_account(request))
    except Refused as refused:
        _say_why(request, refused)
    else:
        messages.success(request, _("«%(name)s» er tatt opp igjen.") % {"name": goal.name})
    return redirect("local", code)


def _say_why(request: HttpRequest, refused: Refused) -> None:
    if refused.found.code == "not_permitted":
        raise PermissionDenied from refused
    messages.error(request, refused.found.text)
