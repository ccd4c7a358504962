"""seed_demo: the demo's organisation, catalogue, people and figures."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.foundations import NotSeededError
from demo.seeding import MOST_MONTHS, seed


class Command(BaseCommand):
    help = "Make the demo: real units, made-up figures, and real ones from Telemark. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--months", type=number_of_months, default=24, metavar="N", help="how many, from January 2017"
        )

    def handle(self, **options: Any) -> None:
        if settings.IN_PRODUCTION:
            raise CommandError("seed_demo makes up people and figures: it does not run in production.")
        try:
            files = seed(options["months"], self._tell)
        except NotSeededError as error:
            raise CommandError(str(error), returncode=1) from error
        self._tell("")
        names = " og ".join(str(file) for file in files)
        self.stderr.write(f"Demoen er klar. Neste måneds fil til å levere, riktig og med feil: {names}")

    def _tell(self, what: str) -> None:
        """On a terminal, what is being done, on a line that is written over."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{what}", ending="")


def number_of_months(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_MONTHS:
        raise ArgumentTypeError(f"a whole number from 1 to {MOST_MONTHS}")
    return int(text)
