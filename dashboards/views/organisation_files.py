"""An organisation file in the browser: what is found in it, what it would change, and the confirmation."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import can
from accounts.views.reader import own_account
from dashboards.organisation_preview import preview_of
from dashboards.organisation_uploads import UnsuitableUploadError, as_text, from_text, unpacked, uploaded
from dashboards.views.organisation import EDIT
from organisation.organisation_files import NamedContent, read_organisation
from organisation.planning import OrganisationPlan, plan_organisation
from organisation.standing import standing_organisation
from organisation.zeros import restore_zeros
from scorecards.queries.held_figures import holds_figures
from scorecards.services.organisation import load_organisation_and_recalculate


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """The upload form; with files their preview; confirmed, the change."""
    if not can(request.user, EDIT):
        raise PermissionDenied
    if request.method != "POST":
        return _form(request)
    confirmed = request.POST.get("step") == "confirm"
    try:
        sent = [from_text(text) for text in request.POST.getlist("file")] if confirmed else None
        contents = unpacked(uploaded(request.FILES.getlist("files")) if sent is None else sent)
    except UnsuitableUploadError as unsuitable:
        return _form(request, str(unsuitable))
    return _load(request, contents) if confirmed else _preview(request, contents)


def _form(request: HttpRequest, why: str = "") -> HttpResponse:
    return render(request, "organisation_upload.html", {"here": "organisation", "why": why})


def _load(request: HttpRequest, contents: list[NamedContent]) -> HttpResponse:
    stamp = request.POST.get("stamp") or "none"
    done = load_organisation_and_recalculate(contents=contents, by=own_account(request), stamp=stamp)
    if done.refused:
        messages.warning(request, _("Ingenting er endret. Se over forhåndsvisningen på nytt."))
        return _preview(request, contents)
    messages.success(request, _("Organisasjonen er lest inn."))
    return redirect("organisation-log", done.log_line) if done.changed else redirect("organisation")


def _preview(request: HttpRequest, contents: list[NamedContent]) -> HttpResponse:
    standing = standing_organisation()
    files = restore_zeros(read_organisation((), contents), standing.kinds)
    plan = plan_organisation(files, standing, holds_figures)
    context = {
        "here": "organisation",
        "names": [name for name, _content in contents],
        "kept": [as_text(each) for each in contents],
        "preview": preview_of(plan, _day_of_the_preview(plan), get_language() or "nb"),
    }
    return render(request, "organisation_upload.html", context)


def _day_of_the_preview(plan: OrganisationPlan) -> datetime.date:
    """The latest day on which a span that the files change begins: what the preview's groups are shown at."""
    days = [
        span.valid_from
        for code in [*plan.added, *plan.changed]
        for span in plan.after.spans_of(code)
        if span not in plan.before.spans_of(code)
    ]
    return max(days, default=timezone.localdate())
