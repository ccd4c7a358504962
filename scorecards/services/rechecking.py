"""A kept delivery looked at once more: what was wrong may be mended, or its figures may be preliminary after all."""

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.permissions import can
from audit.services import record
from scorecards.choices import DeliverySource, DeliveryState
from scorecards.findings import closed, no_right_to_deliver, not_read_yet
from scorecards.models import Delivery
from scorecards.outcomes import Outcome
from scorecards.queries.deliveries import parsed_file
from scorecards.queries.uploads import is_unread
from scorecards.services.deliveries import check_kept, receive_delivery

if TYPE_CHECKING:
    from accounts.models import User

UNPUBLISHED = (DeliveryState.RECEIVED, DeliveryState.CHECKED, DeliveryState.REJECTED)


@transaction.atomic
def recheck_delivery(*, delivery: Delivery, by: "User | None") -> Outcome:
    """Check a delivery that isn't published against what is known now; a rejected one may become publishable again."""
    delivery = _locked(delivery)
    if refused := _why_not(delivery, by, UNPUBLISHED):
        return refused
    record(by=by, verb="rechecked delivery", subject=delivery)
    return check_kept(delivery, parsed_file(delivery, bytes(delivery.file.content)), by, publish=False)


@transaction.atomic
def change_preliminary(*, delivery: Delivery, preliminary: bool, by: "User | None") -> Outcome:
    """Make an unpublished delivery's figures preliminary, or final; it is checked anew."""
    delivery = _locked(delivery)
    if refused := _why_not(delivery, by, UNPUBLISHED):
        return refused
    before = delivery.preliminary
    delivery.preliminary = preliminary
    changes = {"preliminary": (_yes_or_no(before), _yes_or_no(preliminary))}
    record(by=by, verb="changed delivery", subject=delivery, changes=changes)
    return check_kept(delivery, parsed_file(delivery, bytes(delivery.file.content)), by, publish=False)


def deliver_again(*, delivery: Delivery, by: "User | None") -> Outcome:
    """Hand in the kept file of a withdrawn delivery anew: a delivery of its own, checked against what is known now."""
    kept = Delivery.objects.select_related("package__owner", "layout", "file").get(pk=delivery.pk)
    if refused := _why_not(kept, by, (DeliveryState.WITHDRAWN,)):
        return refused
    return receive_delivery(
        package=kept.package,
        month=kept.month,
        content=bytes(kept.file.content),
        file_name=kept.file_name,
        by=by,
        preliminary=kept.preliminary,
        layout=kept.layout,
        source=DeliverySource(kept.source),
    )


def _locked(delivery: Delivery) -> Delivery:
    """The delivery as it is now; nobody else treats it until the transaction ends."""
    related = Delivery.objects.select_related("package__owner", "layout", "file")
    return related.select_for_update(of=("self",)).get(pk=delivery.pk)


def _why_not(delivery: Delivery, by: "User | None", states: tuple[DeliveryState, ...]) -> Outcome | None:
    """The refusal, where it may not be done: for want of the right, in that state, or before the file is read."""
    if by is not None and not can(by, "deliver", delivery.package.owner, delivery.month):
        return Outcome(delivery, (no_right_to_deliver(delivery.package.name),), 1)
    if delivery.state not in states:
        return Outcome(delivery, (closed(DeliveryState(delivery.state).label),), 1)
    if is_unread(delivery):
        return Outcome(delivery, (not_read_yet(),), 1)
    return None


def _yes_or_no(it_is: bool) -> str:
    return "yes" if it_is else "no"
