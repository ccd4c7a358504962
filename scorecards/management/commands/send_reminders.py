"""send_reminders: an e-mail to each person who has something late to deliver or to fill in."""

import sys
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.commands import add_json, refusals_reported, report
from scorecards.queries.today import today
from scorecards.reminder_mail import reminder
from scorecards.services.reminders import Letter, Reminded, letters_due, send_reminders


class Command(BaseCommand):
    help = "Remind people by e-mail of figures that are late: once, and again after seven days."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print what would be sent, send nothing")
        add_json(parser)

    def handle(self, **options: Any) -> None:
        as_json, dry = options["json"], options["dry_run"]
        with refusals_reported(self, as_json=as_json):
            if dry:
                done = Reminded(sent=tuple(letters_due(today())))
                self._show(done.sent, on_error_stream=as_json)
            else:
                done = send_reminders(today=today(), by=None, stream=sys.stderr)
            facts = {
                "dry_run": dry,
                "sent": 0 if dry else len(done.sent),
                "failed": len(done.failed),
                "reminders": [line for letter in done.sent for line in lines_of(letter)],
            }
            report(self, facts, as_json=as_json, sentence=in_a_sentence(done, dry), findings=done.findings)

    def _show(self, letters: Sequence[Letter], *, on_error_stream: bool) -> None:
        """The e-mails as they would be; on standard error where standard output is one object's."""
        stream = self.stderr if on_error_stream else self.stdout
        for letter in letters:
            message = reminder(letter.person, letter.matters)
            stream.write(f"Til: {message.to[0]}\nEmne: {message.subject}\n\n{message.body}\n", self.style.NOTICE)


def lines_of(letter: Letter) -> list[dict[str, Any]]:
    """What a person is reminded of, a line for each."""
    return [
        {
            "email": letter.person.email,
            "package": late.package.code,
            "unit": late.unit_code,
            "month": str(late.month),
            "kind": late.kind.value,
            "due": late.due.isoformat(),
            "days_late": late.days_late,
        }
        for late in letter.matters
    ]


def in_a_sentence(done: Reminded, dry: bool) -> str:
    n = len(done.sent)
    if dry:
        return ngettext("Én e-post ville blitt sendt.", "%(n)s e-poster ville blitt sendt.", n) % {"n": n}
    if not n and not done.failed:
        return _("Ingen skal minnes om noe nå.")
    return ngettext("Én e-post er sendt.", "%(n)s e-poster er sendt.", n) % {"n": n}
