"""Deliveries: those that have been before, and what is in their files."""

import numpy as np
from django.db.models import QuerySet

from organisation.findings import WARNING, Found
from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.compare import compare
from scorecards.layouts import layout_facts
from scorecards.models import Delivery, Layout, Package
from scorecards.parsing import ParsedFile, read_delivery
from scorecards.queries.delivery_context import known_codes, standing_figures
from scorecards.queries.sayings import not_in_force


def published_deliveries(package: Package, month: Month) -> QuerySet[Delivery]:
    return Delivery.objects.filter(package=package, month=month, state=DeliveryState.PUBLISHED)


def same_file_published(package: Package, month: Month, sha256: str, *, preliminary: bool) -> Delivery | None:
    """The published delivery of the very same file, if publishing it once more would change nothing.

    A file that was published as preliminary is another thing when it is published as final.
    """
    same = published_deliveries(package, month).filter(sha256=sha256, preliminary=preliminary)
    return next((each for each in same.order_by("-published_at") if _changes_nothing(each)), None)


def _changes_nothing(delivery: Delivery) -> bool:
    """Whether what the delivery said and that doesn't stand by it is no other than what stands. Two queries."""
    said = not_in_force(delivery)
    standing = standing_figures(delivery.month, np.unique(said.indicator_ids).tolist())
    changes = compare(said, standing, preliminary=delivery.preliminary)
    return len(changes.unchanged) == len(said)


def warnings_before(delivery: Delivery, code: str) -> list[Found]:
    """The warnings with that code that an earlier check of the delivery kept. One query."""
    return [
        Found(found.code, WARNING, found.said, found.sheet, found.row, found.column, found.value)
        for found in delivery.findings.filter(code=code)
    ]


def parsed_file(delivery: Delivery, content: bytes) -> ParsedFile:
    """The lines and figures of a delivery's file, read with the codes that are known now.

    By its layout; where nobody chose one and its headers aren't enough, by the package's layout that it fits.
    """
    known = known_codes()
    layouts = [] if delivery.layout else _layouts_of(delivery.package)
    return read_delivery(
        content,
        delivery.file_name,
        month=delivery.month,
        indicators=known.indicators,
        units=known.units,
        names=known.names,
        layout=layout_facts(delivery.layout) if delivery.layout else None,
        layouts=[layout_facts(layout) for layout in layouts],
    )


def _layouts_of(package: Package) -> QuerySet[Layout]:
    """Those that new files are read by."""
    return Layout.objects.filter(package=package, retired=False).prefetch_related("columns")
