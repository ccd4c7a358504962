"""What has become of an office's month since a moment."""

import pytest
from django.utils import timezone

from scorecards.models import Indicator, Result
from scorecards.queries.changed_since import changed_since
from tests.builders import a_county, an_indicator, an_office
from tests.scorecards.published import MAY, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def voss():
    return an_office("1235", county=a_county())


@pytest.fixture
def one():
    return an_indicator("ONE")


def changes(since, **options):
    return [(each.became.value, each.code) for each in changed_since("1235", MAY, since, **options)]


def test_what_was_not_there_is_new(voss, one):
    before = timezone.now()
    publish({(one, voss): (8, 10)}, MAY)
    assert changes(before) == [("new", "ONE")]


def test_what_stood_already_has_not_changed(voss, one):
    publish({(one, voss): (8, 10)}, MAY)
    assert changes(timezone.now()) == []


def test_another_figure_in_its_place_is_a_correction(voss, one):
    publish({(one, voss): (8, 10)}, MAY)
    before = timezone.now()
    publish({(one, voss): (9, 10)}, MAY)
    assert changes(before) == [("corrected", "ONE")]
    assert changes(timezone.now()) == []


def test_another_base_alone_is_a_correction_too(voss, one):
    publish({(one, voss): (8, 10)}, MAY)
    before = timezone.now()
    publish({(one, voss): (16, 20)}, MAY)
    assert changes(before) == [("corrected", "ONE")]


def test_two_corrections_that_end_where_it_stood_are_none(voss, one):
    publish({(one, voss): (8, 10)}, MAY)
    before = timezone.now()
    publish({(one, voss): (9, 10)}, MAY)
    publish({(one, voss): (8, 10)}, MAY)
    assert changes(before) == []


def test_a_correction_of_what_is_new_is_new(voss, one):
    before = timezone.now()
    publish({(one, voss): (8, 10)}, MAY)
    publish({(one, voss): (9, 10)}, MAY)
    assert changes(before) == [("new", "ONE")]


@pytest.mark.parametrize("then", [(8, 10), (9, 10)])
def test_what_is_no_longer_preliminary_is_final_whether_it_moved_or_not(voss, one, then):
    publish({(one, voss): (8, 10)}, MAY, preliminary=True)
    before = timezone.now()
    publish({(one, voss): then}, MAY)
    assert changes(before) == [("final", "ONE")]


def test_preliminary_ones_are_corrected_like_others(voss, one):
    publish({(one, voss): (8, 10)}, MAY, preliminary=True)
    before = timezone.now()
    publish({(one, voss): (9, 10)}, MAY, preliminary=True)
    assert changes(before) == [("corrected", "ONE")]


def test_nothing_is_told_of_what_is_hidden_or_not_there(voss, one):
    other = an_indicator("OTHER")
    publish({(one, voss): (8, 10), (other, voss): (8, 10)}, MAY)
    before = timezone.now()
    publish({(one, voss): (7, 10), (other, voss): "too_few"}, MAY)
    Result.objects.filter(indicator=one).update(suppressed=True)
    assert changes(before) == []


def test_what_can_be_seen_again_is_a_correction(voss, one):
    publish({(one, voss): "too_few"}, MAY)
    before = timezone.now()
    publish({(one, voss): (8, 10)}, MAY)
    assert changes(before) == [("corrected", "ONE")]


def test_other_months_and_offices_are_not_told_of(voss, one):
    before = timezone.now()
    publish({(one, an_office("1236")): (8, 10)}, MAY)
    publish({(one, voss): (8, 10)}, MAY - 1)
    assert changes(before) == []


def test_names_are_in_the_readers_language(voss, one):
    Indicator.objects.update(name_en="The first")
    before = timezone.now()
    publish({(one, voss): (8, 10)}, MAY)
    assert [each.name for each in changed_since("1235", MAY, before, "en")] == ["The first"]


def test_it_takes_one_query_for_one_as_for_many(voss, django_assert_num_queries):
    before = timezone.now()
    publish({(an_indicator(f"I{n}"), voss): (8, 10) for n in range(12)}, MAY)
    with django_assert_num_queries(1):
        assert len(changes(before)) == 12
