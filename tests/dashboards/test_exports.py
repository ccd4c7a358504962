"""Each page's table as a file: the page's own figures, unrounded, in a form that a program reads."""

import csv
import io

import openpyxl
import pytest

from dashboards.exported import SCORECARD
from organisation.queries import placed
from rankings.services.publishing import publish_ranking
from scorecards.exports import as_csv, as_xlsx
from scorecards.models import Delivery
from scorecards.queries.comparison import compare_offices
from scorecards.queries.office_month import office_month
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.published import as_placed


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def read_xlsx(content: bytes) -> list[dict[str, object]]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.values
    return [dict(zip(header, row, strict=True)) for row in rows]


class TestForms:
    HEADER = ("name", "value", "yes", "missing")
    ROWS = (("Åsane; «nord»", -0.125, True, None), ("=1+1", 1e-7, False, ""))

    def test_csv_begins_with_a_mark_that_spreadsheets_understand(self):
        assert as_csv(("a",), []).startswith(b"\xef\xbb\xbf")

    def test_csv_has_points_and_an_ascii_minus(self):
        rows = read_csv(as_csv(self.HEADER, self.ROWS))
        assert rows[0] == {"name": "Åsane; «nord»", "value": "-0.125", "yes": "1", "missing": ""}

    def test_a_number_keeps_every_digit(self):
        assert float(read_csv(as_csv(("v",), [(1 / 3,)]))[0]["v"]) == 1 / 3

    def test_a_text_is_never_a_formula(self):
        assert read_csv(as_csv(self.HEADER, self.ROWS))[1]["name"] == "'=1+1"
        sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(self.HEADER, self.ROWS))).active
        assert sheet["A3"].data_type == "s"
        assert sheet["A3"].value == "=1+1"

    def test_a_workbook_has_numbers_as_numbers(self):
        row = read_xlsx(as_xlsx(self.HEADER, self.ROWS))[0]
        assert row == {"name": "Åsane; «nord»", "value": -0.125, "yes": True, "missing": None}

    def test_the_header_stays_in_sight_and_can_be_filtered(self):
        sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(self.HEADER, self.ROWS))).active
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:D3"

    def test_a_table_without_rows_is_a_header(self):
        assert read_csv(as_csv(self.HEADER, [])) == []
        assert read_xlsx(as_xlsx(self.HEADER, [])) == []


@pytest.fixture
def world(db):
    made = a_world()
    made.publish(APRIL, (76, 80))
    made.publish(MAY, (73, 90), (95, 100), "too_few")
    return made


def csv_of(world, address, role="county"):
    answer = reader(role, world.county).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return read_csv(answer.content)


def number(text):
    return None if text == "" else float(text)


