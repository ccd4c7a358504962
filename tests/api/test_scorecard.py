"""An office's month: the same as its page shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.queries import placed
from scorecards.queries.office_month import office_month
from tests.builders import a_package, a_target, an_item, an_office
from tests.rankings.county import MAY

pytestmark = pytest.mark.django_db


def line_of(answer, indicator="NEDS"):
    return next(line for line in answer["lines"] if line["indicator"] == indicator)


def test_a_line_has_all_that_the_page_has(ask, county):
    status, answer = ask("offices/1203/scorecard", month="2018-05", package="STYRING")
    assert status == 200
    assert (answer["unit"], answer["month"], answer["package"]) == ("1203", "2018-05", "STYRING")
    line = line_of(answer)
    interval, year_to_date = line.pop("interval"), line.pop("year_to_date")
    assert interval[0] < 0.75 < interval[1]
    assert year_to_date == pytest.approx(0.75)
    assert line == {
        "indicator": "NEDS",
        "state": "value",
        "numerator": 45,
        "denominator": 60,
        "value": 0.75,
        "target": {"green": 0.7, "yellow": 0.6, "green_upper": None, "yellow_upper": None},
        "status": "green",
        "change": 0,
        "county": {"n": 3, "mean": 0.67, "pooled": 0.675, "median": 0.66},
        "place": {"position": 1, "low": 1, "high": 2, "of": 3},
        "preliminary": False,
    }


def test_it_is_what_the_query_says(ask, county):
    unit = placed("1201", MAY)
    page = office_month(unit, MAY)
    _, answer = ask("offices/1201/scorecard", month="2018-05")
    assert len(answer["lines"]) == len(page.lines) == 1
    for line, shown in zip(answer["lines"], page.lines, strict=True):
        assert line["indicator"] == shown.indicator.code
        assert line["value"] == shown.figure.value
        assert line["status"] == shown.status
        assert line["change"] == shown.change
        assert line["year_to_date"] == shown.year_to_date
        assert tuple(line["interval"]) == shown.interval
        assert line["place"]["position"] == shown.place.position
        assert (line["place"]["low"], line["place"]["high"]) == (None, None)  # not prepared for this one


def test_a_hidden_figure_has_no_numbers_at_all(ask, county):
    indicator, office = county.indicator("FATALL", hide_below=5), county.offices[0]
    county.deliver(indicator, office, MAY, 3, 50, suppressed=True)
    county.deliver(indicator, office, MAY - 1, 10, 50)
    line = line_of(ask("offices/1201/scorecard", month="2018-05")[1], "FATALL")
    assert line["state"] == "too_few"
    for name in ("numerator", "denominator", "value", "status", "change", "interval", "year_to_date", "place"):
        assert line[name] is None


def test_a_preliminary_figure_says_so_and_has_no_place(ask, county):
    indicator = county.indicator("TIDLIG")
    county.deliver(indicator, county.offices[0], MAY, 30, 50, preliminary=True)
    line = line_of(ask("offices/1201/scorecard", month="2018-05")[1], "TIDLIG")
    assert (line["state"], line["preliminary"], line["value"], line["place"]) == ("preliminary", True, 0.6, None)


def test_what_is_missing_is_null_with_a_state(ask, county):
    county.indicator("TOM", green=None)
    line = line_of(ask("offices/1201/scorecard", month="2018-05")[1], "TOM")
    assert line.pop("county") == {"n": 0, "mean": None, "pooled": None, "median": None}
    assert (line.pop("indicator"), line.pop("state"), line.pop("preliminary")) == ("TOM", "not_delivered", False)
    assert set(line.values()) == {None}


def test_a_zero_is_a_value(ask, county):
    indicator = county.indicator("NULL", direction="lower", green=0.1, yellow=0.2)
    county.deliver(indicator, county.offices[0], MAY, 0, 50)
    line = line_of(ask("offices/1201/scorecard", month="2018-05")[1], "NULL")
    assert (line["state"], line["value"], line["numerator"], line["status"]) == ("value", 0, 0, "green")


def test_a_target_between_limits_has_all_four(ask, county):
    indicator = county.indicator("INNE", direction="inside", green=None)
    a_target(indicator, 0.3, 0.2, green_upper=0.5, yellow_upper=0.6)
    county.deliver(indicator, county.offices[0], MAY, 20, 50)
    line = line_of(ask("offices/1201/scorecard", month="2018-05")[1], "INNE")
    assert line["target"] == {"green": 0.3, "yellow": 0.2, "green_upper": 0.5, "yellow_upper": 0.6}
    assert (line["status"], line["place"]) == ("green", None)


def test_another_package_can_be_chosen_in_any_case(ask, county):
    other = a_package("SMAL", owner=county.unit)
    an_item(other, county.package.items.get().indicator)
    county.indicator("MER")
    assert ask("offices/1201/scorecard", month="2018-05")[1]["package"] == "STYRING"
    status, answer = ask("offices/1201/scorecard", month="2018-05", package="smal")
    assert (status, answer["package"]) == (200, "SMAL")
    assert [line["indicator"] for line in answer["lines"]] == ["NEDS"]


def test_without_a_month_it_is_the_last_with_results(ask, county):
    assert ask("offices/1201/scorecard")[1]["month"] == "2018-05"
    an_office("1299", county=county.unit)
    status, answer = ask("offices/1299/scorecard")
    assert (status, answer["lines"]) == (200, [])


def test_a_month_without_results_has_no_lines(ask, county):
    status, answer = ask("offices/1201/scorecard", month="2019-05")
    assert (status, answer) == (200, {"unit": "1201", "month": "2019-05", "package": None, "lines": []})


def test_a_month_in_which_the_office_did_not_exist_has_no_lines(ask, county):
    status, answer = ask("offices/1201/scorecard", month="2012-05")
    assert (status, answer["lines"]) == (200, [])


def test_what_does_not_exist_is_not_found(ask, county):
    assert ask("offices/9999/scorecard") == (404, {"detail": "no office has the code 9999"})
    assert ask("offices/9999/scorecard", month="2018-05")[0] == 404
    assert ask("offices/1200/scorecard", month="2018-05")[0] == 404  # a county
    status, answer = ask("offices/1201/scorecard", month="2018-05", package="TULL")
    assert (status, answer) == (404, {"detail": "1201 has no package TULL in 2018-05"})


def test_the_number_of_queries_does_not_grow_with_the_lines(ask, county):
    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask("offices/1201/scorecard", month="2018-05")
        return len(queries)

    few = number()
    for _ in range(20):
        county.deliver_year(county.indicator(), county.offices[0], 30, 50)
    assert number() == few <= 11
