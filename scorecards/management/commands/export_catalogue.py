"""export_catalogue: the catalogue as load_catalogue reads it, a folder of tables or a workbook."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import add_json, report, writable_path, write_tables
from scorecards.catalogue_files.writing import as_csv_files, as_workbook
from scorecards.queries.catalogue_rows import read_rows


class Command(BaseCommand):
    help = "Write the whole catalogue to a folder (CSV files), a workbook (.xlsx) or a .zip of the CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=writable_path, metavar="FOLDER_OR_FILE")
        add_json(parser)

    def handle(self, **options: Any) -> None:
        path, rows = options["path"], read_rows()
        write_tables(path, as_csv_files(rows), lambda: as_workbook(rows))
        numbers = {table: len(found) for table, found in rows.items()}
        words = ", ".join(f"{table} {number}" for table, number in numbers.items())
        report(self, {"tables": numbers}, as_json=options["json"], sentence=_("Skrevet: %(words)s.") % {"words": words})
