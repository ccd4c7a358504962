"""What is new in an office's month and worth asking about: at most five lines, by the rules of METHODS.md 14.

Of those rules the ones that need neither process limits nor a forecast: worse in colour and beyond what chance
explains, and the target reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from methods.status import status_of
from methods.verdicts import Status
from organisation.months import Month
from scorecards.figures import ScorecardLine

MOST_LINES = 5  # the last of them is kept for good news
Z = 1.96
RANK: dict[str | None, int] = {Status.GREEN.value: 0, Status.YELLOW.value: 1, Status.RED.value: 2}


class NewsReason(StrEnum):
    """Why an indicator is on the list; pages translate it."""

    WORSE_COLOUR = "worse_colour"
    REACHED = "reached"  # for the first time in the months known
    REACHED_AGAIN = "reached_again"


@dataclass(frozen=True, slots=True)
class Usual:
    """What the twelve months before and chance explain: their pooled share, and a range for this month's base."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class News:
    """One line: which indicator, and why. `usual` is there for `worse_colour`."""

    line: ScorecardLine
    reason: NewsReason
    usual: Usual | None = None


def news_of(lines: Sequence[ScorecardLine], months: Sequence[Month]) -> tuple[News, ...]:
    """The month's news, by priority and weight: what got worse first, then one line of good news.

    `months` are those of the lines' histories, oldest first, the month itself last.
    """
    ordered = sorted(lines, key=_prominence)
    worse = [news for line in ordered if (news := _got_worse(line, months))]
    good = [news for line in ordered if (news := _reached(line, months))]
    return (*worse[: MOST_LINES - 1], *good[:1])


def _prominence(line: ScorecardLine) -> tuple[bool, int, float]:
    """Prioritised indicators first, priority 1 before 2, the heavier before the lighter."""
    return (line.priority == 0, line.priority, -line.weight)


def _got_worse(line: ScorecardLine, months: Sequence[Month]) -> News | None:
    now, before = RANK.get(line.status), RANK.get(line.previous_status)
    if now is None or before is None or now <= before:
        return None
    usual = usual_range(line, months)
    value = line.figure.value
    if usual is None or value is None:
        return None
    direction = line.indicator.direction
    below, above = value < usual.low, value > usual.high
    beyond = {"higher": below, "lower": above, "inside": below or above}[direction]
    return News(line, NewsReason.WORSE_COLOUR, usual) if beyond else None


def usual_range(line: ScorecardLine, months: Sequence[Month]) -> Usual | None:
    """p ± 1.96·√(p(1 − p)(1/n + 1/n₀)) with p = (x + 1)/(n₀ + 2), over the twelve months before; for shares alone.

    Only months since the definition last changed count. None without a base now or then.
    """
    n = line.figure.denominator
    if line.indicator.unit_of_measure != "share" or not n:
        return None
    known = [
        (numerator, denominator)
        for month, numerator, denominator in zip(
            months[:-1], line.history_numerators[:-1], line.history_denominators[:-1], strict=True
        )
        if numerator is not None and denominator is not None and _same_definition(line, month, months[-1])
    ]
    base = sum(denominator for _, denominator in known)
    if not base:
        return None
    p = (sum(numerator for numerator, _ in known) + 1) / (base + 2)
    reach = Z * sqrt(p * (1 - p) * (1 / n + 1 / base))
    return Usual(p, p - reach, p + reach)


def _same_definition(line: ScorecardLine, month: Month, now: Month) -> bool:
    """Whether a month's figure means the same as this month's: no change of definition lies between them."""
    changed = line.indicator.definition_changed
    return changed is None or month >= changed or now < changed


def _reached(line: ScorecardLine, months: Sequence[Month]) -> News | None:
    """Green now, and known not to be last month."""
    if line.status != Status.GREEN or line.previous_status in (None, Status.GREEN) or line.target is None:
        return None
    target = line.target
    earlier = any(
        status_of(value, line.indicator.direction, target.green, target.yellow, target.green_upper, target.yellow_upper)
        == Status.GREEN
        for month, value in zip(months[:-1], line.history[:-1], strict=True)
        if _same_definition(line, month, months[-1])
    )
    return News(line, NewsReason.REACHED_AGAIN if earlier else NewsReason.REACHED)
