"""Stored figures follow when the catalogue says that an indicator is pooled, hidden or judged in another way."""

import pytest

from organisation.months import Month
from scorecards.models import GroupSummary, Indicator, Result
from scorecards.services.catalogue import load_catalogue
from scorecards.services.recalculation import recalculate
from scorecards.versions import figures_version
from tests.builders import a_country, a_county, a_result, an_office
from tests.scorecards.catalogue.files import TABLES, a_folder

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


@pytest.fixture(autouse=True)
def county(tmp_path):
    a_country()
    county = a_county("1200")
    offices = [an_office(code, county=county) for code in ("1235", "1246", "1247", "1263")]
    load_catalogue(a_folder(tmp_path), by=None)
    transition = Indicator.objects.get(code="OVG")
    for office, counted in zip(offices, (2, 30, 40, 50), strict=True):
        a_result(transition, office, "2018-05", counted, 60)
    recalculate([transition.pk])
    return county


def load_with(tmp_path, before, after):
    indicators = TABLES["indicators"].replace(before, after)
    assert indicators != TABLES["indicators"]
    assert not load_catalogue(a_folder(tmp_path, indicators=indicators), by=None).refused


def summary(county):
    return GroupSummary.objects.get(indicator__code="OVG", group=county, month=MAY)


def test_an_indicator_that_is_no_longer_pooled_has_no_pooled_figure(tmp_path, county):
    assert summary(county).pooled == pytest.approx(122 / 240)

    load_with(tmp_path, "outcome;ratio", "outcome;none")

    assert summary(county).pooled is None
    assert summary(county).n == 4


def test_counts_under_a_new_limit_are_hidden(tmp_path, county):
    assert summary(county).n == 4

    load_with(tmp_path, "valid_from;related\nOVG;", "valid_from;related;hide_below\nOVG;")
    assert summary(county).n == 4

    indicators = TABLES["indicators"].replace("related\n", "related;hide_below\n").replace(";TID\n", ";TID;5\n")
    load_catalogue(a_folder(tmp_path, indicators=indicators), by=None)

    assert Result.objects.get(unit__code="1235").suppressed
    assert summary(county).n < 4


def test_places_are_prepared_anew_where_the_direction_turns(tmp_path, county):
    GroupSummary.objects.update(places_prepared=True)

    (tmp_path / "targets.csv").write_text("indicator;green\nOVG;0,64\n")
    load_catalogue(tmp_path / "targets.csv", by=None)
    assert summary(county).places_prepared

    (tmp_path / "indicators.csv").write_text(TABLES["indicators"].replace("share;1;higher", "share;1;lower"))
    load_catalogue(tmp_path / "indicators.csv", by=None)
    assert not summary(county).places_prepared


def test_a_new_name_leaves_the_figures_as_they_are(tmp_path, county):
    GroupSummary.objects.update(places_prepared=True)

    load_with(tmp_path, "Overgang til arbeid", "Til arbeid")

    assert summary(county).places_prepared


def test_pages_kept_from_before_are_made_anew_after_a_change_and_only_then(tmp_path):
    before = figures_version()
    load_catalogue(a_folder(tmp_path), by=None)
    assert figures_version() == before

    load_with(tmp_path, "Overgang til arbeid", "Til arbeid")
    assert figures_version() == before + 1


def test_an_indicator_without_figures_has_nothing_to_recalculate():
    recalculate([Indicator.objects.get(code="TID").pk])

    assert not GroupSummary.objects.filter(indicator__code="TID").exists()
