"""The serving process's own thread: it prepares what publications leave behind, a county's month at a time."""

import logging
import threading

from django.db import DatabaseError, close_old_connections

from scorecards.services.places import prepare_places

PAUSE = 2.0  # seconds between two looks
logger = logging.getLogger(__name__)


def start() -> threading.Thread:
    """Start the thread; it ends with the process. Processes may have one each: a lock lets one work at a time."""
    thread = threading.Thread(target=_run, name="prepare-places", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    pause = threading.Event()
    while True:
        try:
            prepare_places()
        except DatabaseError:
            logger.warning("places could not be prepared now and will be tried again", exc_info=True)
        finally:
            close_old_connections()
        pause.wait(PAUSE)
