"""What the demo's figures stand on: organisation, catalogue and people, loaded as anybody would load them."""

import csv
from pathlib import Path

from accounts.models import User
from accounts.services import add_person
from organisation.findings import Found, stops
from organisation.models import Unit
from organisation.services import load_organisation
from scorecards.models import Package
from scorecards.queries.held_figures import holds_figures
from scorecards.services.catalogue import describe_source, load_catalogue

DATA = Path(__file__).parent / "data"
SIMULATED_FOLDER = DATA / "catalogue"
TELEMARK = DATA / "telemark"
REAL_SOURCE = (
    "Virkelige tall fra Nav: registrerte arbeidssøkere og personer med nedsatt arbeidsevne i Telemark,"
    " slik de er levert til Telemark fylkeskommune (github.com/evensrii/Telemark). Krav og prioritet er våre."
)


class NotSeededError(Exception):
    """The demo could not be made; the text says what stood in the way."""


def load_foundations() -> None:
    """Organisation, catalogue, sources and people. Safe to repeat."""
    organisation = [DATA / "organisation" / "units.csv", DATA / "organisation" / "successions.csv"]
    for paths in (organisation, [TELEMARK / "units.csv"]):
        _in_order(load_organisation(paths=paths, by=None, holds_figures=holds_figures).findings)
    for folder, simulated, source in ((SIMULATED_FOLDER, True, ""), (TELEMARK / "catalogue", False, REAL_SOURCE)):
        _in_order(load_catalogue(folder, by=None).findings)
        for package in Package.objects.filter(code__in=[row["code"] for row in _rows(folder / "packages.csv")]):
            describe_source(package=package, simulated=simulated, source=source, by=None)
    for row in people():
        unit = Unit.objects.get(code=row["unit"])
        add_person(email=row["email"], name=row["name"], role=row["role"], unit=unit, by=None)


def people() -> list[dict[str, str]]:
    """The demo's people as its file has them: email, name, role and unit."""
    return _rows(DATA / "people.csv")


def sender(unit: Unit) -> User:
    """Who delivers for a unit: the demo's person with a role of more than an office there."""
    emails = [row["email"] for row in people() if row["unit"] == unit.code and row["role"] in ("county", "directorate")]
    return User.objects.get(email=emails[0])


def _in_order(findings: tuple[Found, ...]) -> None:
    if stops(findings):
        raise NotSeededError("; ".join(f"{found.place}: {found.message}" for found in findings))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=";"))
