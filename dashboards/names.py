"""Names of units where space is short."""

from collections.abc import Iterable


def shared_word(names: Iterable[str]) -> str:
    """The first word, with its space, where every name begins with it and goes on after it: `NAV `. Else empty."""
    first = {name.partition(" ")[0] + " " for name in names}
    word = first.pop() if len(first) == 1 else ""
    return word if word.strip() and all(name.startswith(word) for name in names) else ""


def without(word: str, name: str) -> str:
    """The name without the word that all names share."""
    return name.removeprefix(word) if word else name
