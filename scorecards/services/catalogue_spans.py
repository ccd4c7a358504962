"""Writing the tables of a catalogue whose lines hold for a span: items of packages, and targets."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from scorecards.catalogue_files.lines import ItemLine, TargetLine
from scorecards.models import Indicator, Package, PackageItem, Target
from scorecards.services.catalogue_codes import Ids, Outcome, ids_by_code

Row = TypeVar("Row", PackageItem, Target)

ITEM = ("package_id", "indicator_id", "valid_from", "valid_to", "part", "order", "priority", "weight")
TARGET = ("indicator_id", "unit_id", "valid_from", "valid_to", "green", "yellow", "green_upper", "yellow_upper")
KEYS = 3  # the first fields of each say which row it is, the rest what is in it


def write_items(lines: Sequence[ItemLine]) -> Outcome:
    """Make the lines the items of the packages they name; those of other packages are left alone."""
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
    owners = dict(Package.objects.values_list("pk", "owner_id"))
    standing = PackageItem.objects.filter(package__in={item.package_id for item in wanted})
    return _replace(standing, wanted, ITEM, lambda item: owners[item.package_id])


def write_targets(lines: Sequence[TargetLine], units: Ids) -> Outcome:
    """Make the lines the targets of the indicators they name; those of other indicators are left alone."""
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
    owners = dict(Indicator.objects.values_list("pk", "owner_id"))
    standing = Target.objects.filter(indicator__in={target.indicator_id for target in wanted})
    return _replace(standing, wanted, TARGET, lambda target: target.unit_id or owners[target.indicator_id])


def _replace(
    standing: QuerySet[Row], wanted: Iterable[Row], fields: Sequence[str], owner: Callable[[Row], int]
) -> Outcome:
    """Let `wanted` stand instead of `standing`.

    Rows that differ are taken away and put in anew, since spans that move may not overlap on the way.
    """

    def content(row: Row) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in fields)

    before = {content(row)[:KEYS]: row for row in standing}
    after = {content(row)[:KEYS]: row for row in wanted}
    outcome = Outcome()
    fresh: list[Row] = []
    outdated: list[Row] = [row for key, row in before.items() if key not in after]
    outcome.fates += ["removed"] * len(outdated)
    for key, row in after.items():
        old = before.get(key)
        if old is not None and content(old) == content(row):
            outcome.fates.append("unchanged")
            continue
        outcome.fates.append("added" if old is None else "changed")
        fresh.append(row)
        if old is not None:
            outdated.append(old)
    outcome.touched.update(owner(row) for row in outdated + fresh)
    standing.filter(pk__in=[row.pk for row in outdated]).delete()
    standing.model._default_manager.bulk_create(fresh)
    return outcome
