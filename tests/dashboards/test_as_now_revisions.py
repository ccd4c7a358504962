"""Corrections of predecessors' figures as the organisation is now: marked like others, with what stood before."""

import re

import pytest

from scorecards.models import Result
from scorecards.queries.history import revised_months
from tests.builders import a_delivery, a_revision
from tests.dashboards.test_as_now_office_page import in_words, rows_of
from tests.dashboards.world import reader, text_of
from tests.merged import SINCE, THEN, Merged, a_merger

pytestmark = pytest.mark.django_db
MARK = '<sup class="revised"'
LEGEND = "rettet etter at det ble publisert"
VOSS = "/offices/4621/indicators/IND0/"
PAGES = (
    "/offices/4621/2019-11/?as=now",
    "/indicators/IND0/2019-11/?county=4600&as=now",
    "/counties/4600/2019-11/?as=now",
)


@pytest.fixture
def merged() -> Merged:
    made: Merged = a_merger()
    made.publish(THEN - 1)
    made.publish(THEN)
    made.publish(SINCE, _4621=(50, 100), _4601=(90, 100), _4602=(70, 100), _1438=(40, 50))
    return made


def correct(made: Merged, code: str, numerator: float, denominator: float, *, preliminary: bool = False) -> None:
    """Let another figure have stood before the one that stands at the office in the month of `THEN`."""
    result = Result.objects.get(indicator=made.share, unit=made[code], month=THEN)
    revision = a_revision(result, replaced_by=a_delivery(made.package, THEN))
    changed = {"numerator": numerator, "denominator": denominator, "value": numerator / denominator}
    type(revision).objects.filter(pk=revision.pk).update(**changed, preliminary=preliminary)


@pytest.fixture
def corrected(merged: Merged) -> Merged:
    correct(merged, "1234", 15, 60)
    return merged


@pytest.fixture
def browser(merged):
    return reader("directorate")


def revisions_of(page: str) -> str:
    return in_words(page[page.index('id="rettelser"') :]) if 'id="rettelser"' in page else ""


class TestTheMark:
    @pytest.mark.parametrize("address", PAGES)
    def test_stands_at_the_figure_that_a_corrected_one_is_part_of_with_a_legend(self, corrected, browser, address):
        page = text_of(browser.get(address))
        assert page.count(MARK) == 2  # one figure, and the legend
        assert LEGEND in page

    def test_stands_at_the_office_that_it_is_part_of(self, corrected, browser):
        page = text_of(browser.get(PAGES[1]))
        rows = [row for row in re.findall(r"<tr.*?</tr>", page, re.S) if MARK in row]
        assert len(rows) == 1
        assert "Voss" in rows[0]

    @pytest.mark.parametrize("address", PAGES)
    def test_is_nowhere_without_corrections_nor_in_the_month_before(self, merged, browser, address):
        assert MARK not in text_of(browser.get(address))
        correct(merged, "1234", 15, 60)
        assert MARK not in text_of(browser.get(address.replace("2019-11", "2019-10")))

    @pytest.mark.parametrize("address", PAGES)
    def test_a_preliminary_figure_that_became_final_is_no_correction(self, merged, browser, address):
        correct(merged, "1234", 15, 60, preliminary=True)
        assert MARK not in text_of(browser.get(address))

    @pytest.mark.parametrize("address", PAGES)
    def test_what_is_hidden_has_no_mark(self, corrected, browser, address):
        Result.objects.filter(unit=corrected["1235"], month=THEN).update(suppressed=True)
        page = text_of(browser.get(address))
        assert MARK not in page
        assert "for få" in page

    @pytest.mark.parametrize("address", PAGES)
    def test_costs_no_query_more(self, merged, browser, address, django_assert_max_num_queries):
        with django_assert_max_num_queries(99) as without:
            browser.get(address)
        for code in ("1234", "1235", "1203", "1401"):
            correct(merged, code, 5, 60)
        with django_assert_max_num_queries(len(without)):
            text_of(browser.get(f"{address}&lang=nb"))

    def test_the_table_of_many_months_has_none_as_now_nor_as_then(self, corrected, browser):
        """The mark belongs to the month that is read."""
        for address in (PAGES[1], "/indicators/IND0/2019-11/?county=1200"):
            page = text_of(browser.get(f"{address}&view=months"))
            assert MARK not in page[page.index("<table") :]


class TestWhatStoodBefore:
    def test_is_told_of_each_part_by_its_name(self, corrected, browser):
        shown = revisions_of(text_of(browser.get(f"{VOSS}?as=now")))
        assert "november 2019 NAV Granvin" in shown
        assert "25,0 %" in shown
        assert "16,7 %" in shown  # what stands
        assert "Gamle Voss" not in shown

    def test_of_two_parts_in_one_month_each_has_its_own(self, corrected, browser):
        correct(corrected, "1235", 36, 40)
        page = text_of(browser.get(f"{VOSS}?as=now"))
        shown = revisions_of(page)
        assert shown.index("NAV Gamle Voss") < shown.index("NAV Granvin")
        assert "90,0 %" in shown
        assert page.count('id="rettet-2019-11"') == 1

    def test_the_curve_has_a_flag_that_names_the_part(self, corrected, browser):
        page = in_words(text_of(browser.get(f"{VOSS}?as=now")))
        assert "Tallet til NAV Granvin for november 2019 ble endret" in page
        assert "Før det sto det 25,0 %." in page

    def test_the_month_in_the_table_leads_to_it(self, corrected, browser):
        page = text_of(browser.get(f"{VOSS}?as=now"))
        assert 'href="#rettet-2019-11"' in page
        assert "rettet 1 g." in page

    def test_files_count_those_of_all_parts(self, corrected, browser):
        correct(corrected, "1235", 36, 40)
        rows = {row["month"]: row for row in rows_of(browser.get(f"{VOSS}?as=now&format=csv"))}
        assert [rows[month]["revisions"] for month in ("2019-10", "2019-11", "2020-02")] == ["0", "2", "0"]

    def test_as_then_the_office_has_only_its_own(self, corrected, browser):
        assert revisions_of(text_of(browser.get(VOSS))) == ""
        shown = revisions_of(text_of(browser.get("/offices/1234/indicators/IND0/")))
        assert "25,0 %" in shown
        assert "NAV Granvin" not in shown  # the page is about it

    def test_hidden_figures_stay_hidden_there(self, corrected, browser):
        Result.objects.filter(unit=corrected["1234"], month=THEN).update(suppressed=True)
        type(corrected.share).objects.filter(pk=corrected.share.pk).update(hide_below=70)
        shown = revisions_of(text_of(browser.get(f"{VOSS}?as=now")))
        assert shown.count("for få") == 2
        assert "25,0 %" not in shown
        assert "16,7 %" not in shown

    def test_is_read_in_five_queries_for_any_number_of_units(self, corrected, django_assert_max_num_queries):
        for code in ("1235", "1203", "1401"):
            correct(corrected, code, 5, 60)
        units = [corrected[code].pk for code in ("1234", "1235", "1203", "1401")]
        with django_assert_max_num_queries(5):
            (stood,) = revised_months(corrected.share.pk, units).values()
        assert [each.unit for each in stood] == [unit for unit in units for _ in range(2)]
        assert [each.stands for each in stood] == [False, True] * 4
