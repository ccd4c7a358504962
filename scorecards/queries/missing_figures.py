"""Figures that the package's latest published month had, and that are neither in the file nor published before it."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit
from scorecards.arrays import Wholes
from scorecards.changes import Missing
from scorecards.delivered import HIDDEN, UNITS, Standing
from scorecards.models import Package
from scorecards.queries.change_lines import Names
from scorecards.sides import standing_at


def missing_since(package: Package, last: Standing, known: Wholes, names: Names) -> tuple[Missing, ...]:
    """Those of `last` that aren't among the keys `known`, of units that the package's owner still has.

    A unit that has lost all of its figures is one line. Not the owner itself: its line is a sum.
    """
    had = ~np.isnan(last.value) | (last.absence == HIDDEN)
    gone = np.flatnonzero(had & ~np.isin(last.keys, known))
    of_unit: dict[int, list[int]] = defaultdict(list)
    for place, unit in zip(gone.tolist(), last.unit_ids[gone].tolist(), strict=True):
        if unit in names.units and _belongs(names.units[unit], package):
            of_unit[unit].append(place)
    delivered = set((known % UNITS).tolist())
    return tuple(_lines(of_unit, last, delivered, names))


def _belongs(unit: PlacedUnit, package: Package) -> bool:
    owner = package.owner_id
    if unit.id == owner:
        return False
    return package.owner.kind == UnitKind.COUNTRY or owner in (unit.county_id, unit.region_id)


def _lines(of_unit: dict[int, list[int]], last: Standing, delivered: set[int], names: Names) -> Iterable[Missing]:
    """Whole units first, then single figures."""
    by_name = sorted(of_unit, key=lambda unit: (unit in delivered, norwegian_key(names.units[unit].name)))
    for unit in by_name:
        code, name = names.units[unit].code, names.units[unit].name
        places = [place for place in of_unit[unit] if int(last.indicator_ids[place]) in names.facts]
        if unit not in delivered:
            yield Missing(code, name, None, len(places), None)
            continue
        figures = standing_at(last, last.keys[np.array(places, np.int64)])
        for number, place in enumerate(places):
            yield Missing(code, name, names.facts[int(last.indicator_ids[place])], 1, figures.figure(number))
