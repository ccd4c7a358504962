"""An office's month in the browser: what it shows, what it says where figures are missing, and what leads on."""

import re

import pytest

from organisation.months import Month
from scorecards.models import Indicator
from scorecards.versions import count_up_version
from tests.builders import a_county, a_package, a_person, a_placement, a_succession, an_item, an_office
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.local import a_local_indicator, fill

pytestmark = pytest.mark.django_db
NB = "\u00a0"
VOSS = "/offices/1235/2018-05/"


@pytest.fixture
def world():
    made = a_world()
    made.publish(APRIL, (76, 80))
    made.publish(MAY, (73, 90), (95, 100), (4, 5))
    return made


@pytest.fixture
def page(world):
    return text_of(reader(unit=world.voss).get(VOSS))


class TestContent:
    def test_it_is_about_one_office_and_one_month(self, page):
        assert "<h1>NAV Voss</h1>" in page
        assert "Styringspakke Hordaland for mai 2018" in page
        assert "endelige tall, publisert" in page

    def test_every_indicator_has_value_base_target_and_status(self, page):
        assert page.count(f"81,1{NB}%") >= 3
        assert page.count("73 av 90") == 3
        assert page.count(f"≥{NB}90{NB}%") >= 3
        assert "status--yellow" in page

    def test_change_year_to_date_mean_and_place_are_there(self, page):
        assert f"−13,9{NB}pp" in page
        assert f"87,6{NB}%" in page  # 149 of 170 since January
        assert f"85,4{NB}%" in page  # the plain mean of 81.1, 95 and 80
        assert re.search(r">2(–\d)? av 3<|>1–\d av 3<|>2 av 3<", page)

    def test_indicators_stand_under_perspective_and_goal(self, page):
        table = page[page.index("<table") :]
        assert table.index("Brukere") < table.index("Lavere sykefravær") < table.index("Indikator 0")

    def test_what_is_in_the_scorecard_is_marked(self, page):
        assert page.count('<span class="pack">M</span>') == 2

    def test_the_status_of_the_month_is_counted_with_the_change(self, page):
        assert "Status i mai" in page
        assert "+3 fra april" in page  # yellow
        assert "−3 fra april" in page  # green

    def test_simulated_figures_say_so(self, page):
        assert "Demonstrasjon: tallene er simulert" in page

    def test_the_crumbs_lead_to_county_and_region(self, page):
        assert 'href="/counties/1200/2018-05/"' in page
        assert 'href="/regions/1291/2018-05/"' in page

    def test_other_offices_of_the_county_are_one_click_away(self, page):
        assert 'href="/offices/1236/2018-05/"' in page
        assert 'href="/offices/?month=2018-05"' in page

    def test_the_month_before_is_a_link_and_the_one_to_come_is_not(self, page):
        assert 'href="/offices/1235/2018-04/" rel="prev"' in page
        assert '<span class="off">juni' in page

    def test_no_page_has_style_or_script_of_its_own(self, page):
        assert " style=" not in page
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
        assert not re.search(r"\son\w+=", page)


class TestRowsThatOpen:
    def test_each_row_has_a_named_button_and_a_row_below_it(self, page):
        assert page.count('<details class="opens"><summary aria-label="Mer om Indikator') == 3
        assert page.count('<tr class="more" role="row">') == 3

    def test_it_opens_to_what_the_indicator_is_its_months_its_county_and_links(self, world):
        Indicator.objects.filter(code="IND0").update(what="Andelen <b>brukere</b> med plan.")
        count_up_version()
        page = text_of(reader(unit=world.voss).get(VOSS))
        opened = page[page.index('<tr class="more"') :]
        opened = opened[: opened.index("</tr>")]
        assert "<p>Andelen &lt;b&gt;brukere&lt;/b&gt; med plan.</p>" in opened
        assert "mai 2017 til mai 2018: – · – · – · – · – · – · – · – · – · – · – · 95,0 · 81,1" in opened
        assert f"snitt av kontorene 85,4{NB}%" in opened
        assert '<a href="/offices/1235/indicators/IND0/">' in opened
        assert '<a href="/indicators/IND0/">Om indikatoren</a>' in opened

    def test_what_is_hidden_stays_hidden_in_it(self, world):
        world.publish("2018-06", "too_few", (9, 10), (8, 10))
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))
        assert page.count(" · 81,1 · –</dd>") == 3

    def test_the_local_goals_do_not_open(self, world):
        fill(world.voss, a_local_indicator(world.voss, "Bowling"), "12")
        page = text_of(reader(unit=world.voss).get(VOSS))
        assert "Bowling" in page[page.index('id="local"') :]
        assert 'class="opens"' not in page[page.index('id="local"') :]


