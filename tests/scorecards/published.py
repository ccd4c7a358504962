"""Publishing figures without a file: written, judged and summarised as the services do it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from django.db import transaction

from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from scorecards.delivered import ABSENCES
from scorecards.models import Delivery, GroupSummary, Indicator, Package
from scorecards.publish import lock_month, write_figures
from scorecards.queries.office_groups import office_groups
from scorecards.services.publishing import follow_publication
from scorecards.summaries import touched_groups, write_summaries
from tests.builders import a_county, a_delivery, an_office, as_month

MAY = Month(2018, 5)
NAN = float("nan")

# A figure as a test writes it: numerator and denominator, a value alone, or the reason why there is none.
Stated = tuple[float, float] | float | str
Figures = Mapping[tuple[Indicator, Unit], Stated]


def write(delivery: Delivery, figures: Figures, *, replace: bool = True) -> None:
    """Write the figures of a delivery and nothing that follows from them."""
    parts = np.array([_parts(stated) for stated in figures.values()], np.float64).reshape(-1, 4)
    numerators, denominators, values, absences = parts.T
    write_figures(
        delivery=delivery.pk,
        month=delivery.month,
        preliminary=delivery.preliminary,
        indicators=np.array([indicator.pk for indicator, _ in figures]),
        units=np.array([unit.pk for _, unit in figures]),
        numerators=numerators,
        denominators=denominators,
        values=values,
        absences=absences,
        replace=replace,
    )


def _parts(stated: Stated) -> tuple[float, float, float, int]:
    """Numerator, denominator, value, and the absence as its place in ABSENCES."""
    if isinstance(stated, str):
        return NAN, NAN, NAN, ABSENCES.index(stated)
    if isinstance(stated, tuple):
        numerator, denominator = stated
        return numerator, denominator, numerator / denominator, 0
    return NAN, NAN, stated, 0


def publish(
    figures: Figures, month: str | Month = MAY, *, preliminary: bool = False, package: Package | None = None
) -> Delivery:
    """Publish a month's figures over whatever stands, with all that follows."""
    delivery = a_delivery(package, month, preliminary=preliminary)
    with transaction.atomic():
        lock_month(delivery.month)
        write(delivery, figures)
        follow_publication(delivery.month, units_of_each(figures))
    return delivery


def summarise_groups(pairs: Iterable[tuple[Indicator, Unit]], month: str | Month = MAY) -> None:
    """Write the summaries of the groups that these units count in."""
    month = as_month(month)
    groups = office_groups(month, month)[month]
    with transaction.atomic():
        write_summaries(month, touched_groups(units_of_each(pairs), groups), groups)


def units_of_each(pairs: Iterable[tuple[Indicator, Unit]]) -> dict[int, set[int]]:
    """The units of each indicator, by their ids."""
    units: dict[int, set[int]] = {}
    for indicator, unit in pairs:
        units.setdefault(indicator.pk, set()).add(unit.pk)
    return units


def summary(indicator: Indicator, group: Unit, month: str | Month = MAY) -> GroupSummary:
    return GroupSummary.objects.get(indicator=indicator, group=group, month=as_month(month))


def as_placed(unit: Unit, month: str | Month = MAY) -> PlacedUnit:
    """The unit as it stood in the month."""
    found = placed(unit.code, as_month(month))
    assert found is not None, f"{unit} has no place in {month}"
    return found


def offices_in(county: Unit | None = None, *, number: int = 3, region: Unit | None = None) -> list[Unit]:
    """Some offices of one county."""
    county = county or a_county()
    return [an_office(county=county, region=region) for _ in range(number)]


def of(indicator: Indicator, offices: Sequence[Unit], *stated: Stated) -> dict[tuple[Indicator, Unit], Stated]:
    """A figure for each office, in order."""
    return {(indicator, office): each for office, each in zip(offices, stated, strict=True)}
