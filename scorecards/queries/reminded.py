"""Who has been reminded of which month of which package."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from organisation.months import Month
from scorecards.models import Package, Reminder


@dataclass(frozen=True, slots=True)
class LastReminder:
    """The last day on which somebody was reminded of a month, and who was on that day, by name."""

    sent_at: datetime.datetime
    names: tuple[str, ...]


def last_reminders(packages: Sequence[Package], months: Sequence[Month]) -> dict[tuple[int, Month], LastReminder]:
    """The last reminders of the packages' months, by package and month. One query."""
    rows = Reminder.objects.filter(package__in=packages, month__gte=months[0], month__lte=months[-1])
    said: defaultdict[tuple[int, Month], list[tuple[datetime.datetime, str]]] = defaultdict(list)
    for package, month, at, name in rows.order_by("sent_at", "id").values_list(
        "package_id", "month", "sent_at", "person__name"
    ):
        said[package, month].append((at, name))
    return {key: _last(lines) for key, lines in said.items()}


def _last(lines: Sequence[tuple[datetime.datetime, str]]) -> LastReminder:
    last = lines[-1][0]
    names = dict.fromkeys(name for at, name in lines if at.date() == last.date())
    return LastReminder(last, tuple(names))
