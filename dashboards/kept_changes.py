"""What a delivery changes and how its file was read, kept while its pages are turned: a country's takes seconds."""

from collections.abc import Hashable
from functools import lru_cache

from django.utils.translation import get_language

from scorecards.choices import DeliverySource
from scorecards.models import Delivery
from scorecards.queries.change_lines import Changes
from scorecards.queries.delivery_changes import changes_of
from scorecards.queries.original_rows import HowRead, how_it_was_read
from scorecards.versions import figures_version

MOST_KEPT = 2  # in a process: a country's take 10 MB
MOST_READINGS = 20


def kept_changes(delivery: Delivery) -> Changes:
    """The changes as they are for the figures, the catalogue and the organisation that stand now.

    What its last check found is part of the key: a layout may have been mended before it.
    """
    stamp = (delivery.state, delivery.preliminary, *_found(delivery), figures_version())
    return _changes(delivery.pk, stamp, get_language() or "nb")


def kept_reading(delivery: Delivery) -> HowRead:
    """How the file was read at its last check; nothing where no file was handed in."""
    if delivery.source != DeliverySource.FILE:
        return HowRead()
    return _reading(delivery.pk, _found(delivery))


def _found(delivery: Delivery) -> tuple[int, ...]:
    return (delivery.rows, delivery.results, delivery.added, delivery.changed, delivery.findings_total)


@lru_cache(maxsize=MOST_KEPT)
def _changes(number: int, stamp: Hashable, language: str) -> Changes:
    delivery = Delivery.objects.select_related("package__owner", "layout", "file").get(pk=number)
    return changes_of(delivery, language)


@lru_cache(maxsize=MOST_READINGS)
def _reading(number: int, stamp: Hashable) -> HowRead:
    return how_it_was_read(Delivery.objects.select_related("package", "layout").get(pk=number))
