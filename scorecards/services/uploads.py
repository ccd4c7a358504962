"""Files that were taken in to be checked later: checked one after the other, and removed where they can't be kept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.permissions import can
from audit.services import record
from organisation.findings import Found
from organisation.said import kept, said
from scorecards.choices import DeliveryState
from scorecards.findings import closed, no_right_to_deliver, unreadable_file
from scorecards.models import Delivery, LayoutExample, RefusedDelivery, RefusedFinding, WaitingCheck
from scorecards.outcomes import Outcome
from scorecards.queries.deliveries import parsed_file
from scorecards.queries.layouts import EXAMPLES_ARE_KEPT
from scorecards.services.deliveries import check_kept

if TYPE_CHECKING:
    from accounts.models import User

MOST_ATTEMPTS = 3  # a file that stops its check each time is given up
REFUSALS_ARE_KEPT = timedelta(days=30)
IN_THE_BACKGROUND = "background"  # the source of what nobody did
GIVEN_UP = said("Kontrollen av filen stanset flere ganger. Del den opp, eller lagre den på nytt og prøv igjen.")


def check_waiting_deliveries() -> int:
    """Check every delivery that is due, in the order they came; returns how many. For one process at a time.

    Examples of layouts that have had their day are forgotten.
    """
    LayoutExample.objects.filter(uploaded_at__lt=timezone.now() - EXAMPLES_ARE_KEPT).delete()
    done = 0
    while (delivery := _begin_next()) is not None:
        _check(delivery)
        done += 1
    return done


@transaction.atomic
def _begin_next() -> Delivery | None:
    """The next delivery that is due, its attempt counted: one that stops this process isn't tried for ever."""
    due = WaitingCheck.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "delivery_id")
    check = due.select_for_update(skip_locked=True).first()
    if check is None:
        return None
    WaitingCheck.objects.filter(pk=check.pk).update(attempts=F("attempts") + 1, begun_at=timezone.now())
    related = ("package__owner", "layout", "file", "received_by", "waiting")
    return Delivery.objects.select_related(*related).get(pk=check.pk)


def _check(delivery: Delivery) -> None:
    if delivery.waiting.attempts > MOST_ATTEMPTS:
        _refuse(delivery, [unreadable_file(GIVEN_UP)])
        return
    parsed = parsed_file(delivery, bytes(delivery.file.content))  # outside a transaction: it may take a minute
    if not parsed.may_be_kept:
        _refuse(delivery, parsed.findings.kept)
        return
    with transaction.atomic():
        if _still_waits(delivery):
            check_kept(delivery, parsed, delivery.received_by, publish=False)


def _still_waits(delivery: Delivery) -> bool:
    """Whether nobody has cancelled or checked it meanwhile; nobody can until the transaction ends."""
    waits = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.RECEIVED, waiting__isnull=False)
    return waits.select_for_update(of=("self",)).exists()


@transaction.atomic
def _refuse(delivery: Delivery, findings: Sequence[Found]) -> None:
    """Remove the delivery with its file. What was wrong, and where, is left for whoever handed it in."""
    if not _still_waits(delivery):
        return
    RefusedDelivery.objects.filter(refused_at__lt=timezone.now() - REFUSALS_ARE_KEPT).delete()
    refused = RefusedDelivery.objects.create(
        number=delivery.pk, package=delivery.package, month=delivery.month, received_by=delivery.received_by
    )
    RefusedFinding.objects.bulk_create(
        RefusedFinding(
            refused=refused, code=found.code, sheet=found.sheet[:100], row=found.row, column=found.column,
            **kept(found.message),
        )
        for found in findings
    )  # fmt: skip
    codes = " ".join(sorted({found.code for found in findings}))
    record(by=None, verb="refused delivery", subject=delivery, detail=codes, source=IN_THE_BACKGROUND)
    delivery.delete()


@transaction.atomic
def cancel_delivery(*, delivery: Delivery, by: "User | None") -> Outcome:
    """Take back a file that isn't checked yet: it is removed as if it had never come."""
    delivery = Delivery.objects.select_related("package__owner").select_for_update(of=("self",)).get(pk=delivery.pk)
    if by is not None and not can(by, "deliver", delivery.package.owner, delivery.month):
        return Outcome(delivery, (no_right_to_deliver(delivery.package.name),), 1)
    if not _still_waits(delivery):
        return Outcome(delivery, (closed(DeliveryState(delivery.state).label),), 1)
    record(by=by, verb="cancelled delivery", subject=delivery, detail=f"{delivery.package.code} {delivery.month}")
    delivery.delete()
    return Outcome(None)
