"""check_numbers: recalculate every stored summary and ranking from results, and report any difference.

It stands here because scorecards don't know rankings.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import add_json
from rankings.queries.recalculation import ranking_differences
from scorecards.queries.numbers import differences
from scorecards.services.places import pending_places

SHOWN = 1000  # differences in a report


class Command(BaseCommand):
    help = "Recalculate every stored summary and ranking from results and report any difference (exit status 1)."

    def add_arguments(self, parser: CommandParser) -> None:
        add_json(parser)

    def handle(self, **options: Any) -> None:
        found = [*differences(), *ranking_differences()]
        pending = len(pending_places())
        self._tell(found, pending)
        if options["json"]:
            facts = {"differences_total": len(found), "differences": found[:SHOWN], "pending_places": pending}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        if found:
            raise SystemExit(1)

    def _tell(self, found: list[str], pending: int) -> None:
        self._lines(found[:SHOWN])
        if len(found) > SHOWN:
            self.stderr.write(_("… og %(n)s til.") % {"n": len(found) - SHOWN})
        if pending:
            text = _("Plassene er ikke regnet ut ennå for %(n)s av fylkenes måneder; prepare_places gjør det.")
            self.stderr.write(text % {"n": pending})
        if found:
            self.stderr.write(_("%(n)s tall stemmer ikke.") % {"n": len(found)}, self.style.ERROR)
        else:
            self.stderr.write(_("Alle tall stemmer."), self.style.SUCCESS)

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stderr.write(line, self.style.WARNING)
