"""Changing the organisation step by step: fill in, look at what it would do, confirm; and take a change back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import can
from accounts.views.reader import own_account
from dashboards.organisation import in_words
from dashboards.organisation_forms import ChangeForm, Ground
from dashboards.organisation_history import lines_of_change, who
from dashboards.organisation_kinds import KINDS, ChangeKind
from dashboards.organisation_preview import preview_of
from dashboards.views.organisation import EDIT, month_asked
from organisation.changes import Change, change_lines
from organisation.choices import UnitKind
from organisation.findings import Found
from organisation.log import latest_changes, logged_change, taken_back
from organisation.months import Month
from organisation.planning import plan_organisation
from organisation.queries import units_in
from organisation.services import OrganisationLoad
from organisation.standing import standing_organisation
from scorecards.queries.held_figures import holds_figures
from scorecards.queries.today import today
from scorecards.services.organisation import change_organisation_and_recalculate, take_back_and_recalculate

NOT_ASKED = ("csrfmiddlewaretoken", "step", "stamp", "roles_follow")


def _for_editors(request: HttpRequest) -> None:
    if not can(request.user, EDIT):
        raise PermissionDenied


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The kinds of changes to choose from, and what was changed last. Everybody may read it."""
    changes = latest_changes()
    gone = taken_back([change.line for change in changes])
    lines = [(change, in_words(change), who(change), change.line in gone) for change in changes]
    context = {"here": "organisation", "kinds": KINDS.values(), "lines": lines, "may_edit": can(request.user, EDIT)}
    return render(request, "organisation_changes.html", context)


@login_required
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """One guided change: the form, its preview and its confirmation, which are told apart by `step`."""
    _for_editors(request)
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404(_("Det finnes ingen slik endring."))
    ground = _ground(request)
    form = kind.form(ground, request.POST or None, initial=_first(request))
    if request.method == "POST" and request.POST.get("step") != "edit" and form.is_valid():
        asked = form.change()
        if request.POST.get("step") == "confirm":
            done = _carry_out(request, asked)
            if not done.refused:
                return redirect("organisation-log", done.log_line) if done.changed else redirect("organisation")
        return _preview(request, kind, form, asked)
    return render(request, "organisation_change.html", _context(kind, form))


def _ground(request: HttpRequest) -> Ground:
    """The units of the month, and the county that is chosen: by the address, or as that of the unit in it."""
    month = month_asked(request, Month.of(today()) + 1)
    units = units_in(month)
    by_code = {unit.code: unit for unit in units}
    asked = request.GET.get("county") or request.GET.get("unit", "")
    unit = by_code.get(asked)
    county = by_code.get(unit.county_code or unit.code) if unit else None
    return Ground(month, units, county if county and county.kind == UnitKind.COUNTY else None)


def _first(request: HttpRequest) -> dict[str, Any]:
    unit = request.GET.get("unit", "")
    return {"unit": unit, "units": [unit]} if unit else {}


def _context(kind: ChangeKind, form: ChangeForm) -> dict[str, Any]:
    ground = form.ground
    return {
        "here": "organisation",
        "kind": kind,
        "form": form,
        "month": ground.month,
        "county": ground.county,
        "counties": [(county.code, county.name) for county in ground.counties],
        "ready": bool(ground.units) and (ground.county is not None or not kind.form.needs_county),
    }


def _carry_out(request: HttpRequest, asked: Change) -> OrganisationLoad:
    done = change_organisation_and_recalculate(
        change=asked,
        by=own_account(request),
        stamp=request.POST.get("stamp") or "none",
        roles_follow="roles_follow" in request.POST,
    )
    if not done.refused and done.changed:
        number = done.units_added + done.units_changed
        said = ngettext("Endringen er gjort: %(n)s enhet.", "Endringen er gjort: %(n)s enheter.", number)
        messages.success(request, said % {"n": number})
    elif any(found.code == "organisation_changed" for found in done.findings):
        messages.warning(request, next(each.text for each in done.findings if each.code == "organisation_changed"))
    return done


def _preview(request: HttpRequest, kind: ChangeKind, form: ChangeForm, asked: Change) -> HttpResponse:
    standing = standing_organisation()
    plan = plan_organisation(change_lines(asked, standing).as_files(), standing, holds_figures)
    kept = [(name, value) for name, values in request.POST.lists() if name not in NOT_ASKED for value in values]
    preview = preview_of(plan, asked.date, get_language() or "nb")
    context = _context(kind, form) | {"preview": preview, "kept": kept}
    return render(request, "organisation_preview.html", context)


@login_required
@require_safe
def logged(request: HttpRequest, number: int) -> HttpResponse:
    """A change that was made: its units before and after, by whom, and whether it can be taken back."""
    found = logged_change(number)
    if found is None:
        raise Http404(_("Det finnes ingen slik endring."))
    context = {
        "here": "organisation",
        "change": found,
        "said": in_words(found),
        "who": who(found),
        "lines": lines_of_change(found, standing_organisation()),
        "is_taken_back": number in taken_back([number]),
        "may_edit": can(request.user, EDIT),
    }
    return render(request, "organisation_log.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take the change back; where that can't be, say why."""
    _for_editors(request)
    found = logged_change(number)
    if found is None:
        raise Http404(_("Det finnes ingen slik endring."))
    done = take_back_and_recalculate(change=found, by=own_account(request))
    if done.refused:
        messages.error(request, _("Endringen kan ikke angres. %(why)s") % {"why": _reasons(done.findings)})
        return redirect("organisation-log", number)
    messages.success(request, _("Endringen er angret. Enhetene står som før."))
    return redirect("organisation-log", done.log_line)


def _reasons(findings: tuple[Found, ...], most: int = 5) -> str:
    """The first reasons, as sentences after one another."""
    return " ".join(list(dict.fromkeys(found.text for found in findings if found.severity == "E"))[:most])
