"""Runs the embedded server for as long as some process uses it; a program of its own, started by server.py.

Every process that uses the server holds a shared lock on one file, and the kernel frees it however the process ends.
This program waits for the exclusive lock: when it has it, nobody is left, and the server is stopped. A server that
dies while it is used is started again. Uses the standard library only, so that it starts at once and stays small.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

PAUSE = 0.2  # seconds between two attempts to start
ATTEMPTS = 30  # a killed server's last children may hold its memory for a while


class Supervisor:
    """One server, and whether it is to stop."""

    def __init__(self, command: list[str], uid: int, gid: int) -> None:
        self.command = command
        self.uid = uid
        self.gid = gid
        self.server: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()

    def run(self) -> None:
        attempts = 0
        while attempts < ATTEMPTS and not self.stopping.is_set():
            started = time.monotonic()
            self.server = self.start()
            if self.stopping.is_set():
                self.stop()
            if self.server.wait() == 0:
                return
            attempts = attempts + 1 if time.monotonic() - started < 10 else 0
            time.sleep(PAUSE)

    def start(self) -> subprocess.Popen[bytes]:
        if self.uid == os.geteuid():
            return subprocess.Popen(self.command, start_new_session=True)
        return subprocess.Popen(self.command, start_new_session=True, user=self.uid, group=self.gid, extra_groups=[])

    def stop(self) -> None:
        """Ask the server to end: open transactions are rolled back, and nothing needs recovery afterwards."""
        self.stopping.set()
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)

    def stop_without_users(self, lock_file: str) -> None:
        fcntl.flock(os.open(lock_file, os.O_RDWR), fcntl.LOCK_EX)  # held until this program has ended
        self.stop()

    def stop_on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()


def main(users_lock: str, socket_folder: str, uid: str, gid: str, *command: str) -> None:
    if os.fork():
        os._exit(0)  # whoever started us need not wait for us
    supervisor = Supervisor(list(command), int(uid), int(gid))
    signal.signal(signal.SIGTERM, supervisor.stop_on_signal)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    threading.Thread(target=supervisor.stop_without_users, args=[users_lock], daemon=True).start()
    supervisor.run()
    with contextlib.suppress(OSError):  # it stays where a killed server left its files in it
        os.rmdir(socket_folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
