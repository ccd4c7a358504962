"""Places on the comparison page: in the county for every office, and for one's own among those of its size."""

import re

import pytest

from dashboards.comparison import ComparisonWriter, place_in_table, place_in_words
from dashboards.comparison_page import comparison_table
from dashboards.comparison_sizes import nearest_in_words
from dashboards.comparison_state import read_state
from scorecards.compared import size_groups
from scorecards.figures import Place
from scorecards.models import Indicator, PlaceInterval, Target
from scorecards.services.places import prepare_places
from tests.builders import a_county, a_succession, an_office
from tests.dashboards.figures import a_comparison, a_figure, a_row
from tests.dashboards.test_comparison_page import rows_of
from tests.dashboards.test_exports import read_csv, read_xlsx
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.published import of, publish

ADDRESS = "/indicators/IND0/2018-05/?county=1200"
SIZE = ADDRESS + "&view=size"
HERE = [(73, 90), (95, 100), (60, 70), (40, 80), (30, 44)]
ELSEWHERE = [(40 + n, 60 + n) for n in range(30)]


class TestTheWords:
    def test_a_place_has_its_reach_in_brackets(self):
        assert place_in_table(Place(12, 40, 5, 20)) == "12 (5–20)"
        assert place_in_words(Place(12, 40, 5, 20)) == "plass 12 av 40 (kan ligge 5–20)"

    @pytest.mark.parametrize("place", [Place(3, 40), Place(3, 40, 3, 3)])
    def test_without_a_reach_or_with_none_to_speak_of_it_stands_alone(self, place):
        assert (place_in_table(place), place_in_words(place)) == ("3", "plass 3 av 40")

    def test_no_place_is_no_text(self):
        assert place_in_table(None) == ""

    def test_nothing_is_said_of_size_where_nobody_was_asked_for(self):
        rows = [a_row(f"NAV {n}", a_figure(5, 10 * n), code=str(n)) for n in range(1, 6)]
        writer = ComparisonWriter(a_comparison(*rows), {"1"})
        assert nearest_in_words(writer, writer.lines(), size_groups(rows, "ratio")) == []


class TestTheTable:
    def columns(self, *rows, query=None):
        figures = a_comparison(*rows)
        table = comparison_table(ComparisonWriter(figures, set()), [], read_state(figures, query or {}))
        return [column.name for column in table.columns], [line.name for line in table.data]

    def test_places_are_a_column_only_where_there_are_some(self):
        voss, odda = a_row("NAV Voss", a_figure(5, 10), place=Place(2, 2)), a_row("NAV Odda", a_figure(6, 10))
        assert self.columns(voss, odda)[0][-1] == "place"
        assert "place" not in self.columns(odda)[0]

    def test_it_is_sorted_by_the_place_and_those_without_come_last(self):
        rows = [a_row(f"NAV {name}", a_figure(5, 10), place=place) for name, place in
                [("A", Place(10, 10)), ("B", None), ("C", Place(9, 10)), ("D", Place(1, 10))]]  # fmt: skip
        assert self.columns(*rows, query={"sort": "place"})[1] == ["D", "C", "A", "B"]
        assert self.columns(*rows, query={"sort": "-place"})[1] == ["A", "C", "D", "B"]


@pytest.fixture
def world():
    made = a_world(offices=5)
    made.publish(MAY, *HERE)
    county = a_county("1400", "NAV Sogn og Fjordane")
    offices = [an_office(f"14{n + 1:02d}", f"NAV Sted {n}", county=county) for n in range(len(ELSEWHERE))]
    publish(of(made.indicators[0], offices, *ELSEWHERE), MAY, package=made.package)
    prepare_places()
    return made


def places_of(page):
    """The last cell of each office's row, by the office's name."""
    rows = re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a></th>(.*?)</tr>', page, re.DOTALL)
    return {name: re.findall(r"<td[^>]*>(.*?)</td>", cells)[-1] for name, cells in rows}


