"""add_person: a person with a role at a unit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.choices import RoleName
from accounts.commands import (
    acting_person,
    add_by,
    add_json,
    password_from_stdin,
    refusals_reported,
    report,
    unit_named,
)
from accounts.services import add_person


class Command(BaseCommand):
    help = "Add a person with a role at a unit. Safe to repeat; more roles add up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=RoleName.values)
        parser.add_argument(
            "--unit", metavar="CODE", help="where the role holds; directorate and administrator: the country"
        )
        parser.add_argument("--password-stdin", action="store_true", help="read a password from standard input")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            unit = unit_named(options["unit"]) if options["unit"] else None
            password = password_from_stdin() if options["password_stdin"] else None
            person = add_person(
                email=options["email"], name=options["name"], role=options["role"], unit=unit, password=password, by=by
            )
            sentence = _("%(email)s er lagt til.") % {"email": person.email}
            if not person.has_usable_password():
                how = _("Kontoen har ikke noe passord. Lag en engangslenke med: manage.py make_link --email %(email)s")
                sentence += " " + how % {"email": person.email}
            facts = {"person": person.pk, "email": person.email, "has_password": person.has_usable_password()}
            report(self, facts, as_json=options["json"], sentence=sentence)
