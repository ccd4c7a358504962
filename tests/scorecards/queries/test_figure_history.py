"""The months before a delivery's, as the database has them."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from scorecards.delivered import keys_of
from scorecards.history import MONTHS
from scorecards.queries.figure_history import read_history
from scorecards.services.deliveries import publish_delivery, receive_delivery
from tests.builders import a_result, an_indicator, an_office
from tests.scorecards.services.county import delivering, long_file

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


def the_history(indicators, units, month=MAY):
    return read_history(month, np.array([one.pk for one in indicators]), np.array([one.pk for one in units]))


def values_of(indicator, unit, month=MAY):
    """Values of the months that have one, by how many months ago."""
    history = the_history([indicator], [unit], month).of(keys_of(np.array([indicator.pk]), np.array([unit.pk])))
    return {MONTHS - place: value for place, value in enumerate(history.values[0].tolist()) if value == value}


def test_each_month_stands_in_its_place():
    indicator, office = an_indicator(), an_office()
    for month, above in (("2018-04", 40), ("2018-01", 10), ("2016-05", 5)):
        a_result(indicator, office, month, above, 100)
    assert values_of(indicator, office) == {1: 0.4, 4: 0.1, 24: 0.05}


def test_the_month_itself_later_ones_and_those_too_long_ago_are_not_in_it():
    indicator, office = an_indicator(), an_office()
    for month in ("2018-05", "2018-06", "2016-04"):
        a_result(indicator, office, month, 1, 2)
    assert values_of(indicator, office) == {}


def test_only_final_figures_that_are_shown_count():
    indicator, office = an_indicator(), an_office()
    a_result(indicator, office, "2018-04", 1, 2, preliminary=True)
    a_result(indicator, office, "2018-03", 1, 2, suppressed=True)
    a_result(indicator, office, "2018-02", absence="too_few")
    assert values_of(indicator, office) == {}


def test_parts_come_with_their_values():
    indicator, office = an_indicator(), an_office()
    a_result(indicator, office, "2018-04", 30, 40)
    a_result(indicator, office, "2018-03", value=0.5)
    history = the_history([indicator], [office])
    assert history.numerators[0, -1] == 30
    assert history.denominators[0, -1] == 40
    assert np.isnan(history.numerators[0, -2])


def test_only_what_is_asked_for_is_read():
    indicator, other, office, elsewhere = an_indicator(), an_indicator(), an_office(), an_office()
    for one, unit in ((other, office), (indicator, elsewhere)):
        a_result(one, unit, "2018-04", 1, 2)
    assert len(the_history([indicator], [office]).keys) == 0
    assert len(the_history([indicator, other], [office, elsewhere]).keys) == 2


def test_the_first_months_of_all_have_no_history():
    indicator, office = an_indicator(), an_office()
    assert values_of(indicator, office, Month(1, 3)) == {}


def test_it_is_one_query_however_many_figures():
    indicators, offices = [an_indicator() for _ in range(3)], [an_office() for _ in range(3)]
    for indicator in indicators:
        for office in offices:
            a_result(indicator, office, "2018-04", 1, 2)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        the_history(indicators, offices)
    assert len(queries) == 1


class TestDeliveries:
    WILD = long_file(("1201", "ANDEL", "95", "100"))

    @pytest.fixture
    def county(self):
        county = delivering()
        for month in range(1, 9):
            a_result(county.share, county.offices["1201"], Month(2017, month + 4), 40 + month % 3, 100)
        return county

    def receive(self, county, **more):
        outcome = receive_delivery(
            package=county.package, month=Month(2018, 1), content=self.WILD, file_name="jan.csv", by=None, **more
        )
        return outcome.delivery, [one for one in outcome.findings if one.code == "large_change"]

    def test_a_wild_figure_is_told_and_can_be_published(self, county):
        delivery, (found,) = self.receive(county, publish=True)
        assert (delivery.state, found.row, found.column) == ("published", 2, "C")
        assert delivery.findings.filter(code="large_change").count() == 1

    def test_a_country_of_figures_is_judged_when_it_is_checked_and_not_again_when_it_is_published(
        self, county, monkeypatch
    ):
        monkeypatch.setattr("scorecards.services.deliveries.MOST_WITH_HISTORY", 0)
        delivery, (found,) = self.receive(county)
        again = publish_delivery(delivery=delivery, by=None)
        assert again.delivery.state == "published"
        assert [one for one in again.findings if one.code == "large_change"] == [found]

    def test_a_country_of_figures_that_is_published_at_once_is_not_judged(self, county, monkeypatch):
        monkeypatch.setattr("scorecards.services.deliveries.MOST_WITH_HISTORY", 0)
        delivery, changes = self.receive(county, publish=True)
        assert (delivery.state, changes) == ("published", [])
