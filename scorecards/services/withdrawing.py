"""Taking a published delivery back: what the others say of its figures stands, as if it had never been published."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from accounts.permissions import can
from audit.services import record
from organisation.findings import Found, stops
from organisation.queries import AnyUnit
from scorecards.choices import DeliveryState
from scorecards.delivered import units_by_indicator
from scorecards.findings import left_as_it_stands, no_reason_given, no_right_to_withdraw, not_published
from scorecards.models import Delivery
from scorecards.pile import Findings
from scorecards.publish import lock_month
from scorecards.queries.sayings import LeftAlone, held_figures, left_alone, said_by_the_rest
from scorecards.remaining import standing_after
from scorecards.restore import take_back
from scorecards.services.publishing import follow_publication
from scorecards.versions import count_up_version

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What came of taking a delivery back. The counts are of figures."""

    delivery: Delivery
    restored: int = 0  # another delivery's figure stands instead
    removed: int = 0  # nothing stands instead
    left_alone: tuple[LeftAlone, ...] = ()  # they stood by later deliveries, or had never come to stand
    findings: tuple[Found, ...] = ()  # those kept; one for each that was left alone
    findings_total: int = 0

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    def to_json(self) -> dict[str, Any]:
        """In the form of `withdraw_delivery --json`, findings apart."""
        return {
            "delivery": self.delivery.pk,
            "state": self.delivery.state,
            "restored": self.restored,
            "removed": self.removed,
            "left_alone": len(self.left_alone),
        }


@transaction.atomic
def withdraw_delivery(
    *, delivery: Delivery, reason: str, by: "User | None", right: tuple[str, AnyUnit] | None = None
) -> Withdrawal:
    """Take a published delivery back; `reason` is for whoever asks later what became of its figures.

    Where its figure stands, what the remaining published deliveries make of it in their order stands instead, or
    nothing. What stood is kept as a revision. Figures that stand by others are left alone, and named. All that follows
    from a publication follows. Refused without the right to publish (or to what `right` says: a verb and a unit),
    without a reason, or where it isn't published.
    """
    delivery = Delivery.objects.select_related("package__owner").get(pk=delivery.pk)
    verb, unit = right or ("publish", delivery.package.owner)
    if by is not None and not can(by, verb, unit, delivery.month):
        return _refused(delivery, no_right_to_withdraw(delivery.package.name))
    if not reason.strip():
        return _refused(delivery, no_reason_given())
    lock_month(delivery.month)
    delivery.refresh_from_db(fields=["state"], from_queryset=Delivery.objects.select_for_update())
    if delivery.state != DeliveryState.PUBLISHED:
        return _refused(delivery, not_published(DeliveryState(delivery.state).label))
    figures = held_figures(delivery)
    others = left_alone(delivery)
    instead = standing_after(said_by_the_rest(delivery))
    take_back(delivery.pk, delivery.month, instead)
    if figures:
        follow_publication(delivery.month, units_by_indicator(*np.array(sorted(figures), np.int64).T))
    withdrawal = _withdrawn(delivery, len(instead), len(figures) - len(instead), others)
    _note(withdrawal, reason.strip(), by)
    return withdrawal


def _withdrawn(delivery: Delivery, restored: int, removed: int, others: tuple[LeftAlone, ...]) -> Withdrawal:
    findings = Findings()
    findings.add_each(
        range(len(others)),
        lambda place: left_as_it_stands(others[place].indicator, others[place].unit, others[place].delivery),
    )
    return Withdrawal(delivery, restored, removed, others, tuple(findings.kept), findings.total)


def _note(withdrawal: Withdrawal, reason: str, by: "User | None") -> None:
    """Say of the delivery, in the log and by the version of the figures that it was withdrawn."""
    delivery = withdrawal.delivery
    delivery.state = DeliveryState.WITHDRAWN
    delivery.withdrawn_at = timezone.now()
    delivery.withdrawn_by = by
    delivery.withdrawn_reason = reason
    delivery.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    left = len(withdrawal.left_alone)
    counts = f"{withdrawal.restored} restored, {withdrawal.removed} removed, {left} left alone"
    detail = f"{delivery.package.code} {delivery.month}: {counts}. {reason}"
    record(by=by, verb="withdrew delivery", subject=delivery, detail=detail)
    count_up_version()


def _refused(delivery: Delivery, found: Found) -> Withdrawal:
    return Withdrawal(delivery, findings=(found,), findings_total=1)
