"""What was taken in and isn't checked yet, and what couldn't be kept."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils import timezone

from organisation.findings import ERROR, Found
from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, Package, PackageItem, RefusedDelivery, WaitingCheck
from scorecards.reading import LARGEST_FILE

QUICK_TEXT = 1_000_000  # bytes of CSV: a month of the whole country, read in a fifth of a second
QUICK_WORKBOOK = 2_000_000  # bytes of a workbook when it is unpacked, read in about half a second


@dataclass(frozen=True, slots=True)
class Waiting:
    """How far a received delivery has come: who is before it, and since when it has been checked, if it is."""

    ahead: int
    begun_at: datetime | None
    attempts: int


def takes_long(content: bytes, *, times: int = 1) -> bool:
    """Whether a file takes so long to check that nobody should wait for the answer. What is refused at once doesn't.

    `times`: how many times that long somebody waits all the same.
    """
    if len(content) > LARGEST_FILE:
        return False
    if not content.startswith(b"PK"):
        return len(content) > times * QUICK_TEXT
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        return False
    return sum(part.file_size for part in parts) > times * QUICK_WORKBOOK


@dataclass(frozen=True, slots=True)
class PublishedMonths:
    """The months of a package that are published: finally, and only as preliminary."""

    final: frozenset[Month] = frozenset()
    preliminary: frozenset[Month] = frozenset()

    def awaited(self, today: Month) -> Month:
        """The month that is most likely delivered next: after the last final one, and over."""
        over = today - 1
        return min(max(self.final) + 1, over) if self.final else over


def published_months(packages: Iterable[Package]) -> dict[int, PublishedMonths]:
    """By package, for those that have any. One query."""
    published = Delivery.objects.filter(package__in=packages, state=DeliveryState.PUBLISHED)
    months: dict[int, tuple[set[Month], set[Month]]] = {}
    for package, preliminary, month in published.values_list("package_id", "preliminary", "month").distinct():
        months.setdefault(package, (set(), set()))[preliminary].add(month)
    return {
        package: PublishedMonths(frozenset(final), frozenset(preliminary - final))
        for package, (final, preliminary) in months.items()
    }


def without_files(packages: Iterable[Package]) -> set[int]:
    """Of these packages those whose figures are all filled in by hand. One query."""
    items = PackageItem.objects.filter(package__in=packages).values_list("package_id", "filled_in_by").distinct()
    kinds = set(items)
    return {package for package, by in kinds if by} - {package for package, by in kinds if not by}


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
    return [Found(each.code, ERROR, each.said, each.sheet, each.row, each.column) for each in refused.findings.all()]
