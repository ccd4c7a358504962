"""Where a figure came from: the delivery that brought it, and who published it when."""

from dataclasses import dataclass
from datetime import datetime

from scorecards.models import Delivery


@dataclass(frozen=True, slots=True)
class Origin:
    """A delivery as it is said of a figure; `published_by` is empty where a command did it."""

    delivery: int
    file_name: str
    source: str  # DeliverySource
    package_code: str
    package_name: str
    published_at: datetime | None
    published_by: str


def origin_of(delivery: int) -> Origin:
    """The delivery with that number. One query."""
    found = Delivery.objects.select_related("package", "published_by").get(pk=delivery)
    return Origin(
        delivery=found.pk,
        file_name=found.file_name,
        source=found.source,
        package_code=found.package.code,
        package_name=found.package.name,
        published_at=found.published_at,
        published_by=found.published_by.name if found.published_by else "",
    )
