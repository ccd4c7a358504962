"""The production server starts, answers, and ends with all that it started."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.setup.processes import PROJECT, has_ended, soon


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The server in a process group of its own, as a terminal would start it, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "nav_mrs/gunicorn.py", "nav_mrs.wsgi"]
    environ = {"PATH": os.environ["PATH"], "NAV_MRS_DATA_DIR": str(folder), "PORT": str(port), "WORKERS": "2"}
    with subprocess.Popen(command, cwd=PROJECT, env=environ, start_new_session=True, stderr=subprocess.PIPE) as server:
        address = f"http://127.0.0.1:{port}"
        assert soon(lambda: status(address + "/healthz") == 200, within=60)
        try:
            yield server, address
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)


def status(address: str) -> int | None:
    """The answer's status, or None where nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return None


def group_has_ended(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_server_and_its_workers_ends_them_and_the_database(folder, number):
    with serving(folder) as (server, _address):
        os.killpg(server.pid, number)
        server.wait(timeout=10)
        assert soon(lambda: group_has_ended(server.pid), within=2)
        assert soon(lambda: has_ended(folder), within=2)


def test_a_signal_to_the_server_alone_ends_its_workers_and_the_database_too(folder):
    with serving(folder) as (server, _address):
        server.terminate()
        server.wait(timeout=10)
        assert soon(lambda: group_has_ended(server.pid), within=2)
        assert soon(lambda: has_ended(folder), within=2)


def test_the_server_is_alive_before_its_tables_are_made_and_then_not_yet_ready(folder):
    with serving(folder) as (_server, address):
        assert status(address + "/readyz") == 503
