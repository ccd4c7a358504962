"""What the demo's figures stand on: organisation, catalogue and people, loaded as anybody would load them."""

import csv

from accounts.models import User
from accounts.services import add_person
from demo.plan import DATA, TELEMARK, NotSeededError, people
from organisation.findings import Found, stops
from organisation.models import Unit
from organisation.services import load_organisation
from scorecards.models import Package
from scorecards.queries.held_figures import holds_figures
from scorecards.services.catalogue import describe_source, load_catalogue

ORGANISATION = DATA / "organisation"
SIMULATED, REAL = DATA / "catalogue", TELEMARK / "catalogue"
REAL_SOURCE = (
    "Nav, registrerte arbeidssøkere og personer med nedsatt arbeidsevne i Telemark, slik de er levert til Telemark"
    " fylkeskommune (evensrii/Telemark på GitHub). Tallene er virkelige, krav og prioritet er våre."
)


def load_foundations() -> None:
    """Organisation, catalogue, sources and people. Safe to repeat."""
    for paths in ([ORGANISATION / "units.csv", ORGANISATION / "successions.csv"], [TELEMARK / "units.csv"]):
        _in_order(load_organisation(paths=paths, by=None, holds_figures=holds_figures).findings)
    for folder, simulated, source in ((SIMULATED, True, ""), (REAL, False, REAL_SOURCE)):
        _in_order(load_catalogue(folder, by=None).findings)
        with (folder / "packages.csv").open(encoding="utf-8", newline="") as table:
            codes = [row["code"] for row in csv.DictReader(table, delimiter=";")]
        for package in Package.objects.filter(code__in=codes):
            describe_source(package=package, simulated=simulated, source=source, by=None)
    for row in people():
        unit = Unit.objects.get(code=row["unit"])
        add_person(email=row["email"], name=row["name"], role=row["role"], unit=unit, by=None)


def sender(unit: Unit) -> User:
    """Who delivers for a unit: the demo's person there with the role for it."""
    emails = [row["email"] for row in people() if row["unit"] == unit.code and row["role"] in ("county", "directorate")]
    return User.objects.get(email=emails[0])


def _in_order(findings: tuple[Found, ...]) -> None:
    if stops(findings):
        raise NotSeededError("; ".join(f"{found.place}: {found.message}" for found in findings))
