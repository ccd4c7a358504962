"""The view of the spread: a strip, its figures beside it, and the same in a file."""

import csv
import io
import re

import pytest

from dashboards.spread_strip import WIDTH, spread_strip
from scorecards.figures import Limits
from scorecards.models import GroupSummary
from scorecards.spread import spreads
from tests.dashboards.figures import a_cell, a_table, an_office_row, facts
from tests.dashboards.world import MAY, a_world, reader, text_of

COUNTY = "/counties/1200/2018-05/?view=distribution"


def strip_of(*values, target=None, own=(), **more):
    rows = [an_office_row(f"NAV {n}", a_cell(value=value), code=str(n)) for n, value in enumerate(values)]
    (spread,) = spreads(a_table(*rows, of=(facts("IND", **more),)))
    return str(spread_strip(type(spread)(**{**fields_of(spread), "target": target}), set(own)))


def fields_of(spread):
    return {name: getattr(spread, name) for name in spread.__slots__}


def ticks(strip):
    return [int(x) for x in re.findall(r"M(\d+) 14v16", strip)]


class TestStrip:
    def test_each_office_has_a_tick_from_the_lowest_to_the_highest(self):
        assert ticks(strip_of(0.5, 0.0, 1.0)) == [8, 240, WIDTH - 8]

    def test_the_target_is_inside_the_drawing_also_where_nobody_reaches_it(self):
        strip = strip_of(0.0, 0.5, target=Limits(1.0, 0.8))
        assert ticks(strip) == [8, 240]
        assert f'class="goal-line" d="M{WIDTH - 8} 0' in strip

    def test_an_interval_has_a_line_at_both_ends(self):
        strip = strip_of(0.0, 1.0, target=Limits(0.25, green_upper=0.75), direction="inside")
        assert strip.count('class="goal-line"') == 2

    def test_equal_values_stand_in_the_middle(self):
        assert ticks(strip_of(0.4, 0.4)) == [240, 240]

    def test_the_readers_own_offices_are_pointed_out(self):
        assert strip_of(0.0, 0.5, own={"1"}).count('class="me"') == 1
        assert 'class="me"' not in strip_of(0.0, 0.5)

    def test_without_a_value_nothing_is_drawn(self):
        assert strip_of(None, None) == ""

    def test_the_box_holds_the_middle_half(self):
        strip = strip_of(*[n / 8 for n in range(9)])
        (x, width) = re.findall(r'class="half" x="(\d+)" y="8" width="(\d+)"', strip)[0]
        assert (int(x), int(width)) == (124, 232)  # a quarter and three quarters of the way, within the edges


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def world(self):
        made = a_world(offices=8)
        made.publish(MAY, *[(40 + 5 * n, 100) for n in range(7)], "too_few")
        return made

    @pytest.fixture
    def browser(self, world):
        return reader("county", world.county)

    def row_of(self, page, name="Indikator 0"):
        (row,) = re.findall(rf'<tr><th scope="row"><a href="[^"]*">{name}</a>.*?</tr>', page, re.DOTALL)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        return [re.sub(r"<[^>]+>", "", cell).replace("\u00a0", " ") for cell in cells]

    def test_a_row_has_every_figure_of_the_offices_shown(self, browser):
        cells = self.row_of(text_of(browser.get(COUNTY)))
        assert cells[0] == "≥ 90 %"
        numbers = ["7", "40,0 %", "47,5 %", "55,0 %", "62,5 %", "70,0 %", "55,0 %"]
        assert cells[2:9] == numbers
        assert cells[10:] == ["0", "0", "7"]

    def test_the_mean_is_the_one_that_is_stored_of_the_county(self, world, browser):
        stored = GroupSummary.objects.get(group=world.county, indicator=world.indicators[0], month=MAY)
        (row,) = [row for row in self.file(browser) if row["indicator"] == "IND0"]
        shown = [float(row[name]) for name in ("mean", "median", "q1", "q3")]
        assert shown == pytest.approx([stored.mean, stored.median, stored.q1, stored.q3])
        assert int(row["n"]) == stored.n

    def file(self, browser, query=""):
        text = browser.get(f"{COUNTY}{query}&format=csv").content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    def test_the_file_has_the_same_figures_unrounded(self, browser):
        (row,) = [row for row in self.file(browser) if row["indicator"] == "IND1"]
        assert (row["lowest"], row["q1"], row["highest"], row["red"]) == ("0.4", "0.475", "0.7", "7")
        assert row["green_limit"] == "0.9"

    def test_the_file_has_the_columns_that_the_page_shows(self, browser):
        assert [row["indicator"] for row in self.file(browser, "&show=malekort")] == ["IND0", "IND1"]
        assert browser.get(COUNTY + "&format=xlsx")["Content-Disposition"].endswith('-distribution.xlsx"')

    def test_a_total_that_could_give_a_hidden_figure_away_is_hidden_here_too(self, world, browser):
        for row in self.file(browser):
            stored = GroupSummary.objects.get(group=world.county, indicator__code=row["indicator"], month=MAY)
            assert row["pooled"] == ("" if stored.total_hidden else repr(stored.pooled))

    def test_the_views_are_links_that_keep_the_other_choices(self, browser):
        page = text_of(browser.get(COUNTY + "&show=malekort"))
        assert 'href="?show=malekort">Tabell</a>' in page
        assert 'aria-current="true" href="?view=distribution&amp;show=malekort">Fordeling</a>' in page

    def test_orders_and_filters_of_the_table_are_not_offered(self, browser):
        page = text_of(browser.get(COUNTY))
        assert "Flest røde først" not in page
        assert "Kontor med ny farge" not in page

    def test_a_view_that_there_is_not_is_the_table(self, browser):
        assert 'class="heat' in text_of(browser.get("/counties/1200/2018-05/?view=nope"))

    def test_a_region_and_the_country_have_it_too(self, world):
        page = text_of(reader(unit=world.voss).get("/regions/1291/2018-05/?view=distribution"))
        assert "Snitt av kontorene" in page
        world.package.owner = world.indicators[0].owner
        world.package.save()
        page = text_of(reader(unit=world.voss).get("/country/2018-05/?view=distribution"))
        assert "Snitt av fylkene" in page
        assert self.row_of(page)[2] == "0"  # the only county, and its total would give the hidden figure away
