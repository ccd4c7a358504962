"""A county made as its staff make it, by files and commands. Figures follow from the numbers of office and month."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from django.core.management import call_command

from organisation.months import Month
from tests.scorecards.delivered_files import workbook

FIRST, MAY, JUNE = Month(2017, 12), Month(2018, 5), Month(2018, 6)
MONTHS = tuple(FIRST.through(MAY))  # the six that a ranking asks for
OFFICES = ("1201", "1202", "1203", "1204", "1205")
CLOSING = "1206"  # is no more from June
SILENT = "1207"  # never delivers
ELSEWHERE = ("1401", "1402")
PASSWORD = "korrekt-hest-1"
PEOPLE = {  # e-mail: name, role, unit
    "leder@test.example": ("Lise Leder", "leader", "1201"),
    "ansatt@test.example": ("Anne Ansatt", "employee", "1201"),
    "fylke@test.example": ("Finn Fylke", "county", "1200"),
    "sogn@test.example": ("Siri Sogn", "county", "1400"),
    "dir@test.example": ("Dina Direktorat", "directorate", "NO"),
}

UNITS = f"""code;name;kind;county;region;valid_from;valid_to
NO;Hele landet;country;;;2017-01-01;
1200;NAV Hordaland;county;;;2017-01-01;
1400;NAV Sogn og Fjordane;county;;;2017-01-01;
{chr(10).join(f"{code};NAV Kontor {code[-1]};office;1200;;2017-01-01;" for code in (*OFFICES, SILENT))}
{CLOSING};NAV Kontor 6;office;1200;;2017-01-01;2018-06-01
{chr(10).join(f"{code};NAV Vest {code[-1]};office;1400;;2017-01-01;" for code in ELSEWHERE)}
"""
SUCCESSIONS = f"from;to;date\n{CLOSING};1205;2018-06-01\n"
CATALOGUE = {
    "perspectives": "code;name;order\nBRUKER;Brukere;1\n",
    "goals": "code;name;parent;perspective;owner\nM1;Flere i arbeid;;BRUKER;NO\n",
    "indicators": """code;name;goal;unit;decimals;direction;kind;pooling;owner;valid_from;negative
ANDEL;Overgang til arbeid;M1;share;1;higher;outcome;ratio;NO;2017-01-01;
DAGER;Dager til svar;M1;days;1;lower;activity;mean;NO;2017-01-01;
ANTALL;Deltakere;M1;number;0;none;input;sum;NO;2017-01-01;
""",
    "packages": "code;name;owner;parent\nSTYR;Styringspakke;1200;\nLAND;Målekort;NO;\n",
    "items": """package;indicator;part;order;priority;weight;valid_from
STYR;ANDEL;malekort;1;1;2;2017-01-01
STYR;DAGER;malekort;2;1;1;2017-01-01
STYR;ANTALL;tillegg;3;0;;2017-01-01
LAND;ANDEL;malekort;1;1;1;2017-01-01
""",
    "targets": """indicator;unit;valid_from;green;yellow
ANDEL;;2017-01-01;0.7;0.6
DAGER;;2017-01-01;15;20
""",
}


def share(office: str, month: Month) -> tuple[int, int]:
    """Numerator and denominator: the later an office's number the better; bigger offices have more cases."""
    number = int(office[-1])
    return 40 + 8 * number + (month - FIRST), 90 + 10 * number


def days(office: str, month: Month) -> int:
    return 30 - 3 * int(office[-1]) + (month - FIRST) % 2


def number(office: str, month: Month) -> int:
    return 100 + int(office[-1]) + (month - FIRST)


def value(office: str, month: Month) -> float:
    above, below = share(office, month)
    return above / below


def offices_of(month: Month) -> tuple[str, ...]:
    """Those of the county that deliver in the month."""
    return OFFICES if month >= JUNE else (*OFFICES, CLOSING)


def long_csv(month: Month, offices: Iterable[str], *, shares_alone: bool = False) -> bytes:
    lines = ["enhet;indikator;måned;teller;nevner;verdi"]
    for office in offices:
        above, below = share(office, month)
        lines.append(f"{office};ANDEL;{month};{above};{below};")
        if not shares_alone:
            lines.append(f"{office};DAGER;{month};;;{days(office, month)}")
            lines.append(f"{office};ANTALL;{month};;;{number(office, month)}")
    return "\r\n".join([*lines, ""]).encode("cp1252")


def wide_xlsx(month: Month, offices: Sequence[str], *, wrong: dict[str, object] | None = None) -> bytes:
    """The month as a workbook with a title, two columns for the share, and a total; `wrong` replaces shares' cells."""
    rows: list[list[object]] = [
        [f"Styringspakke {month}"],
        [],
        ["Enhet", "Kontor", "ANDEL teller", "ANDEL nevner", "DAGER", "ANTALL"],
    ]
    for office in offices:
        above, below = share(office, month)
        stated = (wrong or {}).get(office, above)
        rows.append([office, f"NAV Kontor {office[-1]}", stated, below, days(office, month), number(office, month)])
    return workbook({"Styringspakke": rows})


def run(command: str, *arguments: object) -> tuple[int, str]:
    """A command's exit status and what it printed."""
    out, status = io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        try:
            call_command(command, *map(str, arguments))
        except SystemExit as left:
            status = int(left.code or 0)
    return status, out.getvalue()


def load_county(folder: Path) -> None:
    """Organisation, catalogue and people."""
    units, successions, catalogue = folder / "units.csv", folder / "successions.csv", folder / "catalogue"
    units.write_text(UNITS)
    successions.write_text(SUCCESSIONS)
    catalogue.mkdir()
    for name, text in CATALOGUE.items():
        (catalogue / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    assert run("load_organisation", units, successions)[0] == 0
    assert run("load_catalogue", catalogue)[0] == 0
    for email, (name, role, unit) in PEOPLE.items():
        with patch("sys.stdin", io.StringIO(PASSWORD + "\n")):
            arguments = ("--email", email, "--name", name, "--role", role, "--unit", unit, "--password-stdin")
            assert run("add_person", *arguments)[0] == 0


def import_content(folder: Path, content: bytes, month: Month, *more: str, package: str = "STYR") -> dict[str, object]:
    """Import and publish a file by the command; what it answers."""
    path = folder / f"{package}-{month}.csv"
    path.write_bytes(content)
    asked = ("--package", package, "--month", month, "--publish", "--json", *more)
    status, out = run("import_delivery", path, *asked)
    answer: dict[str, object] = json.loads(out)
    return {"status": status} | answer


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a page's CSV."""
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
