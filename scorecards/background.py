"""The serving process's own thread: it prepares what publications leave behind, a county's month at a time."""

import logging
import os
import sys
import threading

from django.db import DatabaseError, close_old_connections, connection

from scorecards.services.places import prepare_places

PAUSE = 2.0  # seconds between two looks
LOCK_FOR_THE_BACKGROUND = 20180517  # whose thread has it prepares; the others look on
NICENESS = 10  # pages come first
logger = logging.getLogger(__name__)


def start() -> threading.Thread:
    """Start the thread; it ends with the process. Processes may have one each: one of them works at a time."""
    thread = threading.Thread(target=_run, name="prepare-places", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    if sys.platform == "linux":  # where a thread has a priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
    pause = threading.Event()
    while True:
        try:
            _prepare_alone()
        except DatabaseError:
            logger.warning("places could not be prepared now and will be tried again", exc_info=True)
        finally:
            close_old_connections()
        pause.wait(PAUSE)


def _prepare_alone() -> None:
    """Prepare what is pending, unless another process's thread is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_FOR_THE_BACKGROUND])
        if not cursor.fetchone()[0]:
            return
        try:
            prepare_places()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_FOR_THE_BACKGROUND])
