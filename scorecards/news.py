"""What is new in an office's month and worth asking about: at most five lines, by the rules of METHODS.md 14."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from methods.change import Usual, usual_share
from methods.status import status_of
from methods.verdicts import ForecastVerdict, Signal, Status
from organisation.months import Month
from scorecards.figures import ScorecardLine
from scorecards.judged import Judged

MOST_LINES = 5  # the last of them is kept for good news
MOST_YEARS = 2  # lines about the year's target
RANK: dict[str | None, int] = {Status.GREEN.value: 0, Status.YELLOW.value: 1, Status.RED.value: 2}


class NewsReason(StrEnum):
    """Why an indicator is on the list; pages translate it."""

    CONCERN = "concern"
    IN_DANGER = "in_danger"
    OUT_OF_REACH = "out_of_reach"
    WORSE_COLOUR = "worse_colour"
    FAR_OFF = "far_off"
    OPPOSITE = "opposite"
    IMPROVEMENT = "improvement"
    REACHED = "reached"  # for the first time in the months known
    REACHED_AGAIN = "reached_again"


GOOD = (NewsReason.IMPROVEMENT, NewsReason.REACHED, NewsReason.REACHED_AGAIN)


@dataclass(frozen=True, slots=True)
class News:
    """One line: which indicator, and why. `usual` is there for `worse_colour` of a share with its base."""

    judged: Judged
    reason: NewsReason
    usual: Usual | None = None

    @property
    def line(self) -> ScorecardLine:
        return self.judged.line


@dataclass(frozen=True, slots=True)
class Standing:
    """How many lines are as they were the month before: by colour, with the year's target in danger, with a signal."""

    red: int = 0
    yellow: int = 0
    in_danger: int = 0
    signals: int = 0


Rule = Callable[[Judged, Sequence[Month]], News | None]


def news_of(judged: Iterable[Judged], months: Sequence[Month]) -> tuple[News, ...]:
    """The month's news: rule by rule, by priority and weight within each, an indicator once; then one of good news.

    `months` are those of the lines' histories, oldest first, the month itself last.
    """
    ordered = sorted(judged, key=_prominence)
    named: set[str] = set()
    found: list[News] = []
    for rule, most in ((_concern, MOST_LINES), (_years_target, MOST_YEARS), (_got_worse, MOST_LINES),
                       (_far_off, MOST_LINES), (_opposite, MOST_LINES)):  # fmt: skip
        found += _first(rule, ordered, months, named, min(most, MOST_LINES - 1 - len(found)))
    for rule in (_improvement, _reached):
        found += _first(rule, ordered, months, named, 0 if found and found[-1].reason in GOOD else 1)
    return tuple(found)


def _first(rule: Rule, ordered: Sequence[Judged], months: Sequence[Month], named: set[str], most: int) -> list[News]:
    """The first `most` that the rule finds among indicators not `named` yet, which it names."""
    found: list[News] = []
    for judged in ordered:
        if len(found) == most:
            break
        if judged.line.indicator.code not in named and (news := rule(judged, months)):
            found.append(news)
            named.add(judged.line.indicator.code)
            if news.reason == NewsReason.OPPOSITE and judged.opposite:
                named.add(judged.opposite.other.code)  # the other side of the same question
    return found


def standing_of(judged: Iterable[Judged]) -> Standing:
    """What is as it was the month before, counted."""
    every = list(judged)
    alike = [each.line.status for each in every if each.line.status == each.line.previous_status]
    return Standing(
        red=alike.count(Status.RED.value),
        yellow=alike.count(Status.YELLOW.value),
        in_danger=sum(each.danger is not None and not _is_new_danger(each) for each in every),
        signals=sum(_signal_stands(each) for each in every),
    )


def _signal_stands(judged: Judged) -> bool:
    concern = judged.signal == judged.process_before == Signal.CONCERN
    far = judged.far is not None and judged.was_far
    return concern or far or (judged.opposite is not None and not judged.opposite.is_new)


def _prominence(judged: Judged) -> tuple[bool, int, float]:
    """Prioritised indicators first, priority 1 before 2, the heavier before the lighter."""
    line = judged.line
    return (line.priority == 0, line.priority, -line.weight)


