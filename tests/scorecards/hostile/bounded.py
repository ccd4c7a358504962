"""Reading a file in a child process that may take only so much time and memory."""

import multiprocessing
import resource
import sys
from multiprocessing.connection import Connection

from organisation.findings import Found
from tests.scorecards.delivered_files import check

SECONDS = 12  # of processor time, which includes being slow at times
MEGABYTES = 1200
KILLED = "the child was stopped: it took more than its time or memory"


def findings_within_bounds(content: bytes, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> list[Found]:
    """What is found in the file; AssertionError where reading and checking it takes more than that."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_check, args=(content, there, seconds, megabytes))
    child.start()
    there.close()
    try:
        found = here.recv()
    except EOFError:
        found = KILLED
    child.join()
    assert isinstance(found, list), found
    return found


def _check(content: bytes, answer: Connection, seconds: int, megabytes: int) -> None:
    sys.settrace(None)  # the bound is for the reading, not for measuring which lines it runs through
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    most = _address_space() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        answer.send(check(content).findings.kept)
    except MemoryError:
        answer.send(f"more than {megabytes} MB")


def _address_space() -> int:
    with open("/proc/self/statm") as numbers:
        return int(numbers.read().split()[0]) * resource.getpagesize()
