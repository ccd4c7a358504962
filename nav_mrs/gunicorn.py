"""How gunicorn serves: `python -m gunicorn -c nav_mrs/gunicorn.py nav_mrs.wsgi`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

try:
    import nav_mrs.settings  # noqa: F401  # what is wrong with the settings is said here, without a traceback
except ImproperlyConfigured as error:
    sys.exit(str(error))

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
preload_app = True  # everything is imported once, and the workers share it
timeout = 60
graceful_timeout = 5
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """Each worker has threads for what nobody should wait for; a lock of each kind lets one process work at a time."""
    from dashboards.preparing import LOCK_FOR_PAGES, prepare_pages  # not before Django is set up
    from rankings.services.planning import publish_planned
    from scorecards import background, checker

    background.start(publish_planned)
    background.start_beside("prepare-pages", LOCK_FOR_PAGES, prepare_pages)
    checker.start()
