"""Writing the tables of a catalogue whose lines hold for a span: items of packages, and targets."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from scorecards.catalogue_files.lines import ItemLine, TargetLine
from scorecards.models import Indicator, Package, PackageItem, Target
from scorecards.services.catalogue_codes import Ids, ids_by_code

Row = TypeVar("Row", PackageItem, Target)

ITEM = ("package_id", "indicator_id", "valid_from", "valid_to", "part", "order", "priority", "weight")
TARGET = ("indicator_id", "unit_id", "valid_from", "valid_to", "green", "yellow", "green_upper", "yellow_upper")


def write_items(lines: Sequence[ItemLine], emptied: Iterable[str] = ()) -> None:
    """Make the lines the items of the packages they name, and leave the `emptied` ones without any.

    Those of other packages are left alone. Who fills an item in is no file's to say: it stays where its row stays.
    """
    packages, indicators = ids_by_code(Package), ids_by_code(Indicator)
    wanted = [
        PackageItem(
            package_id=packages[line.package.upper()],
            indicator_id=indicators[line.indicator.upper()],
            part=line.part,
            order=line.order,
            priority=line.priority,
            weight=line.weight,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
        )
        for line in lines
    ]
    named = {item.package_id for item in wanted} | {packages[code.upper()] for code in emptied}
    standing = PackageItem.objects.filter(package__in=named)
    by_hand = {(row.package_id, row.indicator_id): row.filled_in_by for row in standing}
    for item in wanted:
        item.filled_in_by = by_hand.get((item.package_id, item.indicator_id), "")
    _replace(standing, wanted, ITEM)


def write_targets(lines: Sequence[TargetLine], units: Ids, emptied: Iterable[str] = ()) -> None:
    """Make the lines the targets of the indicators they name, and leave the `emptied` ones without any."""
    indicators = ids_by_code(Indicator)
    wanted = [
        Target(
            indicator_id=indicators[line.indicator.upper()],
            unit_id=units[line.unit] if line.unit else None,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
            green=line.green,
            yellow=line.yellow,
            green_upper=line.green_upper,
            yellow_upper=line.yellow_upper,
        )
        for line in lines
    ]
    named = {target.indicator_id for target in wanted} | {indicators[code.upper()] for code in emptied}
    _replace(Target.objects.filter(indicator__in=named), wanted, TARGET)


def _replace(standing: QuerySet[Row], wanted: Iterable[Row], fields: Sequence[str]) -> None:
    """Let `wanted` stand instead of `standing`.

    Rows that differ are taken away and put in anew, since spans that move may not overlap on the way.
    """

    def content(row: Row) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in fields)

    before = {content(row): row for row in standing}
    after = {content(row): row for row in wanted}
    outdated = [row.pk for kept, row in before.items() if kept not in after]
    standing.filter(pk__in=outdated).delete()
    standing.model._default_manager.bulk_create(row for kept, row in after.items() if kept not in before)
