"""A pytest plugin, loaded before Django's settings: every run has an embedded database of its own.

So runs beside each other, or beside a demo, don't meet. Where DATABASE_URL is set, that server is used.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from nav_mrs.postgres.server import leave_server


def remove(folder: Path) -> None:
    leave_server(folder)
    shutil.rmtree(folder)


if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers use what the first process made
    os.environ.pop("NAV_MRS_ENV", None)
    folder = Path(tempfile.mkdtemp(prefix="nav-mrs-tests-"))
    os.environ["NAV_MRS_DATA_DIR"] = str(folder)
    atexit.register(remove, folder)
