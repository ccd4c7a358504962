"""What the log tells of the organisation, in words: of a unit, and change by change."""

import csv
import datetime
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.organisation import SpanLine, in_words, name_on, place_of
from organisation.log import LoggedChange, UnitChange, changes_of_unit
from organisation.standing import Span, Standing


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A change of a unit: when, what and by whom, and its spans before and after."""

    change: int
    at: datetime.datetime
    said: str
    who: str
    code: str
    name: str
    before: tuple[SpanLine, ...]
    after: tuple[SpanLine, ...]
    became: tuple[str, ...]  # names of what it was said to become


def unit_history(code: str, standing: Standing) -> list[HistoryLine]:
    """What happened to a unit, newest first."""
    return [_line(change, unit, standing) for change, unit in changes_of_unit(code)]


def lines_of_change(change: LoggedChange, standing: Standing) -> list[HistoryLine]:
    """The units of a change, in the order in which they were written."""
    return [_line(change, unit, standing) for unit in change.units]


def _line(change: LoggedChange, unit: UnitChange, standing: Standing) -> HistoryLine:
    before, after = (_spans(text, standing) for text in unit.placements)
    named = (*after, *before)
    became = tuple(name_on(code, change.at.date(), standing) for code in unit.new_successors)
    name = named[-1].name if named else name_on(unit.code, change.at.date(), standing)
    return HistoryLine(change.line, change.at, in_words(change), who(change), unit.code, name, before, after, became)


def who(change: LoggedChange) -> str:
    """Who did it, by name, or that a command did."""
    return change.who or _("kommandolinjen")


def _spans(text: str, standing: Standing) -> tuple[SpanLine, ...]:
    """The spans of lines as the log keeps them: those of the organisation's file."""
    lines = []
    for _code, name, _kind, county, region, since, until in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        ends = datetime.date.fromisoformat(until) if until else None
        span = Span(name, county, region, datetime.date.fromisoformat(since), ends)
        lines.append(SpanLine(span.valid_from, span.valid_to, name, place_of(span, standing)))
    return tuple(lines)
