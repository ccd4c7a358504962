"""The serving process's own threads: they prepare what publications leave behind, and do what else has come due."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import TypeAlias

from django.db import DatabaseError, close_old_connections, connection

from scorecards.services.places import prepare_places

PAUSE = 2.0  # seconds between two looks
LOCK_FOR_THE_BACKGROUND = 20180517  # whose thread has it works; the others look on
NICENESS = 10  # pages come first
Work: TypeAlias = Callable[[], object]  # looks itself for what there is to do
logger = logging.getLogger(__name__)


def start(*more: Work) -> threading.Thread:
    """Start the thread; it ends with the process. Processes may have one each: one of them works at a time.

    `more` is what apps above this one have to do: it comes first, at every look.
    """
    return _begin("prepare-places", LOCK_FOR_THE_BACKGROUND, (*more, prepare_places))


def start_beside(name: str, lock: int, work: Work) -> threading.Thread:
    """Start a thread with a lock of its own, for work that the other need not wait for, nor end with if it fails."""
    return _begin(name, lock, (work,))


def _begin(name: str, lock: int, work: tuple[Work, ...]) -> threading.Thread:
    thread = threading.Thread(target=_run, args=[lock, work], name=name, daemon=True)
    thread.start()
    return thread


def _run(lock: int, work: tuple[Work, ...]) -> None:
    if sys.platform == "linux":  # where a thread has a priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
    pause = threading.Event()
    while True:
        try:
            _do_alone(lock, work)
        except DatabaseError:
            logger.warning("the work could not be done now and will be tried again", exc_info=True)
        finally:
            close_old_connections()
        pause.wait(PAUSE)


def _do_alone(lock: int, work: tuple[Work, ...]) -> None:
    """Do what there is to do, unless another process's thread is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        if not cursor.fetchone()[0]:
            return
        try:
            for each in work:
                each()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
