"""What withdrawing a delivery would do to its figures, and what withdrawing it has done: each before and after.

For those who may deliver, on the delivery's own pages alone: small counts are not hidden here (METHODS.md 12).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import numpy as np

from scorecards.changes import TakenBack
from scorecards.delivered import Standing
from scorecards.figures import Figure
from scorecards.models import Delivery, ResultRevision
from scorecards.queries.change_lines import Difference, Key, LineWriter, by_key, stored_figure
from scorecards.queries.delivery_context import standing_figures
from scorecards.queries.sayings import LeftAlone, held_figures, left_alone, said_by_the_rest
from scorecards.remaining import standing_after

PARTS = ("numerator", "denominator", "value", "absence", "preliminary")


def withdrawal_preview(delivery: Delivery, language: str = "nb") -> TakenBack:
    """What withdrawing the published delivery would do, by the same rule that does it. A fixed number of queries."""
    held = held_figures(delivery)
    now = by_key(standing_figures(delivery.month, list({indicator for indicator, _ in held})))
    instead = by_key(standing_after(said_by_the_rest(delivery)))
    return _taken_back(delivery, {key: (now[key], instead.get(key)) for key in held}, left_alone(delivery), language)


def what_was_taken_back(delivery: Delivery, language: str = "nb") -> TakenBack:
    """What withdrawing the delivery did; nothing for one that isn't withdrawn. A fixed number of queries."""
    if delivery.withdrawn_at is None:
        return TakenBack()
    gone = ResultRevision.objects.filter(delivery=delivery, replaced_by=None)
    rows = gone.values_list("indicator_id", "unit_id", *PARTS)
    before = {(indicator, unit): stored_figure(*parts) for indicator, unit, *parts in rows}
    after = _stood_again(delivery, delivery.withdrawn_at, before)
    return _taken_back(
        delivery, {key: (was, after.get(key)) for key, was in before.items()}, left_alone(delivery), language
    )


def _stood_again(delivery: Delivery, withdrawn_at: datetime, keys: Iterable[Key]) -> dict[Key, Figure]:
    """What stood right after the withdrawal: what was replaced first since then, else what stands, if it is as old."""
    indicators = list({indicator for indicator, _ in keys})
    standing = standing_figures(delivery.month, indicators)
    published = Delivery.objects.filter(pk__in=np.unique(standing.delivery).tolist(), published_at__lt=withdrawn_at)
    older = np.isin(standing.delivery, list(published.values_list("pk", flat=True)))
    stood = by_key(_at(standing, older))
    replaced = ResultRevision.objects.filter(
        month=delivery.month,
        indicator__in=indicators,
        replaced_at__gt=withdrawn_at,
        delivery__published_at__lt=withdrawn_at,
    )
    rows = replaced.exclude(delivery=delivery).order_by("-replaced_at", "-id")  # the first one overwrites the others
    for indicator, unit, *parts in rows.values_list("indicator_id", "unit_id", *PARTS):
        stood[indicator, unit] = stored_figure(*parts)
    return stood


def _at(standing: Standing, places: np.ndarray) -> Standing:
    return Standing(*(getattr(standing, name)[places] for name in Standing.__slots__))


def _taken_back(
    delivery: Delivery, figures: dict[Key, tuple[Figure, Figure | None]], left: Iterable[LeftAlone], language: str
) -> TakenBack:
    writer = LineWriter(delivery.month, {indicator for indicator, _ in figures}, language)
    lines = writer.lines([Difference(*key, was, instead) for key, (was, instead) in figures.items()])
    named = {(line.indicator.code, line.unit_code) for line in lines}
    others = Counter(each.delivery for each in left if (each.indicator, each.unit) not in named)
    return TakenBack(
        restored=tuple(line for line in lines if line.after is not None),
        removed=tuple(line for line in lines if line.after is None),
        left_alone=tuple(sorted(others.items())),
    )
