"""A delivery's own pages: what was found in it, what it changes, and what can be done with it. 403 for others."""

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
from dashboards import deliveries, delivery_files, publishing, withdrawing
from dashboards.change_rows import section
from dashboards.delivery_reading import doubt, reading_shown
from dashboards.formatting import current_format
from dashboards.kept_changes import kept_changes, kept_reading
from dashboards.queries import has_ranking, packages_to_deliver
from dashboards.views.new_delivery import refused_page, waiting_page
from dashboards.views.reading import as_file, wants_file
from scorecards.choices import DeliveryState
from scorecards.models import Delivery
from scorecards.outcomes import Outcome
from scorecards.queries.change_lines import TakenBack
from scorecards.queries.original_rows import original_rows, words_around
from scorecards.queries.withdrawals import what_was_taken_back
from scorecards.services.deliveries import publish_delivery, reject_delivery
from scorecards.services.rechecking import change_preliminary, deliver_again, recheck_delivery


def delivery_of(request: HttpRequest, number: int, verb: str = "deliver") -> Delivery:
    """The delivery, where the reader may do that with it; Http404 and 403 elsewhere."""
    kept = Delivery.objects.select_related("package__owner", "layout", "received_by", "withdrawn_by")
    if not packages_to_deliver(request.user):
        raise PermissionDenied
    delivery = get_object_or_404(kept, pk=number)
    if not can(request.user, verb, delivery.package.owner, delivery.month):
        raise PermissionDenied
    return delivery


@login_required
def delivery_page(request: HttpRequest, number: int) -> HttpResponse:
    """What was found in the file, and what publishing it would change."""
    if refused := refused_page(request, number):
        return refused
    delivery = delivery_of(request, number)
    if waiting := waiting_page(request, delivery):
        return waiting
    findings = list(delivery.findings.all())
    if request.GET.get("format") == "xlsx":
        return delivery_files.findings_workbook(delivery, findings, original_rows(delivery))
    if wants_file(request):
        return as_file(request, f"findings-{number}", delivery_files.FINDINGS, delivery_files.findings(findings))
    may_publish = can(request.user, "publish", delivery.package.owner, delivery.month)
    context = deliveries.page_context(
        delivery,
        findings,
        kept_changes(delivery),
        request.GET.dict(),
        deliveries.allowed(delivery, may_deliver=True, may_publish=may_publish),
        has_ranking=has_ranking(delivery.package, delivery.month),
        words=words_around(delivery, findings) if request.GET.get("q") else None,
    )
    context |= reading_shown(kept_reading(delivery), delivery.month)
    if delivery.state == DeliveryState.WITHDRAWN:
        context |= withdrawing.effects_shown(_taken_back(delivery))
    return render(request, "delivery.html", context)


def _taken_back(delivery: Delivery) -> TakenBack:
    return what_was_taken_back(delivery, get_language() or "nb")


@login_required
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Every figure that the delivery changes or brings, and what is missing; also as a file."""
    delivery = delivery_of(request, number)
    found = kept_changes(delivery)
    if wants_file(request):
        back = _taken_back(delivery) if delivery.state == DeliveryState.WITHDRAWN else None
        rows = delivery_files.changes(delivery, found, back)
        return as_file(request, f"changes-{number}", delivery_files.CHANGES, rows)
    address = f"/deliveries/{number}/changes/"
    context = {
        **deliveries.about(delivery),
        "heading": deliveries.heading_of_changes(DeliveryState(delivery.state)),
        "about_changes": deliveries.about_changes(delivery, found, has_ranking(delivery.package, delivery.month)),
        "section": section(found, request.GET.dict(), brief=False, address=address),
        "unchanged": found.unchanged,
    }
    return render(request, "delivery_changes.html", context)


@login_required
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once more, saying who publishes what; then publish, if the file still has no errors when checked anew."""
    delivery = delivery_of(request, number, "publish")
    if request.method != "POST":
        if delivery.state != DeliveryState.CHECKED:
            state = {"state": delivery.get_state_display()}
            messages.error(request, _("Leveransen er %(state)s. Bare en som er kontrollert, kan publiseres.") % state)
            return redirect("delivery", number)
        context = publishing.page_context(
            delivery,
            kept_changes(delivery),
            own_account(request).name,
            has_ranking=has_ranking(delivery.package, delivery.month),
            doubt=doubt(kept_reading(delivery), delivery.month),
        )
        return render(request, "publish_delivery.html", context)
    outcome = publish_delivery(delivery=delivery, by=own_account(request))
    if outcome.refused:
        messages.error(request, _("Leveransen ble ikke publisert. %(why)s") % {"why": _first_error(outcome)})
    elif outcome.delivery:
        count = current_format().numerals.count
        numbers = {"added": count(outcome.delivery.added), "changed": count(outcome.delivery.changed)}
        messages.success(request, _("Publisert. %(added)s nye tall, %(changed)s endret.") % numbers)
    return redirect("delivery", number)


@require_POST
@login_required
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Put the delivery aside."""
    outcome = reject_delivery(delivery=delivery_of(request, number), by=own_account(request))
    done = _("Leveransen er avvist. Filen og funnene er tatt vare på. Den kan kontrolleres på nytt.")
    return _back(request, number, outcome, done)


@require_POST
@login_required
def recheck(request: HttpRequest, number: int) -> HttpResponse:
    """Check it once more against what is known now."""
    outcome = recheck_delivery(delivery=delivery_of(request, number), by=own_account(request))
    return _back(request, number, outcome, _("Kontrollert på nytt."))


@require_POST
@login_required
def change_kind(request: HttpRequest, number: int) -> HttpResponse:
    """Make its figures preliminary, or final, before they are published."""
    preliminary = request.POST.get("preliminary") == "yes"
    delivery = delivery_of(request, number)
    outcome = change_preliminary(delivery=delivery, preliminary=preliminary, by=own_account(request))
    done = _("Leveransen er nå %(kind)s, og kontrollert på nytt.") % {"kind": deliveries.kind_of(preliminary)}
    return _back(request, number, outcome, done)


@require_POST
@login_required
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in the file of a withdrawn delivery once more."""
    outcome = deliver_again(delivery=delivery_of(request, number), by=own_account(request))
    if outcome.delivery is None or outcome.delivery.pk == number:
        return _back(request, number, outcome, "")
    messages.success(request, _("Filen er levert på nytt og kontrollert. Den er ikke publisert ennå."))
    return redirect("delivery", outcome.delivery.pk)


def _back(request: HttpRequest, number: int, outcome: Outcome, done: str) -> HttpResponse:
    """To the delivery's page, saying what was done, or why it wasn't. What a check has found stands on the page."""
    if outcome.delivery is None or any(found.code == "not_permitted" for found in outcome.findings):
        messages.error(request, _first_error(outcome))
    else:
        messages.success(request, done)
    return redirect("delivery", number)


def _first_error(outcome: Outcome) -> str:
    return next((found.text for found in outcome.findings if found.severity == "E"), "")
