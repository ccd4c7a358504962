"""One field finds offices, counties, regions and indicators."""

import re

import pytest

from dashboards.search import Place, folded, search
from tests.builders import a_country, a_county, an_indicator, an_office
from tests.dashboards.world import reader, text_of


def an_entry(name: str, code: str = "", kind: str = "office", other_names: tuple[str, ...] = ()) -> Place:
    return Place(kind, code or folded(name).replace(" ", "-"), name, "", f"/offices/{code}/", other_names)


EIDFJORD, ODDA = an_entry("NAV Eidfjord", "1232"), an_entry("NAV Odda", "1228")
OYGARDEN = an_entry("NAV Øygarden", "1259", other_names=("NAV Fjell",))
SOGN = an_entry("NAV Sogn og Fjordane", "1400", "county")
ALL = [EIDFJORD, ODDA, OYGARDEN, SOGN]


def words_of(response) -> str:
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(response)).split())


def names(written: str) -> list[str]:
    return [place.name for place in search(written, ALL).places]


class TestWhatFits:
    @pytest.mark.parametrize("written", ["eid", "NAV Eid", "EIDFJORD", " nav  eidfjord ", "1232"])
    def test_any_way_of_writing_it(self, written):
        assert names(written) == ["NAV Eidfjord"]

    @pytest.mark.parametrize("written", ["Øygarden", "oygarden", "ØYG", "fjell"])
    def test_without_norwegian_letters_and_by_an_earlier_name(self, written):
        assert names(written) == ["NAV Øygarden"]

    def test_each_word_begins_a_word_of_the_name_in_any_order(self):
        assert names("fjord sog") == ["NAV Sogn og Fjordane"]

    def test_a_word_within_a_word_does_not_fit(self):
        assert names("fjord") == ["NAV Sogn og Fjordane"]

    def test_what_is_called_so_comes_first_then_by_the_alphabet(self):
        found = search("os", [an_entry("NAV Osterøy"), an_entry("NAV Åsane os"), an_entry("NAV Os")])
        assert [place.name for place in found.places] == ["NAV Os", "NAV Osterøy", "NAV Åsane os"]

    def test_signs_alone_find_nothing(self):
        assert search("%_\\'", ALL).places == ()

    def test_at_most_as_many_as_asked_for(self):
        assert len(search("nav", ALL, most=2).places) == 2


class TestWhatIsMeant:
    def test_the_only_one_that_fits(self):
        assert search("eid", ALL).is_meant

    def test_the_one_that_is_called_just_that(self):
        assert search("os", [an_entry("NAV Os"), an_entry("NAV Osterøy")]).is_meant

    def test_not_one_of_two_with_the_same_name(self):
        assert not search("os", [an_entry("NAV Os", "1"), an_entry("NAV Os", "2")]).is_meant

    def test_a_slip_of_the_pen_is_asked_about(self):
        found = search("eidfjor d", ALL)
        assert (found.places, found.near) == ((), (EIDFJORD,))
        assert not found.is_meant


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def county(self):
        county = a_county(code="1200", name="NAV Hordaland")
        an_office(county=county, code="1232", name="NAV Eidfjord")
        an_office(county=county, code="1228", name="NAV Odda")
        indicator = an_indicator("EID_1", "Eide saker i tide")
        indicator.name_nn = "Eigde saker i tide"
        indicator.save()
        return county

    @pytest.fixture
    def browser(self, county):
        return reader("employee", county)

    def test_lists_what_fits_with_what_it_is(self, browser):
        shown = words_of(browser.get("/search/?q=eid"))
        assert "2 treff" in shown
        assert "NAV Eidfjord Kontor i NAV Hordaland · 1232" in shown
        assert "Eide saker i tide Indikator · EID_1" in shown

    def test_goes_to_the_one_that_is_meant(self, browser):
        answer = browser.get("/search/?q=1228")
        assert (answer.status_code, answer.url) == (302, "/offices/1228/")

    def test_the_country_is_found_too_and_has_its_page(self, browser):
        a_country()
        answer = browser.get("/search/?q=landet")
        assert (answer.status_code, answer.url) == (302, "/country/")
        assert "Hele landet Landet · NO" in words_of(browser.get("/search/?q=h"))

    def test_names_are_in_the_readers_language(self, browser):
        assert "Eigde saker i tide" in words_of(browser.get("/search/?q=eid&lang=nn"))

    def test_a_unit_that_is_no_more_is_found_by_its_earlier_name_and_says_so(self, county, browser):
        an_office(county=county, code="1299", name="NAV Gamle", until="2019-01-01")
        shown = words_of(browser.get("/search/?q=nav"))
        assert "NAV Gamle Kontor i NAV Hordaland, nedlagt · 1299" in shown

    def test_nothing_asked_is_an_empty_field(self, browser):
        assert "treff" not in words_of(browser.get("/search/"))

    def test_no_hit_says_what_to_do(self, browser):
        shown = words_of(browser.get("/search/?q=xyz"))
        assert "Ingen treff på «xyz»" in shown
        assert "Alle kontor" in shown

    def test_what_is_written_is_shown_as_text(self, browser):
        assert b"<script>alert" not in browser.get("/search/?q=<script>alert(1)</script>").content

    def test_suggestions_are_every_name_once(self, browser):
        suggested = browser.get("/search/names/").json()
        assert suggested == ["Eide saker i tide", "Hele landet", "NAV Eidfjord", "NAV Hordaland", "NAV Odda"]

    def test_costs_as_many_queries_for_many_as_for_few(self, county, browser, django_assert_num_queries):
        with django_assert_num_queries(5):  # session, person, roles, units, indicators
            browser.get("/search/?q=nav")
        for number in range(20):
            an_office(county=county, code=f"9{number:03}", name=f"NAV Kontor {number}")
        with django_assert_num_queries(5):
            browser.get("/search/?q=nav")

    def test_is_for_those_who_are_logged_in(self, client):
        assert client.get("/search/?q=nav").status_code == 302
