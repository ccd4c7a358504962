"""The counties side by side in the country's further views: what changed colour, and whom to talk to."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import GroupSummary, Indicator, Package, PackageItem
from scorecards.versions import count_up_version
from tests.builders import a_country, a_county, a_goal, a_package, a_target, an_indicator, an_item, an_office
from tests.dashboards.world import reader, text_of
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
AUGUST = Month(2018, 8)
CHANGES, FOLLOW_UP = "/country/2018-08/?view=changes", "/country/2018-08/?view=follow-up"
NAMES = ("Akershus", "Buskerud", "Finnmark", "Hedmark", "Nordland", "Oppland", "Rogaland", "Troms")


class Country:
    """Eight counties of two offices each, and a package of the country's own with one indicator."""

    def __init__(self) -> None:
        self.package: Package = a_package("MALEKORT", owner=a_country())
        self.indicator: Indicator = an_indicator("IND0", "Indikator 0", goal=a_goal("G1", "Mål"))
        an_item(self.package, self.indicator, priority=1)
        a_target(self.indicator, 0.9, 0.8)
        self.counties: list[Unit] = []
        self.offices: list[tuple[Unit, Unit]] = []
        for n, name in enumerate(NAMES, 1):
            self.add(f"{n:02}00", f"NAV {name}")

    def add(self, code: str, name: str) -> None:
        county = a_county(code, name)
        self.counties.append(county)
        self.offices.append((an_office(county=county), an_office(county=county)))

    def publish(self, month: Month = AUGUST, **of: tuple[float, float] | str) -> None:
        """Each county's figure, divided between its offices; the usual one for those that aren't named."""
        stated = {}
        for n, (county, offices) in enumerate(zip(self.counties, self.offices, strict=True)):
            name = NAMES[n].lower() if n < len(NAMES) else county.code
            figure = of.get(name, (1840 + 2 * ((month.number + 3 * n) % 7), 2000))
            for office in offices:
                half = figure if isinstance(figure, str) else (figure[0] / 2, figure[1] / 2)
                stated[self.indicator, office] = half
        publish(stated, month, package=self.package)
        count_up_version()


@pytest.fixture
def country():
    """Fourteen months in which Finnmark lies far below the others, and Troms falls in the last."""
    made = Country()
    for month in (AUGUST - 13).through(AUGUST - 1):
        made.publish(month, finnmark=(1200, 2000))
    made.publish(AUGUST, finnmark=(1200, 2000), troms=(1500, 2000))
    return made


@pytest.fixture
def browser(country):
    return reader("directorate", country.package.owner)


