"""Pages a second under gunicorn, with a country's ten years, against a bare Django view of the same server and run.

`python -m benchmarks.throughput [years]`, after `make setup`. A bare view returns a word by way of the same middleware.
Each kind of page is asked for in turn with the bare view, round by round, so that a noisy moment hits both.
"""

import http.client
import os
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks.backfill import lay_down
from benchmarks.country import OFFICES, country  # it sets Django up
from benchmarks.pages import MONTHS, address, fill
from scorecards.models import GroupSummary

FIRST_MONTHS = len(MONTHS)  # published one by one; the rest is laid down at once
CONNECTIONS, SECONDS, ROUNDS = 8, 0.8, 12
LEAST_SHARE = {"page": 1 / 10, "unchanged": 1 / 2}
KINDS = ("office", "county", "comparison")
BARE = "/bare/"


@contextmanager
def server(database: str) -> Iterator[int]:
    """The production server on a free port, on that database."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {
        "PORT": str(port),
        "BENCHMARK_DATABASE": database,
        "NAV_MRS_STATIC": "collected",
        "DJANGO_SETTINGS_MODULE": "benchmarks.served_settings",
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "nav_mrs/gunicorn.py", "--log-level", "warning"]
    process = subprocess.Popen([*command, "nav_mrs.wsgi"], env=os.environ | known)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not start")


class Asker:
    """One kept connection: sends a request, and is asked again when its answer is complete."""

    def __init__(self, port: int, request: bytes) -> None:
        self.port, self.request = port, request
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.socket.sendall(self.request)

    def read(self) -> bool:
        """Whether the answer is complete; the connection is opened again where the server closed it."""
        some = self.socket.recv(1 << 20)
        self.received += some
        return not some or is_complete(self.received)


def is_complete(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    if head.startswith(b"HTTP/1.1 304"):
        return True
    length = next((line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), None)
    return body.endswith(b"0\r\n\r\n") if length is None else len(body) >= int(length.split(b":")[1])


def rate(port: int, path: str, status: int, seconds: float, **headers: str) -> float:
    """Answers a second over several connections; SystemExit at an answer of another status.

    What is still being answered at the end is waited for: else the server makes it while the next kind is measured.
    """
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip", "Connection: keep-alive"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    request = "\r\n".join([*lines, "", ""]).encode()
    answered, until = 0, time.perf_counter() + seconds
    with selectors.DefaultSelector() as selector:
        for _ in range(CONNECTIONS):
            asker = Asker(port, request)
            selector.register(asker.socket, selectors.EVENT_READ, asker)
        start = time.perf_counter()
        while time.perf_counter() < until:
            for key, _ in selector.select(timeout=1):
                asker = key.data
                if not asker.read():
                    continue
                if asker.received and f" {status} ".encode() not in asker.received[:16]:
                    raise SystemExit(f"{path}: {asker.received[:200]!r}")
                answered += bool(asker.received)
                selector.unregister(asker.socket)
                if b"connection: close" in asker.received[:1000].lower() or not asker.received:
                    asker.socket.close()
                    asker.connect()
                else:
                    asker.received = b""
                    asker.socket.sendall(request)
                selector.register(asker.socket, selectors.EVENT_READ, asker)
        taken = time.perf_counter() - start
        for key in list(selector.get_map().values()):
            while not key.data.read():
                pass
            key.data.socket.close()
    return answered / taken


def etag_of(port: int, path: str, cookie: str) -> tuple[str, str]:
    """The page's stamp for a browser that has its cookies, and those cookies."""
    cookies = cookie
    for _ in range(2):
        asked = http.client.HTTPConnection("127.0.0.1", port)
        asked.request("GET", path, headers={"Cookie": cookies})
        answer = asked.getresponse()
        answer.read()
        if sent := answer.getheader("Set-Cookie"):
            cookies = f"{cookie}; {sent.split(';')[0]}"
    return answer.getheader("ETag") or "", cookies


def measure(port: int, client: Client) -> bool:
    session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    too_slow = False
    for kind in KINDS:
        path = address(kind, OFFICES[1])
        etag, cookies = etag_of(port, path, session)
        rate(port, path, 200, SECONDS, Cookie=cookies)  # each worker makes the page once
        rates: dict[str, list[float]] = {"bare": [], "page": [], "unchanged": []}
        for _ in range(ROUNDS):
            rates["bare"].append(rate(port, BARE, 200, SECONDS, Cookie=cookies))
            rates["page"].append(rate(port, path, 200, SECONDS, Cookie=cookies))
            rates["unchanged"].append(rate(port, path, 304, SECONDS, Cookie=cookies, If_None_Match=etag))
        for what, least in LEAST_SHARE.items():
            share = statistics.median(each / bare for each, bare in zip(rates[what], rates["bare"], strict=True))
            too_slow |= share < least
            print(f"{kind}, {what}: {share:.2f} of the bare view's answers a second (at least {least:.2f})")
        print("  at best", ", ".join(f"{what} {max(each):.0f}" for what, each in rates.items()), "a second")
    return too_slow


def main(years: int) -> bool:
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, check=True, env=os.environ | {"NAV_MRS_STATIC": "collected"})
    with country() as package:
        client = fill(package)
        GroupSummary.objects.update(places_prepared=True)  # or the server would be at it while it is measured
        start = time.perf_counter()
        lay_down(MONTHS[-1], years * 12 - FIRST_MONTHS)
        print(f"{years} years laid down in {time.perf_counter() - start:.0f} s")
        with server(str(connection.settings_dict["NAME"])) as port:
            return measure(port, client)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
