"""What regions were held against is stored with the edition: another target later changes nothing that it says."""

from importlib import import_module

import pytest
from django.db import connection

from organisation.models import Placement, Unit
from rankings.models import RegionTarget
from rankings.queries.page import ranking_page
from rankings.queries.regions import region_ranking
from rankings.services.publishing import publish_ranking
from scorecards.models import Target
from tests.builders import a_country, a_region, a_target
from tests.rankings.county import MAY, County, an_empty_county

pytestmark = pytest.mark.django_db
SHARE, DAYS = "ANDEL", "DAGER"


@pytest.fixture
def county() -> County:
    """Two regions of two offices; the second has a target of its own on the share."""
    made = an_empty_county()
    share = made.indicator(SHARE)
    days = made.indicator(DAYS, unit="days", direction="lower", pooling="mean", green=21, yellow=28)
    for number, code in enumerate(["1291", "1291", "1292", "1292"], 1):
        office = made.office(f"120{number}")
        if not Unit.objects.filter(code=code).exists():
            a_region(code, f"Region {code}", county=made.unit)
        Placement.objects.filter(unit=office).update(region=Unit.objects.get(code=code))
        made.deliver_year(share, office, 30 + number, 50)
        made.deliver_values(days, office, [20 + number + month % 2 for month in range(12)])
    a_target(share, 0.5, 0.4, unit=Unit.objects.get(code="1292"))
    return made


def publish(county: County):
    return publish_ranking(county=county.placed(), month=MAY, by=None)


def regions(county: County, edition: int | None = None):
    page = ranking_page(county.placed(), MAY, edition=edition)
    assert page is not None
    found = region_ranking(county.placed(), page)
    assert found is not None
    return found


def rows(ranking):
    fields = ("unit__code", "indicator__code", "green", "yellow", "green_upper", "yellow_upper")
    return set(RegionTarget.objects.filter(ranking=ranking).values_list(*fields))


def test_an_edition_stores_the_target_of_each_region_and_indicator(county):
    assert rows(publish(county)) == {
        ("1291", SHARE, 0.7, 0.6, None, None),
        ("1292", SHARE, 0.5, 0.4, None, None),
        ("1291", DAYS, 21, 28, None, None),
        ("1292", DAYS, 21, 28, None, None),
    }


def test_targets_changed_taken_away_and_added_later_change_nothing_of_it(county):
    publish(county)
    before = regions(county)
    Target.objects.filter(unit=None).update(green=0.99, yellow=0.98)
    assert regions(county) == before
    a_target(county.package.items.get(indicator__code=DAYS).indicator, 1, 2, unit=Unit.objects.get(code="1291"))
    Target.objects.filter(unit__code="1292").delete()
    assert regions(county) == before


def test_the_next_edition_is_held_against_the_new_ones_and_the_first_is_not(county):
    publish(county)
    before = regions(county)
    Target.objects.filter(unit__code="1292").update(green=0.9, yellow=0.8)
    publish(county)
    after = regions(county)
    assert regions(county, edition=1) == before
    target = {r.code: r.lines[0].contribution.target for r in after.regions}["1292"]
    assert target is not None
    assert (target.green, target.yellow) == (0.9, 0.8)
    assert after != before


def test_offices_are_held_against_what_they_were_too(county):
    publish(county)
    before = ranking_page(county.placed(), MAY)
    assert before is not None
    Target.objects.update(green=0.99, yellow=0.98)
    after = ranking_page(county.placed(), MAY)
    assert after is not None
    assert after.entries == before.entries


def test_a_county_without_regions_stores_none(county):
    Placement.objects.filter(unit__kind="office").update(region=None)
    Placement.objects.filter(unit__kind="region").delete()
    assert rows(publish(county)) == set()


def test_an_indicator_without_a_target_has_none_stored(county):
    county.indicator("UTEN", green=None)
    assert "UTEN" not in {indicator for _unit, indicator, *_ in rows(publish(county))}


@pytest.mark.parametrize("nearest", ["region", "county", "country", "everyone", "nothing"])
def test_editions_from_before_are_given_the_targets_that_they_showed(county, nearest):
    """By the migration's own SQL: the same rows that a publication writes, whichever unit's target is the nearest."""
    at = {"region": Unit.objects.get(code="1291"), "county": county.unit, "country": a_country()}
    days = county.package.items.get(indicator__code=DAYS).indicator
    if nearest in at:
        for place, unit in enumerate(list(at.values())[list(at).index(nearest) :]):
            a_target(days, 10 + place, 15 + place, unit=unit)
    if nearest == "nothing":
        Target.objects.filter(indicator=days).delete()
    a_target(days, 1, 2, unit=a_region("1499", "En annen", county=county.unit, until="2018-01-01"))
    Target.objects.create(
        indicator=days, unit=Unit.objects.get(code="1292"), valid_from="2018-06-01", green=3, yellow=4
    )
    ranking = publish(county)
    wanted = rows(ranking)
    assert wanted
    assert ("1291" in {unit for unit, code, *_ in wanted if code == DAYS}) == (nearest != "nothing")
    RegionTarget.objects.all().delete()
    migration = import_module("rankings.migrations.0004_region_targets_of_editions")
    with connection.cursor() as cursor:
        cursor.execute(migration.FILL_REGION_TARGETS)
    assert rows(ranking) == wanted


def test_rows_name_themselves_in_logs(county):
    row = RegionTarget.objects.filter(ranking=publish(county), indicator__code=SHARE).order_by("unit__code")[0]
    assert str(row) == f"{row.ranking_id} {row.unit_id} {row.indicator_id}: 0.7"
