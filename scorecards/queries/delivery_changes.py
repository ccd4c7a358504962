"""What publishing a checked delivery would change, and what a published one has changed: each figure before and after.

For those who may deliver, on the delivery's own pages alone: small counts are not hidden here (METHODS.md 12).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from organisation.months import Month
from organisation.spans import holds_in
from scorecards.arrays import Wholes
from scorecards.changes import Changes
from scorecards.checks import CheckContext, check_delivery
from scorecards.checks.changes import expected_of, unusual
from scorecards.choices import DeliverySource, DeliveryState
from scorecards.compare import compare
from scorecards.delivered import Figures, nothing_standing
from scorecards.figures import Figure
from scorecards.models import Delivery, PackageItem, ResultRevision
from scorecards.queries.change_lines import Difference, Key, LineWriter, Surprise, by_key, figures_at, stored_figure
from scorecards.queries.deliveries import parsed_file
from scorecards.queries.delivery_context import delivery_context, earlier_month, standing_figures
from scorecards.queries.figure_history import with_history
from scorecards.queries.missing_figures import missing_since

PARTS = ("numerator", "denominator", "value", "absence", "preliminary")


@dataclass(frozen=True, slots=True)
class _Compared:
    """Differences in two piles, and what is needed to tell what is missing."""

    changed: list[Difference]
    added: list[Difference]
    unchanged: int
    package: list[int]  # ids of the package's indicators in the month
    known: Wholes  # keys that have a figure in the month, or get one
    earlier: Month | None
    surprises: Mapping[Key, Surprise] = field(default_factory=dict)


def changes_of(delivery: Delivery, language: str = "nb") -> Changes:
    """Nothing for a delivery that waits for its check; a fixed number of queries for others.

    A checked one is read and compared anew: others may have published since. Of a rejected one, what it would change
    without its errors; of a withdrawn one, what it changed when it was published.
    """
    if delivery.state in (DeliveryState.CHECKED, DeliveryState.REJECTED):
        found = _would_change(delivery)
    elif delivery.state in (DeliveryState.PUBLISHED, DeliveryState.WITHDRAWN):
        found = _has_changed(delivery)
    else:
        return Changes()
    named = {each.indicator for pile in (found.changed, found.added) for each in pile}
    writer = LineWriter(delivery.month, named.union(found.package), language)
    last = nothing_standing() if found.earlier is None else standing_figures(found.earlier, found.package)
    is_whole = delivery.source == DeliverySource.FILE
    return Changes(
        changed=writer.lines(found.changed, found.surprises),
        added=writer.lines(found.added, found.surprises, by_key(last)),
        unchanged=found.unchanged,
        missing=missing_since(delivery.package, last, found.known, writer) if is_whole else (),
        earlier=found.earlier,
    )


def _would_change(delivery: Delivery) -> _Compared:
    is_whole = delivery.source == DeliverySource.FILE
    context = delivery_context(delivery.package, delivery.month, preliminary=delivery.preliminary, is_whole=is_whole)
    parsed = parsed_file(delivery, bytes(delivery.file.content))
    figures = check_delivery(parsed, context).figures
    comparison = compare(figures, context.standing, preliminary=delivery.preliminary)
    changed, added = figures.take(comparison.changed), figures.take(comparison.added)
    _stands, places = context.standing.find(changed.keys)
    before = figures_at(context.standing, context.standing.preliminary, places)
    return _Compared(
        changed=_differences(changed, before, delivery.preliminary),
        added=_differences(added, [None] * len(added), delivery.preliminary),
        unchanged=len(comparison.unchanged),
        package=[rules.id for rules in context.indicators.values() if rules.in_package],
        known=np.concatenate([context.standing.keys, figures.keys[~figures.emptied]]),
        earlier=context.earlier.month if context.earlier else None,
        surprises=_surprises(figures, with_history(context, parsed)),
    )


def _surprises(figures: Figures, context: CheckContext) -> dict[Key, Surprise]:
    """The figures outside what chance and history explain, with how far outside they lie, and of what."""
    distances = unusual(figures, context)
    outside = np.flatnonzero(distances > 0)
    far = figures.take(outside)
    expected = expected_of(far, context)
    keys = zip(far.indicator_ids.tolist(), far.unit_ids.tolist(), strict=True)
    ranges = zip(expected.low.tolist(), expected.high.tolist(), strict=True)
    return dict(zip(keys, zip(distances[outside].tolist(), ranges, strict=True), strict=True))


def _differences(figures: Figures, before: list[Figure] | list[None], preliminary: bool) -> list[Difference]:
    everywhere = np.arange(len(figures))
    after = figures_at(figures, np.full(len(figures), preliminary), everywhere)
    return list(map(Difference, figures.indicator_ids.tolist(), figures.unit_ids.tolist(), before, after))


def _has_changed(delivery: Delivery) -> _Compared:
    """What stood before the delivery, and what it brought: standing still, or kept as a revision of its own."""
    before = _revised(Q(replaced_by=delivery))
    package = PackageItem.objects.filter(holds_in(delivery.month), package=delivery.package)
    ids = list(package.values_list("indicator_id", flat=True))
    standing = standing_figures(delivery.month, list({*ids, *(indicator for indicator, _ in before)}))
    its_own = np.flatnonzero(standing.delivery == delivery.pk)
    keys = zip(standing.indicator_ids[its_own].tolist(), standing.unit_ids[its_own].tolist(), strict=True)
    brought = _revised(Q(delivery=delivery)) | dict(
        zip(keys, figures_at(standing, standing.preliminary, its_own), strict=True)
    )
    stood_before = _stood_before(delivery) if delivery.published_at else set()
    earlier = earlier_month(delivery.package, delivery.month)
    return _Compared(
        changed=[Difference(key[0], key[1], figure, brought[key]) for key, figure in before.items() if key in brought],
        added=[
            Difference(key[0], key[1], None, figure)
            for key, figure in brought.items()
            if key not in before and key not in stood_before
        ],
        unchanged=delivery.unchanged,
        package=ids,
        known=standing.keys,
        earlier=earlier.month if earlier else None,
    )


def _revised(which: Q) -> dict[Key, Figure]:
    rows = ResultRevision.objects.filter(which).order_by("id").values_list("indicator_id", "unit_id", *PARTS)
    return {(indicator, unit): stored_figure(*parts) for indicator, unit, *parts in rows}


def _stood_before(delivery: Delivery) -> set[Key]:
    """Figures that stood when the delivery was published, and that it only came after when they were withdrawn."""
    stood = ResultRevision.objects.filter(
        month=delivery.month,
        replaced_by=None,
        replaced_at__gt=delivery.published_at,
        delivery__published_at__lt=delivery.published_at,
    )
    return set(stood.values_list("indicator_id", "unit_id"))
