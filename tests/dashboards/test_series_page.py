"""One indicator over time at an office: months, what changed on the way, and the words about it."""

import datetime

import pytest

from organisation.months import Month
from scorecards.models import Indicator
from scorecards.versions import count_up_version
from tests.builders import a_county, a_package, a_placement, a_target, an_indicator, an_item, an_office
from tests.dashboards.test_comparison_page import chart_of
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"
ADDRESS = "/offices/1235/indicators/IND0/"


@pytest.fixture
def world():
    made = a_world()
    made.publish("2018-02", (80, 100))
    made.publish(APRIL, (76, 80))
    made.publish(MAY, (73, 90), (95, 100), (4, 5))
    return made


def page_of(world, address=ADDRESS):
    return text_of(reader(unit=world.voss).get(address))


def test_it_runs_from_the_first_month_with_figures_to_the_last(world):
    page = page_of(world)
    assert "NAV Voss · februar 2018 til mai 2018" in page
    assert chart_of(page)["data"][2]["y"] == pytest.approx([80.0, None, 95.0, 81.11], abs=0.01)


def test_the_last_month_its_change_and_the_year_stand_on_top(world):
    page = page_of(world)
    assert "<dt>Mai 2018</dt>" in page
    assert f"81,1{NB}%" in page
    assert f"−13,9{NB}pp" in page
    assert f"84,8{NB}%" in page  # 229 of 270


def test_after_a_missing_month_no_change_is_claimed(world):
    world.publish("2018-07", (73, 90))
    assert "Endring fra" not in page_of(world)


def test_the_table_has_every_month_newest_first(world):
    page = page_of(world)
    assert page.index("mai 2018</th>") < page.index("april 2018</th>") < page.index("mars 2018</th>")
    assert "ikke levert" in page  # March


def test_the_table_has_mean_and_result_under_two_names(world):
    page = page_of(world)
    assert "Snitt av kontorene</th>" in page
    assert "Fylket samlet</th>" in page


def test_a_correction_is_said(world):
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    assert "rettet 1 g." in page_of(world)


def test_a_changed_definition_is_flagged_on_the_curve_and_in_words(world):
    Indicator.objects.filter(code="IND0").update(definition_changed=datetime.date(2018, 4, 1))
    page = page_of(world)
    assert "Definisjonen er endret:" in page
    assert any(each.get("text") == "1" for each in chart_of(page)["layout"]["annotations"])


def test_a_new_target_is_flagged_with_both(world):
    world.indicators[0].targets.update(valid_to=datetime.date(2018, 5, 1))
    a_target(world.indicators[0], 0.95, 0.85, since="2018-05-01")
    page = page_of(world)
    assert f"≥{NB}95{NB}% fra mai 2018, før ≥{NB}90{NB}%." in page


def test_what_the_indicator_is_stands_beside(world):
    related = an_indicator("ANNEN", "En annen indikator")
    Indicator.objects.filter(code="IND0").update(
        what="Andelen som har fått svar.", why="Svar gir trygghet.", weaknesses="Få saker."
    )
    world.indicators[0].related.add(related)
    page = page_of(world)
    assert "Andelen som har fått svar." in page
    assert "Svar gir trygghet." in page
    assert "Kjente svakheter" in page
    assert "Hva kontoret kan gjøre" not in page  # nothing is written
    assert 'href="/indicators/ANNEN/">En annen indikator' in page


def test_an_indicator_without_words_says_so(world):
    assert "Indikatoren har ingen beskrivelse ennå." in page_of(world)


def test_an_indicator_that_the_office_has_no_figures_of_says_so(world):
    an_indicator("NY", "Ny indikator")
    page = page_of(world, "/offices/1235/indicators/NY/")
    assert "Ingen tall for NAV Voss" in page
    assert "application/json" not in page


@pytest.mark.parametrize(
    "address", ["/offices/1235/indicators/NOPE/", "/offices/7777/indicators/IND0/", "/offices/1200/indicators/IND0/"]
)
def test_what_is_unknown_is_not_found(world, address):
    assert reader(unit=world.voss).get(address).status_code == 404


def test_a_code_is_found_in_any_case(world):
    assert "Indikator 0" in page_of(world, "/offices/1235/indicators/ind0/")


def test_a_preliminary_last_month_says_so_and_gives_no_place(world):
    world.publish("2018-06", (73, 90), preliminary=True)
    page = page_of(world)
    assert "Siste måned er foreløpig." in page
    assert "Plass i fylket" not in page


def test_a_hidden_month_is_a_gap_and_says_too_few(world):
    world.publish("2018-06", "too_few", (95, 100), (4, 5))
    page = page_of(world)
    assert chart_of(page)["data"][2]["y"][-1] is None
    assert "for få" in page


