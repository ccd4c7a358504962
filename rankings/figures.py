"""What page, files and API show of a published ranking: read by `rankings.queries`, computed nowhere else.

Points and scores are 0–100, unrounded. An edition is a document: names apart, everything in it is as it was stored.
"""

import datetime
from dataclasses import dataclass, field

from organisation.months import Month
from rankings.choices import Group, Method, Missing, Reason, Ties
from scorecards.figures import IndicatorFacts, Limits

MOST_LATER = 50  # of the figures that made an edition outdated, shown on its page


@dataclass(frozen=True, slots=True)
class RankedIndicator:
    """An indicator of an edition. `counts` is False where it had no target or no direction: missing for all.

    It is False too where the indicator was `left_out`: the rule counts only what all offices with a place have.
    """

    facts: IndicatorFacts
    weight: float
    weight_share: float  # of all weight that counts, a fraction of one; 0 where it doesn't count
    min_base: float | None
    counts: bool
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What one indicator gave one office. `points` of the `possible` ones; an office's points add up to its score.

    Where the office had no figure to be judged by, `points`, `possible` and `of_hundred` are None.
    """

    indicator: RankedIndicator
    value: float | None  # over the rule's window
    numerator: float | None
    denominator: float | None
    known: int  # months with a figure in the window
    target: Limits | None
    points: float | None
    possible: float | None  # what reaching the target gives
    of_hundred: float | None  # points as if the indicator were the only one: the bar "av 100 mulige"
    error: float | None = None  # the value's standard error, where it has no base


@dataclass(frozen=True, slots=True)
class RankedOffice:
    """An office's line: its place, where it could stand (None where the edition shows no intervals), and why."""

    code: str
    name: str
    region_code: str
    region_name: str
    position: int  # the best one, where places are shared
    place: float  # what is said of it: by the rule the middle of the shared places
    low: int | None
    high: int | None
    group: Group | None  # a word on the line, never a heading
    score: float
    contributions: tuple[ContributionLine, ...]
    previous_place: float | None = None  # the month before's, only where the move is more than noise


@dataclass(frozen=True, slots=True)
class NotRanked:
    """An office without a place, and why. `Reason(...).label` is the text."""

    code: str
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """The rule of an edition."""

    code: str
    version: int
    name: str
    method: Method
    window: int  # months
    year_to_date: bool  # those of the year so far, in the edition's month
    at_least: int  # known months of them
    least_weight: float  # fraction of one
    missing: Missing
    ties: Ties
    draws: int
    confidence: float  # fraction of one
    cap: float  # what attainment may be at most, where points are given by it
    seed: int
    valid_from: Month | None  # the first month that it serves; None: every one


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition of a county's ranking of a month. Names of people are empty where a command did it."""

    edition: int
    published_at: datetime.datetime
    published_by: str
    withdrawn_at: datetime.datetime | None = None
    withdrawn_by: str = ""
    withdrawal_reason: str = ""


@dataclass(frozen=True, slots=True)
class LaterFigure:
    """A figure behind the edition that has changed, or come, since it was published."""

    unit_code: str
    unit_name: str
    indicator_code: str
    indicator_name: str
    month: Month
    at: datetime.datetime
    delivery: int | None  # the one that brought the change


@dataclass(frozen=True, slots=True)
class RankingLinks:
    """The county's nearest months with a published ranking, before and after this one."""

    month: Month
    previous: Month | None
    next: Month | None


@dataclass(frozen=True, slots=True)
class RankingPage:
    """A county's published ranking of a month. Without one, `edition` is None and all that is empty stays so.

    Of an edition that was withdrawn only `withdrawn` says something; without one asked for, the newest such edition.
    """

    county_code: str
    county_name: str
    month: Month
    links: RankingLinks
    edition: EditionFacts | None = None
    editions: tuple[EditionFacts, ...] = ()  # newest first, this one among them
    withdrawn: EditionFacts | None = None  # in place of `edition`, where the one asked for, or all, were taken back
    rule: RuleFacts | None = None
    package_code: str = ""
    package_name: str = ""
    simulated: bool = False
    source: str = ""
    outdated: bool = False
    later: tuple[LaterFigure, ...] = ()  # what makes it outdated, newest first, at most MOST_LATER
    later_total: int = 0
    intervals_shown: bool = True
    entries: tuple[RankedOffice, ...] = ()  # by position, then name
    not_ranked: tuple[NotRanked, ...] = ()  # by name
    indicators: tuple[RankedIndicator, ...] = ()  # that count
    not_counting: tuple[RankedIndicator, ...] = field(default=())

    @property
    def all_reach_their_targets(self) -> bool:
        """Whether every placed office has all points: “alle kan være nummer en”."""
        return bool(self.entries) and all(entry.score >= 100 - 1e-9 for entry in self.entries)


@dataclass(frozen=True, slots=True)
class RegionLine:
    """An indicator at a region: the pooled figure of those of its offices that have one, and how many these are."""

    contribution: ContributionLine
    offices: int


@dataclass(frozen=True, slots=True)
class RankedRegion:
    """A region's line: its place by the offices' rule, or why it has none."""

    code: str
    name: str
    offices: int  # that the edition has
    position: int | None
    place: float | None
    low: int | None
    high: int | None
    group: Group | None
    score: float | None
    reason: Reason | None
    lines: tuple[RegionLine, ...]


@dataclass(frozen=True, slots=True)
class RegionRanking:
    """A county's regions: those with a place first, by it, then name."""

    regions: tuple[RankedRegion, ...]
    intervals_shown: bool
    without_region: int  # offices of the edition that stood in none
