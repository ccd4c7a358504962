"""load_layout: how an odd workbook is read, from JSON."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import add_by, add_json, person_named, refusals_reported, report
from scorecards.management.commands.load_organisation import existing_file
from scorecards.services.layouts import LayoutsLoaded, load_layouts


class Command(BaseCommand):
    help = "Load layouts: which column of an odd workbook is what. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=existing_file, metavar="FILE")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = person_named(options["by"]) if options["by"] else None
            loaded = load_layouts(path=options["path"], by=by)
            facts = {"added": loaded.added, "changed": loaded.changed, "unchanged": loaded.unchanged}
            report(self, facts, as_json=options["json"], sentence=in_a_sentence(loaded), findings=loaded.findings)


def in_a_sentence(loaded: LayoutsLoaded) -> str:
    """What a load did, for people."""
    if loaded.refused:
        return _("Oppsettene er avvist, og ingenting er endret. Rett feilene og prøv igjen.")
    counts = {"added": len(loaded.added), "changed": len(loaded.changed), "unchanged": len(loaded.unchanged)}
    return _("Oppsett: %(added)s nye, %(changed)s endret, %(unchanged)s uendret.") % counts