def test_the_office_stands_where_it_stood_in_its_last_month(world):
    other = a_county("4600", "NAV Vestland")
    moved = an_office("1299", "NAV Før", county=world.county, until="2019-01-01")
    a_placement(moved, name="NAV Etter", county=other, since="2019-01-01")
    world.offices.append(moved)
    world.publish("2018-06")
    assert "NAV Før" in page_of(world, "/offices/1299/indicators/IND0/")


def test_the_comparison_of_the_last_month_is_one_click_away(world):
    assert 'href="/indicators/IND0/2018-05/?county=1200&amp;office=1235"' in page_of(world)


class TestPeriods:
    """The chart and the table are of the same months over the same period, whichever is asked for."""

    def test_the_year_is_drawn_and_stands_in_the_table(self, world):
        page = page_of(world, f"{ADDRESS}?period=year")
        assert chart_of(page)["data"][2]["y"] == pytest.approx([80.0, None, 156 / 180 * 100, 229 / 270 * 100])
        row = page[page.index("mai 2018</th>") :].split("</tr>")[0]
        assert f">84,8{NB}%</td>" in row
        assert ">229</td>" in row
        assert ">270</td>" in row
        assert f"81,1{NB}%" in row  # the month beside it
        assert "Hittil i år, måned for måned" in page

    def test_twelve_months_are_shown_where_six_are_known(self, world):
        for number in (6, 7, 8):
            world.publish(f"2018-0{number}", (80, 100))
        page = page_of(world, f"{ADDRESS}?period=rolling")
        values = chart_of(page)["data"][2]["y"]
        assert values[:-1] == [None] * 6
        assert values[-1] == pytest.approx(469 / 570 * 100)
        assert "der minst seks av dem er kjent" in page

    @pytest.mark.parametrize("period", ["year", "rolling"])
    def test_over_several_months_the_mean_of_the_offices_is_not_said_nor_what_is_usual(self, world, period):
        page = page_of(world, f"{ADDRESS}?period={period}")
        assert "Snitt av kontorene</th>" not in page
        assert "regnes bare måned for måned" in page
        assert 'id="va"' not in page
        assert set(chart_of(page)["data"][0]["y"]) == {None}

    @pytest.mark.parametrize("period", ["month", "year", "rolling"])
    def test_all_three_have_a_column_whichever_is_asked_for(self, world, period):
        page = page_of(world, f"{ADDRESS}?period={period}")
        heads = page[page.index("<thead>") : page.index("</thead>")]
        assert "Teller</th>" in heads
        assert "Nevner</th>" in heads
        assert "Hittil i år</th>" in heads
        assert "Siste tolv måneder</th>" in heads
        assert ("Måneden</th>" in heads) is (period != "month")

    def test_every_row_has_as_many_cells_as_there_are_headings(self, world):
        for query in ("", "?period=year", "?period=rolling"):
            page = page_of(world, ADDRESS + query)
            table = page[page.index("over-time") :]
            heads = table[: table.index("</thead>")].count('scope="col"')
            rows = table[table.index("<tbody>") : table.index("</tbody>")].split("</tr>")[:-1]
            assert {row.count("<td") + row.count("<th") for row in rows} == {heads}

    def test_the_interval_is_there_where_there_are_bases(self, world):
        assert f"71,8–87,9{NB}%" in page_of(world)
        Indicator.objects.filter(code="IND0").update(unit_of_measure="days", pooling="mean")
        count_up_version()
        assert "95 % usikkerhet" not in page_of(world)

    def test_a_hidden_total_is_a_gap_and_says_too_few(self, world):
        Indicator.objects.filter(code="IND0").update(hide_below=5)
        world.publish("2018-06", (3, 60), (40, 60), (20, 60))
        page = page_of(world, f"{ADDRESS}?period=year")
        assert chart_of(page)["data"][2]["y"][-1] is None
        row = page[page.index("juni 2018</th>") :].split("</tr>")[0]
        assert "for få" in row
        assert "60" not in row.split("</td>")[1]


