"""The serving process's own thread: it prepares what publications leave behind, alone, and goes on after a fault."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from scorecards.background import LOCK_FOR_THE_BACKGROUND
from scorecards.models import PlaceInterval
from scorecards.services.places import pending_places
from scorecards.versions import figures_version
from tests.other_process import answers, begin, running, soon, waits_for_a_table
from tests.scorecards.services.county import MAY, Delivering, delivering

pytestmark = pytest.mark.django_db(transaction=True)

A_SERVER_WITH_ITS_THREAD = """
import threading
import django
django.setup()
from scorecards import background
background.PAUSE = 0.05
thread = background.start()
print(thread.name, thread.daemon, flush=True)
threading.Event().wait()
"""
THREADS_CONNECTIONS = "pid <> pg_backend_pid() AND datname = current_database() AND backend_type = 'client backend'"


@pytest.fixture
def county() -> Delivering:
    return delivering()


@contextmanager
def a_server() -> Iterator[None]:
    """A process with the thread, as one of gunicorn's workers has it, that looks more often."""
    with running(begin(A_SERVER_WITH_ITS_THREAD)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "prepare-places True\n"
        yield
        assert process.poll() is None, "it has ended by itself"


def nothing_is_pending() -> bool:
    return not pending_places()


@contextmanager
def somebody_else_prepares() -> Iterator[None]:
    """Hold the lock that another process's thread holds while it prepares."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_FOR_THE_BACKGROUND])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_FOR_THE_BACKGROUND])


def test_it_prepares_what_is_pending_from_before_and_what_is_published_while_it_runs(county):
    county.publish()
    version = figures_version()
    with a_server():
        assert soon(nothing_is_pending)
        assert PlaceInterval.objects.filter(month=MAY).count() == 3
        assert figures_version() > version  # so that pages show it
        county.publish(month=MAY + 1)
        assert soon(nothing_is_pending)
    assert PlaceInterval.objects.filter(month=MAY + 1).count() == 3


def test_it_looks_on_while_another_processs_thread_is_at_it(county):
    county.publish()
    with somebody_else_prepares(), a_server():
        assert soon(_has_asked_for_the_lock)
        assert not nothing_is_pending()
    with a_server():
        assert soon(nothing_is_pending)


def test_two_processes_prepare_everything_once(county):
    for month in (MAY - 2).through(MAY):
        county.publish(month=month)
    version = figures_version()
    with a_server(), a_server():
        assert soon(nothing_is_pending)
    assert PlaceInterval.objects.count() == 9
    assert figures_version() == version + 3  # one for each month


def test_a_lost_connection_is_no_reason_to_stop(county):
    with a_server():
        county.publish()
        assert soon(nothing_is_pending)
        for _ in range(20):  # so that one is met while it asks
            answers(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {THREADS_CONNECTIONS}")
        county.publish(month=MAY + 1)
        assert soon(nothing_is_pending)


def test_one_that_is_killed_in_the_middle_leaves_everything_to_the_next(county):
    county.publish()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE scorecards_placeinterval IN EXCLUSIVE MODE")
        with a_server():
            assert soon(waits_for_a_table)
    assert pending_places() == [(county.county.pk, MAY)]
    assert not PlaceInterval.objects.exists()
    with a_server():
        assert soon(nothing_is_pending)
    assert PlaceInterval.objects.count() == 3


A_SERVER_OF_WHICH_ONE_THREAD_FAILS = """
import threading
import django
django.setup()
from scorecards import background
background.PAUSE = 0.05
failing = background.start_beside("fails", 1, lambda: 1 / 0)
failing.join()
background.start()
print("one has failed", flush=True)
threading.Event().wait()
"""


def test_work_that_fails_in_a_thread_beside_stops_that_thread_alone(county):
    county.publish()
    with running(begin(A_SERVER_OF_WHICH_ONE_THREAD_FAILS)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "one has failed\n"
        assert soon(nothing_is_pending)
        assert process.poll() is None


def _has_asked_for_the_lock() -> bool:
    """A thread that looked on has asked the database something, and waits for nothing."""
    return answers(
        f"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE {THREADS_CONNECTIONS}"
        " AND query LIKE '%pg_try_advisory_lock%')"
    )
