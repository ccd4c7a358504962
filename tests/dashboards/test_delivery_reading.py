"""How a delivered file was read is told on its page: sheets, rows that are no figures, a month that may be wrong."""

import pytest

from scorecards.models import Layout, LayoutColumn
from tests.dashboards.handing_in import hand_in, page_of, publish
from tests.dashboards.world import World, a_world, reader
from tests.scorecards.delivered_files import csv_file, workbook

pytestmark = pytest.mark.django_db
TABLE = [["enhet", "indikator", "teller", "nevner"], ["1235", "IND0", 73, 90], ["1236", "IND0", 95, 100]]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Fylke")


def reading_of(page):
    return page.split('id="read"')[1].split("</section>")[0] if 'id="read"' in page else ""


class TestSheets:
    def test_of_a_text_file_the_header_and_the_lines_are_told(self, world, staff):
        content = csv_file([["Styringspakke mai 2018"], [], *TABLE])
        said = reading_of(page_of(staff, hand_in(world, content=content)))
        assert "Overskriften står i rad 3. Under den er 2 linjer lest." in said

    def test_of_a_workbook_the_sheet_too_and_those_that_are_not_read(self, world, staff):
        content = workbook({"Forside": [["Styringspakke"]], "Data": TABLE, "Pivot": [["Sum"], [3]]})
        said = reading_of(page_of(staff, hand_in(world, content=content, name="mai.xlsx")))
        assert "I arket «Data» står overskriften i rad 1. Under den er 2 linjer lest." in said
        assert "Ikke lest: arket «Forside» og arket «Pivot»." in said

    def test_a_header_of_two_rows(self, world, staff):
        rows = [["Enhet", "IND0", None], [None, "teller", "nevner"], ["1235", 73, 90]]
        said = reading_of(page_of(staff, hand_in(world, content=workbook({"Ark1": rows}), name="mai.xlsx")))
        assert "står overskriften i rad 1 og 2. Under den er 1 linje lest." in said

    def test_the_layout_that_it_was_read_by(self, world, staff):
        layout = Layout.objects.create(code="SAER", package=world.package, header_row=1, unit_column="A")
        LayoutColumn.objects.create(layout=layout, column="B", meaning="IND0 value %")
        content = csv_file([["Kontornavn", "Andel"], ["1235", "73,4"], ["1236", "81,1"]])
        said = reading_of(page_of(staff, hand_in(world, content=content, layout=layout)))
        assert "Kolonnene er lest med oppsettet SAER." in said

    def test_nothing_is_said_of_a_file_that_could_not_be_read(self, world, staff):
        page = page_of(staff, hand_in(world, content=b"bare;tekst\n"))
        assert "En kolonne mangler" in page
        assert reading_of(page) == ""


class TestRows:
    def test_titles_totals_and_notes_are_told_with_where_they_stand(self, world, staff):
        content = csv_file([["Styringspakke mai 2018"], *TABLE, ["Sum", "", "168", "190"], ["Kilde: Arena"]])
        said = reading_of(page_of(staff, hand_in(world, content=content)))
        assert "3 rader er ikke regnet som tall for en enhet" in said
        for row, kind, text in (
            (1, "tittel", "Styringspakke mai"),
            (5, "sum eller snitt", "Sum"),
            (6, "merknad", "Kilde"),
        ):
            assert f'<td class="num">{row}</td><td class="nowrap">{kind}</td><td>{text}' in said

    def test_what_the_file_says_is_shown_as_text(self, world, staff):
        content = csv_file([["<script>alert(1)</script>"], *TABLE])
        assert "&lt;script&gt;" in reading_of(page_of(staff, hand_in(world, content=content)))

    def test_a_long_list_is_cut_and_says_so(self, world, staff):
        content = csv_file([*([f"Tittel {n}"] for n in range(45)), *TABLE])
        said = reading_of(page_of(staff, hand_in(world, content=content)))
        assert "45 rader er ikke regnet" in said
        assert "og 5 til" in said

    def test_where_every_row_is_read_there_is_no_list(self, world, staff):
        assert "ikke regnet" not in reading_of(page_of(staff, hand_in(world, content=csv_file(TABLE))))


class TestTheMonth:
    def test_a_sheet_that_is_named_after_another_month_is_asked_about_before_publishing(self, world, staff):
        delivery = hand_in(world, content=workbook({"Juni 2018": TABLE}), name="x.xlsx")
        asked = "Arket heter «Juni 2018», men leveransen gjelder mai 2018."
        assert asked in page_of(staff, delivery)
        assert "Er det riktig måned?" in page_of(staff, delivery)
        assert asked in page_of(staff, delivery, "publish/")

    @pytest.mark.parametrize("name", ["Mai 2018", "Ark1", "2018-05"])
    def test_one_that_is_not_raises_no_doubt(self, world, staff, name):
        delivery = hand_in(world, content=workbook({name: TABLE}), name="x.xlsx")
        assert "Er det riktig måned?" not in page_of(staff, delivery)
        assert "Arket heter" not in page_of(staff, delivery, "publish/")


class TestWhose:
    def test_another_file_of_the_month_is_told_for_itself(self, world, staff):
        first = hand_in(world, content=workbook({"Data": TABLE}), name="a.xlsx")
        second = hand_in(world, content=workbook({"Tall": TABLE}), name="b.xlsx")
        assert "«Data»" in reading_of(page_of(staff, first))
        assert "«Tall»" in reading_of(page_of(staff, second))

    def test_only_those_who_may_deliver_see_it(self, world):
        delivery = hand_in(world, content=csv_file(TABLE))
        assert reader("leader", world.offices[0]).get(f"/deliveries/{delivery.pk}/").status_code == 403


class TestAfterPublishing:
    def test_what_happened_is_told_as_past(self, world, staff):
        page = page_of(staff, publish(world, "1235;IND0;73;90", "1236;IND0;95;100"))
        assert "tall endres" not in page
        assert "Ingen publiserte tall ble endret." in page
