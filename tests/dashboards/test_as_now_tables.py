"""Tables of counties, regions and the country as the organisation is now."""

import pytest

from scorecards.models import GroupSummary
from tests.builders import a_county, a_placement, a_region, a_succession, an_office
from tests.dashboards.test_as_now_office_page import CHIPS, in_words, rows_of
from tests.dashboards.world import reader, text_of
from tests.merged import MERGER, SINCE, THEN, a_merger

pytestmark = pytest.mark.django_db
VESTLAND = f"/counties/4600/{THEN}/"
COUNTRY = f"/country/{THEN}/"


@pytest.fixture
def merged():
    made = a_merger()
    made.publish(THEN - 1)
    made.publish(THEN)
    return made


@pytest.fixture
def browser(merged):
    return reader("directorate")


def values(response, kind: str = "office") -> dict[str, str]:
    """Value, or state where there is none, by name of unit."""
    return {row["unit_name"]: row["value"] or row["state"] for row in rows_of(response) if row["kind"] == kind}


class TestACounty:
    def test_it_has_todays_offices_each_with_its_predecessors(self, browser):
        found = values(browser.get(f"{VESTLAND}?as=now&format=csv"))
        assert found == {"NAV Bergen": "0.9", "NAV Bremanger": "0.9", "NAV Kinn": "0.8", "NAV Voss": "0.4"}

    def test_its_mean_and_total_are_theirs(self, browser):
        address = f"{VESTLAND}?as=now&format=csv"
        assert float(values(browser.get(address), "mean_of_offices")["NAV Vestland"]) == pytest.approx(0.75)
        assert float(values(browser.get(address), "county_result")["NAV Vestland"]) == 255 / 350

    def test_regions_are_todays(self, browser):
        found = values(browser.get(f"{VESTLAND}?as=now&format=csv"), "region_result")
        assert found == {"Region Bergen og Voss": "0.65"}

    def test_it_says_what_is_put_together(self, browser):
        page = in_words(text_of(browser.get(f"{VESTLAND}?as=now")))
        assert "Tall før 2020 er NAV Hordaland og NAV Sogn og Fjordane slått sammen." in page
        assert "NAV Voss er NAV Gamle Voss og NAV Granvin slått sammen." in page

    def test_of_many_merged_offices_it_says_how_many(self, merged, browser):
        for number in range(4):
            merged.units[f"12{number}X"] = an_office(f"12{number}X", county=merged["1200"], until=MERGER)
            merged.units[f"12{number}Y"] = an_office(f"12{number}Y", county=merged["1200"], until=MERGER)
            together = an_office(f"47{number}0", county=merged["4600"], since=MERGER)
            for part in "XY":
                a_succession(merged[f"12{number}{part}"], together, MERGER)
        page = in_words(text_of(browser.get(f"{VESTLAND}?as=now")))
        assert "5 av kontorene er flere kontor slått sammen." in page
        assert "Granvin" not in page

    def test_it_names_offices_that_were_divided(self, merged, browser):
        divided = an_office("1299", "NAV Delt", county=merged["1200"], until=MERGER)
        for number in (1, 2):
            part = an_office(f"468{number}", f"NAV Del {number}", county=merged["4600"], since=MERGER)
            a_succession(divided, part, MERGER)
        page = in_words(text_of(browser.get(f"{VESTLAND}?as=now")))
        assert "NAV Delt er delt siden, og tallene fra før kan ikke fordeles på kontorene." in page
        assert values(browser.get(f"{VESTLAND}?as=now&format=csv"))["NAV Del 1"] == "not_existing"

    def test_no_ranking_is_linked_to(self, browser):
        assert f"/rankings/4600/{THEN}/" not in text_of(browser.get(f"{VESTLAND}?as=now"))
        assert f"/rankings/1200/{THEN}/" in text_of(browser.get(f"/counties/1200/{THEN}/"))

    def test_links_lead_to_the_same_reading(self, browser):
        page = text_of(browser.get(f"{VESTLAND}?as=now"))
        for address in (
            f"/offices/4621/{THEN}/?as=now",
            "/offices/4621/indicators/IND0/?as=now",
            f"/regions/4691/{THEN}/?as=now",
            f"/indicators/IND0/{THEN}/?county=4600&amp;as=now",
            f"/counties/4600/{THEN - 1}/?as=now",
        ):
            assert f'href="{address}"' in page, address

    def test_its_other_views_do_so_too(self, browser):
        page = text_of(browser.get(f"{VESTLAND}?as=now&view=distribution"))
        assert f'href="/indicators/IND0/{THEN}/?county=4600&amp;as=now"' in page
        assert "Tall før 2020 er" in in_words(page)

    def test_the_old_one_leads_to_it(self, browser):
        assert CHIPS in text_of(browser.get(f"/counties/1400/{THEN}/"))
        assert browser.get(f"/counties/1400/{THEN}/?show=malekort&as=now").url == f"{VESTLAND}?show=malekort&as=now"

    def test_one_that_is_as_it_was_has_no_choice(self, browser):
        for query in ("", "?as=now"):
            assert CHIPS not in text_of(browser.get(f"/counties/0800/{THEN}/{query}"))

    def test_a_hidden_part_hides_office_and_what_it_moves(self, merged, browser):
        merged.publish(THEN, _1234="too_few")
        found = rows_of(browser.get(f"{VESTLAND}?as=now&format=csv"))
        voss = next(row for row in found if row["unit"] == "4621")
        assert (voss["state"], voss["value"], voss["numerator"], voss["status"]) == ("too_few", "", "", "")
        total = next(row for row in found if row["kind"] == "county_result")
        assert GroupSummary.objects.get(group=merged["1200"], month=THEN).total_hidden
        assert (total["state"], total["value"], total["numerator"]) == ("too_few", "", "")

    def test_colours_a_month_ago_are_those_of_the_same_offices(self, merged, browser):
        merged.publish(THEN - 1, _1235=(39, 40), _1234=(60, 60))
        found = rows_of(browser.get(f"{VESTLAND}?as=now&format=csv"))
        voss = next(row for row in found if row["unit"] == "4621")
        assert (voss["status"], voss["previous_status"]) == ("red", "green")

    def test_after_a_change_of_definition_there_is_none(self, merged, browser):
        merged.share.definition_changed = THEN.first_day
        merged.share.save()
        found = rows_of(browser.get(f"{VESTLAND}?as=now&format=csv"))
        assert {row["previous_status"] for row in found} == {""}

    def test_a_month_without_results_says_so(self, browser):
        assert "Ingen tall for" in text_of(browser.get("/counties/4600/2019-06/?as=now"))


