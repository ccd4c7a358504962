"""What publishing a checked delivery would change, and what a published one has changed: each figure before and after.

For those who may deliver, on the delivery's own pages alone: small counts are not hidden here (METHODS.md 12).
"""

from dataclasses import dataclass, replace

import numpy as np

from organisation.months import Month
from organisation.spans import holds_in
from scorecards.arrays import Wholes
from scorecards.checks import CheckContext, check_delivery
from scorecards.checks.changes import expected_of, unusual
from scorecards.choices import DeliverySource, DeliveryState
from scorecards.compare import compare
from scorecards.delivered import Figures, indicators_of, keys_of, nothing_standing
from scorecards.models import Delivery, PackageItem, ResultRevision
from scorecards.queries.change_lines import Changes, Lines, no_lines, read_names
from scorecards.queries.deliveries import parsed_file
from scorecards.queries.delivery_context import delivery_context, earlier_month, standing_figures
from scorecards.queries.figure_history import with_history
from scorecards.queries.missing_figures import missing_since
from scorecards.queries.revised_figures import BROUGHT, BY_IT, joined, revised, taken
from scorecards.sides import Pile, delivered, pile_of, standing_at


@dataclass(frozen=True, slots=True)
class _Compared:
    """Figures before and after in two piles, and what is needed to tell what is missing."""

    changed: Pile
    added: Pile
    unchanged: int
    package: list[int]  # ids of the package's indicators in the month
    known: Wholes  # keys that have a figure in the month, or get one
    earlier: Month | None


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
        return Changes(no_lines(delivery.month), no_lines(delivery.month))
    keys = np.concatenate([found.changed.keys, found.added.keys])
    names = read_names(delivery.month, {*indicators_of(keys), *found.package}, language)
    last = nothing_standing() if found.earlier is None else standing_figures(found.earlier, found.package)
    is_whole = delivery.source == DeliverySource.FILE
    return Changes(
        changed=Lines(found.changed, names),
        added=Lines(replace(found.added, last=standing_at(last, found.added.keys)), names),
        unchanged=found.unchanged,
        missing=missing_since(delivery.package, last, found.known, names) if is_whole else (),
        earlier=found.earlier,
    )


def _would_change(delivery: Delivery) -> _Compared:
    is_whole = delivery.source == DeliverySource.FILE
    context = delivery_context(delivery.package, delivery.month, preliminary=delivery.preliminary, is_whole=is_whole)
    parsed = parsed_file(delivery, bytes(delivery.file.content))
    figures = check_delivery(parsed, context).figures
    comparison = compare(figures, context.standing, preliminary=delivery.preliminary)
    judged = with_history(context, parsed) if len(figures) else context
    changed, added = (
        _pile(figures.take(places), judged, preliminary=delivery.preliminary)
        for places in (comparison.changed, comparison.added)
    )
    return _Compared(
        changed=changed,
        added=added,
        unchanged=len(comparison.unchanged),
        package=[rules.id for rules in context.indicators.values() if rules.in_package],
        known=np.concatenate([context.standing.keys, figures.keys[~figures.emptied]]),
        earlier=context.earlier.month if context.earlier else None,
    )


def _pile(figures: Figures, context: CheckContext, *, preliminary: bool) -> Pile:
    """The figures against what stands, and how far they lie outside what chance and history explain."""
    before, after = standing_at(context.standing, figures.keys), delivered(figures, preliminary=preliminary)
    expected = expected_of(figures, context)
    distance = np.nan_to_num(unusual(figures, context))
    return replace(pile_of(figures.keys, before, after), distance=distance, low=expected.low, high=expected.high)


def _has_changed(delivery: Delivery) -> _Compared:
    """What stood before the delivery, and what it brought: standing still, or kept as a revision of its own."""
    known = {"delivery": delivery.pk}
    before = revised(BY_IT, known)
    items = PackageItem.objects.filter(holds_in(delivery.month), package=delivery.package)
    package = list(items.values_list("indicator_id", flat=True))
    standing = standing_figures(delivery.month, list({*package, *indicators_of(before.keys)}))
    brought = joined(taken(standing, standing.delivery == delivery.pk), revised(BROUGHT, known))
    replaced = np.isin(brought.keys, before.keys)
    is_new = ~replaced & ~np.isin(brought.keys, _stood_before(delivery))
    earlier = earlier_month(delivery.package, delivery.month)
    changed, added = (
        pile_of(keys, standing_at(before, keys), standing_at(brought, keys))
        for keys in (brought.keys[replaced], brought.keys[is_new])
    )
    return _Compared(
        changed=changed,
        added=added,
        unchanged=delivery.unchanged,
        package=package,
        known=standing.keys,
        earlier=earlier.month if earlier else None,
    )


def _stood_before(delivery: Delivery) -> Wholes:
    """Keys of figures that stood when it was published, and that it came after only when they were withdrawn."""
    stood = ResultRevision.objects.filter(
        month=delivery.month,
        replaced_by=None,
        replaced_at__gt=delivery.published_at,
        delivery__published_at__lt=delivery.published_at,
    )
    pairs = np.array(list(stood.values_list("indicator_id", "unit_id")), np.int64).reshape(-1, 2)
    return keys_of(pairs[:, 0], pairs[:, 1])
