"""Where the embedded database keeps what it makes."""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHARED_BY_ROOT = Path("/var/lib/nav-mrs")


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder in which our folders are made: NAV_MRS_DATA_DIR, or the user's own place for such things.

    Root's home is closed to the user that the server then runs as, so root's default lies in /var/lib.
    """
    if chosen := environ.get("NAV_MRS_DATA_DIR"):
        return Path(chosen).expanduser().absolute()
    share = environ.get("XDG_DATA_HOME") or os.path.join(environ.get("HOME") or str(Path.home()), ".local/share")
    default = Path(share, "nav-mrs").absolute()
    if os.geteuid() == 0:
        return SHARED_BY_ROOT / hashlib.sha256(str(default).encode()).hexdigest()[:8]
    return default


def make_data_folder(folder: Path) -> None:
    """Make the folder, closed to others, unless it is there already: then it stays as its owner made it."""
    if SHARED_BY_ROOT in folder.parents and os.geteuid() == 0:
        make_shared_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_shared_folder() -> Path:
    """Root's own folder, open for reading: the server runs as another user, from a copy of its programs in here."""
    SHARED_BY_ROOT.mkdir(parents=True, exist_ok=True)
    SHARED_BY_ROOT.chmod(0o755)
    return SHARED_BY_ROOT


def socket_folder(cluster: Path) -> Path:
    """A short path for the server's socket, the same for every process: a socket's name has at most 107 bytes."""
    return Path("/tmp/nav-mrs-" + hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16])


def make_socket_folder(folder: Path, uid: int, gid: int) -> None:
    """Make the socket's folder, closed to others; refuse one that somebody else has put there."""
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, uid, gid)
    except FileExistsError:
        found = folder.lstat()
        ours = stat.S_ISDIR(found.st_mode) and found.st_uid in (uid, os.geteuid())
        if not ours or stat.S_IMODE(found.st_mode) & 0o077:
            raise ImproperlyConfigured(
                f"{folder} must be a folder of this user that is closed to others; remove it and try again."
            ) from None
        os.chown(folder, uid, gid)
