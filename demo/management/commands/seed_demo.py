"""seed_demo: the demo's organisation, catalogue, people and figures."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.behaviour import MONTHS, read_world
from demo.local_plan import not_filled_in
from demo.plan import NotSeededError, is_complete, months_of, uploads

MOST_MONTHS = len(MONTHS) - 1  # the last one is left for the reader to deliver


class Command(BaseCommand):
    requires_system_checks = ()  # they import every page, and this runs at every start
    help = "Make the demo: real units, made-up figures, and real ones from Telemark. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--months", type=number_of_months, default=24, metavar="N", help="how many, from January 2017 on"
        )

    def handle(self, **options: Any) -> None:
        if settings.IN_PRODUCTION:
            raise CommandError("seed_demo makes up people and figures: it does not run in production.")
        months = months_of(options["months"])
        if not is_complete(months, read_world()) or not_filled_in(months):
            self._make(months)
        right, wrong = uploads(months[-1])
        self.stderr.write(f"Demoen er klar. Filer til å levere for neste måned: {right}, og med feil: {wrong}")

    def _make(self, months: list[Any]) -> None:
        from demo.seeding import seed  # here: it takes a second to import, and most starts don't need it

        try:
            seed(months, self._tell)
        except NotSeededError as error:
            raise CommandError(str(error), returncode=1) from error
        self._tell("")

    def _tell(self, what: str) -> None:
        """On a terminal, what is being made, on a line that is written over."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{what}", ending="")


def number_of_months(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_MONTHS:
        raise ArgumentTypeError(f"a whole number from 1 to {MOST_MONTHS}")
    return int(text)
