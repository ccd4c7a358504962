"""remove_role: end a role that a person has."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.choices import RoleName
from accounts.commands import acting_person, add_by, add_json, person_named, refusals_reported, report, unit_named
from accounts.services import remove_role


class Command(BaseCommand):
    help = "End a role that a person has at a unit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", required=True, choices=RoleName.values)
        parser.add_argument(
            "--unit", metavar="CODE", help="where the role holds; directorate and administrator: the country"
        )
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "manage_people")
            person = person_named(options["email"])
            unit = unit_named(options["unit"]) if options["unit"] else None
            remove_role(person=person, role=options["role"], unit=unit, by=by)
            sentence = _("Rollen er avsluttet for %(email)s.") % {"email": person.email}
            report(self, {"person": person.pk, "email": person.email}, as_json=options["json"], sentence=sentence)
