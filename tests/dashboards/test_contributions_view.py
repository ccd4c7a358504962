"""The view of a region that shows what each office does to its result, and the same in a file."""

import csv
import io
import re

import pytest

from dashboards.contributions_view import BAR, pull_bar
from scorecards.models import Indicator
from tests.builders import a_region, an_office
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
PAGE = "/regions/1291/2018-05/?view=contributions"


@pytest.fixture
def world():
    """A region of three offices in a county with one more region."""
    made = a_world()
    other = a_region("1292", "Region Vest", county=made.county)
    made.offices.append(an_office("1299", "NAV Sund", county=made.county, region=other))
    made.publish(MAY, (50, 100), (80, 100), (190, 200), (80, 100))
    return made


@pytest.fixture
def browser(world):
    return reader(unit=world.voss)


def file_of(browser):
    text = browser.get(PAGE + "&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def lines_of(page, indicator="Indikator 0"):
    table = page[page.index(f"Kontorenes bidrag: {indicator}") :].split("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return {
        re.sub(r"<[^>]+>", "", name): [
            re.sub(r"<[^>]+>", "", cell).replace("\u00a0", " ") for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)
        ]
        for name, cells in rows
    }


def test_each_office_has_its_share_result_and_pull(browser):
    lines = lines_of(text_of(browser.get(PAGE)))
    assert list(lines) == ["Fedje", "Odda", "Voss", "Til sammen"]
    assert lines["Voss"][:3] == ["25 %", "50,0 %", "−7,50 pp"]  # 50 of 100 where the county has 80 of 100
    assert lines["Odda"][:3] == ["25 %", "80,0 %", "0,00 pp"]
    assert lines["Fedje"][:3] == ["50 %", "95,0 %", "+7,50 pp"]
    assert lines["Til sammen"][1:3] == ["80,0 %", "0,00 pp"]


def test_the_region_and_the_county_stand_above_as_wholes(world, browser):
    world.publish(MAY, (50, 100), (80, 100), (190, 200), (40, 100))
    page = re.sub(r"<[^>]+>", "", text_of(browser.get(PAGE))).replace("\u00a0", " ")
    assert "Regionen 80,0 % · fylket 72,0 % · forskjell +8,0 pp" in page


def test_the_file_adds_up_exactly(browser):
    rows = [row for row in file_of(browser) if row["indicator"] == "IND0"]
    assert [row["unit"] for row in rows] == ["1237", "1236", "1235"]
    pulled = sum(float(row["contribution"]) for row in rows)
    assert pulled == pytest.approx(float(rows[0]["region_result"]) - float(rows[0]["county_result"]), abs=1e-12)
    assert sum(float(row["share_of_base"]) for row in rows) == pytest.approx(1)
    assert browser.get(PAGE + "&format=xlsx")["Content-Disposition"].endswith('-contributions.xlsx"')


def test_an_office_leads_to_its_indicator(browser):
    assert 'href="/offices/1235/indicators/IND0/">Voss' in text_of(browser.get(PAGE))


def test_one_hidden_office_hides_the_pulls_of_all(world, browser):
    world.publish(MAY, "too_few", (80, 100), (190, 200), (80, 100))
    page = text_of(browser.get(PAGE))
    assert "Bidragene vises ikke fordi det er for få, eller fordi tall mangler." in page
    assert "Kontorenes bidrag" not in page
    rows = file_of(browser)
    assert [row["indicator"] for row in rows] == ["IND0", "IND1", "IND2"]
    assert all(row["contribution"] == row["unit"] == row["share_of_base"] == "" for row in rows)


def test_two_hidden_ones_stand_together_where_the_total_is_shown(world, browser):
    Indicator.objects.filter(code="IND0").update(hide_below=5)
    small = [an_office(f"128{n}", f"NAV Ny {n}", county=world.county, region=world.region) for n in range(2)]
    world.offices[3:3] = small
    world.publish(MAY, (50, 100), (80, 100), (190, 200), (4, 60), (4, 70), (80, 100))
    rows = [row for row in file_of(browser) if row["indicator"] == "IND0"]
    assert [row["unit"] for row in rows] == ["1237", "1236", "1235", ""]
    assert (rows[-1]["state"], rows[-1]["numerator"], rows[-1]["value"]) == ("too_few", "", "")
    assert float(rows[-1]["share_of_base"]) == pytest.approx(130 / 530)
    assert sum(float(row["contribution"]) for row in rows) == pytest.approx(
        float(rows[0]["region_result"]) - float(rows[0]["county_result"])
    )
    assert lines_of(text_of(browser.get(PAGE)))["2 kontor til sammen"][:2] == ["25 %", " for få"]


def test_a_county_and_the_country_have_no_such_view(world):
    page = text_of(reader("county", world.county).get("/counties/1200/2018-05/?view=contributions"))
    assert "Hva hvert kontor bidrar med" not in page
    assert 'class="heat' in page


def test_one_query_more_than_the_table(world, browser, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        browser.get(PAGE)


class TestBar:
    def ends(self, bar):
        x, width = re.findall(r'<rect x="(\d+)" y="2" width="(\d+)"', bar)[0]
        return int(x), int(x) + int(width)

    def test_it_goes_right_where_it_pulls_up_and_left_where_down(self):
        assert self.ends(pull_bar(0.1, 0.2)) == (BAR // 2, BAR * 3 // 4)
        assert self.ends(pull_bar(-0.1, 0.2)) == (BAR // 4, BAR // 2)

    def test_the_largest_pull_reaches_the_edge(self):
        assert self.ends(pull_bar(-0.2, 0.2)) == (0, BAR // 2)

    def test_nothing_is_no_bar(self):
        assert self.ends(pull_bar(0.0, 0.0)) == (BAR // 2, BAR // 2)
