"""The views around one table: which unit has which, what is chosen by links, and files that fit their headings."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.pages import Chip
from dashboards.table_choice import SHOWN_PARTS, TableChoice, choice_of, narrowed
from dashboards.unit_page import choices_of
from dashboards.unit_views import VIEWS, asked_for, changes_href, view_chips
from organisation.queries import PlacedUnit
from scorecards.figures import TableRow
from tests.dashboards.figures import a_cell, a_table, an_office_row, facts
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

COUNTY = PlacedUnit(1, "1200", "NAV Hordaland", "county", 1, "1200", "NAV Hordaland")
REGION = PlacedUnit(2, "1291", "Region Vest", "region", 1, "1200", "NAV Hordaland")
COUNTRY = PlacedUnit(3, "NO", "Norge", "country")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
CHOICES = st.builds(
    TableChoice,
    view=st.sampled_from(["", *VIEWS]),
    show=st.sampled_from(["", *SHOWN_PARTS]),
    columns=st.sampled_from(["", "red"]),
    offices=st.sampled_from(["", "changed"]),
    region=WORDS,
    sort=st.just(""),
    package=WORDS,
    figure=st.sampled_from(["", "mean"]),
)


def table(regions=("R1", "R2")):
    named = zip(("NAV A", "NAV B"), regions, strict=True)
    rows = [an_office_row(name, a_cell(), a_cell("red"), region=region) for name, region in named]
    wholes = tuple(TableRow(code, f"Region {code}", "region", code, (a_cell(), a_cell())) for code in set(regions))
    return a_table(*rows, regions=wholes, of=(facts("IND0"), facts("IND1")))


def asked(unit=COUNTY, **choices):
    return asked_for(unit, table(), TableChoice(**choices), set())


def texts(chips: list[Chip]) -> list[str]:
    return [chip.text for chip in chips]


def on(chips: list[Chip]) -> list[str]:
    return [chip.text for chip in chips if chip.on]


class TestWhichView:
    @pytest.mark.parametrize(
        ("unit", "views"),
        [
            (COUNTY, ["Tabell", "Fordeling", "Ny farge", "Verdt å snakke om"]),
            (REGION, ["Tabell", "Fordeling", "Ny farge", "Verdt å snakke om", "Bidrag"]),
            (COUNTRY, ["Tabell", "Fordeling", "Ny farge", "Verdt å snakke om"]),
        ],
    )
    def test_a_unit_has_the_views_that_make_sense_of_it(self, unit, views):
        assert texts(view_chips(asked(unit))) == views

    @pytest.mark.parametrize("view", [*VIEWS, "nope"])
    def test_a_view_that_the_unit_has_not_is_its_table(self, view):
        for unit in (COUNTY, REGION, COUNTRY):
            chosen = asked(unit, view=view).choice.view
            has_it = view in VIEWS and unit.kind in VIEWS[view].kinds
            assert chosen == (view if has_it else "")

    def test_read_as_now_there_are_the_same_views_but_what_is_published_of_a_region(self):
        now = asked(reading="now", view="changes")
        assert texts(view_chips(now)) == ["Tabell", "Fordeling", "Ny farge", "Verdt å snakke om"]
        assert now.choice.view == "changes"
        assert asked(REGION, reading="now", view="contributions").choice.view == ""
        assert all("as=now" in chip.href for chip in view_chips(now))

    def test_the_chosen_one_is_on_and_each_link_keeps_the_rest(self):
        chips = view_chips(asked(view="distribution", show="malekort", region="R1"))
        assert on(chips) == ["Fordeling"]
        assert all("show=malekort&region=R1" in chip.href for chip in chips)

    def test_changes_are_one_click_away_but_on_their_own_page(self):
        assert changes_href(asked(show="malekort")) == "?view=changes&show=malekort"
        assert changes_href(asked(view="changes")) == ""
        assert changes_href(asked(COUNTRY)) == "?view=changes"
        assert changes_href(asked(COUNTRY, reading="now")) == "?view=changes&as=now"


class TestWhatIsChosen:
    def test_a_filter_is_switched_on_and_off_by_the_same_link(self):
        red, changed = choices_of(asked())["filters"]
        assert (red.href, red.on) == ("?columns=red", False)
        red, changed = choices_of(asked(columns="red"))["filters"]
        assert (red.href, red.on) == ("?", True)
        assert changed.href == "?columns=red&offices=changed"

    def test_one_region_or_all_of_them(self):
        regions = choices_of(asked(region="R2"))["regions"]
        assert on(regions) == ["Region R2"]
        assert regions[0].text == "Alle regioner"
        assert on(choices_of(asked(region="GONE"))["regions"]) == ["Alle regioner"]

    def test_where_there_is_one_region_there_is_nothing_to_choose(self):
        alone = asked_for(COUNTY, table(("R1", "R1")), TableChoice(), set())
        assert choices_of(alone)["regions"] == []

    def test_the_parts_of_the_package(self):
        chips = choices_of(asked(show="tillegg"))["parts"]
        assert texts(chips) == ["Hele pakken", "Bare målekortet", "Bare tilleggsindikatorene"]
        assert on(chips) == ["Bare tilleggsindikatorene"]

    @pytest.mark.parametrize(
        ("choices", "chosen"),
        [
            ({}, ["Region"]),
            ({"sort": "red", "grouped": False}, ["Flest røde først"]),
            ({"sort": "name", "grouped": False}, ["Alfabetisk"]),
            ({"sort": "IND0", "grouped": False}, []),
            ({"sort": "IND0", "grouped": True}, ["Region"]),
        ],
    )
    def test_the_order_that_holds_is_on(self, choices, chosen):
        assert on(choices_of(asked(**choices))["orders"]) == chosen

    @pytest.mark.parametrize(
        ("choices", "chosen"),
        [
            ({}, ["Alfabetisk"]),
            ({"sort": "red"}, ["Flest røde først"]),
            ({"sort": "code"}, ["Fylkesnummer"]),
            ({"sort": "IND0"}, []),
        ],
    )
    def test_counties_are_by_the_alphabet_unless_their_numbers_or_the_red_ones_are_asked_for(self, choices, chosen):
        rows = [TableRow(code, f"NAV {code}", "county", "", (a_cell(), a_cell("red"))) for code in ("0200", "0100")]
        counties = a_table(*rows, of=(facts("IND0"), facts("IND1")))
        there = asked_for(COUNTRY, counties, TableChoice(**choices), set())
        orders = choices_of(there)["orders"]
        assert texts(orders) == ["Flest røde først", "Alfabetisk", "Fylkesnummer"]
        assert on(orders) == chosen
        numbered = orders[2].href.partition("sort=")[2]
        assert [row.code for row in narrowed(counties, choice_of({"sort": numbered})).offices] == ["0100", "0200"]
        assert [row.code for row in narrowed(counties, choice_of({"sort": "-code"})).offices] == ["0200", "0100"]

    def test_a_region_which_has_none_to_stand_under_is_by_the_alphabet(self):
        alone = asked_for(REGION, a_table(an_office_row("NAV A", a_cell())), TableChoice(), set())
        assert on(choices_of(alone)["orders"]) == ["Alfabetisk"]

    def test_grouping_keeps_the_order_of_an_indicator_within_the_regions(self):
        (by_region, *_) = choices_of(asked(sort="-IND0", grouped=False))["orders"]
        assert by_region.href == "?sort=-IND0&order=region"
        (by_region, *_) = choices_of(asked(sort="red", grouped=False))["orders"]
        assert by_region.href == "?"

    @given(CHOICES)
    def test_whatever_is_chosen_can_be_read_back_from_a_link(self, choice):
        query = dict(re.findall(r"(\w+)=([^&]*)", choice.href()))
        chosen = {name: getattr(choice, name) for name in choice.__slots__}
        plain = TableChoice(**{**chosen, "region": "", "package": ""})
        known = {name: value for name, value in query.items() if name not in ("region", "package")}
        assert choice_of(known) == plain

    @given(CHOICES, st.sampled_from(["name", "-name", "red", "-red", "IND0", "-IND1"]))
    def test_no_order_loses_or_doubles_an_office(self, choice, sort):
        shown = narrowed(table(), choice)
        ordered = narrowed(table(), TableChoice(**{**{n: getattr(choice, n) for n in choice.__slots__}, "sort": sort}))
        assert sorted(row.name for row in ordered.offices) == sorted(row.name for row in shown.offices)
        assert ordered.indicators == shown.indicators


@pytest.mark.django_db
class TestFiles:
    @pytest.fixture
    def world(self):
        made = a_world(offices=8)
        for month in (MAY - 14).through(MAY):
            first = (100, 200) if month >= APRIL - 1 else (184 + month.number % 3, 200)
            hidden = ["too_few", "too_few"] if month == MAY else [(184, 200)] * 2
            others = [(182 + (n + month.number) % 5, 200) for n in range(4)]
            made.publish(month, first, *hidden, *others, (150 if month == MAY else 190, 200))
        return made

    @pytest.mark.parametrize("view", VIEWS)
    def test_a_file_of_each_view_has_a_cell_for_every_heading(self, world, view):
        folder = "regions/1291" if view == "contributions" else "counties/1200"
        answer = reader(unit=world.voss).get(f"/{folder}/2018-05/?view={view}&format=csv")
        header, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        assert tuple(header) == tuple(VIEWS[view].header)
        assert rows
        assert {len(row) for row in rows} == {len(header)}

    @pytest.mark.parametrize("view", VIEWS)
    def test_the_pages_link_leads_to_the_file_of_the_same_view(self, world, view):
        folder = "regions/1291" if view == "contributions" else "counties/1200"
        browser = reader(unit=world.voss)
        address = f"/{folder}/2018-05/?view={view}&show=malekort"
        (link,) = re.findall(r'href="(\?format=csv[^"]*)"', text_of(browser.get(address)))
        asked_for_it = browser.get(f"/{folder}/2018-05/{link.replace('&amp;', '&')}")
        assert asked_for_it.content == browser.get(address + "&format=csv").content
        ending = f"-{view}.csv" if view else "-2018-05.csv"
        assert asked_for_it["Content-Disposition"].endswith(f'{ending}"')
