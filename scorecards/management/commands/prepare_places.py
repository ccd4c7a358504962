"""prepare_places: what follows publication and may take seconds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import month_argument
from scorecards.services.places import prepare_places


class Command(BaseCommand):
    help = "Calculate between which places each office could stand, where that is still to be done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", type=month_argument, metavar="YYYY-MM", help="only this month")

    def handle(self, **options: Any) -> None:
        done = prepare_places(month=options["month"])
        self.stderr.write(_("Plasser er regnet ut for %(n)s fylkesmåneder.") % {"n": done})