class TestFewCases:
    def test_they_show_an_interval_and_the_legend_explains_it(self, world):
        page = text_of(reader(unit=world.voss).get("/offices/1237/2018-05/"))
        assert page.count(f"kan være 37,6–96,4{NB}%") == 3
        assert "med så få saker kan tilfeldigheter alene" in page

    def test_where_all_have_many_cases_nothing_is_said(self, page):
        assert "kan være" not in page
        assert "så få saker kan" not in page


class TestLookHereFirst:
    def test_a_fall_beyond_chance_is_named_with_its_figures(self, world):
        world.publish("2018-06", (40, 90))
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))
        assert "Fra gul til rød" in page
        assert "Hva kan forklare det?" in page

    def test_a_target_reached_is_good_news(self, world):
        world.publish("2018-06", (89, 90))
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))
        assert "Kravet er nådd igjen" in page

    def test_a_year_that_comes_in_danger_is_named_with_what_is_needed(self, world):
        world.publish("2018-03", (76, 100))
        world.publish(APRIL, (76, 100))
        world.publish(MAY, (75, 100))
        page = text_of(reader(unit=world.voss).get(VOSS))
        assert page.count("Årets krav er i fare:") == 2  # of three indicators
        assert "Hva skal til?" in page

    def test_the_page_says_how_the_lines_are_chosen(self, page):
        assert "Slik er linjene valgt" in page
        assert "Med så få indikatorer kommer en linje nå og da av tilfeldigheter alene." in page

    def test_one_office_far_from_the_others_is_told_so_and_the_others_are_not(self):
        world = a_world(offices=12, indicators=1)
        world.publish(MAY, "not_delivered", *[(430 + n, 500) for n in range(11)])
        world.publish("2018-06", (330, 500), *[(430 + n, 500) for n in range(11)])
        browser = reader(unit=world.voss)
        far = "Langt fra de andre kontorene:"
        assert far in text_of(browser.get("/offices/1235/2018-06/"))
        assert far not in text_of(browser.get("/offices/1236/2018-06/"))

    def test_a_quiet_month_says_so(self, world):
        world.publish("2018-06", (73, 90))
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))
        assert "Ingen ting skiller seg ut denne måneden." in page
        assert "3 gule står som i mai." in page


