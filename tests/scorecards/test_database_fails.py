"""The database fails in the middle of publishing or withdrawing: nothing is half done, people are told what to do."""

import json
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from scorecards.models import Delivery, Result, StandbyFigure
from scorecards.publish import lock_month
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery
from scorecards.services.withdrawing import withdraw_delivery
from scorecards.versions import figures_version
from tests.dashboards.world import browser_of
from tests.other_process import run_command
from tests.scorecards.services.county import FIGURES, MAY, Delivering, delivering, everything_that_stands, written
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)
FOR_MAY = ("--package", "STYR", "--month", MAY, "--publish", "--json")
TABLES = (
    "scorecards_result", "scorecards_resultrevision", "scorecards_standbyfigure", "scorecards_groupsummary",
    "audit_auditline",
)  # fmt: skip
FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'; END $$;
"""
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"


@pytest.fixture
def county() -> Delivering:
    """One figure stands, which is to be replaced, and one that is to be repeated."""
    county = delivering()
    county.publish(("1201", "ANDEL", "20", "40"), ("1202", "ANDEL", "10", "40"))
    return county


def ask(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def a_patient_browser(county: Delivering) -> Client:
    """A browser that shows what the server answers, also where that failed."""
    browser = browser_of(county.staff)
    browser.raise_request_exception = False
    return browser


@contextmanager
def no_room_in(table: str) -> Iterator[None]:
    """Writing to the table fails as on a full disk."""
    ask(FULL)
    try:
        ask(f"CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION disk_is_full()")
        yield
    finally:
        ask("DROP FUNCTION disk_is_full CASCADE")


class TestNoRoomLeft:
    """Not a full disk but the error of one, raised by a trigger on each table in turn: at any step of the way."""

    @pytest.mark.parametrize("table", TABLES)
    def test_a_publication_leaves_everything_as_it_was_and_the_next_try_works(self, county, table):
        delivery = county.receive().delivery
        stood, version = everything_that_stands(), figures_version()
        with no_room_in(table), pytest.raises(OperationalError, match="No space left on device"):
            publish_delivery(delivery=delivery, by=county.staff)
        assert (everything_that_stands(), figures_version()) == (stood, version)
        assert not StandbyFigure.objects.exists()
        assert Delivery.objects.get(pk=delivery.pk).state == "checked"
        assert publish_delivery(delivery=delivery, by=county.staff).delivery.state == "published"
        assert (county.value("1201"), StandbyFigure.objects.count(), differences()) == (0.75, 1, [])

    @pytest.mark.parametrize("table", [table for table in TABLES if table != "scorecards_standbyfigure"])
    def test_a_withdrawal_leaves_the_delivery_published_and_the_next_try_works(self, county, table):
        delivery = county.publish().delivery
        stood, version = everything_that_stands(), figures_version()
        with no_room_in(table), pytest.raises(OperationalError, match="No space left on device"):
            withdraw_delivery(delivery=delivery, reason="Feil fil", by=None)
        assert (everything_that_stands(), figures_version()) == (stood, version)
        assert Delivery.objects.get(pk=delivery.pk).state == "published"
        assert withdraw_delivery(delivery=delivery, reason="Feil fil", by=None).restored == 1
        assert differences() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
class TestAFullDisk:
    """A disk of its own for the table that grows most, filled to the last byte."""

    @pytest.fixture
    def disk(self, county) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="nav-small-disk-", dir="/tmp"))  # where the server may go
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False)
        if mounted.returncode:
            folder.rmdir()
            pytest.skip("this machine lets nobody mount a disk")
        try:
            server = pwd.getpwnam("pgserver")
            os.chown(folder, server.pw_uid, server.pw_gid)
            ask(f"CREATE TABLESPACE small LOCATION '{folder}'")
            ask("ALTER TABLE scorecards_standbyfigure SET TABLESPACE small")
            yield folder
            (folder / "filler").unlink(missing_ok=True)
            ask("ALTER TABLE scorecards_standbyfigure SET TABLESPACE pg_default")
            ask("DROP TABLESPACE small")
        finally:
            subprocess.run(["umount", folder], check=True)
            shutil.rmtree(folder)

    def fill(self, disk: Path) -> None:
        with (disk / "filler").open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass

    def test_in_the_middle_of_a_publication_leaves_everything_as_it_was(self, county, disk):
        delivery = county.receive().delivery
        stood = everything_that_stands()
        self.fill(disk)
        answer = a_patient_browser(county).post(f"/deliveries/{delivery.pk}/publish/")
        assert answer.status_code == 503
        assert everything_that_stands() == stood
        assert Delivery.objects.get(pk=delivery.pk).state == "checked"
        (disk / "filler").unlink()
        assert not publish_delivery(delivery=delivery, by=county.staff).refused
        assert (county.value("1201"), differences()) == (0.75, [])

    def test_is_said_in_a_sentence_on_the_command_line(self, county, disk, tmp_path):
        stood = everything_that_stands()
        self.fill(disk)
        status, out, err = run_command("import_delivery", written(tmp_path, *FIGURES), *FOR_MAY)
        assert (status, [found["code"] for found in json.loads(out)["findings"]]) == (1, ["database_failed"])
        assert "No space left on device" in err
        assert "Ingen tall er endret. Prøv igjen." in err
        assert "Traceback" not in err
        assert everything_that_stands() == stood
        (disk / "filler").unlink()
        status, out, _ = run_command("import_delivery", written(tmp_path, *FIGURES), *FOR_MAY)
        assert (status, json.loads(out)["state"]) == (0, "published")


class TestTheConnectionIsCut:
    def cut_while_it_waits(self, browser: Client, address: str, **form: str):
        """The answer to a browser whose database connection ends while it waits for the month."""
        with transaction.atomic(), connection.cursor() as cursor:
            lock_month(MAY)
            waiting = meanwhile(lambda: browser.post(address, form))
            assert waiting.waits_for_a_lock()
            cursor.execute(OTHERS, [connection.connection.info.backend_pid])
        assert waiting.ends()
        assert waiting.error is None
        return waiting.answer

    def test_who_publishes_is_told_that_nothing_was_changed_and_to_try_again(self, county):
        delivery = county.receive().delivery
        browser = a_patient_browser(county)
        answer = self.cut_while_it_waits(browser, f"/deliveries/{delivery.pk}/publish/")
        page = answer.content.decode()
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "<h1>Databasen svarer ikke nå</h1>" in page
        assert "ingenting er endret" in page
        assert "Traceback" not in page
        assert county.value("1201") == 0.5
        assert browser.post(f"/deliveries/{delivery.pk}/publish/").status_code == 302
        assert county.value("1201") == 0.75

    def test_the_api_says_so_in_its_own_form(self, county, monkeypatch):
        browser = a_patient_browser(county)
        ask("ALTER TABLE scorecards_result RENAME TO away")
        try:
            assert browser.get("/api/v1/results?unit=1201").status_code == 500  # another fault is no outage
        finally:
            ask("ALTER TABLE away RENAME TO scorecards_result")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE scorecards_result IN ACCESS EXCLUSIVE MODE")
            waiting = meanwhile(lambda: browser.get("/api/v1/results?unit=1201"))
            assert waiting.waits_for_a_lock()
            cursor.execute(OTHERS, [connection.connection.info.backend_pid])
        assert waiting.ends()
        assert waiting.answer.status_code == 503
        assert "try again" in waiting.answer.json()["detail"]
        assert Result.objects.count() == 2
