"""make_link: an address by which a person chooses a password, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, person_named, refusals_reported, report
from accounts.services import make_one_time_link


class Command(BaseCommand):
    help = "Print an address by which a person chooses a password, once. Put the installation's own address before it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            person = person_named(options["email"])
            link = make_one_time_link(person=person, by=by)
            path = reverse("accounts:set-password", args=[link.uid, link.token])
            until = timezone.localtime(link.expires_at)
            if not options["json"]:
                self.stdout.write(path)
            sentence = _("Lenken virker én gang, til %(until)s. Sett adressen til løsningen foran.")
            facts = {"email": person.email, "path": path, "expires_at": until.isoformat(timespec="seconds")}
            report(self, facts, as_json=options["json"], sentence=sentence % {"until": f"{until:%d.%m.%Y kl. %H.%M}"})
