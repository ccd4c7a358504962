"""What a new edition says of the one before it, in words on the ranking's page."""

import pytest

from organisation.queries import placed
from rankings.queries.rules import Weighed
from rankings.services.publishing import publish_ranking
from rankings.services.rules import StatedRule, make_rule
from scorecards.models import Result, Target
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/rankings/1200/2018-05/"


@pytest.fixture
def world():
    made = a_world(4)
    for month in (MAY - 5).through(MAY):
        made.publish(month, *((820 + 20 * n, 1000) for n in range(4)))
    publish()
    return made


def publish():
    return publish_ranking(county=placed("1200", MAY), month=MAY, by=None)


def page_of(world):
    return text_of(reader(unit=world.voss).get(ADDRESS))


def test_a_first_edition_has_no_such_part(world):
    assert "Hva som er nytt siden" not in page_of(world)


def test_the_same_again_says_that_all_places_stand(world):
    publish()
    page = page_of(world)
    assert "Hva som er nytt siden utgave 1" in page
    assert "Alle kontor har samme plass som før." in page
    assert "Se plassene" not in page


def test_corrected_figures_are_counted_and_listed_with_what_they_were(world):
    Result.objects.filter(unit=world.voss).update(numerator=890, value=0.89)
    publish()
    page = page_of(world)
    assert "3 tall bak plassene er andre." in page
    assert "NAV Voss, Indikator 0: 89,0\u00a0%, før 82,0\u00a0%" in page
    assert "kontor har en annen plass." in page
    assert "NAV Voss: plass" in page


def test_other_targets_are_told_from_other_figures(world):
    Target.objects.filter(indicator=world.indicators[0]).update(green=0.95, yellow=0.85)
    publish()
    page = page_of(world)
    assert "4 tall er målt mot andre krav." in page
    assert "NAV Voss, Indikator 0: 82,0\u00a0%, mot et annet krav" in page


def test_another_rule_is_told_with_the_weights_that_changed(world):
    weights = {world.indicators[0].pk: Weighed(2.5), world.indicators[1].pk: Weighed(1.0)}
    stated = StatedRule("Regelen", MAY.january, weights=weights)
    make_rule(county=placed("1200", MAY), stated=stated, seen=None, by=None)
    publish()
    page = page_of(world)
    assert "Regelen er en annen." in page
    assert "Indikator 0 har vekt 2,5, før 1." in page
    assert "Indikator 2 teller ikke lenger." in page


def test_an_office_without_a_place_is_told_so(world):
    Result.objects.filter(unit=world.offices[3]).delete()
    publish()
    assert "NAV Kontor 4: ikke rangert, før plass 1" in page_of(world)


def test_many_figures_are_listed_in_part_and_counted(world, monkeypatch):
    monkeypatch.setattr("dashboards.ranking_since.MOST_SHOWN", 2)
    Result.objects.filter(unit=world.voss).update(numerator=890, value=0.89)
    publish()
    assert "<li>og 1 til</li>" in page_of(world)
