"""Taking a delivery back when others publish, read or pull the plug: whole, or not at all."""

import json

import pytest
from django.db import connection, transaction

from scorecards.models import Delivery
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery
from scorecards.services.withdrawing import withdraw_delivery
from scorecards.versions import figures_version
from tests.dashboards.world import browser_of
from tests.other_process import begin_command, nobody_holds_a_month, run_command, running, soon, waits_for_a_table
from tests.scorecards.services.county import MAY, Delivering, delivering, everything_that_stands
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)

# Each names a table that a withdrawal writes to, in that order
MOMENTS = ("scorecards_resultrevision", "scorecards_result", "scorecards_groupsummary", "scorecards_figuresversion")


@pytest.fixture
def county() -> Delivering:
    county = delivering()
    county.publish(("1201", "ANDEL", "20", "40"), ("1202", "ANDEL", "10", "40"))
    return county


def published(county: Delivering, *lines: tuple[str, str, str, str]) -> Delivery:
    delivery = county.publish(*lines).delivery
    assert delivery is not None
    return delivery


def withdraw(delivery: Delivery):
    return withdraw_delivery(delivery=delivery, reason="Feil fil", by=None)


class TestTwoAtOnce:
    def test_who_publishes_during_a_withdrawal_waits_and_compares_with_what_stands_then(self, county):
        delivery = published(county)
        with transaction.atomic():
            withdraw(delivery)
            other = meanwhile(lambda: county.publish(("1201", "ANDEL", "20", "40"), ("1203", "ANDEL", "5", "10")))
            assert other.waits_for_a_lock()
        assert other.ends()
        assert other.error is None
        assert (other.answer.delivery.added, other.answer.delivery.unchanged) == (1, 1)
        assert differences() == []

    def test_who_withdraws_during_a_publication_waits_and_leaves_alone_what_came(self, county):
        delivery = published(county)
        with transaction.atomic():
            newer = published(county, ("1201", "ANDEL", "8", "40"))
            other = meanwhile(lambda: withdraw(delivery))
            assert other.waits_for_a_lock()
        assert other.ends()
        (left,) = [each for each in other.answer.left_alone if each.unit == "1201"]
        assert left.delivery == newer.pk
        assert county.value("1201") == 0.2
        assert differences() == []

    def test_one_delivery_withdrawn_by_two_people_is_withdrawn_once(self, county):
        delivery = published(county)
        with transaction.atomic():
            assert not withdraw(delivery).refused
            other = meanwhile(lambda: withdraw(delivery))
            assert other.waits_for_a_lock()
        assert other.ends()
        assert [found.code for found in other.answer.findings] == ["not_published"]
        assert county.value("1201") == 0.5

    def test_two_deliveries_withdrawn_at_once_leave_what_the_rest_give(self, county):
        second, third = published(county, ("1201", "ANDEL", "8", "40")), published(county)
        with transaction.atomic():
            withdraw(second)
            other = meanwhile(lambda: withdraw(third))
            assert other.waits_for_a_lock()
        assert other.ends()
        assert other.answer.restored == 1  # the first one's, not the second's that was gone by then
        assert county.value("1201") == 0.5
        assert differences() == []

    def test_one_that_is_being_published_can_be_withdrawn_at_once_afterwards(self, county):
        delivery = county.receive().delivery
        with transaction.atomic():
            publish_delivery(delivery=delivery, by=county.staff)
            other = meanwhile(lambda: withdraw(delivery))
            assert other.waits_for_a_lock()
        assert other.ends()
        assert not other.answer.refused
        assert county.value("1201") == 0.5

    def test_a_page_that_is_opened_meanwhile_shows_what_stood_and_then_what_stands(self, county):
        delivery = published(county)
        client = browser_of(county.staff)
        address = f"/offices/1201/{MAY}/?format=csv"
        with transaction.atomic():
            withdraw(delivery)
            reading = meanwhile(lambda: client.get(address).content.decode())
            assert reading.ends()
        assert ";30.0;40.0;0.75;" in reading.answer
        assert ";20.0;40.0;0.5;" in client.get(address).content.decode()


class TestKilled:
    """A process that withdraws is killed in the middle of it."""

    @pytest.mark.parametrize("table", MOMENTS)
    def test_leaves_everything_as_it_was_and_the_next_try_works(self, county, table):
        delivery = published(county)
        stood, version = everything_that_stands(), figures_version()
        process = begin_command("withdraw_delivery", delivery.pk, "--reason", "Feil fil")
        with running(process), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            assert soon(waits_for_a_table), "the process did not come that far"
            process.kill()
        assert soon(nobody_holds_a_month)
        assert (everything_that_stands(), figures_version()) == (stood, version)
        assert Delivery.objects.get(pk=delivery.pk).state == "published"
        status, out, _ = run_command("withdraw_delivery", delivery.pk, "--reason", "Feil fil", "--json")
        assert (status, json.loads(out)["restored"]) == (0, 1)
        assert county.value("1201") == 0.5
        assert differences() == []
