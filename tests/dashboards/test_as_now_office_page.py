"""An office's month as the organisation is now: predecessors as one, in words, in the table and in the file."""

import csv
import io
import re

import pytest

from organisation.months import Month
from rankings.services.publishing import publish_ranking
from tests.builders import a_succession, an_office
from tests.dashboards.world import reader, text_of
from tests.merged import MERGER, SINCE, THEN, a_merger
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db
VOSS = f"/offices/4621/{THEN}/"
BREMANGER = f"/offices/1438/{THEN}/"
CHIPS = 'aria-label="Organisasjonen"'


@pytest.fixture
def merged():
    made = a_merger()
    made.publish(THEN - 1, _1235=(20, 40))
    made.publish(THEN)
    return made


@pytest.fixture
def browser(merged):
    return reader("directorate")


def in_words(page: str) -> str:
    """The page's text without tags, and one space where there are many."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def rows_of(response) -> list[dict[str, str]]:
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


class TestAMergedOffice:
    def test_it_shows_its_predecessors_as_one_and_says_so(self, browser):
        page = in_words(text_of(browser.get(f"{VOSS}?as=now")))
        assert "Tall før 2020 er NAV Gamle Voss og NAV Granvin slått sammen." in page
        assert "40,0 % 40 av 100" in page
        assert "Plasser regnes ikke på nytt." in page

    def test_the_file_has_the_same_figures_and_no_place(self, browser):
        (row,) = rows_of(browser.get(f"{VOSS}?as=now&format=csv"))
        assert (row["unit"], row["numerator"], row["denominator"], row["value"]) == ("4621", "40.0", "100.0", "0.4")
        assert float(row["change"]) == pytest.approx(0.4 - 0.3)
        assert float(row["year_to_date"]) == pytest.approx(70 / 200)
        assert (row["county_n"], float(row["county_mean"])) == ("4", pytest.approx(0.75))
        assert float(row["county_result"]) == 255 / 350
        assert row["place"] == ""

    def test_its_own_page_of_the_month_leads_there(self, browser):
        page = text_of(browser.get(VOSS))
        assert "fantes ikke ennå i november 2019" in page
        assert 'href="?as=now"' in page

    def test_a_predecessor_leads_to_what_it_became_with_all_of_the_address(self, browser):
        answer = browser.get(f"/offices/1234/{THEN}/?package=STYR&as=now")
        assert answer.url == f"{VOSS}?package=STYR&as=now"

    def test_one_that_was_divided_names_what_it_became(self, merged, browser):
        divided = an_office("1299", "NAV Delt", county=merged["1200"], until=MERGER)
        for number in (1, 2):
            a_succession(divided, an_office(f"468{number}", f"NAV Del {number}", county=merged["4600"]), MERGER)
        page = text_of(browser.get(f"/offices/1299/{THEN}/?as=now"))
        assert f'href="/offices/4681/{THEN}/?as=now"' in page
        assert f'href="/offices/4682/{THEN}/?as=now"' in page

    def test_one_that_just_ended_says_so(self, merged, browser):
        an_office("1298", "NAV Nedlagt", county=merged["1200"], until=MERGER)
        page = in_words(text_of(browser.get(f"/offices/1298/{THEN}/?as=now")))
        assert "NAV Nedlagt fantes ikke lenger i" in page

    def test_an_unknown_code_is_not_found(self, browser):
        assert browser.get(f"/offices/9999/{THEN}/?as=now").status_code == 404

    def test_the_months_beside_it_are_read_the_same_way(self, browser):
        page = text_of(browser.get(f"{VOSS}?as=now"))
        assert f'href="/offices/4621/{THEN - 1}/?as=now"' in page

    def test_so_are_the_pages_that_it_leads_to(self, browser):
        page = text_of(browser.get(f"{VOSS}?as=now"))
        for address in (
            "/offices/4621/indicators/IND0/?as=now",
            f"/indicators/IND0/{THEN}/?county=4600&amp;office=4621&amp;as=now",
            f"/counties/4600/{THEN}/?as=now",
            f"/offices/4601/{THEN}/?as=now",
        ):
            assert f'href="{address}"' in page, address

    def test_a_month_without_results_names_the_nearest(self, browser):
        page = text_of(browser.get("/offices/4621/2019-06/?as=now"))
        assert "Ingen tall for juni 2019" in page

    def test_before_anything_stood_there_are_no_figures(self, browser):
        assert "Ingen tall for" in text_of(browser.get("/offices/4621/2010-01/?as=now"))

    def test_a_hidden_part_hides_it_in_page_and_file(self, merged, browser):
        merged.publish(THEN, _1234="too_few")
        page = in_words(text_of(browser.get(f"{VOSS}?as=now")))
        assert "for få" in page
        (row,) = rows_of(browser.get(f"{VOSS}?as=now&format=csv"))
        assert row["state"] == "too_few"
        assert [row[name] for name in ("numerator", "denominator", "value", "change", "year_to_date")] == [""] * 5

    def test_a_hidden_month_hides_the_year_to_date_after_it(self, merged, browser):
        merged.publish(THEN - 1, _1234="too_few")
        (row,) = rows_of(browser.get(f"{VOSS}?as=now&format=csv"))
        assert (row["value"], row["change"], row["year_to_date"]) == ("0.4", "", "")

    def test_of_an_indicator_defined_anew_the_year_begins_with_that(self, merged, browser):
        merged.share.definition_changed = THEN.first_day
        merged.share.save()
        (row,) = rows_of(browser.get(f"{VOSS}?as=now&format=csv"))
        assert (row["value"], row["change"], row["year_to_date"]) == ("0.4", "", "0.4")


class TestAnOfficeThatIsAsItWas:
    def test_in_a_county_that_is_not_it_can_be_read_both_ways(self, browser):
        then, now = text_of(browser.get(BREMANGER)), text_of(browser.get(f"{BREMANGER}?as=now"))
        assert CHIPS in then
        assert CHIPS in now
        assert "1 av 2" in then  # its place
        assert "1 av 2" not in now
        assert "85,0 %" in in_words(then)  # the county's mean
        assert "75,0 %" in in_words(now)

    def test_the_choice_keeps_the_rest_of_the_address(self, browser):
        page = text_of(browser.get(f"{BREMANGER}?package=STYR&as=now"))
        assert 'href="?package=STYR"' in page
        assert 'href="?package=STYR&amp;as=now"' in page

    def test_where_nothing_differs_there_is_no_choice_and_the_page_is_the_same(self, browser):
        then, now = (text_of(browser.get(f"/offices/0806/{THEN}/{query}")) for query in ("", "?as=now"))
        assert CHIPS not in then
        assert CHIPS not in now
        assert "1 av 1" in now  # its place

    def test_nor_after_the_merger(self, merged, browser):
        merged.publish(SINCE, _4621=(50, 100), _1438=(40, 50))
        for query in ("", "?as=now"):
            page = text_of(browser.get(f"/offices/4621/{SINCE}/{query}"))
            assert CHIPS not in page
            assert "50,0 %" in in_words(page)

    def test_another_word_is_read_as_then(self, browser):
        assert "1 av 2" in text_of(browser.get(f"{BREMANGER}?as=tomorrow"))

    def test_its_place_in_the_ranking_is_not_that_of_todays_county(self, merged, browser):
        publish_ranking(county=as_placed(merged["1400"], THEN), month=THEN, by=None)
        assert "Poeng i rangeringen" in text_of(browser.get(BREMANGER))
        assert "Poeng i rangeringen" not in text_of(browser.get(f"{BREMANGER}?as=now"))


def test_thirteen_months_are_drawn_across_the_merger(merged, browser):
    merged.publish(SINCE, _4621=(50, 100), _4601=(90, 100))
    merged.publish(SINCE - 1, _4621=(45, 100))
    an_office("4699", county=merged["4600"], since="2024-01-01")  # so that February 2020 differs from today
    (row,) = rows_of(browser.get(f"/offices/4621/{SINCE}/?as=now&format=csv"))
    assert float(row["change"]) == pytest.approx(0.05)
    page = text_of(browser.get(f"/offices/4621/{SINCE}/?as=now"))
    assert "Siste 13 måneder: fra 30,0 % til 50,0 %" in " ".join(page.split())
    assert str(Month(2019, 10)) == str(THEN - 1)  # the first of them, when there were two offices