class TestPages:
    def test_an_offices_month_has_the_pages_figures(self, world):
        rows = csv_of(world, "/offices/1235/2018-05/?format=csv")
        lines = office_month(as_placed(world.voss), MAY).lines
        assert [row["indicator"] for row in rows] == [line.indicator.code for line in lines]
        for row, line in zip(rows, lines, strict=True):
            assert number(row["value"]) == line.figure.value
            assert number(row["change"]) == line.change
            assert number(row["year_to_date"]) == line.year_to_date
            assert row["status"] == line.status
            assert line.county is not None
            assert number(row["county_mean"]) == line.county.mean
            assert number(row["county_result"]) == line.county.pooled

    def test_a_share_is_a_fraction_of_one(self, world):
        assert number(csv_of(world, "/offices/1235/2018-05/?format=csv")[0]["value"]) == 73 / 90

    def test_a_hidden_figure_is_hidden_in_the_file_too(self, world):
        row = csv_of(world, "/offices/1237/2018-05/?format=csv")[0]
        assert row["state"] == "too_few"
        assert [row[name] for name in ("numerator", "denominator", "value", "status", "change", "year_to_date")] == [
            ""
        ] * 6

    def test_a_comparison_has_offices_and_what_they_are_compared_to(self, world):
        rows = csv_of(world, "/indicators/IND0/2018-05/?county=1200&sort=name&format=csv")
        figures = compare_offices("IND0", as_placed(world.county), MAY)
        assert figures is not None
        assert figures.county is not None
        by_kind = {row["kind"]: row for row in rows if row["kind"] != "office"}
        assert number(by_kind["county_mean"]["value"]) == figures.county.mean
        assert number(by_kind["county_result"]["value"]) == figures.county.pooled
        assert [number(row["value"]) for row in rows if row["kind"] == "office"] == [
            row.figure.value for row in figures.offices
        ]

    def test_a_county_has_a_row_per_cell(self, world):
        rows = csv_of(world, "/counties/1200/2018-05/?format=csv")
        assert len(rows) == 3 * (2 + 1 + 3)
        assert {row["kind"] for row in rows} == {"mean_of_offices", "county_result", "region_result", "office"}

    def test_an_indicator_over_time_has_a_row_per_month(self, world):
        rows = csv_of(world, "/offices/1235/indicators/IND0/?format=csv")
        assert [(row["month"], number(row["value"])) for row in rows] == [("2018-04", 76 / 80), ("2018-05", 73 / 90)]

    def test_an_indicator_over_time_has_interval_and_totals_with_their_parts(self, world):
        first, last = csv_of(world, "/offices/1235/indicators/IND0/?format=csv")
        assert (number(last["year_to_date_numerator"]), number(last["year_to_date_denominator"])) == (149, 170)
        assert number(last["year_to_date"]) == 149 / 170
        assert number(last["interval_low"]) < 73 / 90 < number(last["interval_high"])
        assert number(first["county_year_to_date"]) == pytest.approx(number(first["county_result"]))
        assert (last["rolling_12"], last["rolling_12_numerator"], last["county_rolling_12"]) == ("", "", "")

    @pytest.mark.parametrize(
        "address",
        [
            "/offices/1235/2018-05/",
            "/offices/1235/indicators/IND0/",
            "/counties/1200/2018-05/",
            "/regions/1291/2018-05/",
            "/indicators/IND0/2018-05/",
            "/indicators/",
            "/counties/",
            "/offices/",
            "/deliveries/",
            "/deliveries/1/",
        ],
    )
    def test_every_page_with_a_table_offers_it_in_both_forms_with_the_same_content(self, world, address):
        address = address.replace("/1/", f"/{Delivery.objects.latest('id').pk}/")
        browser = reader("county", world.county)
        text = read_csv(browser.get(address + "?format=csv").content)
        answer = browser.get(address + "?format=xlsx")
        assert answer["Content-Disposition"].startswith('attachment; filename="')
        cells = [["" if cell is None else cell for cell in row.values()] for row in read_xlsx(answer.content)]
        assert len(cells) == len(text)
        for row, written in zip(cells, text, strict=True):
            for cell, shown in zip(row, written.values(), strict=True):
                if isinstance(cell, bool):
                    assert shown == str(int(cell))
                elif isinstance(cell, int | float):
                    assert float(shown) == pytest.approx(cell, rel=1e-12)
                else:
                    assert shown == cell

    @pytest.mark.parametrize(
        "address", ["/offices/1235/2018-05/", "/counties/1200/2018-05/", "/indicators/", "/deliveries/"]
    )
    def test_the_page_has_a_link_to_both_forms(self, world, address):
        page = text_of(reader("county", world.county).get(address))
        assert "?format=xlsx" in page
        assert "?format=csv" in page

    def test_a_ranking_has_a_row_per_office_and_indicator(self, world):
        for month in (MAY - 6).through(MAY):
            world.publish(month, (73, 90), (95, 100), (60, 100))
        county = placed("1200", MAY)
        assert county is not None
        publish_ranking(county=county, month=MAY, by=None)
        rows = csv_of(world, "/rankings/1200/2018-05/?format=csv")
        assert len(rows) == 9
        for unit in ("1235", "1236", "1237"):
            of_unit = [row for row in rows if row["unit"] == unit]
            assert sum(float(row["points"]) for row in of_unit) == pytest.approx(float(of_unit[0]["score"]))

    def test_a_form_that_is_not_offered_is_the_page(self, world):
        answer = reader(unit=world.voss).get("/offices/1235/2018-05/?format=pdf")
        assert answer["Content-Type"].startswith("text/html")

    def test_columns_have_names_that_differ(self):
        assert len(set(SCORECARD)) == len(SCORECARD)
