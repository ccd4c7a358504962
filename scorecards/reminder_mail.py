"""The e-mail that reminds a person of what is late, in plain words and in the person's language."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from organisation.months import Month
from scorecards.month_words import NAMES
from scorecards.queries.lateness import Kind, Late


def reminder(person: User, matters: Sequence[Late]) -> EmailMessage:
    """One e-mail to the person about all of it."""
    with override(person.language or settings.LANGUAGE_CODE):
        return EmailMessage(subject=_subject(matters), body=_body(person, matters), to=[person.email])


def _subject(matters: Sequence[Late]) -> str:
    if len(matters) > 1:
        return _("Påminnelse: %(n)s ting mangler") % {"n": len(matters)}
    (late,) = matters
    words = {"package": late.package.name, "month": _in_words(late.month)}
    if late.kind == Kind.PRELIMINARY:
        return _("Påminnelse: endelige tall for %(month)s, %(package)s") % words
    return _("Påminnelse: %(package)s for %(month)s") % words


def _body(person: User, matters: Sequence[Late]) -> str:
    paragraphs = [
        _("Hei, %(name)s.") % {"name": person.name},
        *(f"{sentence_about(late)}\n{_link_words(late)}: {settings.BASE_URL}{path_to(late)}" for late in matters),
        _("Du får denne e-posten en gang i uka så lenge noe mangler, fordi du leverer eller fyller ut disse tallene."),
        _("Vil du ikke ha den, så si fra her: %(address)s") % {"address": f"{settings.BASE_URL}/settings/"},
    ]
    return "\n\n".join(paragraphs) + "\n"


def sentence_about(late: Late) -> str:
    """What is late, since when, in a sentence or two."""
    words = {"package": late.package.name, "month": _in_words(late.month), "unit": late.unit_name}
    said = {
        Kind.MISSING: _("%(package)s for %(month)s er ikke levert."),
        Kind.REJECTED: _("%(package)s for %(month)s er levert, men avvist."),
        Kind.WAITING: _("%(package)s for %(month)s er levert, men ikke publisert."),
        Kind.PRELIMINARY: _(
            "%(package)s for %(month)s er publisert med foreløpige tall. Lever de endelige når de er klare."
        ),
        Kind.BY_HAND: _("%(unit)s har ikke fylt ut alt i %(package)s for %(month)s."),
    }[late.kind] % words
    if late.kind == Kind.PRELIMINARY:
        return said
    days = ngettext("i går", "for %(n)s dager siden", late.days_late) % {"n": late.days_late}
    return said + " " + _("Fristen var %(day)s, %(ago)s.") % {"day": _day(late.due), "ago": days}


def path_to(late: Late) -> str:
    """Where to do something about it: the delivery to go on with, or the page to deliver or fill in."""
    if late.kind == Kind.BY_HAND:
        return f"/local/{late.unit_code}/{late.month}/"
    if late.kind in (Kind.REJECTED, Kind.WAITING) and late.delivery is not None:
        return f"/deliveries/{late.delivery}/"
    return f"/deliveries/new/?package={late.package.code}&month={late.month}"


def _link_words(late: Late) -> str:
    return {
        Kind.REJECTED: _("Se hva som er feil"),
        Kind.WAITING: _("Se den og publiser"),
        Kind.BY_HAND: _("Fyll ut"),
    }.get(late.kind) or _("Lever")


def _in_words(month: Month) -> str:
    return f"{_(NAMES[month.number - 1])} {month.year}"


def _day(day: datetime.date) -> str:
    return _("%(day)s. %(month)s") % {"day": day.day, "month": _(NAMES[day.month - 1])}
