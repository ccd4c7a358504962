"""The embedded database starts by itself wherever it is needed, and leaves nothing running."""

import os
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from nav_mrs.postgres.folders import data_folder
from nav_mrs.postgres.server import answers, connect
from tests.setup.processes import (
    a_user_of,
    ask,
    begin_to_use,
    has_ended,
    is_stored,
    kill,
    run,
    server_pid,
    sockets_of,
    soon,
    store,
    supervisor_pid,
    uses_it,
)

MANAGE_CHECK = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'nav_mrs.settings'; django.setup()"


def test_the_server_starts_in_a_folder_with_spaces_foreign_letters_and_a_long_name(folder):
    unusual = folder / "blåbær og 'søt' saft" / ("langt navn " * 15).strip()
    with a_user_of(unusual):
        assert ask(unusual, "SELECT lower('BLÅBÆRSØT')") == "blåbærsøt"


def test_what_was_stored_is_there_at_the_second_start(folder):
    with a_user_of(folder):
        store(folder)
    with a_user_of(folder):
        assert is_stored(folder)


def test_processes_that_begin_at_the_same_time_on_a_fresh_folder_share_one_server(folder):
    with ExitStack() as stack:
        users = [stack.enter_context(begin_to_use(folder)) for _ in range(5)]
        assert all(map(uses_it, users))
        assert int(ask(folder, "SELECT count(*) FROM pg_database WHERE datname = 'nav_mrs'")) == 1
        for user in users:
            user.kill()


def test_the_server_stays_while_one_process_uses_it_and_stops_with_the_last(folder):
    with a_user_of(folder) as last:
        with a_user_of(folder):
            server = server_pid(folder)
        time.sleep(0.3)
        assert server_pid(folder) == server
        assert ask(folder, "SELECT 1") == "1"
        last.communicate()
        assert last.returncode == 0
        assert soon(lambda: has_ended(folder), within=2)
    assert not sockets_of(folder).exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_however_the_last_process_ends_the_server_ends_with_it(folder, number):
    with a_user_of(folder) as user:
        user.send_signal(number)
        user.wait()
        assert soon(lambda: has_ended(folder), within=2)


def test_the_server_outlives_a_signal_to_the_group_of_the_process_that_started_it(folder):
    with ExitStack() as stack:
        first = stack.enter_context(a_user_of(folder))
        stack.enter_context(a_user_of(folder))
        assert os.getpgid(supervisor_pid(folder)) != os.getpgid(first.pid)
        assert os.getsid(supervisor_pid(folder)) != os.getsid(first.pid)


def test_an_open_transaction_does_not_keep_the_server_from_ending(folder):
    with a_user_of(folder) as user, psycopg.connect(host=str(sockets_of(folder)), user="nav_mrs") as connection:
        connection.execute("SELECT 1")
        user.kill()
        assert soon(lambda: has_ended(folder), within=2)
        connection.close()


def test_a_server_that_is_killed_while_it_is_used_is_started_again(folder):
    with a_user_of(folder):
        store(folder)
        killed = server_pid(folder)
        kill(killed)

        assert soon(lambda: answers(sockets_of(folder)))
        assert is_stored(folder)
        assert server_pid(folder) != killed


def test_after_everything_was_killed_the_next_process_starts_it_again(folder):
    with a_user_of(folder) as user:
        store(folder)
        kill(supervisor_pid(folder), server_pid(folder), user.pid)
    with a_user_of(folder):
        assert is_stored(folder)


def test_a_server_that_outlived_its_supervisor_is_taken_over_by_the_next_process(folder):
    with a_user_of(folder) as user:
        kill(supervisor_pid(folder), user.pid)
    with a_user_of(folder):
        assert ask(folder, "SELECT 1") == "1"
    assert soon(lambda: has_ended(folder), within=2)


