"""close_account: nobody logs in with it any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, person_named, refusals_reported, report
from accounts.services import close_account


class Command(BaseCommand):
    help = "Close a person's account: its password, sessions and tokens stop working. It is never deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            person = person_named(options["email"])
            close_account(person=person, by=by)
            sentence = _("Kontoen til %(email)s er stengt.") % {"email": person.email}
            report(self, {"person": person.pk, "email": person.email}, as_json=options["json"], sentence=sentence)
