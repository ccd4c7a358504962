"""Python's search for garbage, put off while a file is dealt with."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """A country's file is a hundred thousand objects, all of them in use, which Python would look through many times.

    Put off for the whole process, whatever its other threads do; who was first to put it off takes it up again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
