"""A published ranking: the same as its page shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rankings.models import Ranking
from rankings.queries.page import ranking_page
from rankings.services.publishing import publish_ranking
from rankings.services.withdrawing import withdraw_ranking
from scorecards.models import Result
from tests.builders import a_delivery, a_revision
from tests.rankings.county import MAY

pytestmark = pytest.mark.django_db


def test_the_ranking_has_places_with_their_intervals_and_contributions(ask, county):
    status, answer = ask("rankings/1200/2018-05")
    assert status == 200
    assert set(answer) == {"rule", "edition", "outdated", "entries", "not_ranked"}
    assert (answer["rule"], answer["edition"], answer["outdated"]) == ("STANDARD", 1, False)
    first = answer["entries"][0]
    assert set(first) == {"unit", "position", "low", "high", "group", "score", "contributions"}
    assert (first["unit"], first["position"], first["score"], first["group"]) == ("1203", 1, 100, None)
    assert first["low"] <= 1 <= first["high"]
    assert first["contributions"] == [{"indicator": "NEDS", "points": 100}]


def test_it_is_what_the_query_says(ask, county):
    page = ranking_page(county.placed(), MAY)
    _, answer = ask("rankings/1200/2018-05")
    assert [entry["unit"] for entry in answer["entries"]] == [entry.code for entry in page.entries]
    for entry, shown in zip(answer["entries"], page.entries, strict=True):
        assert (entry["position"], entry["low"], entry["high"]) == (shown.position, shown.low, shown.high)
        assert entry["score"] == shown.score
        assert sum(part["points"] for part in entry["contributions"]) == pytest.approx(entry["score"])


def test_offices_without_a_place_come_with_the_reason(ask, county):
    county.office("1280")
    publish_ranking(county=county.placed(), month=MAY, by=None)
    _, answer = ask("rankings/1200/2018-05")
    assert answer["not_ranked"] == [{"unit": "1280", "reason": "no_results"}]
    assert (answer["edition"], len(answer["entries"])) == (2, 3)


def test_an_indicator_that_gave_no_points_is_null(ask, county):
    light = county.indicator("LETT", weight=0.1)
    county.deliver_year(light, county.offices[0], 30, 50)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    entries = {entry["unit"]: entry for entry in ask("rankings/1200/2018-05")[1]["entries"]}
    assert {"indicator": "LETT", "points": None} in entries["1202"]["contributions"]


def test_an_outdated_ranking_says_so(ask, county):
    result = county.package.items.get().indicator

    a_revision(Result.objects.filter(indicator=result, month=MAY)[0], replaced_by=a_delivery(county.package, MAY))
    assert ask("rankings/1200/2018-05")[1]["outdated"] is True


def test_without_intervals_they_are_null(ask, county):
    Ranking.objects.get().entries.update(low=None, high=None)
    entry = ask("rankings/1200/2018-05")[1]["entries"][0]
    assert (entry["low"], entry["high"], entry["group"]) == (None, None, None)


def test_a_month_without_a_ranking_is_not_found(ask, county):
    assert ask("rankings/1200/2018-04") == (404, {"detail": "no ranking of 2018-04 is published for 1200"})
    assert ask("rankings/9999/2018-05") == (404, {"detail": "no county has the code 9999"})
    assert ask("rankings/1201/2018-05")[0] == 404


def test_an_edition_that_was_taken_back_is_not_found_and_the_one_that_stands_is(ask, county):
    withdraw_ranking(county=county.placed(), month=MAY, edition=1, reason="Feil i tallene", by=None)
    assert ask("rankings/1200/2018-05") == (404, {"detail": "no ranking of 2018-05 is published for 1200"})
    publish_ranking(county=county.placed(), month=MAY, by=None)
    status, answer = ask("rankings/1200/2018-05")
    assert (status, answer["edition"], len(answer["entries"])) == (200, 2, 3)


def test_what_is_no_month_is_refused(ask, county):
    assert ask("rankings/1200/2018-13")[0] == 422


def test_the_number_of_queries_does_not_grow_with_the_offices(ask, county):
    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask("rankings/1200/2018-05")
        return len(queries)

    few = number()
    for _ in range(20):
        county.deliver_year(county.package.items.get().indicator, county.office(), 30, 50)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert number() == few <= 9
