"""Processes of their own beside a test, on the test's database: begun as users and servers do, and killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

PROJECT = Path(__file__).parents[1]
PATIENCE = 30.0  # seconds; a busy machine takes its time to start Python

ON_THE_TESTS_DATABASE = """
import sys
import nav_mrs.settings
nav_mrs.settings.DATABASES["default"]["NAME"] = sys.argv.pop(1)
"""
MANAGE = """
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


def begin(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python program that uses the test's database; its output is read from the process."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", ON_THE_TESTS_DATABASE + program, name, *map(str, arguments)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def begin_command(*arguments: object) -> subprocess.Popen[str]:
    """Start a management command."""
    return begin(MANAGE, *arguments)


@contextmanager
def running(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Whatever happens, the process is gone afterwards."""
    with process:
        try:
            yield process
        finally:
            process.kill()


def run_command(*arguments: object) -> tuple[int, str, str]:
    """A management command's exit status, standard output and standard error."""
    with running(begin_command(*arguments)) as process:
        out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def soon(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether the condition comes to hold."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def answers(question: str) -> bool:
    """The yes or no that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])


# Locks of this database alone: tests run side by side have one each in the same server.
LOCKS = "SELECT FROM pg_locks JOIN pg_database d ON d.oid = database AND d.datname = current_database()"


def waits_for_a_table() -> bool:
    """Whether some process waits until a table is unlocked."""
    return answers(f"SELECT EXISTS ({LOCKS} WHERE NOT granted AND locktype = 'relation')")


def waits_for_a_month() -> bool:
    """Whether some process waits until another has published."""
    return answers(f"SELECT EXISTS ({LOCKS} WHERE NOT granted AND locktype = 'advisory')")


def nobody_holds_a_month() -> bool:
    """The server takes a moment to see that a client is gone."""
    return answers(f"SELECT NOT EXISTS ({LOCKS} WHERE locktype = 'advisory')")
