"""Arithmetic of date ranges: from one day up to, not including, another; open where the end is None."""

import datetime
from collections.abc import Iterable
from typing import TypeAlias

from organisation.said import said

Range: TypeAlias = tuple[datetime.date, datetime.date | None]


def overlap(one: Range, other: Range) -> bool:
    """Whether the two share a day."""
    return one[0] < _end(other) and other[0] < _end(one)


def gaps(whole: Range, parts: Iterable[Range]) -> list[Range]:
    """What is left of a range when the parts are taken out of it, in order."""
    left: list[Range] = []
    start = whole[0]
    for part in sorted(parts, key=lambda part: part[0]):
        if part[0] >= _end(whole):
            break
        if part[0] > start:
            left.append((start, part[0]))
        start = max(start, _end(part))
    if start < _end(whole):
        left.append((start, whole[1]))
    return left


def in_words(days: Range) -> str:
    """`2017-01-01 til 2020-01-01`, or `fra 2017-01-01`, as the file writes dates."""
    if days[1]:
        return said("%(first)s til %(end)s", first=days[0], end=days[1])
    return said("fra %(first)s", first=days[0])


def _end(days: Range) -> datetime.date:
    return days[1] or datetime.date.max
