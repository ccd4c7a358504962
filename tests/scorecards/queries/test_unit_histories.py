"""Figures of many units and indicators by month: each in its place, hidden and missing ones as nothing."""

import numpy as np
import pytest

from scorecards.models import GroupSummary
from scorecards.queries.unit_histories import MEANS, WHOLES, read_histories
from tests.dashboards.world import APRIL, MAY, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = a_world()
    made.publish(APRIL, (10, 20), (11, 20), (12, 20))
    made.publish(MAY, (13, 20), "too_few", "not_delivered")
    return made


def read(world, **more):
    units = [unit.pk for unit in reversed(world.offices)]
    return read_histories(units, [indicator.pk for indicator in reversed(world.indicators)], MAY, **more)


def test_each_figure_stands_where_it_was_asked_for(world):
    found = read(world)
    assert found.months[-2:] == (APRIL, MAY)
    assert found.values.shape == (3, 3, 13)
    np.testing.assert_array_equal(found.numerators[:, 0, -2], [12, 11, 10])  # in the order of the units asked for
    np.testing.assert_array_equal(found.values[2, :, -1], [0.65] * 3)
    np.testing.assert_array_equal(found.denominators[2, 1, -2:], [20, 20])


def test_what_is_hidden_or_missing_is_nothing(world):
    found = read(world)
    for figures in (found.values, found.numerators, found.denominators):
        assert np.isnan(figures[:2, :, -1]).all()
        assert np.isnan(figures[:, :, :-2]).all()


def test_later_months_are_not_there_and_older_ones_all_are(world):
    world.publish("2018-06", (19, 20))
    world.publish("2016-01", (1, 20), (2, 20), (3, 20))
    found = read(world, at_least=2)
    assert (str(found.months[0]), len(found.months)) == ("2016-01", 29)
    assert found.values[2, 0, 0] == 0.05


def test_without_any_figures_there_are_still_months(world):
    found = read_histories([world.voss.pk], [], MAY, at_least=3)
    assert found.values.shape == (1, 0, 3)
    assert read_histories([], [1], MAY).values.shape == (0, 1, 13)


def test_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        read(world)


class TestGroups:
    def read(self, world, kept):
        groups = [world.region.pk, world.county.pk]
        return read_histories(groups, [indicator.pk for indicator in world.indicators], MAY, kept=kept)

    def test_a_group_as_one_unit_has_all_its_cases(self, world):
        found = self.read(world, WHOLES)
        assert found.values.shape == (2, 3, 13)
        np.testing.assert_array_equal(found.numerators[:, :, -2], [[33] * 3] * 2)
        np.testing.assert_array_equal(found.denominators[:, :, -2], [[60] * 3] * 2)
        np.testing.assert_array_equal(found.values[:, :, -2], [[0.55] * 3] * 2)

    def test_or_the_plain_mean_of_the_offices_that_are_shown_without_any_base(self, world):
        world.publish(APRIL, (5, 10), (30, 40), (10, 10))
        found = self.read(world, MEANS)
        np.testing.assert_allclose(found.values[:, :, -2], [[0.75] * 3] * 2)
        np.testing.assert_allclose(found.values[:, :, -1], [[0.65] * 3] * 2)  # of one office: the others have none
        assert np.isnan(found.numerators).all()
        assert np.isnan(found.denominators).all()

    def test_a_total_that_is_hidden_is_nothing_but_its_mean_is(self, world):
        GroupSummary.objects.filter(group=world.county, month=APRIL.first_day).update(total_hidden=True)
        found = self.read(world, WHOLES)
        assert np.isnan(found.values[1, :, -2]).all()
        np.testing.assert_array_equal(found.values[0, :, -2], [0.55] * 3)
        assert not np.isnan(self.read(world, MEANS).values[1, :, -2]).any()

    def test_one_query(self, world, django_assert_num_queries):
        with django_assert_num_queries(1):
            self.read(world, WHOLES)
