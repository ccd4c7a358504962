"""What withdrawing a delivery would do to its figures, and what withdrawing it has done: each before and after.

For those who may deliver, on the delivery's own pages alone: small counts are not hidden here (METHODS.md 12).
"""

from collections import Counter

import numpy as np

from scorecards.delivered import UNITS, Standing, indicators_of, keys_of
from scorecards.models import Delivery
from scorecards.queries.change_lines import Lines, TakenBack, no_lines, read_names
from scorecards.queries.delivery_context import standing_figures
from scorecards.queries.revised_figures import SINCE, TAKEN_BACK, joined, revised, taken
from scorecards.queries.sayings import held_figures, left_alone, said_by_the_rest
from scorecards.remaining import standing_after
from scorecards.sides import pile_of, standing_at


def withdrawal_preview(delivery: Delivery, language: str = "nb") -> TakenBack:
    """What withdrawing the published delivery would do, by the same rule that does it. A fixed number of queries."""
    pairs = np.array(list(held_figures(delivery)), np.int64).reshape(-1, 2)
    standing = standing_figures(delivery.month, np.unique(pairs[:, 0]).tolist())
    held = taken(standing, np.isin(standing.keys, keys_of(pairs[:, 0], pairs[:, 1])))
    return _taken_back(delivery, held, standing_after(said_by_the_rest(delivery)), language)


def what_was_taken_back(delivery: Delivery, language: str = "nb") -> TakenBack:
    """What withdrawing the delivery did; nothing for one that isn't withdrawn. A fixed number of queries."""
    if delivery.withdrawn_at is None:
        return TakenBack(no_lines(delivery.month), no_lines(delivery.month))
    gone = revised(TAKEN_BACK, {"delivery": delivery.pk})
    return _taken_back(delivery, gone, _stood_again(delivery, gone), language)


def _stood_again(delivery: Delivery, gone: Standing) -> Standing:
    """What stood right after the withdrawal: what was replaced first since then, else what stands, if it is as old."""
    indicators = list(indicators_of(gone.keys))
    known = {"delivery": delivery.pk, "month": delivery.month.first_day, "at": delivery.withdrawn_at}
    replaced = revised(SINCE, {**known, "indicators": indicators}, first=True)
    standing = standing_figures(delivery.month, indicators)
    published = Delivery.objects.filter(
        pk__in=np.unique(standing.delivery).tolist(), published_at__lt=delivery.withdrawn_at
    )
    older = np.isin(standing.delivery, list(published.values_list("pk", flat=True)))
    return joined(replaced, taken(standing, older))


def _taken_back(delivery: Delivery, held: Standing, instead: Standing, language: str) -> TakenBack:
    names = read_names(delivery.month, indicators_of(held.keys), language)
    stands, _places = instead.find(held.keys)
    restored, removed = (
        Lines(pile_of(keys, standing_at(held, keys), standing_at(instead, keys)), names)
        for keys in (held.keys[stands], held.keys[~stands])
    )
    of_unit = {unit.code: unit.id for unit in names.units.values()}
    of_indicator = {facts.code: facts.id for facts in names.facts.values()}
    taken_back = set(held.keys.tolist())
    others = Counter(
        each.delivery
        for each in left_alone(delivery)
        if of_indicator.get(each.indicator, 0) * UNITS + of_unit.get(each.unit, 0) not in taken_back
    )
    return TakenBack(restored, removed, tuple(sorted(others.items())))
