"""The serving process's second thread: it has received files checked by a process of its own, so that no page waits.

Decision record 7 says why. Each serving process has the thread; the database lets one checking process work at a time.
"""

import atexit
import logging
import os
import subprocess
import sys
import threading

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from scorecards.queries.layouts import EXAMPLES_ARE_KEPT

PAUSE = 1.0  # seconds between two looks
LONGEST = 10 * 60.0  # seconds that one process may check
NICENESS = 10  # pages come first
LOCK_FOR_CHECKING = 20180518  # with it, one process at a time checks
COMMAND = [sys.executable, str(settings.BASE_DIR / "manage.py"), "check_deliveries", "--end-with-parent"]

# A lock with one number has its upper half as classid, its lower half as objid, and objsubid 1.
SOMETHING_WAITS = """
SELECT (
    EXISTS (SELECT FROM scorecards_waitingcheck WHERE due_at <= now())
    OR EXISTS (SELECT FROM scorecards_layoutexample WHERE uploaded_at < %s)
) AND NOT EXISTS (
    SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
    WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = %s AND l.objsubid = 1 AND l.granted
)
"""
logger = logging.getLogger(__name__)


class Checker(threading.Thread):
    """Looks for what waits and starts the process that checks it, until it is told to end."""

    def __init__(self) -> None:
        super().__init__(name="check-deliveries", daemon=True)
        self._is_to_end = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self._is_to_end.wait(PAUSE):
            try:
                if something_waits():
                    self._check()
            except DatabaseError:
                logger.warning("it can't be seen now whether a file waits for its check", exc_info=True)
            finally:
                close_old_connections()

    def _check(self) -> None:
        """Run the checking process to its end. It has no terminal, and notices by its empty input that we are gone."""
        with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, start_new_session=True) as process:
            self._process = process
            try:
                status = process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                status = process.wait()
        self._process = None
        if status and not self._is_to_end.is_set():
            logger.warning("the process that checks files ended with %s; what waits is tried again", status)

    def end(self) -> None:
        """Stop looking, and the process too: what it was at is checked by the next one from the beginning."""
        self._is_to_end.set()
        if self._process:
            self._process.kill()
            self._process.wait()


def start() -> Checker:
    """Start the thread; it ends with the process, and so does what it has started."""
    checker = Checker()
    checker.start()
    atexit.register(checker.end)
    return checker


def something_waits() -> bool:
    """Whether a received file is due to be checked, or an example to be forgotten, and nobody is at it."""
    with connection.cursor() as cursor:
        cursor.execute(SOMETHING_WAITS, [timezone.now() - EXAMPLES_ARE_KEPT, LOCK_FOR_CHECKING])
        return bool(cursor.fetchone()[0])


def be_nice() -> None:
    os.nice(NICENESS)


def end_with_parent() -> None:
    """Have this process end when whoever started it does, however that ends: its end of our input closes then."""

    def wait_and_end() -> None:
        while os.read(sys.stdin.fileno(), 1):  # not by the buffer, whose lock this thread would hold at the end
            pass
        os._exit(1)

    threading.Thread(target=wait_and_end, name="end-with-parent", daemon=True).start()
