"""What changed colour and whom to talk to, in an earlier month as the organisation is now."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.queries import placed
from scorecards.queries.readings import AsNow, reading
from scorecards.queries.unit_histories import Histories
from scorecards.versions import count_up_version
from tests.builders import a_county, a_succession, an_office
from tests.dashboards.world import reader, text_of
from tests.merged import MERGER, NOW, THEN, a_merger

pytestmark = pytest.mark.django_db
VESTLAND, COUNTRY, REGION = f"/counties/4600/{THEN}/", f"/country/{THEN}/", f"/regions/4691/{THEN}/"


def figures_of(month):
    """Green figures that hardly move; in the last month Granvin fell, and with it today's Voss."""
    up = month.number % 3
    granvin = (700, 1000) if month == THEN else (935 - up, 1000)
    others = {"_1203": (1840 + up, 2000), "_1235": (1850 - up, 2000), "_1401": (930 + up, 1000)}
    return {**others, "_1234": granvin, "_1438": (475 + up % 2, 500), "_0806": (1850 + up, 2000)}


@pytest.fixture
def merged():
    made = a_merger()
    for month in (THEN - 13).through(THEN):
        made.publish(month, **figures_of(month))
    return made


@pytest.fixture
def browser(merged):
    return reader("directorate")


def file_of(browser, address):
    text = browser.get(f"{address}&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


class TestChangedColour:
    def test_todays_office_is_told_by_what_its_parts_were_together(self, browser):
        (row,) = file_of(browser, f"{VESTLAND}?view=changes&as=now")
        assert (row["unit_name"], row["previous_status"], row["status"]) == ("NAV Voss", "green", "yellow")
        assert float(row["value"]) == pytest.approx((1850 - THEN.number % 3 + 700) / 3000)
        assert float(row["previous_value"]) == pytest.approx((1850 + 935 - 2 * ((THEN - 1).number % 3)) / 3000)
        assert row["is_beyond_chance"] == "1"

    def test_then_it_was_the_part_that_changed(self, browser):
        (row,) = file_of(browser, f"/counties/1200/{THEN}/?view=changes")
        assert (row["unit_name"], row["status"]) == ("NAV Granvin", "red")

    def test_links_keep_the_reading(self, browser):
        page = text_of(browser.get(f"{VESTLAND}?view=changes&as=now"))
        assert 'href="/offices/4621/indicators/IND0/?as=now"' in page
        assert f'href="/indicators/IND0/{THEN}/?county=4600&amp;as=now"' in page

    def test_todays_counties_too(self, merged, browser):
        merged.publish(THEN, _1203=(1200, 2000), _1235=(1300, 2000), _1234=(500, 1000),
                       _1401=(930, 1000), _1438=(475, 500), _0806=(1850, 2000))  # fmt: skip
        (row,) = file_of(browser, f"{COUNTRY}?view=changes&as=now")
        assert (row["unit_name"], row["previous_status"], row["status"]) == ("NAV Vestland", "green", "red")
        assert row["is_beyond_chance"] == "1"
        page = text_of(browser.get(f"{COUNTRY}?view=changes&as=now"))
        assert f'href="/indicators/IND0/{THEN}/?county=4600&amp;as=now"' in page

    def test_a_region_of_today(self, browser):
        assert [row["unit_name"] for row in file_of(browser, f"{REGION}?view=changes&as=now")] == ["NAV Voss"]


class TestFollowUp:
    @pytest.fixture(autouse=True)
    def _more_offices(self, merged):
        """Six more in Vestland that were Hordaland's, so that there is a funnel; Granvin lies far below them."""
        for number in range(6):
            code = f"12{number}X"
            merged.units[code] = an_office(code, f"NAV Nabo {number}", county=merged["1200"], until=MERGER)
            anew = an_office(f"47{number}0", f"NAV Nye {number}", county=merged["4600"], since=MERGER)
            a_succession(merged[code], anew, MERGER)
        merged.package.items.update(priority=1)
        for month in (THEN - 13).through(THEN):
            figures = {f"_12{number}X": (276 + (month.number + number) % 3, 300) for number in range(6)}
            merged.publish(month, **figures, _1203=(279, 300), _1235=(130, 200), _1234=(50, 100),
                           _1401=(280, 300), _1438=(278, 300), _0806=(280, 300))  # fmt: skip

    def test_todays_office_is_judged_among_todays(self, browser):
        (row,) = file_of(browser, f"{VESTLAND}?view=follow-up&as=now")
        assert (row["unit_name"], row["far"], row["red"], row["out_of_reach"]) == ("NAV Voss", "1", "1", "1")
        page = text_of(browser.get(f"{VESTLAND}?view=follow-up&as=now"))
        assert f'href="/offices/4621/{THEN}/?as=now"' in page

    def test_a_regions_offices_are_judged_among_all_of_todays_county(self, browser):
        assert [row["unit_name"] for row in file_of(browser, f"{REGION}?view=follow-up&as=now")] == ["NAV Voss"]

    def test_of_the_country_todays_counties(self, browser):
        page = text_of(browser.get(f"{COUNTRY}?view=follow-up&as=now"))
        assert "Ingen av 2 fylker skiller seg ut" in page  # under six there is no funnel


class TestThePast:
    def past(self, group, *, means=False) -> Histories:
        read = reading(THEN, "now")
        assert isinstance(read, AsNow)
        unit = placed(group, NOW)
        assert unit is not None
        lines = read.lines(unit, means=means)
        table = read.country_table(unit, None) if group == "NO" else read.unit_table(unit, None)
        self.names = [each.name for each in lines.units]
        return lines.past(list(lines.units), table.indicators, THEN).histories()

    def test_a_year_of_todays_offices(self, merged):
        found = self.past("4600")
        assert len(found.months) == 13
        voss = self.names.index("NAV Voss")
        assert found.numerators[voss, 0, -1] == 1850 - THEN.number % 3 + 700
        assert found.denominators[voss, 0, -1] == 3000

    def test_counties_as_wholes_and_as_means(self, merged):
        wholes = self.past("NO")
        vestland = self.names.index("NAV Vestland")
        assert wholes.denominators[vestland, 0, -1] == 6500
        means = self.past("NO", means=True)
        assert means.denominators[vestland, 0, -1] != means.denominators[vestland, 0, -1]  # a mean has none
        assert means.values[vestland, 0, -1] != wholes.values[vestland, 0, -1]


@pytest.mark.parametrize("address", [f"{VESTLAND}?view=changes&as=now", f"{COUNTRY}?view=follow-up&as=now"])
def test_as_many_queries_for_many_as_for_few(merged, browser, address):
    def queries():
        count_up_version()
        with CaptureQueriesContext(connection) as found:
            assert browser.get(address).status_code == 200
        return len(found)

    browser.get(address)
    few = queries()
    for number in range(5):
        old = an_office(f"19{number}0", county=a_county(f"9{number}00", until=MERGER), until=MERGER)
        merged.units[old.code] = old
        anew = an_office(f"18{number}0", county=a_county(f"8{number}00", since=MERGER), since=MERGER)
        a_succession(old, anew, MERGER)
    for month in (THEN - 1, THEN):
        more = {f"_19{number}0": (900 - 200 * (month == THEN), 1000) for number in range(5)}
        merged.publish(month, **figures_of(month), **more)
    assert queries() == few
