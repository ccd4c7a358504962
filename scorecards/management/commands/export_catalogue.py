"""export_catalogue: the catalogue as load_catalogue reads it, a folder of tables or a workbook."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import add_json, report
from scorecards.catalogue_files.writing import as_csv_files, as_workbook, as_zip
from scorecards.queries.catalogue_rows import read_rows


class Command(BaseCommand):
    help = "Write the whole catalogue to a folder (CSV files), a workbook (.xlsx) or a .zip of the CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=writable_path, metavar="FOLDER_OR_FILE")
        add_json(parser)

    def handle(self, **options: Any) -> None:
        path, rows = options["path"], read_rows()
        try:
            if path.suffix in (".xlsx", ".zip"):
                path.write_bytes(as_workbook(rows) if path.suffix == ".xlsx" else as_zip(rows))
            else:
                path.mkdir(exist_ok=True)
                for name, content in as_csv_files(rows).items():
                    (path / name).write_bytes(content)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        numbers = {table: len(found) for table, found in rows.items()}
        words = ", ".join(f"{table} {number}" for table, number in numbers.items())
        report(self, {"tables": numbers}, as_json=options["json"], sentence=_("Skrevet: %(words)s.") % {"words": words})


def writable_path(text: str) -> Path:
    """A path whose folder is there; anything else is wrong usage."""
    path = Path(text)
    if not path.resolve().parent.is_dir():
        raise ArgumentTypeError(f"there is no folder {path.parent}")
    return path
