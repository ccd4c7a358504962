"""Reminding people of what is late: an e-mail a person, and a row for each thing that it was about."""

import datetime
import smtplib
import sys
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from organisation.findings import ERROR, Found
from organisation.months import Month
from scorecards.models import Package, Reminder
from scorecards.queries.lateness import Late, late_matters, of_month
from scorecards.reminder_mail import reminder

AGAIN_AFTER = datetime.timedelta(days=7)
FAILURES = (smtplib.SMTPException, OSError)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is reminded of."""

    person: User
    matters: tuple[Late, ...]


@dataclass(frozen=True, slots=True)
class Reminded:
    """The letters that were sent, those that were not and why, and who has said no to them."""

    sent: tuple[Letter, ...] = ()
    failed: tuple[Letter, ...] = ()
    findings: tuple[Found, ...] = ()
    declined: tuple[User, ...] = ()


def letters_due(today: datetime.date) -> list[Letter]:
    """What each person is to be reminded of now: late, wanted, and not said in the last seven days."""
    packages = list(Package.objects.select_related("owner").order_by("name"))
    return _not_said(_letters(late_matters(packages, today)), timezone.now() - AGAIN_AFTER)


def send_reminders(*, today: datetime.date, by: User | None, stream: IO[str] | None = None) -> Reminded:
    """Send what is due. What can't be sent stops nothing else, and is due again the next time.

    `stream`: where e-mails are written that don't leave by a server. Raises Refused `no_mail_server` in production.
    """
    return _send(letters_due(today), timezone.now() - AGAIN_AFTER, by, stream)


def remind_now(*, package: Package, month: Month, today: datetime.date, by: User) -> Reminded:
    """Remind of that month at once, whatever was said before this day.

    Raises Refused: `not_permitted`, `nothing_late`, `nobody_to_remind`, `reminded_today`, `no_mail_server`.
    """
    words = {"package": package.name}
    if not can(by, "deliver", package.owner):
        raise Refused("not_permitted", _("Du har ikke rett til å minne om %(package)s.") % words, package.code)
    late = of_month(late_matters([package], today, months=12), package, month)
    if not late:
        raise Refused("nothing_late", _("Ingenting er forsinket i %(package)s den måneden.") % words, str(month))
    letters = _letters(late)
    declined = _declined(late)
    if not letters:
        message = _("Ingen får påminnelser om %(package)s: ingen har rollen, eller de har sagt nei takk.") % words
        raise Refused("nobody_to_remind", message, package.code)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    due = _not_said(letters, midnight)
    if not due:
        raise Refused("reminded_today", _("Alle som leverer, er minnet om det i dag.") % words, str(month))
    done = _send(due, midnight, by, None)
    return Reminded(done.sent, done.failed, done.findings, declined)


def _letters(found: Collection[Late]) -> list[Letter]:
    """By person, those who have said no to reminders left out."""
    people: dict[int, User] = {}
    matters: defaultdict[int, list[Late]] = defaultdict(list)
    for late in found:
        for person in late.people:
            if person.wants_reminders:
                people[person.pk] = person
                matters[person.pk].append(late)
    return [Letter(people[key], tuple(its)) for key, its in matters.items()]


def _declined(found: Collection[Late]) -> tuple[User, ...]:
    return tuple({one.pk: one for late in found for one in late.people if not one.wants_reminders}.values())


def _not_said(letters: Sequence[Letter], since: datetime.datetime) -> list[Letter]:
    """The letters without what their person was reminded of since then. One query."""
    said = set(
        Reminder.objects.filter(person__in=[letter.person for letter in letters], sent_at__gt=since).values_list(
            "person_id", "package_id", "unit_id", "month"
        )
    )
    left = [
        Letter(letter.person, tuple(late for late in letter.matters if (letter.person.pk, *late.key) not in said))
        for letter in letters
    ]
    return [letter for letter in left if letter.matters]


def _send(letters: Sequence[Letter], since: datetime.datetime, by: User | None, stream: IO[str] | None) -> Reminded:
    if settings.IN_PRODUCTION and not settings.SENDS_MAIL:
        message = _("E-post er ikke satt opp: EMAIL_URL må si hvilken tjener den sendes med.")
        raise Refused("no_mail_server", message)
    sent, failed, findings = [], [], []
    connection: BaseEmailBackend = get_connection(stream=stream or sys.stderr)
    for letter in letters:
        try:
            if done := _send_one(letter, since, by, connection):
                sent.append(done)
        except FAILURES as failure:
            connection.close()  # the next letter begins anew
            failed.append(letter)
            message = _("E-posten til %(email)s ble ikke sendt: %(why)s. Den prøves igjen neste gang.")
            words = {"email": letter.person.email, "why": failure}
            findings.append(Found("mail_not_sent", ERROR, message % words, value=letter.person.email))
    connection.close()
    return Reminded(tuple(sent), tuple(failed), tuple(findings))


@transaction.atomic
def _send_one(letter: Letter, since: datetime.datetime, by: User | None, connection: BaseEmailBackend) -> Letter | None:
    """Send it and keep that it was. None where another process has said it all at this moment."""
    User.objects.select_for_update().get(pk=letter.person.pk)  # one process a person at a time
    still = _not_said([letter], since)
    if not still:
        return None
    (due,) = still
    message = reminder(due.person, due.matters)
    message.connection = connection
    Reminder.objects.bulk_create(
        Reminder(person=due.person, package=late.package, unit_id=late.unit_id, month=late.month)
        for late in due.matters
    )
    told = ", ".join(f"{late.package.code} {late.month} {late.unit_code}" for late in due.matters)
    record(by=by, verb="sent reminder", subject=f"person {due.person.email}", detail=told)
    message.send()  # last: should it fail, nothing is kept of it
    return due
