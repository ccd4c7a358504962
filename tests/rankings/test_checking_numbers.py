"""check_numbers: what it reports, and with which exit status."""

import json

import pytest
from django.core.management import call_command

from rankings.management.commands import check_numbers
from rankings.models import RankingEntry
from rankings.services.publishing import publish_ranking
from scorecards.models import GroupSummary, PlaceInterval, Result
from scorecards.services.places import prepare_places
from scorecards.services.recalculation import recalculate
from tests.rankings.county import MAY, County, a_ranked_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    """A county whose summaries, places and ranking are those of its results."""
    county = a_ranked_county((30, 50), (33, 50), (45, 60))
    recalculate([county.package.items.get().indicator.pk])
    prepare_places()
    publish_ranking(county=county.placed(), month=MAY, by=None)
    return county


def check(capsys, *more: str) -> tuple[int, str, str]:
    status = 0
    try:
        call_command("check_numbers", *more)
    except SystemExit as left:
        status = int(left.code or 0)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_numbers_that_follow_from_results_are_in_order(capsys, county):
    status, out, err = check(capsys)
    assert (status, out) == (0, "")
    assert "Alle tall stemmer." in err


def test_as_json_it_is_one_object(capsys, county):
    status, out, _ = check(capsys, "--json")
    assert (status, json.loads(out)) == (0, {"differences_total": 0, "differences": [], "pending_places": 0})


def test_a_summary_that_does_not_follow_from_results_is_reported(capsys, county):
    GroupSummary.objects.filter(group=county.unit, month=MAY).update(mean=0.1)
    status, out, err = check(capsys, "--json")
    assert status == 1
    found = json.loads(out)
    assert found["differences_total"] == 1
    assert "1200" in found["differences"][0]
    assert "2018-05" in found["differences"][0]
    assert "1 tall stemmer ikke." in err


def test_a_ranking_that_does_not_follow_from_its_figures_is_reported(capsys, county):
    RankingEntry.objects.filter(unit=county.offices[0]).update(score=12.5)
    status, out, _ = check(capsys, "--json")
    assert status == 1
    assert "ranking 1200 2018-05 edition 1, 1201: score is 12.5" in json.loads(out)["differences"][0]


def test_a_result_changed_behind_the_products_back_is_reported_by_all_that_rests_on_it(capsys, county):
    Result.objects.filter(unit=county.offices[0], month=MAY).update(numerator=31, value=0.62)
    found = json.loads(check(capsys, "--json")[1])["differences"]
    assert any(line.startswith("ranking ") for line in found)
    assert any(not line.startswith("ranking ") for line in found)


def test_places_still_to_be_prepared_are_pending_and_no_difference(capsys, county):
    GroupSummary.objects.filter(group=county.unit, month=MAY).update(places_prepared=False)
    PlaceInterval.objects.filter(month=MAY).delete()
    status, out, err = check(capsys, "--json")
    assert (status, json.loads(out)["pending_places"]) == (0, 1)
    assert "Plassene er ikke regnet ut ennå for 1 av fylkenes måneder" in err


def test_more_differences_than_a_report_holds_are_counted(capsys, county, monkeypatch):
    monkeypatch.setattr(check_numbers, "SHOWN", 1)
    RankingEntry.objects.update(score=12.5)
    status, out, err = check(capsys, "--json")
    found = json.loads(out)
    assert (status, found["differences_total"], len(found["differences"])) == (1, 3, 1)
    assert "… og 2 til." in err
