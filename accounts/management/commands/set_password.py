"""set_password: from standard input, so that it isn't left in a shell's history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import (
    acting_person,
    add_by,
    add_json,
    password_from_stdin,
    person_named,
    refusals_reported,
    report,
)
from accounts.services import set_password


class Command(BaseCommand):
    help = "Set a person's password, read from standard input. It ends the person's sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--password-stdin", action="store_true", required=True, help="the only way to hand it over")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            person = person_named(options["email"])
            set_password(person=person, password=password_from_stdin(), by=by)
            sentence = _("Passordet til %(email)s er satt.") % {"email": person.email}
            report(self, {"person": person.pk, "email": person.email}, as_json=options["json"], sentence=sentence)
