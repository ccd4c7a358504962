"""What is hidden is on no newer page or file either: the country's, the funnel, a month's process, local goals."""

import csv
import io
import re

import pytest

from scorecards.models import Indicator
from scorecards.versions import count_up_version
from tests.builders import a_country, a_county
from tests.dashboards.test_comparison_page import chart_of
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.attacker import Attacker
from tests.scorecards.local import a_local_indicator, fill
from tests.scorecards.published import of, offices_in, publish

pytestmark = pytest.mark.django_db
LIMIT = 5
COUNTRY, FUNNEL = "/country/2018-05/", "/indicators/IND0/2018-05/?county=1200&view=funnel"
SERIES = "/offices/1235/indicators/IND0/"
SMALL, DELIVERED = pytest.param((3, 97), id="small"), pytest.param("too_few", id="delivered")


@pytest.fixture
def world():
    """A package of the country's own, of which one indicator hides counts under five."""
    made = a_world(offices=9)
    made.package.owner = a_country()
    made.package.save()
    Indicator.objects.filter(code="IND0").update(hide_below=LIMIT)
    made.indicators[0].refresh_from_db()
    return made


@pytest.fixture
def browser(world):
    return reader("employee", world.offices[1])


def publish_with(world, first, month=MAY):
    """The first office's figure beside those of the others, which are never small."""
    others = [(60 + place, 100 + 2 * place) for place in range(len(world.offices) - 1)]
    publish(of(world.indicators[0], world.offices, first, *others), month, package=world.package)
    count_up_version()


def rows_of(browser, address):
    joint = "&" if "?" in address else "?"
    text = browser.get(f"{address}{joint}format=csv").content.decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text), delimiter=";") if row.get("indicator", "IND0") == "IND0"]


def shown_offices(browser):
    """The values of the offices whose figures the county's file has."""
    rows = rows_of(browser, "/counties/1200/2018-05/")
    return [float(row["value"]) for row in rows if row["kind"] == "office" and row["value"]]


def words_of(page):
    plain = re.sub(r"<script.*?</script>|<[^>]+>", " ", page[page.index("<main") :], flags=re.DOTALL)
    return " ".join(plain.split())


class TestTheCountry:
    @pytest.mark.parametrize("first", [SMALL, DELIVERED])
    def test_a_countys_mean_is_of_the_offices_that_are_shown(self, world, browser, first):
        publish_with(world, first)
        shown = shown_offices(browser)
        assert len(shown) < len(world.offices)
        of_county = [row for row in rows_of(browser, f"{COUNTRY}?figure=mean") if row["unit"] == "1200"]
        assert [float(row["value"]) for row in of_county] == [pytest.approx(sum(shown) / len(shown))]

    def test_a_mean_is_the_same_whatever_is_hidden(self, world, browser):
        files = []
        for count in (1, 4):
            publish_with(world, (count, 97))
            files.append([row for row in rows_of(browser, f"{COUNTRY}?figure=mean") if row["kind"] != "country"])
        assert files[0] == files[1]

    def test_a_delivered_star_takes_the_whole_with_it_on_the_page_and_in_the_file(self, world, browser):
        publish_with(world, "too_few")
        wholes = [row for row in rows_of(browser, COUNTRY) if row["kind"] in ("county_result", "country")]
        assert [row["state"] for row in wholes] == ["too_few", "too_few"]
        assert {row[name] for row in wholes for name in ("numerator", "denominator", "value", "status")} == {""}
        assert "Hele landet samlet for få" in words_of(text_of(browser.get(COUNTRY)))

    @pytest.mark.parametrize("month", [APRIL, MAY])
    def test_a_whole_that_is_hidden_or_was_the_month_before_has_not_changed_colour(self, world, browser, month):
        for county in ("1400", "1500", "1600", "1700", "1800", "1900"):
            world.offices += offices_in(a_county(county), number=2)
        for each in (MAY - number for number in range(14)):
            low, high = (600, 960) if each == MAY else (965, 960 + each.number)
            figures = of(world.indicators[0], world.offices, *[(low, 1000)] * 9, *[(high, 1000)] * 12)
            publish(figures, each, package=world.package)
        address = f"{COUNTRY}?view=changes"
        assert [row["unit"] for row in rows_of(browser, address)] == ["1200"]
        hidden = of(world.indicators[0], world.offices[:9], "too_few", *[(965 if month == APRIL else 600, 1000)] * 8)
        publish(hidden, month, package=world.package)
        count_up_version()
        assert rows_of(browser, address) == []
        assert "for få" in words_of(text_of(browser.get(f"/country/{month}/")))

    def test_the_only_office_of_a_county_is_not_the_countys_whole_nor_the_rest_of_the_country(self, world, browser):
        alone = offices_in(a_county("1400", "NAV Sogn"), number=1)
        more = offices_in(a_county("1500", "NAV Møre"), number=3)
        everybody = [*world.offices, *alone, *more]
        publish(of(world.indicators[0], everybody, *[(60, 100)] * 9, (2, 89), *[(70, 100)] * 3), package=world.package)
        whole = {row["unit"]: row for row in rows_of(browser, COUNTRY) if row["kind"] != "mean_of_offices"}
        assert whole["1400"]["numerator"] == ""
        assert any(whole[code]["numerator"] == "" for code in ("NO", "1200", "1500"))
        means = {row["unit"]: row["value"] for row in rows_of(browser, f"{COUNTRY}?figure=mean")}
        assert means["1400"] == ""

    @pytest.mark.parametrize("small", [(1, 40), (3, 97), (96, 97)])
    def test_all_of_its_files_together_find_out_no_count(self, world, browser, small):
        other = offices_in(a_county("1400", "NAV Sogn"), number=3)
        everybody = [*world.offices, *other]
        parts = [small, *[(60 + place, 100) for place in range(8)], (2, 50), (30, 50), (9, 50)]
        publish(of(world.indicators[0], everybody, *parts), package=world.package)
        cell = {office.code: (office.pk, MAY, *map(float, each)) for office, each in zip(everybody, parts, strict=True)}
        members = {"1200": world.offices, "1291": world.offices, "1400": other, "NO": everybody}
        seen = Attacker(world.indicators[0], LIMIT, cells=set(cell.values()))
        for address in (COUNTRY, "/counties/1200/2018-05/", "/counties/1400/2018-05/"):
            for row in rows_of(browser, address):
                if row["kind"] == "office" and row["value"]:
                    seen.shown.add(cell[row["unit"]])
                elif row["numerator"]:
                    seen.sums.add(frozenset(cell[office.code] for office in members[row["unit"]]))
        assert seen.shown
        assert seen.cells - seen.shown
        assert seen.found_out() == []

    def test_a_file_of_means_calls_them_means(self, world, browser):
        publish_with(world, (60, 97))
        kinds = {
            which: {row["kind"] for row in rows_of(browser, COUNTRY + which) if row["unit"] == "1200"}
            for which in ("", "?figure=mean")
        }
        assert kinds == {"": {"county_result"}, "?figure=mean": {"mean_of_offices"}}