class TestSpans:
    @pytest.fixture
    def years(self, world):
        for step in range(40):
            world.indicators = world.indicators[:1]
            world.publish(Month(2015, 1) + step, (70 + step % 5, 100))
        return world

    @pytest.mark.parametrize(("query", "months"), [("", 41), ("?span=36", 36), ("?span=13", 13)])
    def test_as_many_months_are_drawn_as_stand_in_the_table(self, years, query, months):
        page = page_of(years, ADDRESS + query)
        assert len(chart_of(page)["data"][2]["x"]) == months
        table = page[page.index("over-time") :]
        assert table[: table.index("</table>")].count('scope="row"') == months

    def test_what_is_usual_is_judged_from_every_month_and_drawn_for_those_shown(self, years):
        every, few = (page_of(years, ADDRESS + query) for query in ("", "?span=13"))
        sentence = every[every.index("Vanlig variasjon:") :].split("<")[0]
        assert sentence in few
        (band,) = [shape for shape in chart_of(few)["layout"]["shapes"] if shape["type"] == "rect"]
        assert (band["x0"], band["x1"]) == (-0.5, 12.5)

    def test_a_flag_of_a_month_that_is_not_shown_is_left_out(self, years):
        Indicator.objects.filter(code="IND0").update(definition_changed=datetime.date(2016, 1, 1))
        count_up_version()
        assert "Definisjonen er endret:" in page_of(years)
        assert "Definisjonen er endret:" not in page_of(years, f"{ADDRESS}?span=13")

    def test_the_file_has_the_months_of_the_page(self, years):
        browser = reader(unit=years.voss)
        for query, months in (("", 41), ("&span=13", 13)):
            lines = browser.get(f"{ADDRESS}?format=csv{query}").content.decode("utf-8-sig").splitlines()
            assert len(lines) == months + 1

    def test_the_links_to_the_files_say_what_is_shown(self, years):
        page = page_of(years, f"{ADDRESS}?span=13&period=year")
        assert 'href="?format=csv&amp;period=year&amp;span=13"' in page


class TestWhatHappened:
    def test_a_correction_is_a_flag_that_leads_to_what_stood_before(self, world):
        world.publish(MAY, (74, 90), (95, 100), (4, 5))
        page = page_of(world)
        assert "Tallet er rettet:" in page
        assert f"Før det sto det 81,1{NB}%." in page
        assert 'href="#rettet-2018-05"' in page
        assert 'id="rettet-2018-05"' in page

    def test_preliminary_months_are_a_flag(self, world):
        world.publish("2018-06", (73, 90), preliminary=True)
        assert "Foreløpige tall:" in page_of(world)

    def test_flags_on_the_chart_are_numbered_as_in_the_list(self, world):
        Indicator.objects.filter(code="IND0").update(definition_changed=datetime.date(2018, 4, 1))
        world.publish("2018-06", (73, 90), preliminary=True)
        page = page_of(world)
        numbers = [each["text"] for each in chart_of(page)["layout"]["annotations"] if each.get("bgcolor")]
        assert numbers == ["1", "2"]
        assert page.count('<span class="flag"') == 2

    def test_a_figure_that_never_was_corrected_has_no_list(self, world):
        page = page_of(world)
        assert "Endringer på kurven" not in page
        assert 'id="rettelser"' not in page


class TestBeside:
    def test_the_indicators_on_either_side_are_one_click_away_in_the_same_view(self, world):
        page = page_of(world, "/offices/1235/indicators/IND1/?period=year&span=13")
        assert 'href="/offices/1235/indicators/IND0/?period=year&amp;span=13" rel="prev"' in page
        assert 'href="/offices/1235/indicators/IND2/?period=year&amp;span=13" rel="next"' in page
        assert 'aria-label="Indikatorer i Styringspakke Hordaland"' in page

    def test_at_the_ends_there_is_one_side(self, world):
        assert 'rel="prev"' not in page_of(world)
        assert 'rel="next"' not in page_of(world, "/offices/1235/indicators/IND2/")

    def test_the_package_that_was_chosen_goes_along(self, world):
        other = a_package("ANNEN", owner=world.county)
        an_item(other, world.indicators[2])
        an_item(other, world.indicators[0], order=1)
        count_up_version()
        page = page_of(world, f"{ADDRESS}?package=ANNEN")
        assert 'href="/offices/1235/indicators/IND2/?package=ANNEN" rel="prev"' in page

    def test_one_in_no_package_has_nothing_beside_it(self, world):
        an_indicator("NY", "Ny indikator")
        assert 'class="paging' not in page_of(world, "/offices/1235/indicators/NY/")


class TestCountyMeanAndResult:
    def test_are_two_lines_of_different_dash_named_where_they_end(self, world):
        chart = chart_of(page_of(world))
        mean, _target, _own, county = chart["data"]
        assert mean["line"].get("dash", "solid") != county["line"]["dash"]
        assert mean["y"][-1] == pytest.approx((73 / 90 + 95 / 100 + 4 / 5) / 3 * 100)
        assert county["y"][-1] == pytest.approx(172 / 195 * 100)
        texts = {each["text"] for each in chart["layout"]["annotations"]}
        assert {"snitt 85,4", "samlet 88,2"} <= texts

    def test_are_told_in_a_legend_too(self, world):
        page = page_of(world)
        assert "hvert kontor teller likt" in page
        assert "hver sak teller likt" in page


def test_a_kept_page_takes_three_queries_and_one_for_another_period_is_kept_apart(world, django_assert_num_queries):
    browser = reader(unit=world.voss)
    for query in ("", "?period=year"):
        first = text_of(browser.get(ADDRESS + query))
        with django_assert_num_queries(3):
            again = text_of(browser.get(ADDRESS + query))
        heading = "Hittil i år, måned for måned" if query else "Utvikling måned for måned"
        assert heading in first
        assert heading in again
