"""Stored figures, and how often they have changed."""

import pytest

from api import views
from organisation.months import Month
from scorecards.models import GroupSummary, Result
from scorecards.services.withdrawing import withdraw_delivery
from tests.builders import a_delivery, a_result, a_revision
from tests.rankings.county import MAY

pytestmark = pytest.mark.django_db


def test_a_figure_comes_with_its_delivery_and_its_revisions(ask, county):
    result = Result.objects.get(unit=county.offices[0], month=MAY)
    a_revision(result, replaced_by=a_delivery(county.package, MAY))
    a_revision(result, replaced_by=a_delivery(county.package, MAY))
    status, answer = ask("results", indicator="NEDS", unit="1201", **{"from": "2018-05", "to": "2018-05"})
    assert status == 200
    assert answer == [
        {
            "indicator": "NEDS",
            "unit": "1201",
            "month": "2018-05",
            "numerator": 30,
            "denominator": 50,
            "value": 0.6,
            "state": "value",
            "delivery": result.delivery_id,
            "revisions": 2,
        }
    ]


def test_after_a_withdrawal_it_comes_with_what_it_stands_by_and_both_changes(ask, county):
    result = Result.objects.get(unit=county.offices[0], month=MAY)
    first, second = result.delivery, a_delivery(county.package, MAY)
    a_revision(result, replaced_by=second)
    Result.objects.filter(pk=result.pk).update(numerator=40, value=0.8, delivery=second)
    withdraw_delivery(delivery=second, reason="Feil fil", by=None)
    (row,) = ask("results", indicator="NEDS", unit="1201", **{"from": "2018-05"})[1]
    assert (row["value"], row["delivery"], row["revisions"]) == (0.6, first.pk, 2)
    withdraw_delivery(delivery=first, reason="Feil fil", by=None)
    assert ask("results", indicator="NEDS", unit="1201", **{"from": "2018-05"})[1] == []


def test_they_stand_by_unit_and_month(ask, county):
    _, answer = ask("results", indicator="neds", **{"from": "2018-04"})
    assert [(row["unit"], row["month"]) for row in answer] == [
        (unit, month) for unit in ("1201", "1202", "1203") for month in ("2018-04", "2018-05")
    ]


def test_a_units_figures_say_of_which_indicator_they_are(ask, county):
    county.deliver(county.indicator("TO"), county.offices[0], MAY, 1, 2)
    _, answer = ask("results", unit="1201", **{"from": "2018-05", "to": "2018-05"})
    assert [row["indicator"] for row in answer] == ["NEDS", "TO"]


def test_without_months_they_are_all_there(ask, county):
    _, answer = ask("results", unit="1201")
    assert [row["month"] for row in answer] == [str(month) for month in (MAY - 11).through(MAY)]
    assert ask("results", unit="1201", to="2017-06")[1][-1]["month"] == "2017-06"


def test_what_has_no_value_says_why(ask, county):
    indicator, office = county.indicator("ANNEN"), county.offices[0]
    for back, absence in enumerate(("not_delivered", "not_applicable", "under_review", "too_few")):
        county.deliver(indicator, office, MAY - back, absence=absence)
    _, answer = ask("results", indicator="ANNEN")
    assert [row["state"] for row in answer] == ["too_few", "under_review", "not_applicable", "not_delivered"]
    assert {row["value"] for row in answer} == {None}


def test_a_hidden_figure_shows_none_of_its_numbers(ask, county):
    county.deliver(county.indicator("FATALL"), county.offices[0], MAY, 3, 50, suppressed=True)
    (row,) = ask("results", indicator="FATALL")[1]
    assert (row["state"], row["numerator"], row["denominator"], row["value"]) == ("too_few", None, None, None)


def test_a_countys_own_line_is_hidden_where_its_total_is(ask, county):
    indicator = county.package.items.get().indicator
    a_result(indicator, county.unit, MAY, 108, 160, delivery=county.deliveries[MAY])
    assert ask("results", unit="1200")[1][0]["value"] == 0.675
    GroupSummary.objects.filter(group=county.unit, month=MAY).update(total_hidden=True)
    (row,) = ask("results", unit="1200")[1]
    assert (row["state"], row["value"]) == ("too_few", None)


def test_a_preliminary_figure_says_so(ask, county):
    county.deliver(county.indicator("TIDLIG"), county.offices[0], MAY, 30, 50, preliminary=True)
    assert ask("results", indicator="TIDLIG")[1][0]["state"] == "preliminary"


def test_an_indicator_or_a_unit_must_be_named(ask, county):
    assert ask("results") == (422, {"detail": "name an indicator, a unit or both"})
    assert ask("results", **{"from": "2018-01"})[0] == 422


def test_more_than_can_be_sent_is_refused_with_what_to_do(ask, county, monkeypatch):
    monkeypatch.setattr(views, "MOST_RESULTS", 36)
    assert len(ask("results", indicator="NEDS")[1]) == 36
    monkeypatch.setattr(views, "MOST_RESULTS", 35)
    status, answer = ask("results", indicator="NEDS")
    assert (status, answer) == (422, {"detail": "more than 35 figures: ask for fewer months with from and to"})


def test_what_does_not_exist_is_not_found(ask, county):
    assert ask("results", indicator="TULL") == (404, {"detail": "no indicator has the code TULL"})
    assert ask("results", indicator="\x00")[0] == 404
    assert ask("results", unit="9999") == (404, {"detail": "no unit has the code 9999"})


@pytest.mark.parametrize("name", ["from", "to"])
def test_what_is_no_month_is_refused_by_name(ask, county, name):
    status, answer = ask("results", unit="1201", **{name: "2018"})
    assert status == 422
    assert answer["detail"].startswith(f"{name}: ")


def test_months_the_wrong_way_round_hold_nothing(ask, county):
    assert ask("results", unit="1201", **{"from": "2018-05", "to": str(Month(2018, 1))})[1] == []
