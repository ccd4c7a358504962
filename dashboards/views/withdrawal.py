"""Taking a published delivery back: what that does, why it is done, and that it was."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.views.reader import own_account
from dashboards import withdrawing
from dashboards.queries import has_ranking
from dashboards.views.delivery import delivery_of
from scorecards.choices import DeliveryState
from scorecards.queries.withdrawals import withdrawal_preview
from scorecards.services.withdrawing import withdraw_delivery


@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Say what would stand instead and ask for the reason; then take it back."""
    delivery = delivery_of(request, number, "publish")
    if delivery.state != DeliveryState.PUBLISHED:
        state = {"state": delivery.get_state_display()}
        messages.error(request, _("Leveransen er %(state)s. Bare en som er publisert, kan trekkes tilbake.") % state)
        return redirect("delivery", number)
    reason, error = request.POST.get("reason", "").strip()[:1000], ""
    if request.method == "POST":
        outcome = withdraw_delivery(delivery=delivery, reason=reason, by=own_account(request))
        if not outcome.refused:
            counts = {"restored": outcome.restored, "removed": outcome.removed}
            text = _("Leveransen er trukket tilbake. %(restored)s tall står som før, %(removed)s er borte.")
            messages.success(request, text % counts)
            return redirect("delivery", number)
        error = outcome.findings[0].text
    effects = withdrawal_preview(delivery, get_language() or "nb")
    ranked = has_ranking(delivery.package, delivery.month)
    context = withdrawing.page_context(delivery, effects, own_account(request).name, ranked)
    return render(request, "withdraw_delivery.html", {**context, "reason": reason, "error": error})
