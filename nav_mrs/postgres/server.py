"""Starting the embedded server, or joining the one that runs, and leaving it again."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

from nav_mrs.postgres import supervisor
from nav_mrs.postgres.cluster import OWNER, prepare_cluster, stop_orphan
from nav_mrs.postgres.folders import make_data_folder, socket_folder
from nav_mrs.postgres.programs import Programs, find_programs

LOG_LIMIT = 1_000_000  # bytes; a longer log is begun anew
held: dict[Path, int] = {}  # the locks by which this process, and what it forks, keeps servers running


def use_server(data_folder: Path, database: str) -> Path:
    """Make sure that the server runs and has that database, and keep it running until this process ends.

    Returns the folder of its socket. Raises ImproperlyConfigured with a sentence for people where it cannot.
    """
    make_data_folder(data_folder)
    home = data_folder / "postgresql"
    home.mkdir(mode=0o700, exist_ok=True)
    cluster = home / "cluster"
    with exclusive_lock(home / "start.lock"):
        if home not in held:  # waits while a supervisor without users is stopping the server
            held[home] = open_lock(home / "users.lock")
            fcntl.flock(held[home], fcntl.LOCK_SH)
        programs = find_programs()
        sockets = socket_folder(cluster)
        prepare_cluster(programs, cluster, sockets)
        wait_for_server(programs, home, sockets)
        make_database(sockets, database)
    return sockets


def leave_server(data_folder: Path) -> None:
    """Stop using the server, and wait until it has ended: it does when the last other process has left it too."""
    home = data_folder / "postgresql"
    if home not in held:
        return
    os.close(held.pop(home))
    with exclusive_lock(home / "supervisor.lock"):
        pass


def wait_for_server(programs: Programs, home: Path, sockets: Path) -> None:
    """Return when the server answers; start it first where no supervisor runs."""
    started = False
    while True:
        alone = try_lock(home / "supervisor.lock")
        if alone is not None and started:
            os.close(alone)
            last_line = (home / "server.log").read_text(errors="replace").strip().rpartition("\n")[2]
            raise ImproperlyConfigured(f"The embedded PostgreSQL in {home} does not start: {last_line}")
        if alone is not None:
            started = True
            start_supervisor(programs, home, sockets, alone)
        if answers(sockets):
            return
        time.sleep(0.02)


def start_supervisor(programs: Programs, home: Path, sockets: Path, lock: int) -> None:
    """Start a supervisor, which starts the server; it inherits the lock that says that it runs."""
    cluster = home / "cluster"
    stop_orphan(cluster)
    log_file = home / "server.log"
    too_long = log_file.exists() and log_file.stat().st_size > LOG_LIMIT
    program = [sys.executable, "-I", "-S", supervisor.__file__, str(home / "users.lock"), str(sockets)]
    server = [str(programs.folder / "postgres"), "-D", programs.data_option(cluster)]
    options = {name: value for name, value in programs.options(cluster).items() if name in ("cwd", "env")}
    with log_file.open("w" if too_long else "a") as log:
        subprocess.run(
            [*program, str(programs.uid), str(programs.gid), *server],
            **options, pass_fds=[lock], start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True,
        )  # fmt: skip
    os.close(lock)


def answers(sockets: Path) -> bool:
    try:
        connect(sockets, "postgres").close()
    except psycopg.errors.CannotConnectNow:
        return False
    except psycopg.OperationalError as error:
        if error.sqlstate is not None:
            raise
        return False
    return True


def make_database(sockets: Path, name: str) -> None:
    with connect(sockets, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def connect(sockets: Path, database: str) -> psycopg.Connection:
    return psycopg.connect(host=str(sockets), user=OWNER, dbname=database, autocommit=True)


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    lock = open_lock(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def try_lock(path: Path) -> int | None:
    """The lock, if nobody has it."""
    lock = open_lock(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
