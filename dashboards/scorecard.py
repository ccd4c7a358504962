"""The office page's table: each line as a row of ready texts and drawings, grouped by perspective and goal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.marks import Marks, current_marks
from dashboards.places import span_of
from dashboards.row_details import RowDetails
from dashboards.svg import position_strip, sparkline
from scorecards.cells import has_few_cases
from scorecards.choices import Part
from scorecards.figures import Place, ScorecardLine

NO_DETAILS: Mapping[int, RowDetails] = MappingProxyType({})


class Row(NamedTuple):
    """A line of the table as shown."""

    name: str
    href: str  # the indicator over time at the office
    in_scorecard: bool
    status: Markup | str
    value: Markup | str
    base: str
    reach: str  # where the value could lie by chance, said where the cases are few
    target: str
    change: str
    year_to_date_mark: Markup | str
    year_to_date: str
    trend: Markup
    mean: str
    strip: Markup | str
    place: str
    place_href: str  # the comparison
    details: RowDetails | None = None  # what it opens to


@dataclass(frozen=True, slots=True)
class GoalRows:
    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class PerspectiveRows:
    name: str
    goals: list[GoalRows]


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the links of a row begin and end with: written once for a page, not looked up for each row."""

    office: str  # "/offices/1235/indicators/"
    comparison: str  # "/indicators/"
    comparison_end: str  # "/2018-05/?county=1200&office=1235"
    office_end: str = "/"


def grouped_rows(
    lines: Iterable[ScorecardLine], addresses: Addresses, details: Mapping[int, RowDetails] = NO_DETAILS
) -> list[PerspectiveRows]:
    """The rows of the table, in the lines' order. `details` are what they open to, by indicator id."""
    writer = RowWriter(addresses, current_format(), current_marks(), details)
    return [
        PerspectiveRows(
            name,
            [
                GoalRows(goal, [writer.row(line) for line in of_goal])
                for goal, of_goal in groupby(of_perspective, key=lambda line: line.indicator.goal_name)
            ],
        )
        for name, of_perspective in groupby(lines, key=lambda line: line.indicator.perspective_name)
    ]


class RowWriter:
    """Writes lines as rows; what they all need is looked up once."""

    def __init__(
        self, addresses: Addresses, form: Format, marks: Marks, details: Mapping[int, RowDetails] = NO_DETAILS
    ) -> None:
        self.addresses, self.form, self.marks, self.details = addresses, form, marks, details
        self.sentence = _("Siste 13 måneder: fra %(first)s til %(last)s")
        self.place = _("%(n)s av %(of)s")
        self.could_be = _("kan være %(interval)s")

    def row(self, line: ScorecardLine) -> Row:
        indicator, figure, target, county = line.indicator, line.figure, line.target, line.county
        form, marks, addresses, limits = self.form, self.marks, self.addresses, limits_of(target)
        mean = county.mean if county else None
        value = cell(figure, indicator, form, marks, limits)
        return Row(
            name=indicator.name,
            href=f"{addresses.office}{indicator.code}{addresses.office_end}",
            in_scorecard=line.part == Part.MALEKORT,
            status="" if figure.value is None else marks.tags[line.status],
            value=value,
            base=form.base(figure, indicator),
            reach=self.reach(line) if has_few_cases(indicator, figure) else "",
            target=DASH if target is None else form.target(target, indicator),
            change="" if line.change is None else form.change(line.change, indicator),
            year_to_date_mark="" if line.year_to_date is None else marks.icons[line.year_to_date_status],
            year_to_date="" if line.year_to_date is None else form.value(line.year_to_date, indicator, limits),
            trend=self.trend(line, self.spoken(line, value)),
            mean="" if mean is None else form.value(mean, indicator, limits),
            strip=strip_of(line),
            place=place_text(line.place, self.place) if line.place else "",
            place_href=f"{addresses.comparison}{indicator.code}{addresses.comparison_end}",
            details=self.details.get(indicator.id),
        )

    def reach(self, line: ScorecardLine) -> str:
        """`kan være 52,3–95,1 %`: the 95 % interval of a share or a rate."""
        if line.interval is None:
            return ""
        return self.could_be % {"interval": self.form.interval(*line.interval, line.indicator)}

    def spoken(self, line: ScorecardLine, shown: Markup | str) -> Markup | str:
        """The month's value as text alone: what is `shown` may have marks beside it."""
        figure = line.figure
        if figure.value is None or not (figure.preliminary or figure.revised):
            return shown
        return self.form.value(figure.value, line.indicator, limits_of(line.target))

    def trend(self, line: ScorecardLine, value: Markup | str) -> Markup:
        """The sparkline with what a screen reader hears of it; `value` is the month's own in words, if it has one."""
        history = line.history
        known = history if None not in history else [each for each in history if each is not None]
        if not known:
            return Markup("")
        first, last = known[0], known[-1]
        texts = {
            "first": "" if first is None else self.form.value(first, line.indicator),
            "last": value if history[-1] is not None or last is None else self.form.value(last, line.indicator),
        }
        return trend_of(line, self.sentence % texts)


def trend_of(line: ScorecardLine, sentence: str = "") -> Markup:
    """The office's thirteen months with the county mean and the target."""
    return sparkline(line.history, line.county_means, line.target.green if line.target else None, sentence)


def strip_of(line: ScorecardLine) -> Markup | str:
    """Where the office lies among the county's, empty where it has no place."""
    if line.place is None or line.county is None or line.figure.value is None:
        return ""
    lower_is_better = line.indicator.direction == "lower"
    return position_strip(line.county.values, line.figure.value, line.county.mean, lower_is_better)


def place_text(place: Place, form: str = "") -> str:
    """`24–35 av 35`: where the office could stand; its place alone until that is prepared. `form`: how it is said."""
    reach = span_of(place.low, place.high, str(place.position))
    return (form or _("%(n)s av %(of)s")) % {"n": reach, "of": place.of}
