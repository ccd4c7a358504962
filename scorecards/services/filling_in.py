"""Filling in what is counted by hand: each saved figure is a delivery, checked and published as any file is."""

import csv
import io
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from organisation.findings import Found
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.choices import Absence, DeliverySource
from scorecards.models import Delivery, Package, Result
from scorecards.publish import lock_month
from scorecards.queries.by_hand import RowByHand, StandingByHand, rows_by_hand, standing_by_hand
from scorecards.services.deliveries import receive_delivery
from scorecards.services.withdrawing import withdraw_delivery

FILL_IN = "fill_in"
HEADER = ("enhet", "indikator", "måned", "teller", "nevner", "verdi")
NOT_PERMITTED = gettext_lazy("Bare de som arbeider ved enheten eller over den, kan fylle ut tallene.")
MARKS = {Absence.NOT_DELIVERED: "-", Absence.NOT_APPLICABLE: "i.a."}


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote of an indicator, as they wrote it; with `absence` why there is no figure.

    `shown` is the delivery of the figure that they saw when they wrote, None where there was none.
    """

    indicator: str  # code
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    absence: str = ""
    shown: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.absence or self.numerator or self.denominator or self.value)


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of an entry.

    `delivery`: of what was saved; None where nothing was, because it stood already, has an error among `findings`, or
    because it was `overtaken` by somebody who changed the figure meanwhile. `standing` is what stood before.
    """

    row: RowByHand
    delivery: Delivery | None = None
    findings: tuple[Found, ...] = ()
    overtaken: bool = False
    standing: StandingByHand | None = None

    @property
    def refused(self) -> bool:
        return self.delivery is None and bool(self.findings)


@transaction.atomic
def fill_in(*, unit: PlacedUnit, month: Month, entry: Entry, by: User | None) -> Filled:
    """Save one figure of the unit's month. Nothing is written over that the writer did not see.

    A figure with an error leaves nothing behind, and neither does one that stands already. Raises Refused:
    `not_permitted`, `not_filled_in_here` for an indicator that the unit doesn't fill in that month.
    """
    if by is not None and not can(by, FILL_IN, unit.id, month):
        raise Refused("not_permitted", str(NOT_PERMITTED))
    lock_month(month)
    row = next((row for row in rows_by_hand(unit, month) if row.code == entry.indicator), None)
    if row is None:
        raise Refused("not_filled_in_here", _("Indikatoren fylles ikke ut av denne enheten denne måneden."))
    standing = standing_by_hand(unit.id, [row.indicator.id], month, month).get((row.indicator.id, month))
    overtaken = (standing.delivery if standing else None) != entry.shown
    with transaction.atomic():
        filled = _save(row, unit, month, entry, by)
        if overtaken or filled.delivery is None:
            transaction.set_rollback(True)
    if overtaken and filled.delivery is not None:
        return Filled(row, overtaken=True, standing=standing)
    return replace(filled, standing=standing)


@transaction.atomic
def undo_fill_in(*, unit: PlacedUnit, delivery: Delivery, by: User | None) -> None:
    """Take back what was saved of the unit: what stood before stands again, or nothing.

    Raises Refused: `not_permitted`, `not_filled_in`, `overtaken` where somebody has changed the figure since.
    """
    if by is not None and not can(by, FILL_IN, unit.id, delivery.month):
        raise Refused("not_permitted", str(NOT_PERMITTED))
    if delivery.source != DeliverySource.FORM:
        raise Refused("not_filled_in", _("Leveransen er en fil. Den trekkes tilbake fra sin egen side."))
    lock_month(delivery.month)
    if not Result.objects.filter(unit=unit.id, month=delivery.month, delivery=delivery).exists():
        raise Refused("overtaken", _("Tallet er endret siden, og er ikke rørt. Det som står nå, ser du i skjemaet."))
    reason = _("Angret i skjemaet.")
    taken_back = withdraw_delivery(delivery=delivery, reason=reason, by=by, right=(FILL_IN, unit.id))
    if taken_back.refused:
        raise Refused("not_filled_in", taken_back.findings[0].message)


def _save(row: RowByHand, unit: PlacedUnit, month: Month, entry: Entry, by: User | None) -> Filled:
    package = Package.objects.select_related("owner").get(pk=row.package_id)
    outcome = receive_delivery(
        package=package,
        month=month,
        content=as_file(unit.code, month, entry),
        file_name=f"{unit.code}-{row.code}-{month}.csv",
        by=by,
        publish=True,
        source=DeliverySource.FORM,
        right=(FILL_IN, unit),
    )
    delivery = outcome.delivery
    if delivery is None or outcome.refused:
        return Filled(row, findings=outcome.findings)
    if outcome.unchanged_file or not delivery.added + delivery.changed:
        return Filled(row)
    return Filled(row, delivery, outcome.findings)


def as_file(unit: str, month: Month, entry: Entry) -> bytes:
    """The entry as a long CSV of one line."""
    cells = (entry.numerator, entry.denominator, entry.value)
    if entry.absence:
        cells = (MARKS[Absence(entry.absence)],) * 3
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerow((unit, entry.indicator, str(month), *cells))
    return text.getvalue().encode()
