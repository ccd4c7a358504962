"""Publication when others publish, read or pull the plug: whole, or not at all."""

import json
from pathlib import Path

import pytest
from django.db import connection, transaction

from organisation.months import Month
from scorecards.models import Delivery, Result, ResultRevision
from scorecards.publish import lock_month
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery, reject_delivery
from scorecards.versions import figures_version
from tests.dashboards.world import browser_of, text_of
from tests.other_process import (
    begin_command,
    nobody_holds_a_month,
    run_command,
    running,
    soon,
    waits_for_a_month,
    waits_for_a_table,
)
from tests.scorecards.services.county import (
    FIGURES,
    MAY,
    Delivering,
    delivering,
    everything_that_stands,
    long_file,
    written,
)
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)
FOR_MAY = ("--package", "STYR", "--month", MAY)


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


# Where in the middle a process is stopped: each names a table that a publication writes to, in that order
MOMENTS = (
    "scorecards_result", "scorecards_standbyfigure", "scorecards_groupsummary", "scorecards_figuresversion"
)  # fmt: skip


class TestKilled:
    """A process that publishes is killed in the middle of it."""

    @pytest.mark.parametrize("table", MOMENTS)
    def test_leaves_everything_as_it_was_and_the_next_try_works(self, county, tmp_path, table):
        county.publish(("1201", "ANDEL", "8", "40"), ("1202", "ANDEL", "10", "40"))
        stood, version = everything_that_stands(), figures_version()
        kill_in_the_middle(tmp_path, table)
        assert everything_that_stands() == stood
        assert figures_version() == version
        assert Delivery.objects.latest("id").state == "received"
        status, out, _ = import_file(tmp_path)
        assert (status, json.loads(out)["state"]) == (0, "published")
        assert (county.value("1201"), county.value("1203", MAY, county.number)) == (0.75, 4)
        assert differences() == []

    def test_leaves_nothing_in_an_empty_month(self, county, tmp_path):
        kill_in_the_middle(tmp_path, "scorecards_figuresversion")
        assert everything_that_stands() == ([], [], [])

    def test_what_it_received_can_be_published_all_the_same(self, county, tmp_path):
        kill_in_the_middle(tmp_path, "scorecards_result")
        outcome = publish_delivery(delivery=Delivery.objects.get(), by=county.staff)
        assert (outcome.delivery.state, outcome.delivery.added) == ("published", 4)
        assert county.value("1201") == 0.75

    def test_while_it_waits_for_its_turn_it_is_only_a_file_that_was_received(self, county, tmp_path):
        path = next_month(tmp_path)
        with transaction.atomic():
            lock_month(MAY)
            with running(begin_command("import_delivery", path, *FOR_MAY, "--publish")) as process:
                assert soon(waits_for_a_month)
                process.kill()
            county.publish()
        assert Delivery.objects.filter(state="received").count() == 1
        assert county.value("1201") == 0.75
        assert soon(nobody_holds_a_month)


class TestTwoProcesses:
    def test_that_publish_the_same_month_both_end_well_and_one_corrects_the_other(self, county, tmp_path):
        files = [tmp_path / "en.csv", tmp_path / "to.csv"]
        files[0].write_bytes(long_file(("1201", "ANDEL", "10", "40"), ("1202", "ANDEL", "10", "40")))
        files[1].write_bytes(long_file(("1201", "ANDEL", "20", "40"), ("1203", "ANDEL", "20", "40")))
        with running(begin_command("import_delivery", files[0], *FOR_MAY, "--publish", "--json")) as first:
            status, out, _ = run_command("import_delivery", files[1], *FOR_MAY, "--publish", "--json")
            said = [json.loads(out), json.loads(first.communicate(timeout=30)[0])]
        assert (status, first.returncode) == (0, 0)
        assert sorted((each["added"], each["changed"]) for each in said) == [(1, 1), (2, 0)]
        assert (county.value("1202"), county.value("1203")) == (0.25, 0.5)
        replaced = ResultRevision.objects.get()
        assert {replaced.value, county.value("1201")} == {0.25, 0.5}
        assert {replaced.delivery_id, replaced.replaced_by_id} == {each["delivery"] for each in said}
        assert differences() == []

    def test_that_publish_the_same_file_change_nothing_twice(self, county, tmp_path):
        path = next_month(tmp_path)
        with running(begin_command("import_delivery", path, *FOR_MAY, "--publish", "--json")) as first:
            status, out, _ = run_command("import_delivery", path, *FOR_MAY, "--publish", "--json")
            said = [json.loads(out), json.loads(first.communicate(timeout=30)[0])]
        assert (status, first.returncode) == (0, 0)
        assert sorted((each["added"], each["changed"], each["unchanged"]) for each in said) == [(0, 0, 4), (4, 0, 0)]
        assert not ResultRevision.objects.exists()


class TestOthersMeanwhile:
    def test_a_page_that_is_opened_during_a_publication_shows_the_old_figures_and_then_the_new(self, county):
        county.publish()
        client = browser_of(county.staff)
        address = f"/offices/1201/{MAY}/?format=csv"
        with transaction.atomic():
            county.publish(("1201", "ANDEL", "20", "40"))
            reading = meanwhile(lambda: client.get(address).content.decode())
            assert reading.ends()
        assert reading.error is None
        assert ";30.0;40.0;0.75;" in reading.answer
        assert ";20.0;40.0;0.5;" in client.get(address).content.decode()

    def test_a_page_that_was_kept_during_a_publication_is_not_shown_after_it(self, county):
        county.publish()
        client = browser_of(county.staff)
        address = f"/offices/1201/{MAY}/"
        with transaction.atomic():
            county.publish(("1201", "ANDEL", "20", "40"))
            reading = meanwhile(lambda: client.get(address).content.decode())
            assert reading.ends()
        assert "75,0" in reading.answer
        assert "50,0" in text_of(client.get(address))

    def test_putting_aside_waits_for_a_publication_and_is_then_refused(self, county):
        delivery = county.receive().delivery
        with transaction.atomic():
            assert not publish_delivery(delivery=delivery, by=county.staff).refused
            aside = meanwhile(lambda: reject_delivery(delivery=delivery, by=county.staff))
            assert aside.waits_for_a_lock()
        assert aside.ends()
        assert aside.answer.refused
        assert Delivery.objects.get().state == "published"

    def test_publishing_waits_for_who_puts_it_aside_and_is_then_refused(self, county):
        delivery = county.receive().delivery
        with transaction.atomic():
            assert not reject_delivery(delivery=delivery, by=county.staff).refused
            publishing = meanwhile(lambda: publish_delivery(delivery=delivery, by=county.staff))
            assert publishing.waits_for_a_lock()
        assert publishing.ends()
        assert publishing.answer.refused
        assert not Result.objects.exists()


def next_month(folder: Path) -> Path:
    return written(folder, *FIGURES, ("1203", "ANTALL", "4", ""))


def import_file(folder: Path) -> tuple[int, str, str]:
    return run_command("import_delivery", next_month(folder), *FOR_MAY, "--publish", "--json")


def kill_in_the_middle(folder: Path, table: str) -> None:
    """Import in a process of its own, and kill that while it waits to write to a table that we hold."""
    path = next_month(folder)
    process = begin_command("import_delivery", path, *FOR_MAY, "--publish")
    with running(process), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        assert soon(waits_for_a_table), "the process did not come that far"
        process.kill()
    assert soon(nobody_holds_a_month)
