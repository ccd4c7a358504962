"""The known name nearest to one that isn't known, for the question `Mente du …?`."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest_name(written: str, known: Iterable[str]) -> str | None:
    """The known name most like the written one, whatever its case; None where none is near."""
    by_lower = {name.casefold(): name for name in known}
    matches = get_close_matches(written.casefold(), by_lower, n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else None


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """` Mente du «…»?` with its leading space, or nothing."""
    name = nearest_name(written, known)
    return f" Mente du «{name}»?" if name else ""
