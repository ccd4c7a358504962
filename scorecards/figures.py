"""The figures that pages, files and the API show: read by `scorecards.queries`, computed nowhere else.

Shares are fractions of one, unrounded. A hidden figure is None throughout, with state `too_few`.
"""

import datetime
from dataclasses import dataclass, field

from organisation.months import Month


@dataclass(frozen=True, slots=True)
class Limits:
    """A target: green and yellow limit, with upper ones for direction `inside`."""

    green: float
    yellow: float | None = None
    green_upper: float | None = None
    yellow_upper: float | None = None


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What a page needs to know of an indicator to show its figures. `name` is in the reader's language."""

    id: int
    code: str
    name: str
    unit_of_measure: str
    decimals: int
    direction: str
    kind: str
    pooling: str
    min_base: float | None
    hide_below: int | None
    definition_changed: Month | None
    goal: str
    goal_name: str
    perspective: str
    perspective_name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: its state (methods.cells), and its figures where they are shown."""

    state: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    preliminary: bool = False
    delivery: int | None = None
    revised: bool = False  # another final figure stood before it


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """An indicator over a group of offices in a month.

    `mean` is the plain mean of the offices (county mean), `pooled` the group as one unit (county result).
    """

    n: int
    mean: float | None
    median: float | None
    q1: float | None
    q3: float | None
    pooled: float | None
    numerator: float | None
    denominator: float | None
    published: float | None
    values: tuple[float, ...]  # of the shown offices, ascending
    preliminary: bool = False
    total_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Place among the county's offices or others, best first; `low`–`high`: where it could be, None until prepared."""

    position: int
    of: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class ScorecardLine:
    """An indicator at an office in a month, with what it is compared to."""

    indicator: IndicatorFacts
    part: str
    priority: int
    weight: float
    figure: Figure
    target: Limits | None
    status: str | None
    change: float | None
    year_to_date: float | None
    year_to_date_status: str | None
    interval: tuple[float, float] | None
    county: GroupFigures | None
    place: Place | None
    history: tuple[float | None, ...]  # the office's shown values, thirteen months, oldest first
    history_numerators: tuple[float | None, ...]
    history_denominators: tuple[float | None, ...]
    county_means: tuple[float | None, ...]  # of the same months
    previous_status: str | None  # last month's, against last month's target
    previous_value: float | None
    what: str = ""  # what the indicator is
    # What judgements of the month look at beside what is shown:
    years_target: float | None = None  # the green limit; of a sum the twelve months' together
    earlier: tuple[float | None, ...] = ()  # shown values of every month before those of `history`, oldest first
    earlier_means: tuple[float | None, ...] = ()  # the county's of the last of these months
    related: tuple[int, ...] = ()  # ids of the indicators that the catalogue says it hangs together with


@dataclass(frozen=True, slots=True)
class PackageFacts:
    code: str
    name: str
    owner: str  # unit code
    simulated: bool
    source: str
    published_at: datetime.datetime | None  # of the month's latest publication
    preliminary: bool  # some figure of the month is


@dataclass(frozen=True, slots=True)
class MonthLinks:
    """Where a reader can go from a month: the nearest months with results before and after it."""

    month: Month
    previous: Month | None
    next: Month | None
    has_results: bool


@dataclass(frozen=True, slots=True)
class OfficeMonth:
    """An office's month: what its page and the API's scorecard show."""

    package: PackageFacts | None  # None where no package has figures for it
    packages: tuple[tuple[str, str], ...]  # code and name of those that could be chosen
    links: MonthLinks
    months: tuple[Month, ...]  # of `history`
    lines: tuple[ScorecardLine, ...] = ()
    local: tuple[ScorecardLine, ...] = ()  # filled in by hand, and not among the lines
    local_due: datetime.date | None = None  # by when those were to be filled in
    only_by_hand: bool = False  # nobody chose the package, and the others, which come in files, have no results yet


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """An office in a comparison."""

    unit_id: int
    code: str
    name: str
    region_name: str
    figure: Figure
    status: str | None
    interval: tuple[float, float] | None
    place: Place | None  # among the county's; None for a preliminary figure or where there is no order
    target: Limits | None = None  # the one that holds for the office: its own, its region's, the county's ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator, all offices of a county side by side in a month."""

    indicator: IndicatorFacts
    county_code: str
    county_name: str
    target: Limits | None  # the county's
    links: MonthLinks
    offices: tuple[ComparisonRow, ...]
    county: GroupFigures | None
    country: GroupFigures | None
    reference_code: str
    reference_name: str
    reference: GroupFigures | None
    preliminary: bool
    simulated: bool
    source: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of the county's table."""

    figure: Figure
    status: str | None
    previous_status: str | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """An office, or a region or the county as one unit, over the package's indicators."""

    code: str
    name: str
    kind: str  # office, region, county; "mean" for the plain mean of the offices
    region: str  # region code of an office or of the region itself; ""
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Offices × indicators of a county or a region."""

    package: PackageFacts | None
    packages: tuple[tuple[str, str], ...]
    links: MonthLinks
    indicators: tuple[IndicatorFacts, ...]
    parts: tuple[str, ...]
    targets: tuple[Limits | None, ...]  # the group's
    above: tuple[TableRow, ...] = ()  # mean and pooled rows
    regions: tuple[TableRow, ...] = ()  # pooled
    offices: tuple[TableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesMonth:
    """One month of an indicator at an office over time."""

    month: Month
    figure: Figure
    target: Limits | None
    status: str | None
    county_mean: float | None
    county_pooled: float | None
    revisions: int
    year_to_date: Figure | None = None  # None: there is none to be known
    rolling: Figure | None = None
    county_year_to_date: float | None = None  # the county as one unit
    county_rolling: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator at an office over time, oldest month first."""

    indicator: IndicatorFacts
    months: tuple[SeriesMonth, ...] = field(default=())
    place: Place | None = None
    simulated: bool = False
    source: str = ""
