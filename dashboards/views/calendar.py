"""The front page of deliveries: calendar and list; reminding somebody, and setting the day that figures are due."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import those_open_to
from accounts.refusals import Refused
from accounts.views.reader import own_account
from dashboards import calendar_files, exported
from dashboards.calendar import page_context
from dashboards.calendar_matters import Known
from dashboards.calendar_words import reminded_in_words
from dashboards.delivery_list import chosen_in, deliveries_of, list_context
from dashboards.queries import packages_to_deliver, waits_for_packages
from dashboards.views.reading import as_file, wants_file
from organisation.months import Month
from scorecards.models import Package
from scorecards.queries.calendar import read_calendar
from scorecards.queries.deliverers import responsible_for
from scorecards.queries.reminded import last_reminders
from scorecards.queries.today import today
from scorecards.services.deadlines import set_due_day
from scorecards.services.reminders import remind_now


@login_required
def deliveries(request: HttpRequest) -> HttpResponse:
    """Is everything in? The calendar of the reader's packages, and every delivery of them."""
    packages = packages_to_deliver(request.user)
    if not packages and waits_for_packages(request.user):
        return render(request, "no_packages.html", {"here": "deliveries"})
    _refuse_without(packages)
    chosen = chosen_in(request.GET)
    if wants_file(request) and request.GET.get("table") != "calendar":
        found = deliveries_of(packages, chosen)
        return as_file(request, "deliveries", exported.DELIVERIES, exported.deliveries(found))
    known = _known(request, packages)
    if wants_file(request):
        return as_file(request, "calendar", calendar_files.CALENDAR, calendar_files.calendar(known))
    context = page_context(known, request.GET)
    listed = list_context(packages, chosen, request.GET)
    return render(request, "deliveries.html", {"here": "deliveries", **context, **listed})


def _packages(request: HttpRequest) -> list[Package]:
    packages = packages_to_deliver(request.user)
    _refuse_without(packages)
    return packages


def _refuse_without(packages: list[Package]) -> None:
    if not packages:
        raise PermissionDenied


def _known(request: HttpRequest, packages: list[Package]) -> Known:
    calendar = read_calendar(packages, today(), _until(request.GET))
    years = [year.package for year in calendar.packages]
    return Known(
        calendar=calendar,
        who=responsible_for(years, [], calendar.months[-1]),
        reminders=last_reminders(years, calendar.months),
        may_edit=those_open_to(request.user, "edit_catalogue", {package.owner_id for package in years}),
        reader=own_account(request).pk,
        with_local=request.GET.get("local") == "1",
    )


def _until(asked: QueryDict) -> Month | None:
    try:
        return Month.parse(asked.get("until", ""))
    except ValueError:
        return None


def _package(request: HttpRequest) -> Package:
    """The package that a form names, among those that the person may deliver."""
    code = request.POST.get("package", "")
    package = next((package for package in _packages(request) if package.code == code), None)
    if package is None:
        raise Http404(_("Ingen pakke du kan levere, har koden %(code)s.") % {"code": code})
    return package


@require_POST
@login_required
def set_deadline(request: HttpRequest) -> HttpResponse:
    """Set the day of the month by which the package's figures are due."""
    package, day = _package(request), request.POST.get("day", "")
    try:
        set_due_day(package=package, day=int(day) if day.isdecimal() else 0, by=own_account(request))
    except Refused as refused:
        messages.error(request, refused.found.text)
    else:
        words = {"package": package.name, "day": day}
        messages.success(request, _("Fristen for %(package)s er den %(day)s. i måneden etter.") % words)
    return redirect(reverse("deliveries"))


@require_POST
@login_required
def remind(request: HttpRequest) -> HttpResponse:
    """Send a reminder of a late month at once."""
    package = _package(request)
    try:
        month = Month.parse(request.POST.get("month", ""))
    except ValueError as error:
        raise Http404 from error
    try:
        done = remind_now(package=package, month=month, today=today(), by=own_account(request))
    except Refused as refused:
        messages.error(request, refused.found.text)
    else:
        for level, text in reminded_in_words(done):
            messages.add_message(request, level, text)
    return redirect(reverse("deliveries"))
