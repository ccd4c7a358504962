"""What several pages are made of: month links, chips, and the sentence about where the figures come from."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from dashboards.dates import day_near, month_and_year, month_name
from organisation.months import Month
from scorecards.figures import PackageFacts


class Neighbours(Protocol):
    """Links from a month to the nearest ones before and after it."""

    @property
    def month(self) -> Month: ...
    @property
    def previous(self) -> Month | None: ...
    @property
    def next(self) -> Month | None: ...


@dataclass(frozen=True, slots=True)
class MonthNavigation:
    """Links to the nearest months with results; where there is none, the calendar's neighbour as plain text."""

    now: str
    previous: str
    previous_full: str
    previous_href: str
    next: str
    next_full: str
    next_href: str


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    href: str
    on: bool


def month_navigation(links: Neighbours, before: str, query: str = "") -> MonthNavigation:
    """`before` is the page's address up to the month, `query` what follows it."""
    return MonthNavigation(
        now=month_and_year(links.month),
        previous=_beside(links.month, links.previous, -1),
        previous_full=month_and_year(links.previous or links.month - 1),
        previous_href=f"{before}{links.previous}/{query}" if links.previous else "",
        next=_beside(links.month, links.next, 1),
        next_full=month_and_year(links.next or links.month + 1),
        next_href=f"{before}{links.next}/{query}" if links.next else "",
    )


def _beside(month: Month, other: Month | None, step: int) -> str:
    """The name of the month beside, with its year where that is another or months lie between."""
    beside = other or month + step
    return month_name(beside) if beside == month + step and beside.year == month.year else month_and_year(beside)


def nearest(links: Neighbours) -> Month | None:
    """The month with results nearest to one without; the earlier of two as near."""
    known = [month for month in (links.previous, links.next) if month]
    return min(known, key=lambda month: abs(month - links.month), default=None)


def publication(package: PackageFacts, month: Month) -> str:
    """`endelige tall, publisert 15. juni`."""
    kind = _("foreløpige tall") if package.preliminary else _("endelige tall")
    if package.published_at is None:
        return kind
    return _("%(kind)s, publisert %(day)s") % {"kind": kind, "day": day_near(package.published_at, month)}
