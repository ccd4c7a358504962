"""The known name nearest to one that isn't known, for the question `Mente du …?`."""

from collections.abc import Iterable
from difflib import get_close_matches

from organisation.said import said


def nearest_name(written: str, known: Iterable[str]) -> str | None:
    """The known name most like the written one, whatever its case; None where none is near.

    One that differs only by leading zeros is nearest of all.
    """
    by_lower = {name.casefold(): name for name in known}
    asked = written.casefold()
    for lower, name in by_lower.items():
        if lower.lstrip("0") == asked.lstrip("0"):
            return name
    matches = get_close_matches(asked, by_lower, n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else None


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """`Mente du «…»?`, or nothing."""
    name = nearest_name(written, known)
    return said("Mente du «%(name)s»?", name=name) if name else ""