def file_of(browser, page):
    text = browser.get(page + "&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def asked_about(page):
    return re.findall(r'<th scope="rowgroup"[^>]*><a href="([^"]*)">([^<]*)', page)


def moves_in(page, caption):
    table = page[page.index(f">{caption}</caption>") :].split("</table>")[0]
    return re.findall(r'<th scope="row"><a href="([^"]*)">([^<]*)', table)


BEYOND = "Skifter som er mer enn tilfeldigheter vanligvis forklarer"


class TestChangedColour:
    def test_a_county_that_changed_colour_is_told_with_its_offices_a_click_away(self, browser):
        page = text_of(browser.get(CHANGES))
        assert moves_in(page, BEYOND) == [("/indicators/IND0/2018-08/?county=0800", "Troms")]
        assert moves_in(page, "Indikator 0") == [("/indicators/IND0/2018-08/?county=0800", "Troms")]
        assert "1 av 1 skifter av farge" in page
        assert '<th scope="col">Fylke</th>' in page
        assert "Kontor</th>" not in page

    def test_all_counties_on_the_indicator_are_the_table_sorted_by_it(self, browser):
        page = text_of(browser.get(CHANGES))
        assert '<a href="?sort=IND0">Sammenlign fylkene på Indikator 0</a>' in page
        assert 'class="heat' in text_of(browser.get("/country/2018-08/?sort=IND0"))

    def test_the_strip_leads_to_it(self, browser):
        assert '<a href="?view=changes">1 svakere, 7 som før</a>' in text_of(browser.get("/country/2018-08/"))

    def test_what_a_county_usually_does_is_not_news_however_many_its_cases_are(self, country, browser):
        """Of 20 000 cases chance alone would let hardly anything through, but Troms goes up and down by itself."""
        for month in (AUGUST - 13).through(AUGUST - 1):
            country.publish(month, troms=(18600 if month.number % 2 else 18000, 20000))
        country.publish(AUGUST, troms=(17800, 20000))
        (row,) = file_of(browser, CHANGES)
        assert (row["unit"], row["previous_status"], row["status"], row["is_beyond_chance"]) == (
            "0800",
            "green",
            "yellow",
            "0",
        )

    def test_nor_is_what_chance_can_do_in_a_small_county(self, country, browser):
        for month in (AUGUST - 13).through(AUGUST - 1):
            country.publish(month, troms=(18, 20))
        country.publish(AUGUST, troms=(16.9, 20))
        assert [(row["unit"], row["is_beyond_chance"]) for row in file_of(browser, CHANGES)] == [("0800", "0")]

    def test_the_file_has_the_same(self, browser):
        (row,) = file_of(browser, CHANGES)
        assert (row["unit"], row["unit_name"], row["previous_value"], row["value"]) == (
            "0800", "NAV Troms", "0.92", "0.75",
        )  # fmt: skip
        assert browser.get(CHANGES + "&format=xlsx")["Content-Disposition"].endswith('country-2018-08-changes.xlsx"')

    def test_by_the_means_of_the_offices_it_is_those_that_moved(self, country, browser):
        """One office of Troms has nearly all its cases: as a whole it fell, by the mean of the two it did not."""
        first, second = country.offices[-1]
        for month in (AUGUST - 13).through(AUGUST):
            low = 1400 if month == AUGUST else 1880
            publish({(country.indicator, first): (low, 2000)}, month, package=country.package)
            publish({(country.indicator, second): (20, 20)}, month, package=country.package)
        count_up_version()
        (whole,) = file_of(browser, CHANGES)
        (mean,) = file_of(browser, CHANGES + "&figure=mean")
        assert (whole["status"], mean["status"]) == ("red", "yellow")
        assert (mean["numerator"], mean["value"], mean["previous_value"]) == ("", "0.85", "0.97")

    def test_where_nothing_moved_it_says_so(self, country, browser):
        country.publish(AUGUST, finnmark=(1200, 2000))
        page = text_of(browser.get(CHANGES))
        assert "Ingen tall har skiftet farge." in page
        assert "Ingen skifter av farge er større enn tilfeldigheter vanligvis forklarer." in page

    def test_a_total_that_is_hidden_has_not_moved_and_is_no_earlier_month(self, country, browser):
        GroupSummary.objects.filter(group=country.counties[-1], month=AUGUST.first_day).update(total_hidden=True)
        assert file_of(browser, CHANGES) == []
        assert "75,0" not in text_of(browser.get(CHANGES))


class TestFollowUp:
    @pytest.fixture(autouse=True)
    def _only_finnmark(self, country):
        country.publish(AUGUST, finnmark=(1200, 2000))

    def test_a_county_with_reasons_is_there_with_each_reason_a_link(self, browser):
        page = text_of(browser.get(FOLLOW_UP))
        assert "Fylker det kan være verdt å snakke med" in page
        assert asked_about(page) == [("/counties/0300/2018-08/", "Finnmark")]
        assert 'href="/indicators/IND0/2018-08/?county=0300"' in page
        assert "Langt fra de andre fylkene" in page
        assert "Rød tre måneder på rad" in page
        assert "1 av 8 fylker, vurdert på 1 prioritert indikator." in page
        assert "Spør fylket: de kjenner kontorene sine." in page
        assert "kontorets egen" not in page

    def test_no_word_on_it_is_a_verdict(self, browser):
        page = text_of(browser.get(FOLLOW_UP)).lower()
        assert not [word for word in ("dårlig", "verst", "taper", "svakest") if word in page]

    def test_a_package_without_priorities_is_judged_whole(self, country, browser):
        """Nobody ranks counties, so the country's own packages need none."""
        PackageItem.objects.update(priority=0)
        count_up_version()
        page = text_of(browser.get(FOLLOW_UP))
        assert "1 av 8 fylker, vurdert på 1 indikator." in page
        assert asked_about(page) == [("/counties/0300/2018-08/", "Finnmark")]

    def test_where_some_are_prioritised_only_those_are_judged(self, country, browser):
        other = an_indicator("IND1", "Indikator 1")
        a_target(other, 0.9, 0.8)
        an_item(country.package, other, order=1, priority=0)
        for month in (AUGUST - 13).through(AUGUST):
            pairs = [office for pair in country.offices for office in pair]
            figures = {(other, office): (1900, 2000) if place else (100, 2000) for place, office in enumerate(pairs)}
            publish(figures, month, package=country.package)
        count_up_version()
        assert {row["indicator"] for row in file_of(browser, FOLLOW_UP)} == {"IND0"}

    def test_a_county_is_held_against_its_own_target(self, country, browser):
        a_target(country.indicator, 0.55, 0.5, unit=country.counties[2])
        count_up_version()
        page = text_of(browser.get(FOLLOW_UP))
        assert asked_about(page) == []
        assert "Ingen av 8 fylker skiller seg ut på 1 prioritert indikator denne måneden." in page

    def test_the_file_has_the_same_reasons(self, browser):
        (row,) = file_of(browser, FOLLOW_UP)
        assert (row["unit"], row["indicator"], row["reasons"], row["value"]) == ("0300", "IND0", "1", "0.6")
        assert (row["far"], row["out_of_reach"], row["red"]) == ("1", "1", "1")

    def test_counties_shown_by_the_mean_of_their_offices_have_no_funnel(self, browser):
        """A mean has no base to say how much chance makes of it: only the county's own variation is left."""
        assert file_of(browser, FOLLOW_UP + "&figure=mean") == []
        page = text_of(browser.get(FOLLOW_UP + "&figure=mean"))
        assert "Ingen av 8 fylker skiller seg ut" in page

    def test_a_hidden_total_is_neither_listed_nor_compared_with(self, country, browser):
        GroupSummary.objects.filter(group=country.counties[2], month=AUGUST.first_day).update(total_hidden=True)
        assert file_of(browser, FOLLOW_UP) == []
        page = text_of(browser.get(FOLLOW_UP))
        assert "Ingen av 8 fylker" in page
        assert "60,0" not in page

    def test_under_six_counties_no_funnel_is_made(self, country, browser):
        for county in country.counties[3:]:
            county.placements.update(valid_to=AUGUST.first_day)
        count_up_version()
        assert file_of(browser, FOLLOW_UP) == []


class TestDistribution:
    def test_what_the_strip_shows_is_told_of_counties(self, browser):
        page = text_of(browser.get("/country/2018-08/?view=distribution"))
        assert "Korte streker: fylkene." in page
        assert "kontorene" not in page.partition("<table")[2].replace("Snitt av kontorene", "")

    def test_of_offices_it_is_told_of_offices(self, country):
        county = country.counties[0]
        Package.objects.update(owner=county)
        count_up_version()
        page = text_of(reader("county", county).get(f"/counties/{county.code}/2018-08/?view=distribution"))
        assert "Korte streker: kontorene." in page


@pytest.mark.parametrize("page", [CHANGES, FOLLOW_UP])
class TestBoth:
    def test_everybody_may_read_it(self, country, page):
        assert reader("employee", country.offices[0][0]).get(page).status_code == 200

    def test_where_nothing_differs_it_is_the_same_as_the_organisation_is_now(self, browser, page):
        now = text_of(browser.get(page + "&as=now"))
        assert 'class="heat' not in now
        assert file_of(browser, page + "&as=now") == file_of(browser, page)

    def test_another_month_keeps_the_view(self, browser, page):
        assert f'href="/country/2018-07/?{page.partition("?")[2]}"' in text_of(browser.get(page))

    def test_as_many_queries_for_many_counties_as_for_few(self, country, browser, page):
        def queries():
            count_up_version()
            with CaptureQueriesContext(connection) as found:
                assert browser.get(page).status_code == 200
            return len(found)

        browser.get(page)
        few = queries()
        for n in range(9):
            country.add(f"3{n}00", f"NAV Nytt {n}")
        country.publish(AUGUST - 1, finnmark=(1200, 2000))
        country.publish(AUGUST, finnmark=(1200, 2000), troms=(1500, 2000), **{"3100": (1000, 2000)})
        assert queries() == few
