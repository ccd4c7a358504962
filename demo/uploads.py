"""Files for the reader of the demo to deliver: next month's package as people send it, and one with mistakes."""

import csv
from pathlib import Path

from demo.behaviour import SIMULATION
from demo.deliveries import Senders
from demo.files import wide_table, workbook_of
from demo.mistakes import Slip, with_mistakes
from organisation.months import Month
from scorecards.models import Package

TWICE = "1224"  # an office whose line somebody has pasted twice


def write_uploads(folder: Path, package: Package, month: Month, senders: Senders) -> list[Path]:
    """The two workbooks of a package and month, written to the folder where they aren't there already."""
    stem = f"{package.code.lower()}-{month}"
    right, wrong = folder / f"{stem}.xlsx", folder / f"{stem}-med-feil.xlsx"
    if not (right.exists() and wrong.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        table = wide_table(senders.lines(package, month))
        right.write_bytes(workbook_of(table, month, package.name))
        wrong.write_bytes(workbook_of(with_mistakes(table, slips(), TWICE), month, package.name))
    return [right, wrong]


def slips() -> list[Slip]:
    with (SIMULATION / "slips.csv").open(encoding="utf-8", newline="") as table:
        return [
            Slip(row["unit"], row["indicator"], row["part"] == "nevner", row["instead"])
            for row in csv.DictReader(table, delimiter=";")
        ]
