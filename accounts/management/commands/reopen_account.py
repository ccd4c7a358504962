"""reopen_account: a closed account opens again, with its roles and without a password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, person_named, refusals_reported, report
from accounts.services import reopen_account


class Command(BaseCommand):
    help = "Open a closed account again, with the roles it had and without a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            person = person_named(options["email"])
            reopen_account(person=person, by=by)
            sentence = _("Kontoen til %(email)s er åpen. Lag en engangslenke med make_link.") % {"email": person.email}
            report(self, {"person": person.pk, "email": person.email}, as_json=options["json"], sentence=sentence)