def sentence_of(page):
    found = re.search(r"Blant de (\d+) kontorene i landet som er nærmest i størrelse \(grunnlag (\d+)–(\d+)\): "
                      r"plass (\d+) av (\d+) \(kan ligge (\d+)–(\d+)\)\.", page)  # fmt: skip
    assert found is not None
    return [int(number) for number in found.groups()]


@pytest.mark.django_db
class TestThePage:
    def test_each_office_has_its_place_and_between_which_it_could_be(self, world):
        found = places_of(text_of(reader(unit=world.voss).get(ADDRESS)))
        for office in world.offices:
            stored = PlaceInterval.objects.get(unit=office, month=MAY, indicator=world.indicators[0])
            name = found_name(office, found)
            position, low, high = re.fullmatch(r"(\d+)(?: \((\d+)–(\d+)\))?", found[name]).groups()
            assert (int(low or position), int(high or position)) == (stored.low, stored.high), name
        assert [found[name].split()[0] for name in ("Odda", "Fedje", "Voss", "Kontor 5", "Kontor 4")] == list("12345")

    def test_until_it_is_prepared_the_place_stands_alone(self, world):
        world.publish(MAY + 1, *HERE)
        page = text_of(reader(unit=world.voss).get(ADDRESS.replace("-05", "-06")))
        assert places_of(page)["Odda"] == "1"

    def test_the_own_office_has_both_in_the_strip(self, world):
        page = text_of(reader(unit=world.voss).get(ADDRESS))
        assert re.search(r"73 av 90 · plass 3 av 5 \(kan ligge \d–\d\)", page)

    def test_what_is_ours_to_compare_to_has_no_place(self, world):
        page = text_of(reader(unit=world.voss).get(ADDRESS))
        row = re.search(r'<tr class="ref"><th scope="row">Snitt av kontorene</th>(.*?)</tr>', page)
        assert re.findall(r"<td[^>]*>(.*?)</td>", row[1])[-1] == ""

    def test_a_link_sorts_by_place(self, world):
        page = text_of(reader(unit=world.voss).get(ADDRESS + "&sort=place"))
        assert rows_of(page) == ["Odda", "Fedje", "Voss", "Kontor 5", "Kontor 4"]
        assert "sort=-place#tt" in page

    def test_by_size_the_own_office_is_placed_among_the_nearest_in_the_country(self, world):
        number, smallest, largest, position, of_them, low, high = sentence_of(
            text_of(reader(unit=world.voss).get(SIZE))
        )
        assert number == of_them == 17  # half of the 35 in the country
        assert smallest < 90 <= largest
        assert 1 <= low <= position <= high <= 17

    def test_another_office_is_placed_where_the_address_names_it(self, world):
        page = text_of(reader(unit=world.voss).get(SIZE + "&office=1236"))
        assert re.search(r"<b>NAV Odda\.</b> Blant de 17 kontorene [^:]*: plass 1 av 17", page)

    def test_who_has_no_office_here_reads_nothing_of_it(self, world):
        page = text_of(reader("county", world.county).get(SIZE))
        assert "nærmest i størrelse" not in page
        assert "Kontor av samme størrelse" in page

    @pytest.mark.parametrize("direction", ["none", "inside"])
    def test_without_a_better_and_a_worse_there_is_no_place_at_all(self, world, direction):
        Target.objects.update(green_upper=0.95, yellow_upper=0.97)
        Indicator.objects.update(direction=direction)
        page = text_of(reader(unit=world.voss).get(SIZE))
        assert "nærmest i størrelse" not in page
        assert "sort=place" not in page
        assert "Plass i fylket" not in page

    def test_preliminary_figures_have_no_place_at_all(self, world):
        world.publish(MAY + 1, *HERE, preliminary=True)
        page = text_of(reader(unit=world.voss).get(SIZE.replace("-05", "-06")))
        assert "Foreløpige tall for juni 2018." in page
        assert "nærmest i størrelse" not in page
        assert "sort=place" not in page

    def test_with_the_offices_of_today_there_is_no_place_at_all(self, world):
        new = an_office("1299", "NAV Voss og Odda", county=world.county, since="2018-06-01")
        a_succession(world.offices[1], new, "2018-06-01")
        world.offices[1].placements.update(valid_to="2018-06-01")
        world.offices = [world.offices[0], *world.offices[2:], new]
        world.publish(MAY + 1, *HERE)
        page = text_of(reader(unit=world.voss).get(SIZE + "&as=now"))
        assert "NAV Voss og Odda" in page or "Voss og Odda" in rows_of(page)
        assert "nærmest i størrelse" not in page
        assert "sort=place" not in page


