"""load_organisation: units with their placements, and what became of them, from files.

It stands here because only scorecards know which spans hold figures, and what figures follow from them.
"""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, refusals_reported, report
from organisation.services import OrganisationLoad
from scorecards.services.organisation import load_organisation_and_recalculate


class Command(BaseCommand):
    help = "Load units with their placements, and successions, from CSV files or workbooks. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=existing_file, metavar="FILE")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            by = acting_person(options["by"], "edit_organisation")
            loaded = load_organisation_and_recalculate(paths=options["files"], by=by)
        facts = {
            "units_added": loaded.units_added,
            "units_changed": loaded.units_changed,
            "units_unchanged": loaded.units_unchanged,
            "successions_added": loaded.successions_added,
            "successions_removed": loaded.successions_removed,
        }
        report(self, facts, as_json=options["json"], sentence=in_a_sentence(loaded), findings=loaded.findings)


def existing_file(text: str) -> Path:
    """The path of a file that is there; anything else is wrong usage."""
    path = Path(text)
    if not path.is_file():
        raise ArgumentTypeError(f"there is no file {text}")
    return path


def in_a_sentence(loaded: OrganisationLoad) -> str:
    """What a load did, for people."""
    if loaded.refused:
        return _("Filene er avvist, og ingenting er endret. Rett feilene og prøv igjen.")
    if not loaded.changed:
        return _("Ingenting er endret: organisasjonen er alt slik filene sier.")
    words = {
        "added": loaded.units_added,
        "changed": loaded.units_changed,
        "unchanged": loaded.units_unchanged,
        "new": loaded.successions_added,
        "gone": loaded.successions_removed,
    }
    return (
        _(
            "Enheter: %(added)s nye, %(changed)s endret, %(unchanged)s uendret."
            " Avløsninger: %(new)s nye, %(gone)s fjernet."
        )
        % words
    )
