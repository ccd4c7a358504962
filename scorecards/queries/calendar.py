"""The calendar of deliveries, read: a fixed number of queries, however many packages and months."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, Q

from organisation.months import Month
from scorecards.calendar import Arrival, Cell, Schedule, Share, Span, cell_of, month_now_due
from scorecards.choices import DeliveryState
from scorecards.models import Delivery, Package, PackageItem
from scorecards.queries.coverage import FilledIn, indicators_known, offices_known, units_that_fill_in

MONTHS = 12


@dataclass(frozen=True, slots=True)
class PackageMonth:
    """A package's month with how much of it has come: of offices and indicators where it is published."""

    cell: Cell
    offices: Share | None = None
    indicators: Share | None = None
    units: tuple[FilledIn, ...] = ()  # those that fill in by hand


@dataclass(frozen=True, slots=True)
class PackageYear:
    """A package over the calendar's months, oldest first."""

    package: Package  # with its owner
    schedule: Schedule
    months: tuple[PackageMonth, ...]
    rests: bool
    last_delivered_by: str  # empty where nobody is named


@dataclass(frozen=True, slots=True)
class Calendar:
    """Packages in the order asked for, without those of which nothing counts in these months."""

    today: datetime.date
    months: tuple[Month, ...]
    packages: tuple[PackageYear, ...]
    first_published: Month | None  # of any package
    latest: Month  # the month that a calendar ends with where none is asked for


def read_calendar(
    packages: Sequence[Package], today: datetime.date, last: Month | None = None, months: int = MONTHS
) -> Calendar:
    """The packages, read with their owners, over the `months` up to `last`, as it is `today`. Seven queries."""
    keys = [package.pk for package in packages]
    delivered = _delivered(keys)
    schedules = _schedules(packages, delivered)
    came = max((its.came for its in delivered.values() if its.came), default=None)
    latest = _latest(schedules.values(), came, today)
    last = last or latest
    shown = tuple((last - (months - 1)).through(last))
    arrivals = _arrivals(keys, shown)
    last_by = _last_delivered_by(keys)
    offices, indicators = offices_known(keys, shown), indicators_known(keys, shown)
    filled = units_that_fill_in(keys, shown)
    years = []
    for package in packages:
        key, schedule = package.pk, schedules[package.pk]
        if all(schedule.is_outside(month) for month in shown):
            continue
        row = []
        for month in shown:
            units = filled.get((key, month), ())
            share = Share(sum(unit.is_done for unit in units), len(units)) if units else None
            cell = cell_of(schedule, month, arrivals[key, month], share, today)
            row.append(PackageMonth(cell, offices.get((key, month)), indicators.get((key, month)), units))
        years.append(PackageYear(package, schedule, tuple(row), schedule.rests(today), last_by.get(key, "")))
    begun = [schedule.first_published for schedule in schedules.values() if schedule.first_published]
    return Calendar(today, shown, tuple(years), min(begun, default=None), latest)


def _latest(schedules: Collection[Schedule], delivered: Month | None, today: datetime.date) -> Month:
    """The month now due, or a later one that something has come for; where everything rests, the month after the last
    that anything came for, which is the one to go on with."""
    due = month_now_due(today)
    if delivered is None:
        return due
    if all(schedule.rests(today) for schedule in schedules):
        return delivered + 1
    return max(due, delivered)


@dataclass(frozen=True, slots=True)
class _Delivered:
    """The first and last months that a package is published for, and the last that anything came for.

    What was rejected doesn't count: it may be of no month there is.
    """

    first: Month | None = None
    last: Month | None = None
    came: Month | None = None


def _delivered(packages: Sequence[int]) -> dict[int, _Delivered]:
    published, good = Q(state=DeliveryState.PUBLISHED), ~Q(state=DeliveryState.REJECTED)
    rows = Delivery.objects.filter(package__in=packages).order_by().values_list("package_id")
    return {
        package: _Delivered(first, last, came)
        for package, first, last, came in rows.annotate(
            first=Min("month", filter=published), last=Max("month", filter=published), came=Max("month", filter=good)
        )
    }


def _schedules(packages: Sequence[Package], delivered: Mapping[int, _Delivered]) -> dict[int, Schedule]:
    """When figures of each package are expected."""
    spans: defaultdict[int, set[Span]] = defaultdict(set)
    rows = PackageItem.objects.filter(package__in=packages).order_by()
    for package, begins, ends, by in rows.values_list(
        "package_id", "valid_from", "valid_to", "filled_in_by"
    ).distinct():
        spans[package].add(Span(begins, ends, bool(by)))
    return {
        package.pk: Schedule(package.due_day, tuple(spans[package.pk]), its.first, its.last)
        for package in packages
        for its in [delivered.get(package.pk, _Delivered())]
    }


def _arrivals(packages: Sequence[int], months: Sequence[Month]) -> Mapping[tuple[int, Month], list[Arrival]]:
    """The deliveries of the months, newest first."""
    found = Delivery.objects.filter(package__in=packages, month__gte=months[0], month__lte=months[-1]).order_by("-id")
    arrivals: defaultdict[tuple[int, Month], list[Arrival]] = defaultdict(list)
    for each in found.only("package", "month", "state", "source", "preliminary"):
        arrivals[each.package_id, each.month].append(Arrival(each.pk, each.state, each.source, each.preliminary))
    return arrivals


def _last_delivered_by(packages: Sequence[int]) -> dict[int, str]:
    """Who handed in each package's last delivery that a person did."""
    found = Delivery.objects.filter(package__in=packages, received_by__isnull=False).order_by("package_id", "-id")
    return dict(found.distinct("package_id").values_list("package_id", "received_by__name"))
