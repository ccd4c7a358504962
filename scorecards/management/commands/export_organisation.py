"""export_organisation: every unit with its placements, and what became of them, as load_organisation reads it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import add_json, report, writable_path, write_tables
from organisation.exporting import as_csv_files, as_workbook
from organisation.lines import succession_rows, unit_rows
from organisation.standing import standing_organisation


class Command(BaseCommand):
    help = "Write the whole organisation to a folder (CSV files), a workbook (.xlsx) or a .zip of the CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=writable_path, metavar="FOLDER_OR_FILE")
        add_json(parser)

    def handle(self, **options: Any) -> None:
        path, standing = options["path"], standing_organisation()
        write_tables(path, as_csv_files(standing), lambda: as_workbook(standing))
        facts = {"units": len(unit_rows(standing)), "successions": len(succession_rows(standing))}
        sentence = _("Skrevet: %(units)s linjer om enheter, %(successions)s om avløsninger.") % facts
        report(self, facts, as_json=options["json"], sentence=sentence)
