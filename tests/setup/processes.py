"""Processes that use an embedded server, as `manage.py` or gunicorn would, and what tests want to know of it."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from nav_mrs.postgres.folders import socket_folder
from nav_mrs.postgres.server import connect

PROJECT = Path(__file__).parents[2]
WITH_TIME = 20  # seconds that anything here may take before a test fails
USE = """
import sys, pathlib
from nav_mrs.postgres.server import use_server
use_server(pathlib.Path(sys.argv[1]), "nav_mrs")
print("uses it", flush=True)
sys.stdin.read()
"""


@contextmanager
def a_user_of(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that uses the folder's server until it is told to end."""
    with begin_to_use(folder) as user:
        assert uses_it(user)
        try:
            yield user
        finally:
            user.kill()


def begin_to_use(folder: Path) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", USE, str(folder)]
    return subprocess.Popen(
        program, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=heed_signals
    )


def heed_signals() -> None:
    """What runs the tests may ignore them, as nohup does, and processes begin with what their parent ignores."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def uses_it(user: subprocess.Popen[str]) -> bool:
    """Wait until the process says that it uses the server."""
    return user.stdout is not None and user.stdout.readline() == "uses it\n"


def run(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the project with those arguments and just that environment beside what every program needs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, env=kept | environ, capture_output=True, text=True, check=False)


def ask(folder: Path, query: str) -> str:
    """The first field of the query's first row, as text."""
    with connect(sockets_of(folder), "nav_mrs") as connection:
        row = connection.execute(query.encode()).fetchone()
    return str(row[0]) if row else ""


def store(folder: Path) -> None:
    """Put something into the database that a later test for it can find."""
    with connect(sockets_of(folder), "nav_mrs") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")


def is_stored(folder: Path) -> bool:
    return ask(folder, "SELECT number FROM kept") == "42"


def sockets_of(folder: Path) -> Path:
    return socket_folder(folder / "postgresql" / "cluster")


def server_pid(folder: Path) -> int:
    return int((folder / "postgresql/cluster/postmaster.pid").read_text().split("\n")[0])


def supervisor_pid(folder: Path) -> int:
    return int(Path("/proc", str(server_pid(folder)), "stat").read_text().rpartition(")")[2].split()[1])


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def has_ended(folder: Path) -> bool:
    """Whether the folder's supervisor has ended, and its server before it."""
    lock_file = folder / "postgresql/supervisor.lock"
    if not lock_file.exists():
        return True
    with lock_file.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return not (folder / "postgresql/cluster/postmaster.pid").exists()


def soon(condition: Callable[[], bool], within: float = WITH_TIME) -> bool:
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def begin_together(count: int, *arguments: str, **environ: str) -> list[str]:
    """What that many programs print that run at the same time."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: run(*arguments, **environ).stdout, range(count)))
