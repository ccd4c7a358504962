"""The folder in which the embedded server keeps its databases: made once, checked and configured at each start."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from nav_mrs.postgres.folders import make_socket_folder
from nav_mrs.postgres.programs import MAJOR_VERSION, Programs

OWNER = "nav_mrs"
# Only the socket, in a folder closed to others. Tuned for bulk loads on a small machine; compiling (jit) costs short
# queries more than it gives. No statement and no value is logged: they may be about people.
CONFIGURATION = """\
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
checkpoint_timeout = 15min
jit = off
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""


def prepare_cluster(programs: Programs, cluster: Path, socket_folder: Path) -> None:
    """Make the cluster where there is none, and refuse one of another major version."""
    version_file = cluster / "PG_VERSION"
    if not version_file.exists():
        make_cluster(programs, cluster)
    version = version_file.read_text().strip()
    if version != str(MAJOR_VERSION):
        raise ImproperlyConfigured(
            f"{cluster} belongs to PostgreSQL {version}, and the one installed is {MAJOR_VERSION}:"
            " make a backup with the version it belongs to and restore it into a new folder."
        )
    make_socket_folder(socket_folder, programs.uid, programs.gid)
    configuration = cluster / "postgresql.conf"
    wanted = CONFIGURATION.format(socket_folder=socket_folder)
    if configuration.read_text() != wanted:
        configuration.write_text(wanted)


def make_cluster(programs: Programs, cluster: Path) -> None:
    """Run initdb beside the final place and move the result there, so that a half-made cluster is never used."""
    unfinished = cluster.with_name(cluster.name + ".unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    os.chown(unfinished, programs.uid, programs.gid)
    initdb = [str(programs.folder / "initdb"), "-D", programs.data_option(unfinished), "-U", OWNER, "--auth=trust"]
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = subprocess.run(
        [*initdb, *locale, "--no-instructions"],
        **programs.options(unfinished), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ImproperlyConfigured(f"The embedded PostgreSQL could not make {cluster}: {done.stderr.strip()}")
    unfinished.rename(cluster)


def stop_orphan(cluster: Path) -> None:
    """Stop a server that outlived its supervisor, and clear away what a killed one left behind.

    To be called only while no supervisor runs. PostgreSQL itself refuses to start where the number in a killed
    server's file has become another process of the same user.
    """
    pid_file = cluster / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return
    if not is_server(pid, cluster):
        pid_file.unlink(missing_ok=True)
        return
    os.kill(pid, signal.SIGINT)
    while is_server(pid, cluster):
        time.sleep(0.02)


def is_server(pid: int, cluster: Path) -> bool:
    """Whether that process is the server of that cluster: a server works in its cluster's folder."""
    proc = Path("/proc", str(pid))
    if not Path("/proc/self").exists():
        shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return str(cluster) in shown.stdout
    try:
        is_zombie = proc.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z"
        return not is_zombie and proc.joinpath("cwd").samefile(cluster)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False  # there is none, or it is somebody else's and so not a server that this user runs
