"""Deliveries: those that have been before, and what is in their files."""

from django.db.models import Exists, OuterRef, QuerySet

from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.layouts import layout_facts
from scorecards.models import Delivery, Package, ResultRevision
from scorecards.parsing import ParsedFile, read_delivery
from scorecards.queries.delivery_context import known_codes


def published_deliveries(package: Package, month: Month) -> QuerySet[Delivery]:
    return Delivery.objects.filter(package=package, month=month, state=DeliveryState.PUBLISHED)


def same_file_published(package: Package, month: Month, sha256: str, *, preliminary: bool) -> Delivery | None:
    """The published delivery of the very same file, if every figure of it still stands.

    A file that was published as preliminary is another thing when it is published as final.
    """
    replaced = Exists(ResultRevision.objects.filter(delivery=OuterRef("pk")))
    return (
        published_deliveries(package, month)
        .filter(~replaced, sha256=sha256, preliminary=preliminary)
        .order_by("-published_at")
        .first()
    )


def parsed_file(delivery: Delivery, content: bytes) -> ParsedFile:
    """The lines and figures of a delivery's file, read by its layout and with the codes that are known now."""
    known = known_codes()
    return read_delivery(
        content,
        delivery.file_name,
        month=delivery.month,
        indicators=known.indicators,
        units=known.units,
        layout=layout_facts(delivery.layout) if delivery.layout else None,
    )