def test_a_killed_servers_number_that_another_process_has_now_is_no_hindrance(folder):
    with a_user_of(folder):
        pass
    assert soon(lambda: has_ended(folder))
    cluster = folder / "postgresql/cluster"
    with subprocess.Popen(["sleep", "60"]) as other:
        (cluster / "postmaster.pid").write_text(f"{other.pid}\n{cluster}\n1\n5432\n\n\n")
        with a_user_of(folder):
            assert ask(folder, "SELECT 1") == "1"
        assert other.poll() is None
        other.kill()


def test_a_folder_whose_making_was_interrupted_is_made_anew(folder):
    half_made = folder / "postgresql/cluster.unfinished"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    with a_user_of(folder):
        assert ask(folder, "SELECT 1") == "1"
    assert not half_made.exists()


def test_a_folder_of_another_major_version_is_refused_in_one_sentence_that_names_both(folder):
    cluster = folder / "postgresql/cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("16\n")
    refused = run("manage.py", "check", NAV_MRS_DATA_DIR=str(folder))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "PostgreSQL 16" in refused.stderr
    assert "is 18" in refused.stderr


def test_a_server_that_cannot_start_is_reported_with_its_own_last_words(folder):
    with a_user_of(folder):
        pass
    assert soon(lambda: has_ended(folder))
    (folder / "postgresql/cluster/global/pg_control").unlink()
    refused = run("manage.py", "check", NAV_MRS_DATA_DIR=str(folder))
    assert refused.returncode == 1
    assert "does not start" in refused.stderr
    assert "pg_control" in refused.stderr


def test_files_that_others_keep_in_the_data_folder_are_left_alone(folder):
    folder.mkdir(mode=0o755)
    (folder / "notes.txt").write_text("not ours")
    with a_user_of(folder):
        pass
    assert (folder / "notes.txt").read_text() == "not ours"
    assert folder.stat().st_mode & 0o777 == 0o755
    assert folder.stat().st_uid == os.geteuid()


def test_the_server_listens_on_no_network_and_its_folders_are_closed_to_others(folder):
    with a_user_of(folder):
        assert ask(folder, "SHOW listen_addresses") == ""
        for closed in (folder / "postgresql", folder / "postgresql/cluster", sockets_of(folder)):
            assert closed.stat().st_mode & 0o077 == 0


def test_no_folder_above_is_opened_for_the_server(folder):
    above = folder.parent
    above.chmod(0o700)
    with a_user_of(folder):
        assert above.stat().st_mode & 0o777 == 0o700


def test_a_socket_folder_that_is_open_to_others_is_refused(folder):
    sockets_of(folder).mkdir()
    sockets_of(folder).chmod(0o777)
    refused = run("manage.py", "check", NAV_MRS_DATA_DIR=str(folder))
    sockets_of(folder).rmdir()
    assert refused.returncode == 1
    assert str(sockets_of(folder)) in refused.stderr


def test_a_statement_that_fails_is_not_written_to_the_log(folder):
    with a_user_of(folder):
        with connect(sockets_of(folder), "nav_mrs") as connection, pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("SELECT 'Kari Nordmann' FROM no_such_table")
        assert "Kari" not in (folder / "postgresql/server.log").read_text()


def test_the_demo_has_a_database_of_its_own_on_the_same_server(folder):
    with a_user_of(folder):
        demo = run("-c", MANAGE_CHECK, NAV_MRS_DATA_DIR=str(folder), NAV_MRS_ENV="demo")
        assert demo.returncode == 0, demo.stderr
        assert ask(folder, "SELECT count(*) FROM pg_database WHERE datname LIKE 'nav_mrs%'") == "2"


def test_the_data_folder_is_the_users_own_place_for_such_things():
    assert data_folder({"NAV_MRS_DATA_DIR": "/srv/mrs"}) == Path("/srv/mrs")
    assert data_folder({"HOME": "/home/kari", "XDG_DATA_HOME": "/data/kari"}) == as_root(
        "59ea9cf6", "/data/kari/nav-mrs"
    )
    assert data_folder({"HOME": "/home/kari"}) == as_root("ee5454f8", "/home/kari/.local/share/nav-mrs")


def as_root(digest: str, otherwise: str) -> Path:
    return Path("/var/lib/nav-mrs", digest) if os.geteuid() == 0 else Path(otherwise)
