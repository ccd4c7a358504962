"""The largest table there is, all the country's offices and thirty indicators: how much travels to a reader."""

import gzip
import random
from dataclasses import replace

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from dashboards import unit_page
from dashboards.asked_table import Asked
from dashboards.kept import Page, kept_while_figures_stand
from dashboards.table_choice import TableChoice
from dashboards.unit_views import VIEWS, asked_for
from organisation.queries import PlacedUnit
from scorecards.cells import status_against
from scorecards.figures import PackageFacts, TableCell, TableRow, UnitTable
from tests.builders import a_person
from tests.dashboards.figures import TARGET, a_figure, a_table, an_office_row, facts

pytestmark = pytest.mark.django_db
OFFICES, INDICATORS, REGIONS = 456, 30, 19
MOST = 1_000_000  # bytes, compressed
VIEWS_OF_IT = ("", "distribution")


@pytest.fixture(scope="module")
def table() -> UnitTable:
    """Figures that differ from cell to cell, as real ones do: what is alike packs too well."""
    chance = random.Random(4)
    indicators = tuple(
        facts(
            f"INDIKATOR{n:02}",
            name=f"Andel som har fått oppfølging av slag {n} innen fristen",
            perspective=f"P{n // 6}",
        )
        for n in range(INDICATORS)
    )

    def a_cell() -> TableCell:
        if chance.random() < 0.03:
            return TableCell(a_figure(state="too_few"), None, None)
        base = chance.randint(8, 900)
        figure = replace(a_figure(chance.randint(base // 2, base), base), revised=chance.random() < 0.1)
        colour = status_against(figure.value, "higher", TARGET)
        return TableCell(figure, colour, chance.choice(["green", "yellow", "red"]))

    def cells() -> tuple[TableCell, ...]:
        return tuple(a_cell() for _ in range(INDICATORS))

    rows = [
        an_office_row(
            f"NAV Kontor {chance.randint(100, 99999)}", *cells(), region=f"R{n % REGIONS}", code=f"{1000 + n}"
        )
        for n in range(OFFICES)
    ]
    regions = tuple(TableRow(f"R{n}", f"Region nummer {n}", "region", f"R{n}", cells()) for n in range(REGIONS))
    return a_table(*rows, regions=regions, of=indicators)


def page_of(table: UnitTable, **choices) -> bytes:
    """The finished page, as it is sent."""
    unit = PlacedUnit(1, "1200", "NAV Hordaland", "county", 1, "1200", "NAV Hordaland")
    package = PackageFacts("STYR", "Styringspakke", "1200", False, "", None, False)
    asked: Asked = asked_for(unit, table, TableChoice(**choices), {"1003"})
    view = VIEWS[asked.choice.view]

    @kept_while_figures_stand
    def page(request):
        shown = view.shows(asked, view.read(asked))
        return Page(
            "unit_table.html", {**unit_page.page_context(asked, package), **shown, "view_template": view.template}
        )

    request = RequestFactory().get("/counties/1200/2018-05/" + asked.choice.href())
    request.user = a_person()
    request.session = SessionStore()
    vars(request)["_messages"] = FallbackStorage(request)
    content: bytes = page(request).content
    return content


@pytest.mark.parametrize("view", VIEWS_OF_IT)
def test_it_is_under_a_megabyte_compressed(table, view):
    assert len(gzip.compress(page_of(table, view=view), 6)) < MOST


def test_every_cell_is_in_it(table):
    page = page_of(table).decode()
    assert page.count('href="/offices/') >= OFFICES * (INDICATORS + 1)
    assert page.count('<th scope="row">') == OFFICES + REGIONS + 2


def test_a_filter_makes_it_as_much_smaller(table):
    whole, region = (len(page_of(table, region=code)) for code in ("", "R3"))
    assert region < whole / 5


def test_the_file_has_a_row_for_every_cell(table):
    asked = asked_for(PlacedUnit(1, "1200", "NAV Hordaland", "county"), table, TableChoice(), set())
    assert len(list(VIEWS[""].rows(asked, None))) == (OFFICES + REGIONS + 2) * INDICATORS
