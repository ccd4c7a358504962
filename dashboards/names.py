"""Names of units where space is short."""

from collections.abc import Iterable


def shared_word(names: Iterable[str]) -> str:
    """The first word, with its space, where several names all begin with it and go on: `NAV `. Else empty."""
    every = list(names)
    word = every[0].partition(" ")[0] + " " if len(every) > 1 else ""
    return word if all(name.startswith(word) for name in every) else ""


def without(word: str, name: str) -> str:
    """The name without the word that all names share."""
    return name.removeprefix(word) if word else name
