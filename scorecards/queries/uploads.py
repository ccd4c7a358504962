"""What was taken in and isn't checked yet, and what couldn't be kept."""

import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils import timezone

from organisation.findings import ERROR, Found
from scorecards.models import Delivery, RefusedDelivery, WaitingCheck

QUICK_TEXT = 1_000_000  # bytes of CSV: a month of the whole country, read in a fifth of a second
QUICK_WORKBOOK = 2_000_000  # bytes of a workbook when it is unpacked, read in about half a second


@dataclass(frozen=True, slots=True)
class Waiting:
    """How far a received delivery has come: who is before it, and since when it has been checked, if it is."""

    ahead: int
    begun_at: datetime | None
    attempts: int


def takes_long(content: bytes) -> bool:
    """Whether a file takes so long to check that nobody should wait for the answer."""
    if not content.startswith(b"PK"):
        return len(content) > QUICK_TEXT
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        return False  # it is refused at once
    return sum(part.file_size for part in parts) > QUICK_WORKBOOK


def is_unread(delivery: Delivery) -> bool:
    """Whether nobody knows yet what is in the file: it was taken in to be checked later."""
    return WaitingCheck.objects.filter(delivery=delivery, due_at__lte=timezone.now()).exists()


def waiting_of(delivery: Delivery) -> Waiting | None:
    """How far its check has come; None where it waits for none."""
    check = WaitingCheck.objects.filter(delivery=delivery).first()
    if check is None:
        return None
    ahead = WaitingCheck.objects.filter(due_at__lt=check.due_at, due_at__lte=timezone.now()).count()
    return Waiting(ahead, check.begun_at, check.attempts)


def refused_delivery(number: int) -> RefusedDelivery | None:
    return RefusedDelivery.objects.select_related("package__owner", "received_by").filter(pk=number).first()


def findings_of_refused(refused: RefusedDelivery) -> list[Found]:
    """Why the file couldn't be kept, without what stood in it."""
    rows = refused.findings.values_list("code", "message", "sheet", "row", "column")
    return [Found(code, ERROR, message, sheet, row, column) for code, message, sheet, row, column in rows]
