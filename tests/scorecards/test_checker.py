"""Received files are checked by a process beside the serving ones: alone, again after a stop, and ended with them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from scorecards.checker import LOCK_FOR_CHECKING, something_waits
from scorecards.models import Delivery, RefusedDelivery, WaitingCheck
from tests.other_process import answers, begin, begin_command, run_command, running, soon, waits_for_a_table
from tests.scorecards.services.county import Delivering, delivering

pytestmark = pytest.mark.django_db(transaction=True)

A_SERVER_WITH_ITS_THREAD = (
    """
import os
import signal
import threading
import django
django.setup()
from django.db import connection
from scorecards import checker
PROGRAM = '''"""
    + """import sys
import nav_mrs.settings
nav_mrs.settings.DATABASES["default"]["NAME"] = sys.argv.pop(1)
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
    + """'''
name = connection.settings_dict["NAME"]
checker.COMMAND = [sys.executable, "-c", PROGRAM, name, "check_deliveries", "--end-with-parent"]
checker.PAUSE = 0.05
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
thread = checker.start()
print(thread.name, thread.daemon, flush=True)
while True:
    signal.pause()
"""
)
HOLDS = f"SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = {LOCK_FOR_CHECKING} AND granted"
SOMEBODY_CHECKS = f"{HOLDS} AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"


@pytest.fixture
def county() -> Delivering:
    return delivering()


def take_in(county: Delivering, numerator: int = 30, **more) -> Delivery:
    lines = [(office, "ANDEL", str(numerator), "40") for office in county.offices]
    delivery = county.receive(*lines, check_later=True, **more).delivery
    assert delivery is not None
    return delivery


@contextmanager
def a_server() -> Iterator[object]:
    """A process with the thread, as one of gunicorn's workers has it, that looks more often."""
    with running(begin(A_SERVER_WITH_ITS_THREAD)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "check-deliveries True\n"
        yield process


@contextmanager
def checks_stand_still() -> Iterator[None]:
    """Whoever checks waits where it would store what it found."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE scorecards_finding IN EXCLUSIVE MODE")
        yield


def nothing_waits() -> bool:
    return not WaitingCheck.objects.exists()


def somebody_checks() -> bool:
    return answers(SOMEBODY_CHECKS)


def nobody_checks() -> bool:
    return not somebody_checks()


class TestTheCommand:
    def test_checks_what_waits(self, county):
        take_in(county)
        status, out, err = run_command("check_deliveries")
        assert (status, out, err) == (0, "", "Checked: 1.\n")
        assert Delivery.objects.get().state == "checked"

    def test_does_nothing_while_another_process_is_at_it(self, county):
        take_in(county)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_FOR_CHECKING])
            status, _out, err = run_command("check_deliveries")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_FOR_CHECKING])
        assert (status, err) == (0, "Another process is checking.\n")
        assert Delivery.objects.get().state == "received"

    def test_killed_in_the_middle_leaves_the_file_to_the_next(self, county):
        take_in(county)
        with checks_stand_still(), running(begin_command("check_deliveries")) as process:
            assert soon(waits_for_a_table)
            process.kill()
        assert Delivery.objects.get().state == "received"
        assert WaitingCheck.objects.get().attempts == 1
        assert soon(nobody_checks)
        assert run_command("check_deliveries")[0] == 0
        assert Delivery.objects.get().state == "checked"

    def test_a_file_that_may_not_be_kept_is_gone_though_the_first_check_was_killed(self, county):
        number = take_in(county, file_name="01819010001.csv").pk  # made up: the month is 81
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE scorecards_refuseddelivery IN EXCLUSIVE MODE")
            with running(begin_command("check_deliveries")) as process:
                assert soon(waits_for_a_table)
                process.kill()
        assert Delivery.objects.filter(pk=number).exists()
        assert soon(nobody_checks)
        run_command("check_deliveries")
        assert not Delivery.objects.exists()
        assert RefusedDelivery.objects.get().number == number


class TestTheThread:
    def test_has_checked_what_waited_from_before_and_what_comes(self, county):
        take_in(county)
        with a_server():
            assert soon(nothing_waits)
            take_in(county, 20)
            assert soon(nothing_waits)
        assert list(Delivery.objects.values_list("state", flat=True)) == ["checked", "checked"]

    def test_two_servers_check_everything_once(self, county):
        for numerator in range(4):
            take_in(county, numerator)
        with a_server(), a_server():
            assert soon(nothing_waits)
        assert set(Delivery.objects.values_list("state", flat=True)) == {"checked"}
        assert answers("SELECT count(*) = 4 FROM audit_auditline WHERE verb = 'received delivery'")

    def test_sees_that_somebody_is_at_it(self, county):
        assert not something_waits()
        take_in(county)
        assert something_waits()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_FOR_CHECKING])
            assert not something_waits()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_FOR_CHECKING])

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
    def test_however_the_server_ends_its_check_ends_too_and_the_next_server_takes_it_up(self, county, number):
        take_in(county)
        with checks_stand_still(), a_server() as server:
            assert soon(waits_for_a_table)
            assert somebody_checks()
            server.send_signal(number)
            server.wait(timeout=10)
        assert soon(nobody_checks)
        assert Delivery.objects.get().state == "received"
        with a_server():
            assert soon(nothing_waits)
        assert Delivery.objects.get().state == "checked"

    def test_a_lost_connection_is_no_reason_to_stop(self, county):
        lost = "pid <> pg_backend_pid() AND datname = current_database() AND backend_type = 'client backend'"
        with a_server():
            for _ in range(10):
                answers(f"SELECT count(pg_terminate_backend(pid)) >= 0 FROM pg_stat_activity WHERE {lost}")
            take_in(county)
            assert soon(nothing_waits)
