"""Answers as the organisation is now: today's units, predecessors pooled, and as then the units as they were."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.services import issue_token
from scorecards.models import Result
from tests.builders import a_delivery, a_person, a_revision, a_succession, an_indicator, an_office
from tests.dashboards.world import reader as browser_of_a
from tests.merged import MERGER, SINCE, THEN, a_merger
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
MONTH = str(THEN)


@pytest.fixture
def merged():
    made = a_merger()
    made.publish(THEN - 1, _1235=(20, 40))
    made.publish(THEN)
    return made


@pytest.fixture
def ask(merged) -> Callable[..., Any]:
    """Asks with a token; the answer, or its status where that is not 200."""
    token, _kept = issue_token(person=a_person(role="employee"), by=None)
    client = Client(headers={"Authorization": f"Bearer {token}"})

    def asked(address: str, **query: str) -> Any:
        answer = client.get(f"/api/v1/{address}", query)
        return answer.json() if answer.status_code == 200 else answer.status_code

    return asked


class TestUnits:
    def test_as_then_those_of_the_month(self, ask):
        for query in ({}, {"as": "then"}):
            found = {unit["code"] for unit in ask("units", month=MONTH, kind="county", **query)}
            assert found == {"1200", "1400", "0800"}

    def test_as_now_those_of_today(self, ask):
        found = {unit["code"] for unit in ask("units", month=MONTH, kind="county", **{"as": "now"})}
        assert found == {"4600", "0800"}

    @pytest.mark.parametrize("county", ["4600", "1400"])
    def test_a_countys_are_those_of_what_it_is_today(self, ask, county):
        found = ask("units", month=MONTH, kind="office", county=county, **{"as": "now"})
        assert {unit["code"] for unit in found} == {"4601", "4621", "4602", "1438"}

    def test_another_word_is_refused(self, ask):
        assert ask("units", month=MONTH, **{"as": "tomorrow"}) == 422


class TestScorecard:
    @pytest.mark.parametrize("code", ["4621", "1234", "1235"])
    def test_it_is_that_of_what_the_office_is_today(self, ask, code):
        answer = ask(f"offices/{code}/scorecard", month=MONTH, **{"as": "now"})
        assert (answer["unit"], answer["month"], answer["package"]) == ("4621", MONTH, "STYR")
        (line,) = answer["lines"]
        assert (line["numerator"], line["denominator"], line["value"]) == (40, 100, 0.4)
        assert line["change"] == pytest.approx(0.1)
        assert line["year_to_date"] == pytest.approx(70 / 200)
        assert line["county"]["n"] == 4
        assert line["county"]["pooled"] == 255 / 350
        assert line["place"] is None
        assert line["interval"][0] < 0.4 < line["interval"][1]

    def test_as_then_it_is_the_offices_own(self, ask):
        (line,) = ask("offices/1234/scorecard", month=MONTH)["lines"]
        assert (line["numerator"], line["county"]["n"], line["place"]["of"]) == (10, 3, 3)

    def test_without_a_month_it_is_the_last_that_what_became_it_has(self, ask, merged):
        assert ask("offices/4621/scorecard", **{"as": "now"})["month"] == MONTH
        merged.publish(SINCE, _4621=(50, 100))
        assert ask("offices/1234/scorecard", **{"as": "now"})["month"] == str(SINCE)

    def test_where_nothing_differs_it_is_the_same_with_its_place(self, ask):
        then, now = (ask("offices/0806/scorecard", month=MONTH, **{"as": word}) for word in ("then", "now"))
        assert then == now
        assert now["lines"][0]["place"]["position"] == 1

    def test_a_hidden_part_hides_all_of_it(self, ask, merged):
        merged.publish(THEN, _1234="too_few")
        (line,) = ask("offices/4621/scorecard", month=MONTH, **{"as": "now"})["lines"]
        names = ("numerator", "denominator", "value", "status", "change", "interval", "year_to_date", "place")
        assert line["state"] == "too_few"
        assert [line[name] for name in names] == [None] * len(names)
        assert (line["county"]["n"], line["county"]["pooled"]) == (3, None)

    def test_an_office_that_became_several_or_nothing_is_none_of_today(self, ask, merged):
        divided = an_office("1299", county=merged["1200"], until=MERGER)
        for number in (1, 2):
            a_succession(divided, an_office(f"468{number}", county=merged["4600"], since=MERGER), MERGER)
        an_office("1298", county=merged["1200"], until=MERGER)
        for code in ("1299", "1298", "9999"):
            assert ask(f"offices/{code}/scorecard", month=MONTH, **{"as": "now"}) == 404

    def test_a_package_that_it_has_not_is_not_found(self, ask):
        assert ask("offices/4621/scorecard", month=MONTH, package="NOPE", **{"as": "now"}) == 404

    def test_before_anything_stood_there_are_no_lines(self, ask):
        assert ask("offices/4621/scorecard", month="1901-01", **{"as": "now"})["lines"] == []


class TestComparison:
    @pytest.mark.parametrize("county", ["4600", "1200"])
    def test_it_is_of_todays_offices(self, ask, county):
        answer = ask("indicators/IND0/comparison", month=MONTH, county=county, reference="0800", **{"as": "now"})
        values = {row["unit"]: row["value"] for row in answer["offices"]}
        assert values == {"4601": 0.9, "4621": 0.4, "4602": 0.8, "1438": 0.9}
        assert (answer["county"]["n"], answer["county"]["pooled"]) == (4, 255 / 350)
        assert answer["county"]["mean"] == pytest.approx(0.75)
        assert answer["country"]["pooled"] == 315 / 430
        assert answer["reference"]["pooled"] == 0.75
        assert answer["county"]["published"] is None

    def test_a_merged_county_can_be_the_reference(self, ask):
        answer = ask("indicators/IND0/comparison", month=MONTH, county="0800", reference="1400", **{"as": "now"})
        assert answer["reference"]["pooled"] == 255 / 350
        assert [row["unit"] for row in answer["offices"]] == ["0806"]

    def test_without_a_month_it_is_the_last_that_what_became_it_has(self, ask):
        answer = ask("indicators/IND0/comparison", county="4600", **{"as": "now"})
        assert answer["county"]["n"] == 4

    def test_an_unknown_indicator_is_not_found(self, ask):
        assert ask("indicators/NOPE/comparison", month=MONTH, county="4600", **{"as": "now"}) == 404


class TestResults:
    @pytest.mark.parametrize("code", ["4621", "1235"])
    def test_predecessors_are_one(self, ask, code):
        answer = ask("results", unit=code, **{"as": "now"})
        assert [(row["unit"], row["month"], row["value"]) for row in answer] == [
            ("4621", "2019-10", 0.3),
            ("4621", "2019-11", 0.4),
        ]

    def test_with_their_latest_delivery_and_all_their_revisions(self, ask, merged):
        later = publish({(merged.share, merged["1234"]): (11, 60)}, THEN)
        for code in ("1234", "1235"):
            result = Result.objects.get(unit=merged[code], month=THEN)
            a_revision(result, replaced_by=a_delivery(merged.package, THEN))
        (row,) = ask("results", unit="4621", **{"as": "now", "from": MONTH})
        assert (row["numerator"], row["delivery"]) == (41, later.pk)
        assert row["revisions"] == 3  # and the one that the later delivery made

    def test_an_indicators_are_those_of_all_of_todays_offices(self, ask):
        answer = ask("results", indicator="IND0", **{"from": MONTH, "to": MONTH, "as": "now"})
        assert {row["unit"]: row["value"] for row in answer} == {
            "0806": 0.75, "1438": 0.9, "4601": 0.9, "4602": 0.8, "4621": 0.4,
        }  # fmt: skip
        assert [row["unit"] for row in answer] == sorted(row["unit"] for row in answer)

    def test_of_an_office_that_was_divided_there_are_none(self, ask, merged):
        merged.units["1299"] = an_office("1299", county=merged["1200"], until=MERGER)
        for number in (1, 2):
            a_succession(merged["1299"], an_office(f"468{number}", county=merged["4600"], since=MERGER), MERGER)
        merged.publish(THEN, _1299=(10, 50))
        found = {row["unit"] for row in ask("results", indicator="IND0", **{"as": "now"})}
        assert found.isdisjoint({"1299", "4681", "4682"})
        assert "1299" in {row["unit"] for row in ask("results", indicator="IND0")}

    def test_groups_that_stand_keep_their_own_lines_and_others_have_none(self, ask, merged):
        publish({(merged.share, merged[code]): (70, 100) for code in ("0800", "1200")}, THEN)
        found = {row["unit"]: row["value"] for row in ask("results", indicator="IND0", **{"as": "now", "from": MONTH})}
        assert found["0800"] == 0.7
        assert not {"1200", "4600"} & set(found)

    def test_a_hidden_part_hides_it(self, ask, merged):
        merged.publish(THEN, _1235="too_few")
        (row,) = ask("results", unit="4621", **{"as": "now", "from": MONTH})
        assert [row[name] for name in ("state", "numerator", "denominator", "value")] == ["too_few", None, None, None]

    def test_a_sum_with_a_part_missing_is_not_known(self, ask, merged):
        visits = an_indicator("BESOK", pooling="sum", unit="number")
        publish({(visits, merged["1235"]): 12.0}, THEN - 1)
        publish({(visits, merged["1235"]): 12.0, (visits, merged["1234"]): 3.0}, THEN)
        before, after = ask("results", indicator="BESOK", unit="4621", **{"as": "now"})
        assert (before["state"], before["value"]) == ("not_delivered", None)
        assert (after["state"], after["value"]) == ("value", 15)

    def test_a_preliminary_part_makes_it_so(self, ask, merged):
        other = an_indicator("ANNEN")
        publish({(other, merged["1235"]): (1, 2)}, THEN, preliminary=True)
        publish({(other, merged["1234"]): (1, 2)}, THEN)
        (row,) = ask("results", indicator="ANNEN", **{"as": "now"})
        assert (row["state"], row["value"]) == ("preliminary", 0.5)


def test_pages_files_and_answers_have_the_same_figures(ask, merged):
    browser = browser_of_a("directorate")
    text = browser.get(f"/counties/4600/{MONTH}/?as=now&format=csv").content.decode("utf-8-sig")
    in_table = {
        row["unit"]: float(row["value"])
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
        if row["kind"] == "office"
    }
    comparison = ask("indicators/IND0/comparison", month=MONTH, county="4600", **{"as": "now"})
    stored = ask("results", indicator="IND0", **{"as": "now", "from": MONTH})
    cards = {
        code: ask(f"offices/{code}/scorecard", month=MONTH, **{"as": "now"})["lines"][0]["value"] for code in in_table
    }
    assert in_table == {row["unit"]: row["value"] for row in comparison["offices"]}
    assert in_table == {row["unit"]: row["value"] for row in stored if row["unit"] != "0806"}
    assert in_table == cards
