"""An indicator over time as the organisation is now: predecessors' months pooled, in the chart, the table and files."""

import pytest

from tests.builders import a_succession, an_office
from tests.dashboards.test_as_now_office_page import CHIPS, in_words, rows_of
from tests.dashboards.test_comparison_page import chart_of
from tests.dashboards.world import reader, text_of
from tests.merged import MERGER, SINCE, THEN, a_merger

pytestmark = pytest.mark.django_db
VOSS = "/offices/4621/indicators/IND0/"


@pytest.fixture
def merged():
    made = a_merger()
    made.publish(THEN - 1, _1235=(20, 40))
    made.publish(THEN)
    made.publish(SINCE, _4621=(50, 100), _4601=(90, 100), _4602=(70, 100), _1438=(40, 50))
    return made


@pytest.fixture
def browser(merged):
    return reader("directorate")


def months(response) -> dict[str, str]:
    """Value, or state where there is none, by month."""
    return {row["month"]: row["value"] or row["state"] for row in rows_of(response)}


def test_as_then_a_merged_office_begins_with_the_merger(browser):
    assert months(browser.get(f"{VOSS}?format=csv")) == {"2020-02": "0.5"}
    assert CHIPS in text_of(browser.get(VOSS))


def test_as_now_it_begins_with_its_predecessors(browser):
    assert months(browser.get(f"{VOSS}?as=now&format=csv")) == {
        "2019-10": "0.3",
        "2019-11": "0.4",
        "2019-12": "not_delivered",
        "2020-01": "not_delivered",
        "2020-02": "0.5",
    }


def test_the_chart_has_the_files_figures(browser):
    page = text_of(browser.get(f"{VOSS}?as=now"))
    curves = [trace["y"] for trace in chart_of(page)["data"] if "y" in trace]
    assert any(list(curve) == pytest.approx([30.0, 40.0, None, None, 50.0]) for curve in curves if len(curve) == 5)


def test_it_says_what_the_months_are_made_of(browser):
    page = in_words(text_of(browser.get(f"{VOSS}?as=now")))
    assert "Tall før 2020 er NAV Gamle Voss og NAV Granvin slått sammen." in page
    assert "oktober 2019 til februar 2020" in page


def test_a_merger_within_a_year_is_told_with_its_month(merged, browser):
    old = an_office("0807", "NAV Notodden", county=merged["0800"], until="2018-09-01")
    new = an_office("0808", "NAV Øst", county=merged["0800"], since="2018-09-01")
    merged.units |= {"0807": old, "0808": new}
    a_succession(old, new, "2018-09-01")
    merged.publish(THEN - 18, _0807=(5, 10))
    assert "Tall før september 2018 er fra NAV Notodden." in in_words(
        text_of(browser.get("/offices/0808/indicators/IND0/?as=now"))
    )


def test_the_county_beside_it_is_todays(browser):
    then, now = (rows_of(browser.get(f"/offices/1438/indicators/IND0/?format=csv{end}")) for end in ("", "&as=now"))
    assert float(then[1]["county_mean"]) == pytest.approx(0.85)  # Sogn og Fjordane
    assert float(now[1]["county_mean"]) == pytest.approx(0.75)  # Vestland
    assert float(now[1]["county_result"]) == 255 / 350
    assert then[-1]["county_mean"] == now[-1]["county_mean"]  # since the merger


def test_year_to_date_and_twelve_months_run_across_predecessors(browser):
    rows = {row["month"]: row for row in rows_of(browser.get(f"{VOSS}?as=now&format=csv"))}
    assert float(rows["2019-11"]["year_to_date"]) == pytest.approx(70 / 200)
    assert float(rows["2020-02"]["year_to_date"]) == 0.5


def test_a_hidden_part_hides_its_month_and_what_that_is_part_of(merged, browser):
    merged.publish(THEN - 1, _1234="too_few")
    rows = {row["month"]: row for row in rows_of(browser.get(f"{VOSS}?as=now&format=csv"))}
    hidden, after = rows["2019-10"], rows["2019-11"]
    assert [hidden[name] for name in ("state", "value", "numerator", "denominator")] == ["too_few", "", "", ""]
    assert (hidden["year_to_date"], after["year_to_date"], after["value"]) == ("", "", "0.4")
    assert "for få" in text_of(browser.get(f"{VOSS}?as=now"))


def test_a_predecessor_leads_to_what_it_became(browser):
    answer = browser.get("/offices/1234/indicators/IND0/?period=year&as=now")
    assert answer.url == f"{VOSS}?period=year&as=now"


def test_one_that_was_divided_is_read_as_then(merged, browser):
    divided = an_office("1299", "NAV Delt", county=merged["1200"], until=MERGER)
    merged.units["1299"] = divided
    for number in (1, 2):
        a_succession(divided, an_office(f"468{number}", county=merged["4600"], since=MERGER), MERGER)
    merged.publish(THEN, _1299=(10, 50))
    address = "/offices/1299/indicators/IND0/?as=now"
    assert months(browser.get(f"{address}&format=csv")) == {"2019-11": "0.2"}
    assert CHIPS not in text_of(browser.get(address))


def test_one_that_is_as_it_was_has_no_choice_and_the_same_months(browser):
    address = "/offices/0806/indicators/IND0/"
    for end in ("", "?as=now"):
        assert CHIPS not in text_of(browser.get(address + end))
    assert months(browser.get(f"{address}?format=csv")) == months(browser.get(f"{address}?as=now&format=csv"))


def test_an_office_without_figures_of_the_indicator_has_none_now_either(merged, browser):
    an_office("4699", "NAV Ny", county=merged["4600"], since=MERGER)
    assert "Ingen tall for NAV Ny" in in_words(text_of(browser.get("/offices/4699/indicators/IND0/?as=now")))


def test_an_unknown_indicator_is_not_found(browser):
    assert browser.get("/offices/4621/indicators/NOPE/?as=now").status_code == 404


def test_other_ways_to_see_it_keep_the_reading(browser):
    page = text_of(browser.get(f"{VOSS}?as=now"))
    assert f'href="{VOSS}?period=year&amp;as=now"' in page
    assert 'href="?format=csv&amp;as=now"' in page


def test_no_place_is_given_as_now(browser):
    address = "/offices/1438/indicators/IND0/"
    assert "Plass i fylket" in text_of(browser.get(address))
    assert "Plass i fylket" not in text_of(browser.get(f"{address}?as=now"))


def test_as_many_queries_for_many_months_and_offices(merged, browser, django_assert_max_num_queries):
    browser.get(f"{VOSS}?as=now&format=csv")
    with django_assert_max_num_queries(25) as few:
        browser.get(f"{VOSS}?as=now&format=csv")
    for number in range(10):
        merged.units[f"48{number}0"] = an_office(f"48{number}0", county=merged["4600"], since=MERGER)
        merged.publish(SINCE + number + 1, _4621=(50, 100), **{f"_48{number}0": (1, 2)})
    with django_assert_max_num_queries(len(few)):
        browser.get(f"{VOSS}?as=now&format=csv")