def _concern(judged: Judged, _months: Sequence[Month]) -> News | None:
    is_new = judged.signal == Signal.CONCERN and judged.process_before != Signal.CONCERN
    return News(judged, NewsReason.CONCERN) if is_new else None


def _years_target(judged: Judged, _months: Sequence[Month]) -> News | None:
    if judged.danger is None or not _is_new_danger(judged):
        return None
    return News(judged, NewsReason(judged.danger.value))


def _is_new_danger(judged: Judged) -> bool:
    """What was out of reach and is in danger has not become worse."""
    if judged.danger == ForecastVerdict.IN_DANGER:
        return judged.year_before not in (ForecastVerdict.IN_DANGER, ForecastVerdict.OUT_OF_REACH)
    return judged.year_before != ForecastVerdict.OUT_OF_REACH


def _far_off(judged: Judged, _months: Sequence[Month]) -> News | None:
    return News(judged, NewsReason.FAR_OFF) if judged.far and not judged.was_far else None


def _opposite(judged: Judged, _months: Sequence[Month]) -> News | None:
    is_new = judged.opposite is not None and judged.opposite.is_new
    return News(judged, NewsReason.OPPOSITE) if is_new else None


def _improvement(judged: Judged, _months: Sequence[Month]) -> News | None:
    is_new = judged.signal == Signal.IMPROVEMENT and judged.process_before != Signal.IMPROVEMENT
    return News(judged, NewsReason.IMPROVEMENT) if is_new else None


def _got_worse(judged: Judged, months: Sequence[Month]) -> News | None:
    """Worse in colour, and beyond what chance explains; without bases, outside the process limits."""
    line = judged.line
    now, before, value = RANK.get(line.status), RANK.get(line.previous_status), line.figure.value
    if now is None or before is None or now <= before or value is None:
        return None
    if not _has_bases(line):
        return News(judged, NewsReason.WORSE_COLOUR) if _outside_on_the_bad_side(judged, value) else None
    usual = usual_range(line, months)
    if usual is None:
        return None
    below, above = value < usual.low, value > usual.high
    beyond = {"higher": below, "lower": above, "inside": below or above}[line.indicator.direction]
    return News(judged, NewsReason.WORSE_COLOUR, usual) if beyond else None


def _has_bases(line: ScorecardLine) -> bool:
    return line.indicator.unit_of_measure == "share" and bool(line.figure.denominator)


def _outside_on_the_bad_side(judged: Judged, value: float) -> bool:
    point, target, direction = judged.point, judged.line.target, judged.line.indicator.direction
    if point is None or not point.outside or target is None:
        return False
    if direction == "inside":  # the side of the limits is the side of the target that was left
        upper = target.green_upper
        return value < target.green if point.side < 0 else upper is not None and value > upper
    return point.side == (-1 if direction == "higher" else 1)


def usual_range(line: ScorecardLine, months: Sequence[Month]) -> Usual | None:
    """What the twelve months before and chance explain of a share, since the definition last changed."""
    n = line.figure.denominator
    if not n or not _has_bases(line):
        return None
    known = [
        (numerator, denominator)
        for month, numerator, denominator in zip(
            months[:-1], line.history_numerators[:-1], line.history_denominators[:-1], strict=True
        )
        if _same_definition(line, month, months[-1])
    ]
    return usual_share([numerator for numerator, _ in known], [denominator for _, denominator in known], n)


def _same_definition(line: ScorecardLine, month: Month, now: Month) -> bool:
    """Whether a month's figure means the same as this month's: no change of definition lies between them."""
    changed = line.indicator.definition_changed
    return changed is None or month >= changed or now < changed


def _reached(judged: Judged, months: Sequence[Month]) -> News | None:
    """Green now, and known not to be last month."""
    line = judged.line
    if line.status != Status.GREEN or line.previous_status in (None, Status.GREEN) or line.target is None:
        return None
    target = line.target
    earlier = any(
        status_of(value, line.indicator.direction, target.green, target.yellow, target.green_upper, target.yellow_upper)
        == Status.GREEN
        for month, value in zip(months[:-1], line.history[:-1], strict=True)
        if _same_definition(line, month, months[-1])
    )
    return News(judged, NewsReason.REACHED_AGAIN if earlier else NewsReason.REACHED)
