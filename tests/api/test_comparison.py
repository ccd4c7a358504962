"""One indicator at all the offices of a county: the same as the comparison's page shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecards.models import GroupSummary
from scorecards.queries.comparison import compare_offices
from tests.builders import a_country, a_county
from tests.rankings.county import MAY

pytestmark = pytest.mark.django_db


def test_the_offices_stand_beside_the_county(ask, county):
    status, answer = ask("indicators/NEDS/comparison", month="2018-05", county="1200")
    assert status == 200
    assert [office["unit"] for office in answer["offices"]] == ["1201", "1202", "1203"]
    first = answer["offices"][0]
    low, high = first.pop("interval")
    assert low < 0.6 < high
    assert first == {
        "unit": "1201", "state": "value", "numerator": 30, "denominator": 50, "value": 0.6, "status": "yellow",
    }  # fmt: skip
    assert answer["county"] == {
        "n": 3, "mean": 0.67, "pooled": 0.675, "median": 0.66, "q1": 0.63, "q3": 0.705, "published": None,
    }  # fmt: skip
    assert answer["country"] == answer["reference"] == {"pooled": None}


def test_the_country_and_a_reference_county_come_with_it(ask, county):
    other = a_county("1400")
    indicator = county.package.items.get().indicator
    for group, pooled in ((a_country(), 0.61), (other, 0.64)):
        GroupSummary.objects.create(indicator=indicator, group=group, month=MAY, n=1, pooled=pooled, values=[pooled])
    _, answer = ask("indicators/neds/comparison", month="2018-05", county="1200", reference="1400")
    assert (answer["country"], answer["reference"]) == ({"pooled": 0.61}, {"pooled": 0.64})


def test_it_is_what_the_query_says(ask, county):
    page = compare_offices("NEDS", county.placed(), MAY)
    _, answer = ask("indicators/NEDS/comparison", month="2018-05", county="1200")
    for office, row in zip(answer["offices"], page.offices, strict=True):
        assert (office["unit"], office["value"], office["status"]) == (row.code, row.figure.value, row.status)
        assert tuple(office["interval"]) == row.interval


def test_a_hidden_office_is_there_without_numbers(ask, county):
    office = county.office("1280")
    county.deliver(county.package.items.get().indicator, office, MAY, 2, 50, suppressed=True)
    _, answer = ask("indicators/NEDS/comparison", month="2018-05", county="1200")
    assert answer["offices"][-1] == {
        "unit": "1280", "state": "too_few", "numerator": None, "denominator": None, "value": None, "status": None,
        "interval": None,
    }  # fmt: skip


def test_the_countys_own_line_is_shown_where_there_is_one(ask, county):
    GroupSummary.objects.filter(group=county.unit, month=MAY).update(published=0.68)
    _, answer = ask("indicators/NEDS/comparison", month="2018-05", county="1200")
    assert answer["county"]["published"] == 0.68


def test_without_a_month_it_is_the_countys_last(ask, county):
    assert ask("indicators/NEDS/comparison", county="1200")[1]["county"]["n"] == 3


def test_a_month_without_results_has_offices_without_figures(ask, county):
    status, answer = ask("indicators/NEDS/comparison", month="2019-05", county="1200")
    assert status == 200
    assert {office["state"] for office in answer["offices"]} == {"not_delivered"}
    assert answer["county"]["n"] == 0


def test_what_does_not_exist_is_not_found(ask, county):
    assert ask("indicators/TULL/comparison", month="2018-05", county="1200") == (
        404, {"detail": "no indicator has the code TULL"},
    )  # fmt: skip
    assert ask("indicators/NEDS/comparison", month="2018-05", county="9999")[0] == 404
    assert ask("indicators/NEDS/comparison", county="1201")[0] == 404  # an office
    assert ask("indicators/NEDS/comparison", month="2018-05", county="1200", reference="9999")[0] == 404
    assert ask("indicators/%00/comparison", month="2018-05", county="1200")[0] == 404


def test_a_county_must_be_named(ask, county):
    assert ask("indicators/NEDS/comparison") == (422, {"detail": "county: Field required"})


def test_the_number_of_queries_does_not_grow_with_the_offices(ask, county):
    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask("indicators/NEDS/comparison", month="2018-05", county="1200")
        return len(queries)

    few = number()
    for _ in range(20):
        county.deliver(county.package.items.get().indicator, county.office(), MAY, 30, 50)
    assert number() == few <= 11