class TestARegion:
    def test_todays_has_what_its_offices_were(self, browser):
        found = values(browser.get(f"/regions/4691/{THEN}/?as=now&format=csv"))
        assert found == {"NAV Bergen": "0.9", "NAV Voss": "0.4"}

    def test_an_old_one_that_became_nothing_says_so(self, browser):
        assert "fantes ikke lenger" in text_of(browser.get(f"/regions/1491/{THEN}/?as=now"))

    def test_one_drawn_anew_within_its_county_has_todays_offices(self, merged, browser):
        first, second = (a_region(code, f"Region {code}", county=merged["0800"]) for code in ("0891", "0892"))
        merged["0806"].placements.update(region=first, valid_to=MERGER)
        a_placement(merged["0806"], name="NAV Skien", county=merged["0800"], region=second, since=MERGER)
        merged.publish()
        assert CHIPS in text_of(browser.get(f"/regions/0891/{THEN}/"))
        assert values(browser.get(f"/regions/0892/{THEN}/?as=now&format=csv")) == {"NAV Skien": "0.75"}
        crumbs = text_of(browser.get(f"/regions/0892/{THEN}/?as=now"))
        assert f'href="/counties/0800/{THEN}/?as=now"' in crumbs


class TestTheCountry:
    def test_it_has_todays_counties(self, browser):
        found = values(browser.get(f"{COUNTRY}?as=now&format=csv"), "county_result")
        assert {name: round(float(value), 4) for name, value in found.items() if name != "Hele landet"} == {
            "NAV Telemark": 0.75,
            "NAV Vestland": 0.7286,
        }

    def test_all_cases_together_are_what_they_were(self, browser):
        then = values(browser.get(f"{COUNTRY}?format=csv"), "county_result")
        assert set(then) == {"NAV Hordaland", "NAV Sogn og Fjordane", "NAV Telemark"}
        whole = {
            query: [row["value"] for row in rows_of(browser.get(f"{COUNTRY}?format=csv{query}")) if row["unit"] == "NO"]
            for query in ("", "&as=now")
        }
        assert whole[""][1] == whole["&as=now"][1]  # the total
        assert whole[""][0] != whole["&as=now"][0]  # the mean of six offices, and of five

    def test_means_are_of_todays_offices(self, browser):
        found = rows_of(browser.get(f"{COUNTRY}?as=now&figure=mean&format=csv"))
        assert float(next(row["value"] for row in found if row["unit"] == "4600")) == pytest.approx(0.75)

    def test_counties_lead_to_the_same_reading(self, browser):
        page = text_of(browser.get(f"{COUNTRY}?as=now"))
        assert f'href="/counties/4600/{THEN}/?as=now"' in page
        assert f'href="/indicators/IND0/{THEN}/?county=4600&amp;as=now"' in page
        assert f'href="/indicators/IND0/{THEN}/?as=now"' in page

    def test_it_names_the_counties_that_were_several(self, browser):
        page = in_words(text_of(browser.get(f"{COUNTRY}?as=now")))
        assert "NAV Vestland er NAV Hordaland og NAV Sogn og Fjordane slått sammen." in page
        assert "NAV Telemark er" not in page

    def test_of_many_it_says_how_many(self, merged, browser):
        for number in range(4):
            together = a_county(f"59{number}0", f"NAV Nytt {number}", since=MERGER)
            for part in "XY":
                old = a_county(f"19{number}{part}", until=MERGER)
                office = an_office(f"18{number}{part}", county=old, until=MERGER)
                anew = an_office(f"17{number}{part}", county=together, since=MERGER)
                a_succession(old, together, MERGER)
                a_succession(office, anew, MERGER)
        page = in_words(text_of(browser.get(f"{COUNTRY}?as=now")))
        assert "5 av fylkene er flere fylker slått sammen." in page
        assert "Hordaland" not in page

    def test_since_the_merger_there_is_nothing_to_choose(self, merged, browser):
        merged.publish(SINCE, _4621=(50, 100))
        assert CHIPS not in text_of(browser.get(f"/country/{SINCE}/"))
