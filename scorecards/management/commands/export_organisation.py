"""export_organisation: every unit with its placements, and what became of them, as load_organisation reads it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import add_json, report
from organisation.exporting import as_csv_files, as_workbook, as_zip
from organisation.lines import succession_rows, unit_rows
from organisation.standing import standing_organisation
from scorecards.management.commands.export_catalogue import writable_path


class Command(BaseCommand):
    help = "Write the whole organisation to a folder (CSV files), a workbook (.xlsx) or a .zip of the CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=writable_path, metavar="FOLDER_OR_FILE")
        add_json(parser)

    def handle(self, **options: Any) -> None:
        path, standing = options["path"], standing_organisation()
        try:
            if path.suffix in (".xlsx", ".zip"):
                path.write_bytes(as_workbook(standing) if path.suffix == ".xlsx" else as_zip(standing))
            else:
                path.mkdir(exist_ok=True)
                for name, content in as_csv_files(standing).items():
                    (path / name).write_bytes(content)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        facts = {"units": len(unit_rows(standing)), "successions": len(succession_rows(standing))}
        sentence = _("Skrevet: %(units)s linjer om enheter, %(successions)s om avløsninger.") % facts
        report(self, facts, as_json=options["json"], sentence=sentence)
