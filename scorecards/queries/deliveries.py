"""What a delivery meets before it is checked: the codes there are, and the deliveries that have been before."""

from django.db.models import Exists, OuterRef, QuerySet

from organisation.models import Unit
from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, Indicator, Package, ResultRevision


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


def unit_codes() -> frozenset[str]:
    """The code of every unit there has ever been."""
    return frozenset(Unit.objects.values_list("code", flat=True))


def indicator_codes() -> dict[str, str]:
    """The code of every indicator, by its capitals."""
    return {code.upper(): code for code in Indicator.objects.values_list("code", flat=True)}
