"""Deliveries: those that have been before, and what is in their files."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisation.findings import WARNING, Found
from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.layouts import layout_facts
from scorecards.models import Delivery, Layout, Package, PackageItem, ResultRevision
from scorecards.parsing import ParsedFile, read_delivery
from scorecards.queries.delivery_context import known_codes


def published_deliveries(package: Package, month: Month) -> QuerySet[Delivery]:
    return Delivery.objects.filter(package=package, month=month, state=DeliveryState.PUBLISHED)


def same_file_published(package: Package, month: Month, sha256: str, *, preliminary: bool) -> Delivery | None:
    """The published delivery of the very same file, if every figure of it still stands.

    A file that was published as preliminary is another thing when it is published as final. Figures that the file only
    repeated came with other deliveries: where it has such, any later replacement among the package's figures counts.
    """
    replaced = ResultRevision.objects.filter(delivery=OuterRef("pk"))
    later = ResultRevision.objects.filter(
        month=month,
        indicator__in=PackageItem.objects.filter(package=package).values("indicator"),
        replaced_by__published_at__gt=OuterRef("published_at"),
    )
    return (
        published_deliveries(package, month)
        .filter(~Exists(replaced), Q(unchanged=0) | ~Exists(later), sha256=sha256, preliminary=preliminary)
        .order_by("-published_at")
        .first()
    )


def warnings_before(delivery: Delivery, code: str) -> list[Found]:
    """The warnings with that code that an earlier check of the delivery kept. One query."""
    return [
        Found(found.code, WARNING, found.message, found.sheet, found.row, found.column, found.value)
        for found in delivery.findings.filter(code=code)
    ]


def parsed_file(delivery: Delivery, content: bytes) -> ParsedFile:
    """The lines and figures of a delivery's file, read with the codes that are known now.

    By its layout; where nobody chose one and its headers aren't enough, by the package's layout that it fits.
    """
    known = known_codes()
    layouts = [] if delivery.layout else Layout.objects.filter(package=delivery.package).prefetch_related("columns")
    return read_delivery(
        content,
        delivery.file_name,
        month=delivery.month,
        indicators=known.indicators,
        units=known.units,
        layout=layout_facts(delivery.layout) if delivery.layout else None,
        layouts=[layout_facts(layout) for layout in layouts],
    )
