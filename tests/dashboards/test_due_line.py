"""The quiet line about what is late, on the pages that those who deliver come to first."""

import datetime

import pytest
from django.core.cache import caches

from scorecards.models import Delivery, Package
from scorecards.queries.due_now import due_now
from tests.builders import a_county
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.deliveries import DUE, a_county_package, a_file, by_hand

pytestmark = pytest.mark.django_db
LINE = 'class="small due-line"'


def due(package, days):
    return due_now({package.owner_id}, DUE + datetime.timedelta(days=days))


class TestQuery:
    @pytest.mark.parametrize(("days", "state"), [(-4, None), (-3, "soon"), (0, "soon"), (1, "late"), (15, "late")])
    def test_it_names_what_is_late_or_due_within_three_days(self, days, state):
        found = due(a_county_package(), days)
        assert [each.cell.state for each in found] == ([state] if state else [])

    @pytest.mark.parametrize("preliminary", [True, False])
    def test_what_is_published_is_not_named(self, preliminary):
        package = a_county_package()
        a_file(package, preliminary=preliminary)
        assert due(package, 3) == []

    @pytest.mark.parametrize("state", ["rejected", "checked", "withdrawn"])
    def test_what_has_only_come_is(self, state):
        package = a_county_package()
        a_file(package, state=state)
        assert len(due(package, 3)) == 1

    def test_packages_of_others_that_rest_or_are_filled_in_by_hand_are_not(self):
        package = a_county_package()
        assert due_now({a_county().pk}, DUE + datetime.timedelta(days=3)) == []
        assert due_now({package.owner_id}, datetime.date(2028, 1, 20)) == []
        by_hand(package)
        assert due(package, 3) == []

    def test_it_costs_one_query_however_many_packages(self, django_assert_num_queries):
        package = a_county_package()
        for n in range(9):
            a_county_package(f"P{n}", owner=package.owner)
        with django_assert_num_queries(1):
            assert len(due(package, 3)) == 10


class TestPages:
    @pytest.fixture(autouse=True)
    def world(self, settings):
        """May 2018 is published, and it is the 18th of July: June's figures are three days late."""
        settings.IN_DEMO = True
        made = a_world()
        made.publish(MAY)
        Delivery.objects.update(received_at="2018-06-15T12:00Z")
        caches["pages"].clear()
        return made

    def test_who_delivers_is_told_on_the_countys_page(self, world):
        page = text_of(reader("county", world.county).get("/counties/1200/2018-05/"))
        assert "Styringspakke Hordaland for juni er 3 dager forsinket." in page
        assert 'href="/deliveries/">Til leveransene' in page

    def test_also_where_the_page_was_kept_before_it_was_late(self, world):
        browser = reader("county", world.county)
        Package.objects.update(due_day=28)
        assert LINE not in text_of(browser.get("/counties/1200/2018-05/"))
        Package.objects.update(due_day=19)
        assert "Styringspakke Hordaland for juni har frist i morgen." in text_of(browser.get("/counties/1200/2018-05/"))

    def test_several_are_counted(self, world):
        package = a_county_package("TILL", owner=world.county)
        Delivery.objects.filter(package=package).update(month="2018-05", received_at="2018-06-15T12:00Z")
        page = text_of(reader("county", world.county).get("/counties/1200/2018-05/"))
        assert "2 leveranser er forsinket eller har frist snart." in page

    @pytest.mark.parametrize("address", ["/indicators/", "/offices/1235/2018-05/"])
    def test_other_pages_are_left_in_peace(self, world, address):
        assert LINE not in text_of(reader("county", world.county).get(address))

    def test_others_never_see_it(self, world):
        for browser in (reader("leader", world.voss), reader("directorate")):
            assert LINE not in text_of(browser.get("/counties/1200/2018-05/"))
