"""Handing in a file: the form, the page while the file waits to be checked, and that of a file that wasn't kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import can
from accounts.views.reader import own_account
from dashboards import uploading
from dashboards.findings import finding_groups
from dashboards.forms import DeliveryForm
from dashboards.queries import packages_to_deliver, waits_for_packages
from dashboards.upload_limit import size_of_what_was_skipped
from scorecards.models import Delivery
from scorecards.outcomes import Outcome
from scorecards.queries.uploads import refused_delivery, takes_long, waiting_of
from scorecards.reading.refusals import too_many_bytes
from scorecards.services.deliveries import receive_delivery
from scorecards.services.uploads import cancel_delivery

CHOSEN = "package_of_last_delivery"  # in the session


@login_required
def new_delivery(request: HttpRequest) -> HttpResponse:
    """The upload form; what is wrong with a file that can't be kept is said here."""
    packages = packages_to_deliver(request.user)
    if not packages and waits_for_packages(request.user):
        return redirect("deliveries")
    if not packages:
        raise PermissionDenied
    asked = request.GET.get("package") or request.session.get(CHOSEN)
    first = uploading.first_choice(packages, asked, request.GET.get("month"))
    form = DeliveryForm(packages, request.POST or None, request.FILES or None, initial=first)
    outcome = _outcome(request, form) if request.method == "POST" else None
    if outcome and outcome.delivery:
        return _lead_to(request, reverse("delivery", args=[outcome.delivery.pk]))
    context = {"here": "deliveries", "form": form, "known": uploading.for_the_script(packages)}
    groups = finding_groups(outcome.findings) if outcome else []
    return render(request, "new_delivery.html", {**context, "groups": groups, "month_is_asked": "month" in request.GET})


def _outcome(request: HttpRequest, form: DeliveryForm) -> Outcome | None:
    """What came of the file; None where the form isn't filled in as it should be."""
    if size := size_of_what_was_skipped(request.META.get("CONTENT_LENGTH", "")):
        form.fields["file"].required = False
        return Outcome(None, (too_many_bytes(size),), 1)
    return _receive(request, form.cleaned_data) if form.is_valid() else None


def _receive(request: HttpRequest, asked: dict[str, Any]) -> Outcome:
    request.session[CHOSEN] = asked["package"].code
    content = asked["file"].read()
    outcome = receive_delivery(
        package=asked["package"],
        month=asked["month"],
        content=content,
        file_name=asked["file"].name,
        by=own_account(request),
        preliminary=asked["preliminary"],
        layout=asked["layout"],
        check_later=takes_long(content),
    )
    if outcome.unchanged_file:
        messages.info(request, outcome.findings[0].text)
    return outcome


def _lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirection; a script that sends the file asks for the address, since it can't see where it is sent."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"address": address})
    return redirect(address)


def refused_page(request: HttpRequest, number: int) -> HttpResponse | None:
    """The page of a file that was taken in and wasn't kept; None where the number is no such file's."""
    refused = refused_delivery(number)
    if refused is None:
        return None
    if not can(request.user, "deliver", refused.package.owner, refused.month):
        raise PermissionDenied
    return render(request, "delivery_refused.html", uploading.refused_context(refused))


def waiting_page(request: HttpRequest, delivery: Delivery) -> HttpResponse | None:
    """A received delivery's page while it waits for its check; None where it doesn't."""
    waiting = waiting_of(delivery)
    if waiting is None:
        return None
    return render(request, "delivery_waiting.html", uploading.waiting_context(delivery, waiting))


@require_POST
@login_required
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a file that waits. Where it was checked meanwhile, its page says so."""
    delivery = Delivery.objects.filter(pk=number).first()
    outcome = cancel_delivery(delivery=delivery, by=own_account(request)) if delivery else None
    if outcome is None or outcome.delivery:
        return redirect("delivery", number)
    messages.success(request, _("Leveransen er avbrutt, og filen er slettet."))
    return redirect("new-delivery")
