"""The embedded server is stopped while a delivery is being published: nothing is half done, and the next try works."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nav_mrs.postgres.server import connect
from tests.setup.processes import PROJECT, a_user_of, ask, run, server_pid, sockets_of, soon

UNITS = """code;name;kind;county;region;valid_from;valid_to
0000;Landet;country;;;2015-01-01;
1200;NAV Hordaland;county;;;2015-01-01;
1201;NAV Bergen;office;1200;;2015-01-01;
"""
CATALOGUE = {
    "perspectives": "code;name;order\nP;Brukere;1\n",
    "goals": "code;name;parent;perspective;owner\nG;Mål;;P;0000\n",
    "indicators": "code;name;goal;unit;decimals;direction;kind;pooling;owner\n"
    "ANDEL;Andel;G;share;1;higher;outcome;ratio;0000\n",
    "packages": "code;name;owner;parent\nSTYR;Styringspakke;1200;\n",
    "items": "package;indicator;part;order\nSTYR;ANDEL;malekort;1\n",
}
# Another holds a table that publication writes to, so that it stands still in its transaction
HOLD = "BEGIN; LOCK TABLE scorecards_groupsummary IN EXCLUSIVE MODE"
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
STANDS = "SELECT string_agg(numerator::text, ' ') FROM scorecards_result"


def manage(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("manage.py", *arguments, NAV_MRS_DATA_DIR=str(folder))


def delivery_file(folder: Path, count: int) -> Path:
    path = folder / f"{count}.csv"
    path.write_text(f"enhet;indikator;teller;nevner\n1201;ANDEL;{count};40\n", encoding="utf-8")
    return path


def publishing(path: Path) -> list[str]:
    return ["import_delivery", str(path), "--package", "STYR", "--month", "2018-05", "--publish", "--json"]


@pytest.fixture
def loaded(folder: Path, tmp_path: Path) -> Path:
    """A database of its own with one office, one indicator and one figure."""
    catalogue = tmp_path / "catalogue"
    catalogue.mkdir()
    for name, lines in CATALOGUE.items():
        (catalogue / f"{name}.csv").write_text(lines, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    steps = (
        ["migrate"], ["load_organisation", tmp_path / "units.csv"], ["load_catalogue", catalogue],
        publishing(delivery_file(tmp_path, 10)),
    )  # fmt: skip
    for step in steps:
        done = manage(folder, *step)
        assert done.returncode == 0, done.stderr
    return folder


def publish_and_stop(folder: Path, path: Path, number: signal.Signals) -> tuple[int, str, str]:
    """Publish, and stop the server with that signal while the figures are being written."""
    command = [sys.executable, "manage.py", *publishing(path)]
    environment = {**os.environ, "NAV_MRS_DATA_DIR": str(folder)}
    with a_user_of(folder):
        holding = connect(sockets_of(folder), "nav_mrs")
        holding.execute(HOLD)
        with subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert soon(lambda: ask(folder, WAITS) == "1")
            os.kill(server_pid(folder), number)
            out, err = process.communicate(timeout=30)
        holding.close()
    return process.returncode, out, err


def test_a_server_stopped_in_the_middle_of_a_publication_loses_nothing(loaded, tmp_path):
    stands = 10
    for count, number in ((20, signal.SIGQUIT), (30, signal.SIGINT)):  # as `pg_ctl stop` immediate, and fast
        status, out, err = publish_and_stop(loaded, delivery_file(tmp_path, count), number)
        assert (status, json.loads(out)["findings"][0]["code"]) == (1, "database_failed")
        assert "Traceback" not in err
        with a_user_of(loaded):
            assert ask(loaded, STANDS) == str(stands)
            after = manage(loaded, *publishing(delivery_file(tmp_path, count)))
            assert (after.returncode, json.loads(after.stdout)["changed"]) == (0, 1)
            assert ask(loaded, STANDS) == str(count)
        stands = count
    assert manage(loaded, "check_numbers").returncode == 0
