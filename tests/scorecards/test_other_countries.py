"""Another country's units, indicators and figures, loaded by the commands alone: nothing about NAV is in the code."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Delivery, GroupSummary, Indicator, Result

NHS = Path(__file__).parent.parent / "data" / "nhs_ae"
MONTHS = ["2016-12", "2017-01", "2017-02", "2017-03"]
pytestmark = pytest.mark.django_db


def import_month(capsys, month):
    """What the command says of a published month."""
    capsys.readouterr()
    file = NHS / "deliveries" / f"{month}.csv"
    call_command("import_delivery", str(file), "--package", "AE", "--month", month, "--publish", "--json")
    return json.loads(capsys.readouterr().out)


def rows_of(month):
    with (NHS / "deliveries" / f"{month}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=";"))


@pytest.fixture
def loaded(capsys):
    call_command("load_organisation", str(NHS / "units.csv"), str(NHS / "successions.csv"))
    call_command("load_catalogue", str(NHS / "catalogue"))
    return {month: import_month(capsys, month) for month in MONTHS}


def test_everything_is_published_without_an_error(loaded):
    for month in MONTHS:
        said = loaded[month]
        assert said["state"] == "published"
        assert said["rows"] == said["results"] == said["added"] == len(rows_of(month))
        assert [found for found in said["findings"] if found["severity"] == "E"] == []


def test_figures_are_those_of_the_file(loaded):
    for row in rows_of("2017-03")[:40]:
        result = Result.objects.get(unit__code=row["unit"], indicator__code=row["indicator"], month=Month(2017, 3))
        if row["denominator"]:
            assert result.value == pytest.approx(float(row["numerator"]) / float(row["denominator"]))
        else:
            assert result.value == float(row["value"])


def test_the_country_as_one_unit_is_pooled_over_all_its_trusts(loaded):
    rows = [row for row in rows_of("2017-03") if row["indicator"] == "AE4H"]
    seen, attended = (sum(float(row[part]) for row in rows) for part in ("numerator", "denominator"))

    england = GroupSummary.objects.get(indicator__code="AE4H", group__code="EN", month=Month(2017, 3))

    assert england.n == len(rows)
    assert england.pooled == pytest.approx(seen / attended)


def test_each_region_has_its_own_mean_and_result(loaded):
    codes = Unit.objects.filter(kind="county").values_list("code", flat=True)
    summaries = GroupSummary.objects.filter(indicator__code="AE4H", group__code__in=codes, month=Month(2017, 3))

    assert len(summaries) == len(codes) == 7
    assert all(summary.mean != summary.pooled for summary in summaries)


def test_an_indicator_that_not_everybody_has_is_missing_and_not_zero(loaded):
    rows = [row for row in rows_of("2017-03") if row["indicator"] == "AE4H_SINGLE"]
    single = Result.objects.filter(indicator__code="AE4H_SINGLE", month=Month(2017, 3))

    assert 0 < len(rows) < 140
    assert single.count() == len(rows)
    assert not single.filter(value=0).exists()


def test_the_catalogue_says_what_that_country_measures(loaded):
    assert set(Indicator.objects.values_list("code", flat=True)) == {
        "AE4H",
        "AE_ADM",
        "AE_ATT",
        "AE4H_OTHER",
        "AE4H_SINGLE",
    }
    assert Delivery.objects.count() == len(MONTHS)


def test_loading_it_all_again_changes_nothing(loaded, capsys):
    call_command("load_catalogue", str(NHS / "catalogue"), "--json")
    assert json.loads(capsys.readouterr().out)["changed"] is False

    again = import_month(capsys, "2017-03")

    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, len(rows_of("2017-03")))
    assert Delivery.objects.count() == len(MONTHS)