def found_name(office, found):
    names = {"1235": "Voss", "1236": "Odda", "1237": "Fedje", "1238": "Kontor 4", "1239": "Kontor 5"}
    assert set(names.values()) == set(found)
    return names[office.code]


@pytest.mark.django_db
class TestTheFiles:
    def test_the_places_of_the_table_are_in_the_file(self, world):
        browser = reader(unit=world.voss)
        shown = places_of(text_of(browser.get(ADDRESS)))
        rows = [row for row in read_csv(browser.get(ADDRESS + "&format=csv").content) if row["kind"] == "office"]
        for row in rows:
            reach = f" ({row['place_low']}–{row['place_high']})" if row["place_low"] != row["place_high"] else ""
            assert shown[row["unit_name"].removeprefix("NAV ")] == row["place"] + reach
            assert row["place_of"] == "5"
        assert len(rows) == 5

    def test_what_is_no_office_has_no_place_in_the_file_and_every_row_fits_the_heading(self, world):
        rows = read_csv(reader(unit=world.voss).get(ADDRESS + "&reference=1400&format=csv").content)
        others = [row for row in rows if row["kind"] != "office"]
        assert {row["kind"] for row in others} == {"county_mean", "county_result", "country_result"}
        assert {(row["place"], row["place_low"], row["place_high"], row["place_of"]) for row in others} == {("",) * 4}
        assert all(None not in row and None not in row.values() for row in rows)

    def test_by_size_the_file_has_what_the_sentence_says(self, world):
        browser = reader(unit=world.voss)
        number, smallest, largest, position, _of, low, high = sentence_of(text_of(browser.get(SIZE)))
        rows = read_csv(browser.get(SIZE + "&format=csv").content)
        (own,) = [row for row in rows if row["kind"] == "nearest_in_size"]
        assert (own["unit"], own["numerator"], own["denominator"]) == ("1235", "73.0", "90.0")
        assert [float(own[name]) for name in ("base_from", "base_to")] == [smallest, largest]
        assert [int(own[name]) for name in ("place", "place_low", "place_high", "place_of")] == [
            position, low, high, number,
        ]  # fmt: skip
        assert all(None not in row and None not in row.values() for row in rows)

    def test_by_size_the_offices_places_are_those_in_the_county(self, world):
        rows = read_csv(reader(unit=world.voss).get(SIZE + "&format=csv").content)
        assert {row["unit_name"]: row["place"] for row in rows if row["kind"] == "office"} == {
            "NAV Odda": "1", "NAV Fedje": "2", "NAV Voss": "3", "NAV Kontor 5": "4", "NAV Kontor 4": "5",
        }  # fmt: skip

    def test_the_workbook_has_the_same_as_the_text_file(self, world):
        browser = reader(unit=world.voss)
        texts = read_csv(browser.get(SIZE + "&format=csv").content)
        book = read_xlsx(browser.get(SIZE + "&format=xlsx").content)
        assert [str(row["place_high"] or "") for row in book] == [row["place_high"] for row in texts]
        assert [row["kind"] for row in book] == [row["kind"] for row in texts]
