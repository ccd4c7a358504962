"""The calendar of deliveries: what a month of a package is, by what has come and which day it is. Nothing is read."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from organisation.months import Month
from scorecards.choices import DeliverySource, DeliveryState

SOON = 3  # days before the due day in which it is said
AWAKE = 12  # months: a package without any publication for longer rests, and is not late


class CellState(TextChoices):
    """What a package's month is, in the order of how much it matters."""

    LATE = "late", _("forsinket")
    WITH_ERRORS = "with_errors", _("avvist")
    WITHDRAWN = "withdrawn", _("trukket tilbake")
    PARTLY = "partly", _("delvis utfylt")
    WAITING = "waiting", _("kontrollert")
    CHECKING = "checking", _("mottatt")
    SOON = "soon", _("snart frist")
    PRELIMINARY = "preliminary", _("foreløpig")
    FINAL = "final", _("endelig")
    NOT_DUE = "not_due", _("ikke frist ennå")
    NOT_EXPECTED = "not_expected", _("ikke ventet")
    BEFORE = "before", _("ikke begynt")
    AFTER = "after", _("avsluttet")


OPEN = (
    CellState.LATE, CellState.WITH_ERRORS, CellState.WITHDRAWN, CellState.PARTLY, CellState.WAITING,
    CellState.CHECKING, CellState.SOON, CellState.NOT_DUE,
)  # fmt: skip
UNPUBLISHED = {
    DeliveryState.CHECKED: CellState.WAITING,
    DeliveryState.RECEIVED: CellState.CHECKING,
    DeliveryState.REJECTED: CellState.WITH_ERRORS,
    DeliveryState.WITHDRAWN: CellState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery as the calendar sees it."""

    id: int
    state: str
    source: str
    preliminary: bool


@dataclass(frozen=True, slots=True)
class Share:
    """`known` of those that are expected: offices, indicators, units that have filled in."""

    known: int
    expected: int

    @property
    def is_whole(self) -> bool:
        return self.known >= self.expected


@dataclass(frozen=True, slots=True)
class Span:
    """Months in which an item counts; its figures come in files or are filled in by hand."""

    valid_from: datetime.date
    valid_to: datetime.date | None
    by_hand: bool

    def holds_in(self, month: Month) -> bool:
        return self.valid_from <= month.first_day and (self.valid_to is None or month.first_day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When figures of a package are expected: its items' spans, its due day, the months it has been published for."""

    due_day: int
    spans: tuple[Span, ...]
    first_published: Month | None = None
    last_published: Month | None = None

    def due(self, month: Month) -> datetime.date:
        """The day on which the figures about `month` are due: a day of the month after it."""
        return (month + 1).first_day.replace(day=self.due_day)

    def has_files(self, month: Month) -> bool:
        return any(span.holds_in(month) and not span.by_hand for span in self.spans)

    def is_outside(self, month: Month) -> CellState | None:
        """BEFORE or AFTER where nothing of the package counts in the month."""
        if any(span.holds_in(month) for span in self.spans):
            return None
        begins = min((span.valid_from for span in self.spans), default=None)
        return CellState.AFTER if begins is not None and begins <= month.first_day else CellState.BEFORE

    def rests(self, today: datetime.date) -> bool:
        """Whether nobody waits for it: nothing published, nor begun, in the year up to the month now due."""
        since = month_now_due(today) - AWAKE
        if self.last_published is not None:
            return self.last_published < since
        return not any(Month.first_from(span.valid_from) >= since for span in self.spans)

    def expects(self, month: Month, today: datetime.date) -> bool:
        """Whether somebody waits for the month's figures: none from before the first publication are waited for."""
        began = self.first_published is None or month >= self.first_published
        return began and self.is_outside(month) is None and not self.rests(today)


@dataclass(frozen=True, slots=True)
class Cell:
    """A package's month. `days_late` is 0 before and on the due day, and where nobody waits for the figures."""

    month: Month
    state: CellState
    due: datetime.date
    days_left: int  # to the due day; negative after it
    days_late: int = 0
    delivery: int | None = None  # the one that says the state
    waiting: int | None = None  # a correction that could be published
    corrections: int = 0  # publications after the first that stand
    withdrawn: int = 0
    filled: Share | None = None  # units that fill in by hand

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for the month."""
        return self.state in OPEN


def month_now_due(today: datetime.date) -> Month:
    """The month whose figures are delivered now: the last one that is over."""
    return Month.of(today) - 1


def cell_of(
    schedule: Schedule, month: Month, arrivals: Sequence[Arrival], filled: Share | None, today: datetime.date
) -> Cell:
    """What the month is. `arrivals` of it, newest first; `filled` where units fill in by hand."""
    due = schedule.due(month)
    files = [each for each in arrivals if each.source == DeliverySource.FILE]
    standing = [each for each in files if each.state == DeliveryState.PUBLISHED]
    open_state = _state_of_files(files, standing) if schedule.has_files(month) else _state_of_forms(filled)
    left = (due - today).days
    expected = schedule.expects(month, today)
    state = open_state or _state_of_nothing(schedule, month, left, expected)
    return Cell(
        month=month,
        state=state,
        due=due,
        days_left=left,
        days_late=max(0, -left) if expected and state in OPEN else 0,
        delivery=(standing or files)[0].id if standing or files else None,
        waiting=files[0].id if standing and files[0].state == DeliveryState.CHECKED else None,
        corrections=max(0, len(standing) - 1),
        withdrawn=sum(each.state == DeliveryState.WITHDRAWN for each in files),
        filled=filled,
    )


def _state_of_files(files: Sequence[Arrival], standing: Sequence[Arrival]) -> CellState | None:
    if any(not each.preliminary for each in standing):
        return CellState.FINAL
    if standing:
        return CellState.PRELIMINARY
    return UNPUBLISHED[DeliveryState(files[0].state)] if files else None


def _state_of_forms(filled: Share | None) -> CellState | None:
    if filled is None or not filled.known:
        return None
    return CellState.FINAL if filled.is_whole else CellState.PARTLY


def _state_of_nothing(schedule: Schedule, month: Month, left: int, expected: bool) -> CellState:
    """Nothing has come: is it time?"""
    if outside := schedule.is_outside(month):
        return outside
    if not expected:
        return CellState.NOT_EXPECTED
    if left < 0:
        return CellState.LATE
    return CellState.SOON if left <= SOON else CellState.NOT_DUE
