"""Publication when others publish, read or pull the plug: whole, or not at all."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from organisation.months import Month
from scorecards.models import Delivery, GroupSummary, Result
from scorecards.publish import lock_month
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery
from tests.scorecards.services.county import FIGURES, MAY, Delivering, delivering, everything_that_stands, long_file
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)
PROJECT = Path(__file__).parents[2]

IN_A_PROCESS_OF_ITS_OWN = """
import sys
import django
from django.conf import settings
import nav_mrs.settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from scorecards.models import Package
from organisation.months import Month
from scorecards.services.deliveries import receive_delivery
receive_delivery(package=Package.objects.get(), month=Month(2018, 5), content=open(sys.argv[2], "rb").read(),
    file_name="mai.csv", by=None, publish=True)
"""


@pytest.fixture
def county() -> Delivering:
    return delivering()


class TestTwoAtOnce:
    def test_who_publishes_the_month_second_waits_and_then_corrects_the_first(self, county):
        with transaction.atomic():
            lock_month(MAY)
            other = meanwhile(lambda: county.publish(("1201", "ANDEL", "20", "40")))
            assert other.waits_for_a_lock()
            assert not Result.objects.exists()
            county.publish()
        assert other.ends()
        assert other.error is None
        assert other.answer.delivery.changed == 1
        assert county.value("1201") == 0.5
        assert differences() == []

    def test_another_month_does_not_wait(self, county):
        with transaction.atomic():
            lock_month(MAY)
            other = meanwhile(lambda: county.publish(month=Month(2018, 7)))
            assert other.ends()
        assert other.error is None
        assert county.value("1201", Month(2018, 7)) == 0.75

    def test_one_delivery_published_by_two_people_is_published_once(self, county):
        delivery = county.receive().delivery
        with transaction.atomic():
            lock_month(MAY)
            other = meanwhile(lambda: publish_delivery(delivery=delivery, by=county.staff))
            assert other.waits_for_a_lock()
            assert not publish_delivery(delivery=delivery, by=county.staff).refused
        assert other.ends()
        assert other.answer.refused
        assert Delivery.objects.get().state == "published"

    def test_who_reads_during_a_publication_sees_all_that_stood(self, county):
        county.publish()
        stood = everything_that_stands()
        with transaction.atomic():
            county.publish(("1201", "ANDEL", "20", "40"), ("1202", "ANDEL", "20", "40"))
            reader = meanwhile(everything_that_stands)
            assert reader.ends()
        assert reader.answer == stood
        assert everything_that_stands() != stood


class TestKilled:
    """A process that publishes is killed in the middle: when all is written, just before its transaction ends."""

    def test_leaves_everything_as_it_was_and_the_next_try_works(self, county, tmp_path):
        kill_in_the_middle(tmp_path)
        assert not Result.objects.exists()
        assert not GroupSummary.objects.exists()
        assert Delivery.objects.get().state == "received"
        county.publish()
        assert county.value("1201") == 0.75
        assert differences() == []

    def test_leaves_the_figures_that_stood(self, county, tmp_path):
        county.publish(("1201", "ANDEL", "8", "40"))
        stood = everything_that_stands()
        kill_in_the_middle(tmp_path)
        assert everything_that_stands() == stood
        assert county.value("1201") == 0.2


def kill_in_the_middle(folder: Path) -> None:
    """Publish in a process of its own, and kill that while it waits for a lock that only we can give."""
    path = folder / "mai.csv"
    path.write_bytes(long_file(*FIGURES, ("1203", "ANTALL", "4", "")))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE scorecards_figuresversion IN EXCLUSIVE MODE")
        name = str(connection.settings_dict["NAME"])
        process = subprocess.Popen([sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN, name, str(path)], cwd=PROJECT)
        try:
            assert waits_for_the_version(), "the process did not come that far"
        finally:
            process.kill()
            process.wait()
    assert has_let_go_of_the_month()


def waits_for_the_version() -> bool:
    return asked_until("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation')")


def has_let_go_of_the_month() -> bool:
    """The server takes a moment to see that its client is gone."""
    return asked_until("SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')")


def asked_until(question: str, seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(question)
            if cursor.fetchone()[0]:
                return True
            time.sleep(0.02)
    return False
