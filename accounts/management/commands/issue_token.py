"""issue_token: print an API token, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, person_named, refusals_reported, report
from accounts.services import issue_token
from accounts.services.tokens import DAYS


class Command(BaseCommand):
    help = "Print an API token for a person. It can't be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--days", type=int, default=DAYS, help="how long it works (default: %(default)s)")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            person = person_named(options["email"])
            token, kept = issue_token(person=person, days=options["days"], by=by)
            until = timezone.localtime(kept.expires_at)
            if not options["json"]:
                self.stdout.write(token)
            sentence = _("Tokenet virker til %(until)s, og vises bare denne ene gangen.")
            facts = {"email": person.email, "token": token, "expires_at": until.isoformat(timespec="seconds")}
            report(self, facts, as_json=options["json"], sentence=sentence % {"until": f"{until:%d.%m.%Y kl. %H.%M}"})
