"""What the database has that a catalogue to be loaded is checked against."""

from collections import defaultdict

from organisation.models import Unit
from organisation.months import Month
from scorecards.catalogue_files.standing import IndicatorTraits, Standing, StandingItem
from scorecards.figures import Limits
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective, Result, Target


def read_standing() -> Standing:
    """The catalogue as it stands, as far as checks ask. Seven queries."""
    return Standing(
        units=frozenset(Unit.objects.values_list("code", flat=True)),
        perspectives=frozenset(code.upper() for code in Perspective.objects.values_list("code", flat=True)),
        goals={code.upper(): (up or "").upper() for code, up in Goal.objects.values_list("code", "parent__code")},
        packages={code.upper(): (up or "").upper() for code, up in Package.objects.values_list("code", "parent__code")},
        indicators={traits.code.upper(): traits for traits in _indicators()},
        items=_items(),
        targets=_targets(),
    )


def _indicators() -> list[IndicatorTraits]:
    rows = Indicator.objects.values_list(
        "code", "unit_of_measure", "direction", "allows_negative", "valid_from", "valid_to"
    )
    return [IndicatorTraits(*row) for row in rows]


def _items() -> dict[tuple[str, str], tuple[StandingItem, ...]]:
    found: dict[tuple[str, str], list[StandingItem]] = defaultdict(list)
    rows = PackageItem.objects.values_list("package__code", "indicator__code", "priority", "valid_from", "valid_to")
    for package, indicator, priority, valid_from, valid_to in rows:
        found[package.upper(), indicator.upper()].append(StandingItem(priority, valid_from, valid_to))
    return {pair: tuple(items) for pair, items in found.items()}


def _targets() -> dict[str, tuple[Limits, ...]]:
    found: dict[str, list[Limits]] = defaultdict(list)
    rows = Target.objects.values_list("indicator__code", "green", "yellow", "green_upper", "yellow_upper")
    for code, green, yellow, green_upper, yellow_upper in rows:
        found[code.upper()].append(Limits(green, yellow, green_upper, yellow_upper))
    return {code: tuple(targets) for code, targets in found.items()}


def months_with_figures(indicator: str, package: str, first: Month, end: Month | None) -> list[Month]:
    """The months from `first` up to, not including, `end` in which figures of the indicator stand, in order.

    With a package: figures that were delivered in it. Codes in any case.
    """
    standing = Result.objects.filter(indicator__code__iexact=indicator, month__gte=first)
    if end is not None:
        standing = standing.filter(month__lt=end)
    if package:
        standing = standing.filter(delivery__package__code__iexact=package)
    return list(standing.values_list("month", flat=True).distinct().order_by("month"))
