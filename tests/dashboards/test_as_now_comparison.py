"""A comparison as the organisation is now: today's offices of today's county, in every view and in files."""

import re

import pytest

from accounts.choices import RoleName
from tests.builders import a_person
from tests.dashboards.test_as_now_office_page import CHIPS, in_words, rows_of
from tests.dashboards.world import browser_of, reader, text_of
from tests.merged import SINCE, THEN, a_merger

pytestmark = pytest.mark.django_db
ADDRESS = f"/indicators/IND0/{THEN}/"
VESTLAND = f"{ADDRESS}?county=4600&as=now"


@pytest.fixture
def merged():
    made = a_merger()
    made.publish(THEN - 1, _1235=(20, 40))
    made.publish(THEN)
    return made


@pytest.fixture
def browser(merged):
    return reader("directorate")


def of_kind(response, kind: str) -> dict[str, str]:
    return {row["unit"]: row["value"] or row["state"] for row in rows_of(response) if row["kind"] == kind}


def test_it_has_todays_offices(browser):
    found = of_kind(browser.get(f"{VESTLAND}&format=csv"), "office")
    assert found == {"4601": "0.9", "4621": "0.4", "4602": "0.8", "1438": "0.9"}


def test_and_what_they_are_compared_to(browser):
    address = f"{VESTLAND}&reference=0800&format=csv"
    assert float(of_kind(browser.get(address), "county_mean")["4600"]) == pytest.approx(0.75)
    assert of_kind(browser.get(address), "county_result") == {"4600": str(255 / 350), "0800": "0.75"}
    assert float(of_kind(browser.get(address), "country_result")[""]) == 315 / 430


def test_no_office_has_a_place(browser):
    assert {row["place"] for row in rows_of(browser.get(f"{VESTLAND}&format=csv"))} == {""}
    then = rows_of(browser.get(f"{ADDRESS}?county=1200&format=csv"))
    assert {row["place"] for row in then if row["kind"] == "office"} == {"1", "2", "3"}


def test_it_says_what_is_put_together(browser):
    page = in_words(text_of(browser.get(VESTLAND)))
    assert "Alle kontor i NAV Vestland" in page
    assert "Tall før 2020 er NAV Hordaland og NAV Sogn og Fjordane slått sammen." in page
    assert "NAV Voss er NAV Gamle Voss og NAV Granvin slått sammen." in page


def test_from_one_reading_a_link_leads_to_the_other(browser):
    assert re.search(r'href="\?county=1200&amp;[^"]*as=now"', text_of(browser.get(f"{ADDRESS}?county=1200")))
    assert 'href="?county=1200"' in text_of(browser.get(VESTLAND))  # Hordaland is the greatest part of Vestland


def test_old_codes_in_the_address_lead_to_todays(browser):
    answer = browser.get(f"{ADDRESS}?county=1200&reference=1400&office=1234&sort=name&as=now")
    assert answer.url == f"{ADDRESS}?county=4600&reference=4600&office=4621&sort=name&as=now"


def test_the_readers_own_county_is_todays(merged):
    leader = browser_of(a_person(role=RoleName.LEADER, unit=merged["4621"]))
    page = in_words(text_of(leader.get(f"{ADDRESS}?as=now")))
    assert "Alle kontor i NAV Vestland" in page


def test_counties_and_indicators_to_choose_are_those_of_the_reading(browser):
    page = text_of(browser.get(VESTLAND))
    assert '<option value="4600"' in page
    assert '<option value="1200"' not in page
    assert '<option value="IND0"' in page
    assert '<input type="hidden" name="as" value="now">' in page


def test_the_form_keeps_the_reading(browser):
    answer = browser.get(f"/compare/?month={THEN}&indicator=IND0&county=4600&as=now")
    assert answer.url == f"{ADDRESS}?county=4600&as=now"


def test_its_links_keep_the_reading(browser):
    page = text_of(browser.get(VESTLAND))
    assert 'href="/offices/4621/indicators/IND0/?as=now"' in page
    assert re.search(rf'href="/indicators/IND0/{THEN - 1}/\?county=4600[^"]*as=now"', page)


def test_over_months_offices_are_todays_too(browser):
    rows = rows_of(browser.get(f"{VESTLAND}&view=months&format=csv"))
    voss = {row["month"]: row["value"] for row in rows if row["unit"] == "4621"}
    assert (float(voss[str(THEN - 1)]), float(voss[str(THEN)])) == (pytest.approx(0.3), pytest.approx(0.4))
    page = in_words(text_of(browser.get(f"{VESTLAND}&view=months")))
    assert "Tall før 2020 er" in page


def test_a_county_that_is_as_it_was_has_no_choice(browser):
    for end in ("", "&as=now"):
        page = text_of(browser.get(f"{ADDRESS}?county=0800{end}"))
        assert CHIPS not in page
    then, now = (rows_of(browser.get(f"{ADDRESS}?county=0800&format=csv{end}")) for end in ("", "&as=now"))
    assert then == now


def test_after_the_merger_there_is_none_either(merged, browser):
    merged.publish(SINCE, _4621=(50, 100))
    assert CHIPS not in text_of(browser.get(f"/indicators/IND0/{SINCE}/?county=4600"))


def test_a_hidden_part_hides_its_office_and_the_total_it_hides(merged, browser):
    merged.publish(THEN, _1234="too_few")
    address = f"{VESTLAND}&format=csv"
    assert of_kind(browser.get(address), "office")["4621"] == "too_few"
    assert of_kind(browser.get(address), "county_result")["4600"] == "too_few"
    assert "40 av 100" not in in_words(text_of(browser.get(VESTLAND)))


def test_a_month_without_figures_names_the_nearest_read_the_same_way(browser):
    page = text_of(browser.get("/indicators/IND0/2019-06/?county=4600&as=now"))
    assert f"/indicators/IND0/{THEN - 1}/?county=4600&amp;as=now" in page


def test_an_unknown_indicator_or_county_is_not_found(browser):
    assert browser.get(f"/indicators/NOPE/{THEN}/?county=4600&as=now").status_code == 404
    assert browser.get(f"{ADDRESS}?county=9999&as=now").status_code == 404
