"""Publishing a ranking and checking every number from the command line."""

import json

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditLine
from rankings.models import Ranking, RankingRule
from tests.builders import a_person
from tests.rankings.county import County, a_ranked_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = a_ranked_county((30, 50), (33, 50), (45, 60))
    county.office("1280")
    return county


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    """A command's exit status, standard output and standard error."""
    status = 0
    try:
        call_command(*arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def publish(capsys, *more: str, county="1200", month="2018-05") -> tuple[int, str, str]:
    return run(capsys, "publish_ranking", "--county", county, "--month", month, *more)


def test_a_ranking_is_published_and_told_in_a_sentence(capsys, county):
    status, out, err = publish(capsys)
    assert (status, out) == (0, "")
    assert (
        "Rangeringen for 1200 i 2018-05 er publisert, utgave 1: 3 kontor har en plass. 1 kontor er ikke rangert." in err
    )
    assert Ranking.objects.get().edition == 1


def test_without_a_name_the_log_says_command_line(capsys, county):
    publish(capsys)
    line = AuditLine.objects.get()
    assert (line.actor, line.source) == (None, "command line")


def test_by_a_person_the_log_and_the_edition_name_that_person(capsys, county):
    person = a_person("stab@test.example", role="county", unit=county.unit)
    assert publish(capsys, "--by", "stab@test.example")[0] == 0
    assert Ranking.objects.get().published_by == person
    assert AuditLine.objects.get().actor == person


def test_as_json_it_is_one_object_and_nothing_else(capsys, county):
    RankingRule.objects.create(code="EGEN", name="Egen", county=county.unit)
    status, out, _ = publish(capsys, "--json", "--rule", "EGEN")
    assert status == 0
    assert json.loads(out) == {
        "county": "1200",
        "month": "2018-05",
        "edition": 1,
        "rule": "EGEN",
        "package": "STYRING",
        "intervals_shown": True,
        "ranked": 3,
        "not_ranked": [{"unit": "1280", "reason": "no_results"}],
        "findings_total": 0,
        "findings": [],
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"county": "9999"}, "unknown_unit"),
        ({"county": "1201"}, "unit_not_in_existence"),
        ({"month": "2012-05"}, "unit_not_in_existence"),
        ({"month": "2019-05"}, "no_package"),
    ],
)
def test_what_cannot_be_ranked_is_refused_with_a_finding(capsys, county, arguments, code):
    status, out, err = publish(capsys, "--json", **arguments)
    assert status == 1
    found = json.loads(out)
    assert (found["findings_total"], found["findings"][0]["code"]) == (1, code)
    assert code in err
    assert not Ranking.objects.exists()


def test_a_person_without_the_right_is_refused(capsys, county):
    a_person("ansatt@test.example", role="employee", unit=county.offices[0])
    for email in ("ansatt@test.example", "ukjent@test.example"):
        status, out, _ = publish(capsys, "--json", "--by", email)
        assert (status, json.loads(out)["findings"][0]["code"]) == (1, "not_permitted")
    assert not Ranking.objects.exists()


@pytest.mark.parametrize("month", ["2018-13", "mai"])
def test_what_is_no_month_is_wrong_usage(county, month):
    with pytest.raises(CommandError, match="a month is written YYYY-MM"):
        call_command("publish_ranking", "--county", "1200", "--month", month)
