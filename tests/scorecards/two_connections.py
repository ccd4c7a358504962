"""Two people at once: work on a connection of its own, seen to wait for the other one."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

PATIENCE = 5.0  # seconds

# Somebody waits who has something of this database: tests run side by side have a database each in the same server.
WAITING = """
SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN (
    SELECT h.pid FROM pg_locks h JOIN pg_database d ON d.oid = h.database AND d.datname = current_database()))
"""


class Work(threading.Thread):
    """Something done on a connection of its own. `error` is what it raised."""

    def __init__(self, task: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.task = task
        self.error: BaseException | None = None
        self.answer: Any = None

    def run(self) -> None:
        try:
            self.answer = self.task()
        except BaseException as error:  # the test asks which
            self.error = error
        finally:
            connections.close_all()

    def ends(self) -> bool:
        """Wait for the end; False where it doesn't come."""
        self.join(PATIENCE)
        return not self.is_alive()

    def waits_for_a_lock(self) -> bool:
        """Whether the work comes to wait for what another transaction holds; False where it ends instead."""
        until = time.monotonic() + PATIENCE
        while self.is_alive() and time.monotonic() < until:
            if _somebody_waits():
                return True
            time.sleep(0.005)
        return False


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def meanwhile(task: Callable[[], Any]) -> Work:
    """Start the task beside the test's own work."""
    work = Work(task)
    work.start()
    return work
