"""Months, days and times in words: `mai 2018`, `mai 18`, `15. juni 2018`, `kl. 09.14`."""

import datetime
from functools import cache

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as marked

from organisation.months import Month

MONTHS = (
    marked("januar"), marked("februar"), marked("mars"), marked("april"), marked("mai"), marked("juni"),
    marked("juli"), marked("august"), marked("september"), marked("oktober"), marked("november"), marked("desember"),
)  # fmt: skip
SHORT_MONTHS = (
    marked("jan"), marked("feb"), marked("mars"), marked("april"), marked("mai"), marked("juni"),
    marked("juli"), marked("aug"), marked("sep"), marked("okt"), marked("nov"), marked("des"),
)  # fmt: skip


@cache
def _names(language: str, short: bool) -> tuple[str, ...]:
    with translation.override(language):
        return tuple(_(name) for name in (SHORT_MONTHS if short else MONTHS))


def month_name(month: Month) -> str:
    """`mai`."""
    return _names(translation.get_language(), False)[month.number - 1]


def month_and_year(month: Month) -> str:
    """`mai 2018`."""
    return f"{month_name(month)} {month.year}"


def short_month(month: Month) -> str:
    """`mai 18`, for an axis."""
    return f"{_names(translation.get_language(), True)[month.number - 1]} {month.year % 100:02d}"


def day(moment: datetime.date) -> str:
    """`15. juni 2018`; a moment is taken as the day it is in Norway."""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment).date()
    return _("%(day)s. %(month)s %(year)s") % {
        "day": moment.day,
        "month": month_name(Month.of(moment)),
        "year": moment.year,
    }


def day_near(moment: datetime.datetime, month: Month) -> str:
    """`15. juni`, with the year where it is another than the month's."""
    return day_near_date(timezone.localtime(moment).date(), month)


def day_near_date(date: datetime.date, month: Month) -> str:
    """`day_near` of a date."""
    if date.year != month.year:
        return day(date)
    return _("%(day)s. %(month)s") % {"day": date.day, "month": month_name(Month.of(date))}


def clock(moment: datetime.datetime) -> str:
    """`kl. 09.14`."""
    return _("kl. %(hour)s.%(minute)s") % {
        "hour": f"{timezone.localtime(moment).hour:02d}",
        "minute": f"{timezone.localtime(moment).minute:02d}",
    }


def day_and_time(moment: datetime.datetime) -> str:
    """`20. juni 2018 kl. 10.42`."""
    return f"{day(moment)} {clock(moment)}"
