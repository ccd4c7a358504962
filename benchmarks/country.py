"""A country to measure with: 19 counties of 24 offices, 80 indicators, in a database of its own."""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nav_mrs.settings")
os.environ.setdefault("ALLOWED_HOSTS", "testserver")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from organisation.months import Month  # noqa: E402
from organisation.services import load_organisation  # noqa: E402
from scorecards.models import Package  # noqa: E402
from scorecards.services.catalogue import load_catalogue  # noqa: E402

COUNTIES = [f"{county}00" for county in range(30, 49)]
OFFICES = [f"{county}{office:02d}" for county in range(30, 49) for office in range(1, 25)]
INDICATORS = [f"S-{number:02d}" for number in range(1, 81)]
PRIORITISED = 24

HEADERS = {
    "perspectives": "code;name;order",
    "goals": "code;name;parent;perspective;owner",
    "indicators": "code;name;goal;unit;decimals;direction;kind;pooling;min_base;owner",
    "packages": "code;name;owner;parent",
    "items": "package;indicator;part;order;priority;weight",
    "targets": "indicator;unit;valid_from;valid_to;green;yellow",
}


@contextmanager
def country() -> Iterator[Package]:
    """The country's package, in a scratch database that is gone afterwards."""
    old = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _write_files(Path(folder))
            load_organisation(paths=[Path(folder) / "units.csv"], by=None, holds_figures=lambda *_: False)
            load_catalogue(Path(folder) / "catalogue", by=None)
        yield Package.objects.get()
    finally:
        connection.close()
        teardown_databases(old, verbosity=0)


def _write_files(folder: Path) -> None:
    units = ["0000;Landet;country;;;2015-01-01;"]
    units += [f"{code};NAV Fylke {code};county;;;2015-01-01;" for code in COUNTIES]
    units += [f"{code};NAV Kontor {code};office;{code[:2]}00;;2015-01-01;" for code in OFFICES]
    lines = {
        "perspectives": ["P1;Brukere;1"],
        "goals": ["G1;Mål;;P1;0000"],
        "indicators": [f"{code};Indikator {code};G1;share;1;higher;outcome;ratio;5;0000" for code in INDICATORS],
        "packages": ["LAND;Landspakke;0000;"],
        "items": [f"LAND;{code};malekort;{i};{int(i < PRIORITISED)};1" for i, code in enumerate(INDICATORS)],
        "targets": [f"{code};;2015-01-01;;0.6;0.5" for code in INDICATORS],
    }
    (folder / "catalogue").mkdir()
    (folder / "units.csv").write_text("\n".join(["code;name;kind;county;region;valid_from;valid_to", *units]), "utf-8")
    for name, header in HEADERS.items():
        (folder / "catalogue" / f"{name}.csv").write_text("\n".join([header, *lines[name]]), "utf-8")


def figures_of(month: Month, seed: int = 1) -> list[tuple[str, str, int, int]]:
    """Office, indicator, numerator and denominator of every figure of a month: 36,480 of them."""
    draw = random.Random(f"{seed} {month}")
    sizes = random.Random(seed)
    figures = []
    for office in OFFICES:
        for indicator in INDICATORS:
            base, level = sizes.randint(5, 150), sizes.uniform(0.3, 0.8)
            spread = (base * level * (1 - level)) ** 0.5
            figures.append((office, indicator, min(base, max(0, round(draw.gauss(base * level, spread)))), base))
    return figures


def delivery_file(month: Month, figures: list[tuple[str, str, int, int]]) -> bytes:
    """The figures as a delivery in long form."""
    lines = [f"{office};{indicator};{month};{above};{below}" for office, indicator, above, below in figures]
    return "\n".join(["enhet;indikator;måned;teller;nevner", *lines, ""]).encode()
