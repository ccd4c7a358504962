"""The shapes of the answers. Numbers are unrounded, shares are fractions of one; what is missing is null."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from ninja import Field, Query, Schema
from pydantic import WithJsonSchema

from methods.cells import CellState
from methods.verdicts import Status
from organisation.choices import UnitKind
from rankings.choices import Group, Reason


def one_of(words: Iterable[str]) -> WithJsonSchema:
    """Says which words there are; they come from the figures themselves, so an answer is not checked against them."""
    return WithJsonSchema({"type": "string", "enum": [str(word) for word in words]})


class Organisation(StrEnum):
    """The organisation that a month is read with."""

    THEN = "then"  # as it was
    NOW = "now"  # as it is: predecessors pooled


# Described here and read by `lookups`, whose refusals are sentences.
MONTH_FORM = WithJsonSchema({"type": "string", "pattern": "^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])$", "example": "2018-05"})
CODE_FORM = WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9_-]{1,20}$"})
MonthText = Annotated[str, MONTH_FORM]
CodeText = Annotated[str, CODE_FORM]
# What may be left out of an address; it has no null.
MonthAsked = Annotated[str | None, MONTH_FORM, Query(None)]
CodeAsked = Annotated[str | None, CODE_FORM, Query(None)]
KindAsked = Annotated[UnitKind | None, one_of(UnitKind.values), Query(None)]
AsAsked = Annotated[Organisation | None, one_of(Organisation), Query(None, alias="as")]
FromMonth = Annotated[str | None, MONTH_FORM, Query(None, alias="from")]
Interval = Annotated[list[float], Field(min_length=2, max_length=2)]
StateWord = Annotated[str, one_of(CellState)]
StatusWord = Annotated[str, one_of(Status)]
KindWord = Annotated[str, one_of(UnitKind.values)]
GroupWord = Annotated[str, one_of(Group.values)]
ReasonWord = Annotated[str, one_of(Reason.values)]


class Problem(Schema):
    """Why there is no answer."""

    detail: str


class UnitOut(Schema):
    """A unit as it stood in the month, or as now; codes of its county and region, null where they don't apply."""

    code: str
    name: str
    kind: KindWord
    county: str | None
    region: str | None


class TargetOut(Schema):
    """Limits on the better side; the upper ones for an indicator that is to lie inside an interval."""

    green: float
    yellow: float | None
    green_upper: float | None
    yellow_upper: float | None


class CountyLine(Schema):
    """The indicator over the county's offices: plain mean of the shown ones, and all as one unit."""

    n: int
    mean: float | None
    pooled: float | None
    median: float | None


class PlaceOut(Schema):
    """Place among the county's offices; where it could be is null until it is prepared."""

    position: int
    low: int | None
    high: int | None
    of: int


class LineOut(Schema):
    """An indicator at the office. A hidden figure has state too_few and no numbers."""

    indicator: str
    state: StateWord
    numerator: float | None
    denominator: float | None
    value: float | None
    target: TargetOut | None
    status: StatusWord | None
    change: float | None
    year_to_date: float | None
    interval: Interval | None
    county: CountyLine
    place: PlaceOut | None
    preliminary: bool


class ScorecardOut(Schema):
    """An office's month; as now that of what it is today, without places.

    `package` is null, and there are no lines, where no package has figures for it.
    """

    unit: str
    month: MonthText
    package: str | None
    lines: list[LineOut]


class OfficeOut(Schema):
    """An office in a comparison."""

    unit: str
    state: StateWord
    numerator: float | None
    denominator: float | None
    value: float | None
    status: StatusWord | None
    interval: Interval | None


class CountyOut(CountyLine):
    """The county: over its shown offices, as one unit, and as the delivery itself has it."""

    q1: float | None
    q3: float | None
    published: float | None


class PooledOut(Schema):
    """A group of offices as one unit."""

    pooled: float | None


class ComparisonOut(Schema):
    """One indicator at all the offices of a county."""

    offices: list[OfficeOut]
    county: CountyOut
    country: PooledOut
    reference: PooledOut


class ContributionOut(Schema):
    """What an indicator gave; an office's points add up to its score. Null where it had no figure to be judged by."""

    indicator: str
    points: float | None


class EntryOut(Schema):
    """A ranked office. Where too much of the figures can't say how sure it is, low, high and group are null.

    Offices that share places have the better one as position, also where the county's rule tells of the middle of them.
    """

    unit: str
    position: int
    low: int | None
    high: int | None
    group: GroupWord | None
    score: float
    contributions: list[ContributionOut]


class NotRankedOut(Schema):
    """An office without a place."""

    unit: str
    reason: ReasonWord


class RankingOut(Schema):
    """The newest edition of a published ranking. `outdated`: a figure behind it has changed since."""

    rule: str
    edition: int
    outdated: bool
    entries: list[EntryOut]
    not_ranked: list[NotRankedOut]


class ResultOut(Schema):
    """A stored figure, the delivery that brought it, and how many times it has been replaced.

    As now those of an office's predecessors as one, with the latest delivery and all replacements.
    """

    indicator: str
    unit: str
    month: MonthText
    numerator: float | None
    denominator: float | None
    value: float | None
    state: StateWord
    delivery: int
    revisions: int
