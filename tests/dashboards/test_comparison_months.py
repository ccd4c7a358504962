"""The comparison over months: a small line per office, own first, gaps where nothing may be seen, and the table."""

import re

import pytest

from scorecards.models import Indicator
from scorecards.queries.compared import compared_months
from scorecards.queries.comparison import compare_offices
from tests.builders import a_placement, a_target, an_office
from tests.dashboards.test_exports import number, read_csv
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db
NB = "\u00a0"
ADDRESS = "/indicators/IND0/2018-05/?county=1200&view=months"


@pytest.fixture
def world():
    made = a_world(offices=4)
    made.publish(APRIL, (70, 100), (80, 100), (60, 100), (50, 100))
    made.publish(MAY, (73, 100), (95, 100), (64, 100), "not_delivered")
    return made


@pytest.fixture
def browser(world):
    return reader("county", world.county)


def tiles_of(page):
    """Name, value and drawing of each small line, and whether it is the reader's own."""
    found = re.findall(
        r'<li( class="me")?><a href="([^"]+)"><b>([^<]+)</b> <span class="nowrap">(.*?)</span> (<svg.*?</svg>)', page
    )
    return [(name, href, bool(own), drawing) for own, href, name, _value, drawing in found]


def names_of(page):
    return [name for name, *_ in tiles_of(page)]


