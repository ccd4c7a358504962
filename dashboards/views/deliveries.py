"""Deliveries: the list, and handing one in. 403 for others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.views.reader import own_account
from dashboards import exported
from dashboards.findings import finding_groups
from dashboards.forms import DeliveryForm
from dashboards.queries import deliveries_of, packages_to_deliver
from dashboards.tables import DeliveryTable
from dashboards.views.reading import as_file, wants_file
from scorecards.models import Package
from scorecards.outcomes import Outcome
from scorecards.services.deliveries import receive_delivery


def _packages(request: HttpRequest) -> list[Package]:
    packages = packages_to_deliver(request.user)
    if not packages:
        raise PermissionDenied
    return packages


@login_required
def delivery_list(request: HttpRequest) -> HttpResponse:
    """The deliveries of the packages that the reader may deliver, newest first."""
    found = deliveries_of(_packages(request), request.GET.get("page", "1"))
    if wants_file(request):
        return as_file(request, "deliveries", exported.DELIVERIES, exported.deliveries(found))
    table = DeliveryTable(list(found), order_by=request.GET.get("sort", "-id"))
    return render(request, "deliveries.html", {"here": "deliveries", "table": table, "page": found})


@login_required
def new_delivery(request: HttpRequest) -> HttpResponse:
    """The upload form; what is wrong with a file that can't be kept is said here."""
    packages = _packages(request)
    first = {"package": request.GET.get("package"), "month": request.GET.get("month", "")}
    form = DeliveryForm(packages, request.POST or None, request.FILES or None, initial=first)
    refused: Outcome | None = None
    if request.method == "POST" and form.is_valid():
        outcome = _receive(request, form)
        if outcome.delivery is not None:
            return redirect("delivery", outcome.delivery.pk)
        refused = outcome
    groups = finding_groups(refused.findings) if refused else []
    return render(request, "new_delivery.html", {"here": "deliveries", "form": form, "groups": groups})


def _receive(request: HttpRequest, form: DeliveryForm) -> Outcome:
    asked = form.cleaned_data
    outcome = receive_delivery(
        package=asked["package"],
        month=asked["month"],
        content=asked["file"].read(),
        file_name=asked["file"].name,
        by=own_account(request),
        preliminary=asked["preliminary"],
        layout=asked["layout"],
    )
    if outcome.unchanged_file:
        messages.info(request, outcome.findings[0].message)
    return outcome