class TestChoices:
    def test_the_scorecard_alone_can_be_shown(self, world):
        page = text_of(reader(unit=world.voss).get(VOSS + "?show=malekort"))
        table = page[page.index("<table") :]
        assert "Indikator 1" in table
        assert "Indikator 2" not in table

    def test_yellow_and_red_alone_can_be_shown(self, world):
        page = text_of(reader(unit=world.voss).get("/offices/1236/2018-05/?show=attention"))
        assert "Ingen indikatorer i dette utvalget." in page

    def test_those_that_turned_colour_alone_can_be_shown(self, world):
        world.publish("2018-06", (73, 90), (80, 100), (4, 5))
        browser = reader(unit=world.voss)
        assert "Skiftet farge 0" in text_of(browser.get("/offices/1235/2018-06/?show=changed"))
        page = text_of(browser.get("/offices/1236/2018-06/?show=changed"))
        assert "Skiftet farge 3" in page
        assert "Indikator 2" in page[page.index("<table") :]

    def test_the_last_choice_is_remembered_and_stands_in_the_address(self, world):
        browser = reader(unit=world.voss)
        browser.get(VOSS + "?show=red")
        answer = browser.get("/offices/1236/2018-05/")
        assert answer["Location"] == "/offices/1236/2018-05/?show=red"
        page = text_of(browser.get(answer["Location"]))
        assert 'data-pressed="true" aria-current="true" href="?show=red"' in page
        assert 'href="/offices/1236/2018-04/?show=red" rel="prev"' in page

    def test_it_keeps_what_else_the_address_says(self, world):
        browser = reader(unit=world.voss)
        browser.get(VOSS + "?show=attention")
        assert browser.get(VOSS + "?package=STYR")["Location"] == VOSS + "?package=STYR&show=attention"

    def test_everything_is_a_choice_too(self, world):
        browser = reader(unit=world.voss)
        browser.get(VOSS + "?show=red")
        browser.get(VOSS + "?show=all")
        assert browser.get(VOSS).status_code == 200

    def test_a_word_that_is_no_choice_shows_all_and_is_not_remembered(self, world):
        browser = reader(unit=world.voss)
        assert "Indikator 2" in text_of(browser.get(VOSS + "?show=hopp"))
        assert browser.get(VOSS).status_code == 200

    def test_nobody_else_s_choice_is_changed(self, world):
        reader(unit=world.voss).get(VOSS + "?show=red")
        assert reader(unit=world.voss, email="annen@test.example").get(VOSS).status_code == 200

    def test_a_file_has_every_line_whatever_was_chosen(self, world):
        browser = reader(unit=world.voss)
        browser.get(VOSS + "?show=red")
        assert text_of(browser.get(VOSS + "?format=csv")).count("IND") >= 3

    def test_the_chosen_page_is_answered_as_unchanged(self, world):
        browser = reader(unit=world.voss)
        browser.get(VOSS + "?show=red")  # brings the cookie that the page's form goes with
        first = browser.get(VOSS + "?show=red")
        assert browser.get(VOSS + "?show=red", headers={"if-none-match": first["ETag"]}).status_code == 304

    def test_another_package_can_be_chosen(self, world):
        small = a_package("LITEN", owner=world.county)
        an_item(small, world.indicators[0])
        page = text_of(reader(unit=world.voss).get(VOSS + "?package=liten"))
        assert "Pakke LITEN for mai 2018" in page
        assert "Indikator 1" not in page
        assert "?package=LITEN" in page  # the month's links keep it

    def test_the_widest_package_is_the_one_shown(self, world):
        small = a_package("LITEN", owner=world.county)
        an_item(small, world.indicators[0])
        assert "Styringspakke Hordaland for mai 2018" in text_of(reader(unit=world.voss).get(VOSS))

    def test_an_unknown_package_is_not_found(self, world):
        assert reader(unit=world.voss).get(VOSS + "?package=NOPE").status_code == 404

    def test_a_package_of_another_county_is_not_found(self, world):
        a_package("ANNEN", owner=a_county("1400"))
        assert reader(unit=world.voss).get(VOSS + "?package=ANNEN").status_code == 404


class TestWhatIsMissing:
    def test_a_month_without_results_answers_and_names_the_nearest(self, world):
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-07/"))
        assert "Ingen tall for juli 2018" in page
        assert 'href="/offices/1235/2018-05/">mai 2018' in page

    def test_a_month_before_all_results_names_the_first(self, world):
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-01/"))
        assert 'href="/offices/1235/2018-04/">april 2018' in page

    def test_an_office_without_any_results_says_when_they_come(self, world):
        an_office("1299", "NAV Ny", county=world.county)
        page = text_of(reader(unit=world.voss).get("/offices/1299/2018-05/"))
        assert "Ingen tall for mai 2018" in page
        assert "første leveransen" in page

    @pytest.mark.parametrize("address", ["/offices/7777/2018-05/", "/offices/1235/2018-13/", "/offices/1200/2018-05/"])
    def test_an_unknown_code_or_month_or_another_kind_of_unit_is_not_found(self, world, address):
        assert reader(unit=world.voss).get(address).status_code == 404

    def test_an_office_that_is_no_more_leads_to_what_it_became(self, world):
        gone = an_office("1299", "NAV Gammel", county=world.county, until="2018-03-01")
        a_succession(gone, world.voss, "2018-03-01")
        page = text_of(reader(unit=world.voss).get("/offices/1299/2018-05/"))
        assert "NAV Gammel fantes ikke lenger i mai 2018" in page
        assert "1. mars 2018" in page
        assert 'href="/offices/1235/2018-05/">NAV Voss' in page

    def test_an_office_that_is_not_yet_leads_to_what_it_came_from(self, world):
        born = an_office("1299", "NAV Ny", county=world.county, since="2018-07-01")
        a_succession(world.voss, born, "2018-07-01")
        page = text_of(reader(unit=world.voss).get("/offices/1299/2018-05/"))
        assert "NAV Ny fantes ikke ennå i mai 2018" in page
        assert 'href="/offices/1235/2018-05/">NAV Voss' in page

    def test_an_office_has_the_name_and_county_that_it_had_then(self, world):
        other = a_county("1400", "NAV Sogn og Fjordane", until="2019-01-01")
        moved = an_office("1299", "NAV Før", county=other, until="2018-05-01")
        a_placement(moved, name="NAV Etter", county=world.county, since="2018-05-01")
        browser = reader(unit=world.voss)
        assert "NAV Sogn og Fjordane" in text_of(browser.get("/offices/1299/2018-04/"))
        assert "NAV Etter" in text_of(browser.get("/offices/1299/2018-05/"))

    @pytest.mark.parametrize(
        ("stated", "word"),
        [
            ("too_few", "for få"),
            ("not_delivered", "ikke levert"),
            ("not_applicable", "gjelder ikke"),
            ("under_review", "til kontroll"),
        ],
    )
    def test_a_figure_that_is_not_there_says_why(self, world, stated, word):
        world.publish("2018-06", stated, (9, 10), (8, 10))
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))
        assert word in page
        assert "3 uten tall" in page

    def test_a_zero_is_a_result(self, world):
        world.publish("2018-06", (0, 12), (9, 10), (8, 10))
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))
        assert f"0,0{NB}%" in page
        assert "0 av 12" in page
        assert "status--red" in page