def table_of(page):
    """The rows of the table: name and the texts of its cells."""
    table = re.search(r'<table class="plain plain--tight over-months">.*?</table>', page, re.DOTALL)
    assert table is not None
    rows = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+).*?</th>(.*?)</tr>', table[0])
    return {
        name: [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
        for name, cells in rows
    }


def own_path(drawing):
    found = re.search(r'class="own" d="([^"]*)"', drawing)
    assert found is not None
    return found[1]


class TestTheLines:
    def test_every_office_has_one_that_leads_to_its_months(self, browser):
        tiles = tiles_of(text_of(browser.get(ADDRESS)))
        assert {name: href for name, href, *_ in tiles}["Odda"] == "/offices/1236/indicators/IND0/"
        assert len(tiles) == 4

    def test_they_stand_in_the_chosen_order(self, browser):
        assert names_of(text_of(browser.get(ADDRESS))) == ["Odda", "Voss", "Fedje", "Kontor 4"]
        assert names_of(text_of(browser.get(ADDRESS + "&sort=name"))) == ["Fedje", "Kontor 4", "Odda", "Voss"]

    def test_the_readers_own_stands_first_and_is_marked_without_being_named_in_the_address(self, world):
        tiles = tiles_of(text_of(reader(unit=world.voss).get(ADDRESS)))
        assert [(name, own) for name, _href, own, _drawing in tiles][:2] == [("Voss", True), ("Odda", False)]

    def test_an_office_that_the_address_points_out_stands_first(self, browser):
        assert names_of(text_of(browser.get(ADDRESS + "&office=1237")))[0] == "Fedje"

    def test_all_are_drawn_on_one_scale(self, browser):
        drawings = {name: own_path(drawing) for name, _href, _own, drawing in tiles_of(text_of(browser.get(ADDRESS)))}
        heights = {name: [int(y) for y in re.findall(r"\d+ (\d+)", path)] for name, path in drawings.items()}
        assert heights["Odda"][0] < heights["Voss"][0] < heights["Fedje"][0]  # 80, 70 and 60 in April
        assert min(each for every in heights.values() for each in every) == heights["Odda"][1]

    def test_a_month_without_a_figure_is_a_gap(self, browser):
        drawings = {name: drawing for name, _href, _own, drawing in tiles_of(text_of(browser.get(ADDRESS)))}
        assert own_path(drawings["Kontor 4"]).endswith("h1")  # April alone
        assert "<circle" not in drawings["Kontor 4"]

    def test_a_hidden_month_is_a_gap_and_its_figure_is_nowhere(self, world, browser):
        Indicator.objects.update(hide_below=5)
        world.publish(MAY, (3, 97713), (95, 100), (64, 100), (50, 100))
        page = text_of(browser.get(ADDRESS))
        drawings = {name: drawing for name, _href, _own, drawing in tiles_of(page)}
        assert own_path(drawings["Voss"]).count("L") == 0
        assert table_of(page)["Voss"][-1] == "for få"
        assert "97713" not in page
        assert "For få, vises ikke: " in page

    def test_what_hides_behind_too_few_changes_nothing_on_the_page(self, world, browser):
        Indicator.objects.update(hide_below=5)
        pages = []
        for hidden in ((1, 100), (4, 100)):
            world.publish(MAY, hidden, (95, 100), (64, 100), (50, 100))
            page = text_of(browser.get(ADDRESS))
            pages.append((tiles_of(page), table_of(page)))
        assert pages[0][0] == pages[1][0]
        assert pages[0][1] == pages[1][1]

    def test_the_mean_and_the_target_are_drawn_once_and_used_by_all(self, browser):
        page = text_of(browser.get(ADDRESS))
        assert (
            page.count('<symbol id="behind"') == page.count('class="all-mean"') == page.count('class="all-goal"') == 1
        )
        assert page.count('<use href="#behind"/>') == page.count('<use href="#goal"/>') == 4

    def test_an_office_with_a_target_of_its_own_has_that_one(self, world, browser):
        a_target(world.indicators[0], 0.6, 0.5, unit=world.voss)
        page = text_of(browser.get(ADDRESS))
        drawings = {name: drawing for name, _href, _own, drawing in tiles_of(page)}
        assert "#goal" not in drawings["Voss"]
        assert "#goal" in drawings["Odda"]

    def test_a_new_definition_is_marked_and_named(self, world, browser):
        Indicator.objects.update(definition_changed="2018-03-01")
        page = text_of(browser.get(ADDRESS))
        assert "all-break" in page
        assert "Loddrett strek: definisjonen ble endret i mars 2018." in page

    def test_without_one_nothing_is_said_of_it(self, browser):
        assert "definisjonen" not in text_of(browser.get(ADDRESS))

    def test_the_axis_is_said_in_words(self, browser):
        page = text_of(browser.get(ADDRESS))
        assert "mai 2017 til mai 2018, alle på samme skala fra 50,0 til 95,0 (prosent)." in page

    def test_nothing_needs_a_script(self, browser):
        page = text_of(browser.get(ADDRESS))
        assert "plotly" not in page.replace("plotly.js-style-global", "").replace("plotly-frame", "")
        assert "style=" not in page

    def test_months_in_which_nobody_may_be_seen_say_so(self, world, browser):
        Indicator.objects.update(hide_below=500)
        world.publish(APRIL, *[(3, 600)] * 4)
        world.publish(MAY, *[(3, 600)] * 4)
        page = text_of(browser.get(ADDRESS))
        assert "Ingen av kontorene har tall som vises i disse månedene." in page
        assert set(table_of(page)["Voss"][-2:]) == {"for få"}


class TestTheTable:
    def test_it_has_the_lines_order_and_thirteen_months(self, browser):
        page = text_of(browser.get(ADDRESS))
        rows = table_of(page)
        assert list(rows) == ["Snitt av kontorene", "Krav", *names_of(page)]
        assert {len(cells) for cells in rows.values()} == {13}

    def test_each_cell_is_the_figure_or_why_there_is_none(self, browser):
        rows = table_of(text_of(browser.get(ADDRESS)))
        assert rows["Odda"][-2:] == ["80,0", "95,0"]
        assert rows["Kontor 4"][-2:] == ["50,0", "ikke levert"]
        assert rows["Krav"][-1] == f"≥{NB}90{NB}%"

    def test_the_mean_is_the_one_of_the_figures_above(self, browser):
        page = text_of(browser.get(ADDRESS))
        mean = table_of(page)["Snitt av kontorene"][-1]
        assert f"{mean}{NB}%" in page

    def test_months_before_the_office_was_there_say_that(self, world, browser):
        new = an_office("1299", "NAV Nye", county=world.county, since="2018-04-01")
        world.offices.append(new)
        world.publish(MAY, (73, 100), (95, 100), (64, 100), (50, 100), (60, 100))
        rows = table_of(text_of(browser.get(ADDRESS)))
        assert rows["Nye"][-3:] == ["fantes ikke", "ikke levert", "60,0"]

    def test_an_office_from_another_county_brings_its_months(self, world, browser):
        elsewhere = an_office("1498", "NAV Flytta", since="2017-01-01", until="2018-05-01")
        a_placement(elsewhere, name="NAV Flytta", county=world.county, since="2018-05-01")
        world.offices.append(elsewhere)
        for month in (APRIL, MAY):
            world.publish(month, (73, 100), (95, 100), (64, 100), (50, 100), (60, 100))
        assert table_of(text_of(browser.get(ADDRESS)))["Flytta"][-2:] == ["60,0", "60,0"]


class TestManyOffices:
    @pytest.fixture
    def many(self):
        made = a_world(indicators=1)
        made.offices += [an_office(f"5{n:03}", f"NAV Sted {n:02}", county=made.county) for n in range(58)]
        made.publish(MAY, *[(20 + place, 100) for place in range(61)])
        return made

    def test_of_over_sixty_the_landmarks_are_drawn_and_the_table_has_all(self, many):
        page = text_of(reader("county", many.county).get(ADDRESS))
        assert len(tiles_of(page)) == 5
        assert len(table_of(page)) == 61 + 2
        assert "Vis alle 61" in page
        assert "all=1" in page

    def test_all_are_drawn_on_request_and_the_page_stays_small(self, many):
        page = text_of(reader("county", many.county).get(ADDRESS + "&all=1"))
        assert len(tiles_of(page)) == 61
        assert "Vis alle" not in page
        assert len(page) < 150_000


class TestTheFile:
    def rows(self, browser, more=""):
        return read_csv(browser.get(ADDRESS + more + "&format=csv").content)

    def test_it_has_the_pages_figures_in_the_pages_order(self, world, browser):
        rows = [row for row in self.rows(browser) if row["kind"] == "office"]
        assert list(dict.fromkeys(row["unit_name"] for row in rows)) == [
            "NAV Odda",
            "NAV Voss",
            "NAV Fedje",
            "NAV Kontor 4",
        ]
        figures = compare_offices("IND0", as_placed(world.county), MAY)
        assert figures is not None
        over = compared_months(figures, as_placed(world.county))
        for row in rows:
            (office,) = [office for office in world.offices if office.code == row["unit"]]
            figure = dict(zip(map(str, over.months), over.figures[office.pk], strict=True))[row["month"]]
            assert (row["state"], number(row["value"])) == (figure.state, figure.value)

    def test_the_countys_mean_stands_last_month_by_month(self, browser):
        rows = [row for row in self.rows(browser) if row["kind"] == "county_mean"]
        assert len(rows) == 13
        assert number(rows[-1]["value"]) == pytest.approx((0.73 + 0.95 + 0.64) / 3)
        assert rows[0]["value"] == ""

    def test_it_follows_the_order_that_is_asked_for(self, browser):
        rows = self.rows(browser, "&sort=name")
        assert rows[0]["unit_name"] == "NAV Fedje"

    def test_each_month_has_its_own_target_and_colour(self, world, browser):
        a_target(world.indicators[0], 0.6, 0.5, unit=world.voss, until="2018-05-01")
        voss = [row for row in self.rows(browser) if row["unit"] == "1235"][-2:]
        assert [(number(row["green"]), row["status"]) for row in voss] == [(0.6, "green"), (0.9, "red")]

    def test_a_hidden_figure_is_hidden_in_it(self, world, browser):
        Indicator.objects.update(hide_below=5)
        world.publish(MAY, (3, 97713), (95, 100), (64, 100), (50, 100))
        answer = browser.get(ADDRESS + "&format=csv")
        assert b"97713" not in answer.content
        (voss,) = [row for row in read_csv(answer.content) if row["unit"] == "1235" and row["month"] == "2018-05"]
        assert (voss["state"], voss["numerator"], voss["denominator"], voss["value"]) == ("too_few", "", "", "")
