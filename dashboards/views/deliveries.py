"""Deliveries: the list, handing one in, and its check page with publishing and rejecting. 403 for others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import can
from accounts.views.reader import own_account
from dashboards import deliveries, exported
from dashboards.forms import DeliveryForm
from dashboards.queries import deliveries_of, has_ranking, packages_to_deliver
from dashboards.tables import DeliveryTable
from dashboards.views.reading import as_file, wants_file
from scorecards.models import Delivery, Package
from scorecards.outcomes import Outcome
from scorecards.queries.delivery_changes import changes_of
from scorecards.services.deliveries import publish_delivery, receive_delivery, reject_delivery


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
    groups = deliveries.finding_groups(refused.findings) if refused else []
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


def _delivery(request: HttpRequest, number: int, verb: str) -> Delivery:
    """The delivery, where the reader may do that with it; Http404 and 403 elsewhere."""
    kept = Delivery.objects.select_related("package__owner", "layout", "received_by")
    if not packages_to_deliver(request.user):
        raise PermissionDenied
    delivery = get_object_or_404(kept, pk=number)
    if not can(request.user, verb, delivery.package.owner, delivery.month):
        raise PermissionDenied
    return delivery


@login_required
def delivery_page(request: HttpRequest, number: int) -> HttpResponse:
    """What was found in the file, and what publishing it would change."""
    delivery = _delivery(request, number, "deliver")
    findings = list(delivery.findings.all())
    if wants_file(request):
        return as_file(request, f"findings-{number}", exported.FINDINGS, exported.findings(findings))
    context = deliveries.page_context(
        delivery,
        findings,
        changes_of(delivery, get_language() or "nb"),
        may_publish=can(request.user, "publish", delivery.package.owner, delivery.month),
        has_ranking=has_ranking(delivery.package, delivery.month),
    )
    return render(request, "delivery.html", context)


@require_POST
@login_required
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish, if the file still has no errors when it is checked anew."""
    outcome = publish_delivery(delivery=_delivery(request, number, "publish"), by=own_account(request))
    if outcome.refused:
        text = next((found.message for found in outcome.findings if found.severity == "E"), "")
        messages.error(request, _("Leveransen ble ikke publisert. %(why)s") % {"why": text})
    elif outcome.delivery:
        numbers = {"added": outcome.delivery.added, "changed": outcome.delivery.changed}
        messages.success(request, _("Publisert. %(added)s nye tall, %(changed)s endret.") % numbers)
    return redirect("delivery", number)


@require_POST
@login_required
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Put the delivery aside."""
    outcome = reject_delivery(delivery=_delivery(request, number, "deliver"), by=own_account(request))
    if outcome.refused:
        messages.error(request, outcome.findings[0].message)
    else:
        messages.success(request, _("Leveransen er avvist. Fila og funnene er tatt vare på."))
    return redirect("delivery", number)