class TestTheFunnel:
    @pytest.mark.parametrize("first", [SMALL, DELIVERED])
    def test_a_hidden_office_is_neither_dot_nor_hover_text_nor_named_as_outside(self, world, browser, first):
        publish_with(world, first)
        page = text_of(browser.get(FUNNEL))
        dots = chart_of(page)["data"][-1]
        assert len(dots["x"]) == len(shown_offices(browser))
        assert "NAV Voss" not in str(chart_of(page))
        assert 97 not in dots["x"]
        assert "3 av 97" not in page
        assert re.search(r"For få, vises ikke: [^.]*Voss\.", words_of(page))
        assert "Ingen kontor skiller seg mer ut" in page  # 3 of 97 would be far outside

    def test_its_lines_are_the_same_whatever_is_hidden(self, world, browser):
        charts = []
        for count in (1, 4):
            publish_with(world, (count, 97))
            charts.append(chart_of(text_of(browser.get(FUNNEL))))
        assert charts[0] == charts[1]


class TestTheIndicatorOverTime:
    @pytest.fixture(autouse=True)
    def _a_year(self, world):
        for step in range(12):
            publish_with(world, (40 + step % 3, 97), APRIL - 11 + step)

    def about(self, page):
        """What is said on top, and of usual variation, with the bands of the chart and the office's own points.

        What the mouse is told of a point names the county's total too, which holds the hidden count and may be shown.
        """
        words = words_of(page)
        chart = chart_of(page)
        own = {name: what for name, what in chart["data"][2].items() if name != "customdata"}
        usual = words[words.index("Vanlig variasjon") : words.index("Grått felt i diagrammet")]
        return words.partition("Utvikling")[0], usual, chart["layout"]["shapes"], own

    def test_usual_variation_and_the_years_target_are_the_same_whatever_is_hidden(self, world, browser):
        pages = []
        publish_with(world, (2, 97))  # so that both of the next are corrections, which the curve marks
        for stated in ((1, 97), (4, 97)):
            publish_with(world, stated)
            pages.append(self.about(text_of(browser.get(SERIES))))
            assert "Årets krav" in pages[-1][0]
            assert "Vanlig variasjon:" in pages[-1][1]
        assert pages[0] == pages[1]

    def test_no_word_of_corrections_has_a_small_count_before_or_after(self, world, browser):
        publish_with(world, (61, 97))
        publish_with(world, (3, 97))
        publish_with(world, (4, 97))
        shown = words_of(text_of(browser.get(SERIES))).partition("hva som sto før.")[2]
        assert shown.count("for få") >= 2
        assert not re.search(r"\b[34] av 97|3,1|4,1", shown)


class TestLocalGoals:
    @pytest.fixture
    def counted(self, world):
        publish_with(world, (60, 97))
        made = a_local_indicator(world.county, "Kurs", filled_in_by="offices")
        Indicator.objects.filter(pk=made.pk).update(hide_below=LIMIT)
        for office in world.offices:
            fill(office, made, "3" if office == world.voss else "41")
        return made

    ADDRESS = "/local/1235/2018-05/"

    def test_who_may_only_read_the_form_is_not_told_a_hidden_count(self, counted, browser):
        table = text_of(browser.get(self.ADDRESS)).partition("<tbody")[2].partition("</tbody")[0]
        assert "for få" in table
        assert not re.search(r">\s*3\s*<", table)

    def test_who_fills_it_in_sees_what_was_typed(self, world, counted):
        assert 'value="3"' in text_of(reader("employee", world.voss).get(self.ADDRESS))

    def test_the_section_of_the_office_and_the_month_after_say_too_few(self, counted, browser):
        for address, heading in (("/offices/1235/2018-05/", "Lokale mål for"), ("/local/1235/2018-06/", "Uten tall")):
            shown = words_of(text_of(browser.get(address))).partition(heading)[2]
            assert re.search(r"Kurs (antall · fra fylket )?for få", shown)

    def test_the_file_of_the_form_has_the_state_and_no_number(self, counted, browser):
        lines = browser.get(f"{self.ADDRESS}?format=csv").content.decode("utf-8-sig").splitlines()
        assert lines[1].startswith("1235;NAV Voss;2018-05;L1200-1;Kurs;;;;too_few;")
