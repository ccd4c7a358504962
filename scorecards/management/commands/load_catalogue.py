"""load_catalogue: what is measured, from a folder of tables or a workbook."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, refusals_reported, report
from accounts.models import User
from accounts.permissions import can_somewhere
from accounts.queries import person_by_email
from scorecards.services.catalogue import EDIT, CatalogueLoad, load_catalogue


class Command(BaseCommand):
    help = "Load perspectives, goals, indicators, packages, items and targets. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=existing_path, metavar="FILE_OR_FOLDER")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            loaded = load_catalogue(options["path"], by=editor(options["by"]))
            facts = {"changed": loaded.changed, "tables": loaded.counts}
            report(self, facts, as_json=options["json"], sentence=in_a_sentence(loaded), findings=loaded.findings)


def existing_path(text: str) -> Path:
    """The path of a file or folder that is there; anything else is wrong usage."""
    path = Path(text)
    if not path.exists():
        raise ArgumentTypeError(f"there is no file or folder {text}")
    return path


def editor(email: str | None) -> User | None:
    """The person that --by names, who may edit some of the catalogue: of what, the service asks of each change."""
    person = person_by_email(email) if email else None
    if person and can_somewhere(person, EDIT):
        return person
    return acting_person(email, EDIT)


def in_a_sentence(loaded: CatalogueLoad) -> str:
    """What a load did, for people."""
    if loaded.refused:
        return _("Katalogen er avvist, og ingenting er endret. Rett feilene og prøv igjen.")
    if not loaded.changed:
        return _("Ingenting er endret: katalogen er alt slik filene sier.")
    words = {"added": _("nye"), "changed": _("endret"), "unchanged": _("uendret"), "removed": _("fjernet")}
    tables = (
        f"{table}: " + ", ".join(f"{number} {words[fate]}" for fate, number in fates.items() if number)
        for table, fates in loaded.counts.items()
        if any(fates.values())
    )
    return "; ".join(tables) + "."