class TestPreliminary:
    @pytest.fixture
    def page(self, world):
        world.publish("2018-06", (88, 90), preliminary=True)
        return text_of(reader(unit=world.voss).get("/offices/1235/2018-06/"))

    def test_the_page_says_so_on_top(self, page):
        assert "Foreløpige tall for juni 2018." in page
        assert "foreløpige tall" in page

    def test_each_figure_has_an_hourglass(self, page):
        assert page.count("#preliminary") >= 4  # the alert and three figures

    def test_no_place_is_given(self, page):
        assert " av 3<" not in page


class TestAccess:
    def test_who_is_not_logged_in_is_sent_to_the_login_page(self, client, world):
        answer = client.get(VOSS)
        assert answer.status_code == 302
        assert answer["Location"] == "/login/?next=/offices/1235/2018-05/"

    @pytest.mark.parametrize("role", ["leader", "employee", "county", "directorate", "administrator"])
    def test_everybody_reads_every_office(self, world, role):
        elsewhere = an_office("1401", county=a_county("1400"))
        unit = elsewhere if role in ("leader", "employee") else None
        assert "NAV Voss" in text_of(reader(role, unit).get(VOSS))

    def test_a_closed_account_reads_nothing(self, world):
        browser = reader(unit=world.voss, email="ola@test.example")
        person = a_person("other@test.example")
        type(person).objects.filter(email="ola@test.example").update(closed_at="2018-06-01T00:00Z")
        assert browser.get(VOSS).status_code == 302


def test_real_figures_name_their_source():
    world = a_world(simulated=False, source="Nav, statistikk 2018")
    world.publish()
    page = text_of(reader(unit=world.voss).get(VOSS))
    assert "Kilde: Nav, statistikk 2018" in page
    assert "Demonstrasjon" not in page


def test_an_office_without_a_region_has_a_page(world):
    alone = an_office("1299", "NAV Alene", county=world.county)
    world.offices.append(alone)
    world.publish("2018-06")
    page = text_of(reader(unit=alone).get("/offices/1299/2018-06/"))
    assert "<h1>NAV Alene</h1>" in page
    assert "/regions//" not in page


def test_the_address_without_a_month_leads_to_the_last_one(world):
    answer = reader(unit=world.voss).get("/offices/1235/")
    assert answer["Location"] == VOSS
    assert reader(unit=world.voss).get("/offices/7777/").status_code == 404


def test_months_far_away_are_named_with_their_year(world):
    world.publish(Month(2019, 2))
    page = text_of(reader(unit=world.voss).get("/offices/1235/2019-02/"))
    assert "mai 2018</a>" in page


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("", "?show=all"),
        ("?show=all", "?show=all"),
        ("?show=red", "?show=red"),
        ("?package=STYR", "?package=STYR&amp;show=all"),
    ],
)
def test_a_copied_address_says_what_is_shown_whatever_the_next_reader_chose_last(query, state):
    world = a_world()
    world.publish(MAY)
    page = text_of(reader(unit=world.voss).get(f"/offices/1235/2018-05/{query}"))
    assert f'data-state="{state}"' in page


def test_more_than_usual_variation_stands_beside_the_curve_and_is_explained(world):
    for n in range(1, 14):
        world.publish(APRIL - n, (76 + (-1) ** n, 80))
    page = text_of(reader(unit=world.voss).get(VOSS))
    assert page.count('<span class="worse">svakere</span>') == 3
    assert "«bedre», «svakere»: mer enn vanlig variasjon" in page


def test_where_nothing_is_more_than_usual_no_word_is_explained(page):
    assert "svakere</span>" not in page
    assert "mer enn vanlig variasjon</span>" not in page
