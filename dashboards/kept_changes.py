"""What a delivery changes, kept while its pages are turned: to read and judge a country's file anew takes seconds."""

from collections.abc import Hashable
from functools import lru_cache

from django.utils.translation import get_language

from scorecards.models import Delivery
from scorecards.queries.change_lines import Changes
from scorecards.queries.delivery_changes import changes_of
from scorecards.versions import figures_version

MOST_KEPT = 2  # in a process: a country's take 10 MB


def kept_changes(delivery: Delivery) -> Changes:
    """The changes as they are for the figures, the catalogue and the organisation that stand now.

    What its last check found is part of the key: a layout may have been mended before it.
    """
    found = (delivery.rows, delivery.results, delivery.added, delivery.changed, delivery.findings_total)
    stamp = (delivery.state, delivery.preliminary, *found, figures_version())
    return _changes(delivery.pk, stamp, get_language() or "nb")


@lru_cache(maxsize=MOST_KEPT)
def _changes(number: int, stamp: Hashable, language: str) -> Changes:
    delivery = Delivery.objects.select_related("package__owner", "layout", "file").get(pk=number)
    return changes_of(delivery, language)
