"""What management commands share: whose right is checked, how findings are reported, and the exit status.

0 done; 1 refused with findings, nothing changed; 2 wrong usage (Django's own). With --json one object on standard
output and nothing else there; messages for people go to standard error.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.queries import person_by_email
from accounts.refusals import Refused
from organisation.findings import ERROR, Found, stops
from organisation.models import Unit
from organisation.months import Month
from organisation.near_names import did_you_mean
from organisation.queries import AnyUnit
from organisation.said import in_a_row, said
from organisation.table_files import as_archive

KEPT = 1000  # findings in a report


def add_json(parser: CommandParser) -> None:
    """The option --json."""
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def add_by(parser: CommandParser) -> None:
    """The option --by EMAIL."""
    parser.add_argument("--by", metavar="EMAIL", help="who does it: that person's right is checked, and logged")


def month_argument(text: str) -> Month:
    """The type of an argument that is a month; another form is wrong usage."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def person_named(email: str) -> User:
    """The person with that e-mail. Raises Refused `unknown_person`."""
    person = person_by_email(email)
    if person is None:
        message = _("Ingen konto har e-posten %(email)s. Se etter skrivefeil, eller legg personen til med add_person.")
        raise Refused("unknown_person", message % {"email": email}, email)
    return person


def unit_named(code: str) -> Unit:
    """The unit with that code. Raises Refused `unknown_unit`."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        near = did_you_mean(code, Unit.objects.values_list("code", flat=True))
        raise Refused("unknown_unit", in_a_row(said("Ingen enhet har koden %(code)s.", code=code), near), code)
    return unit


def acting_person(email: str | None, verb: str, unit: AnyUnit | None = None, month: Month | None = None) -> User | None:
    """The person that --by names, who may do this to the unit (without one: everywhere); None without --by.

    Raises Refused `not_permitted`, also where nobody has that e-mail.
    """
    if email is None:
        return None
    person = person_by_email(email)
    if person is None or not can(person, verb, unit, month):
        message = _(
            "%(email)s har ikke rett til dette. Be en administrator om rollen som trengs, eller bruk en annen --by."
        )
        raise Refused("not_permitted", message % {"email": email}, email)
    return person


@contextmanager
def refusals_reported(command: BaseCommand, *, as_json: bool) -> Iterator[None]:
    """Report a Refused as the one finding, and so too that the database failed; end with exit status 1."""
    try:
        yield
    except Refused as refused:
        report(command, {}, as_json=as_json, findings=[refused.found])
    except (OperationalError, InterfaceError) as error:
        message = _("Databasen svarte ikke eller kunne ikke skrive (%(what)s). Ingen tall er endret. Prøv igjen.")
        what = (str(error).splitlines() or [type(error).__name__])[0]
        found = Found("database_failed", ERROR, message % {"what": what})
        report(command, {}, as_json=as_json, findings=[found])


def report(
    command: BaseCommand,
    facts: Mapping[str, Any],
    *,
    as_json: bool,
    sentence: str = "",
    findings: Sequence[Found] = (),
    total: int | None = None,
) -> None:
    """Say what was done and found: `facts` as JSON where asked for, the sentence for people. Exits 1 on an error.

    `total` is how many findings there were, where not all were kept.
    """
    total = len(findings) if total is None else total
    for found in findings[:KEPT]:
        place = f"{found.place}: " if found.place else ""
        style = command.style.ERROR if found.severity == ERROR else command.style.WARNING
        command.stderr.write(f"{place}{found.text} [{found.code}]", style)
    if total > KEPT:
        command.stderr.write(_("… og %(n)s funn til.") % {"n": total - KEPT})
    if sentence:
        command.stderr.write(sentence, command.style.SUCCESS)
    if as_json:
        listed = {"findings_total": total, "findings": [found.to_json() for found in findings[:KEPT]]}
        command.stdout.write(json.dumps({**facts, **listed}, ensure_ascii=False))
    if stops(findings):
        raise SystemExit(1)


def password_from_stdin() -> str:
    """The first line of standard input. Raises Refused `missing_password` where there is nothing on it."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Refused("missing_password", _("Skriv passordet på den første linjen av standard inn."))
    return password


def writable_path(text: str) -> Path:
    """The type of an argument that is a path whose folder is there; anything else is wrong usage."""
    path = Path(text)
    if not path.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}")
    return path


def write_tables(path: Path, files: Mapping[str, bytes], as_workbook: Callable[[], bytes]) -> None:
    """Write CSV files to a folder or, where the path ends so, to a .zip; or the workbook, to an .xlsx.

    Raises CommandError where that can't be written.
    """
    try:
        if path.suffix == ".xlsx":
            path.write_bytes(as_workbook())
        elif path.suffix == ".zip":
            path.write_bytes(as_archive(files))
        else:
            path.mkdir(exist_ok=True)
            for name, content in files.items():
                (path / name).write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
