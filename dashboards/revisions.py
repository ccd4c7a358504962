"""What has stood of an indicator's figures at a unit, and why it ended, as rows that a page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.dates import day_and_time, month_and_year
from dashboards.formatting import Format, current_format
from dashboards.marks import Marks, current_marks
from organisation.months import Month
from scorecards.choices import DeliverySource
from scorecards.figures import IndicatorFacts, Series
from scorecards.models import Package
from scorecards.queries.history import Stood


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A figure for the time that it stood."""

    value: Markup | str
    base: str
    since: str
    until: str
    came_by: str
    href: str  # its delivery, for those who may see it
    ended: str
    stands: bool


@dataclass(frozen=True, slots=True)
class RevisedMonth:
    name: str
    part: str  # the unit's name, where the office is made of several
    anchor: str  # empty after the first of a month
    rows: list[RevisionRow]


def revision_rows(
    history: Mapping[Month, Sequence[Stood]],
    figures: Series,
    own_packages: Iterable[Package],
    parts: Mapping[int, str],
) -> list[RevisedMonth]:
    """The months in which a figure was revised, newest first, each with all that stood in it, newest first.

    `own_packages`: those whose deliveries the reader may see. `parts`: the names of the units that the office is made
    of, by id; where there are several, each has its own.
    """
    writer = _Writer(figures.indicator, {package.code for package in own_packages})
    found = []
    for month, every in sorted(history.items(), reverse=True):
        anchor = f"rettet-{month}"  # leads to the first of the month
        for unit, stood in groupby(every, key=lambda each: each.unit):
            rows = [writer.row(each) for each in reversed(list(stood))]
            found.append(RevisedMonth(month_and_year(month), parts[unit] if len(parts) > 1 else "", anchor, rows))
            anchor = ""
    return found


class _Writer:
    def __init__(self, facts: IndicatorFacts, own_packages: set[str]) -> None:
        self.facts, self.own_packages = facts, own_packages
        self.form: Format = current_format()
        self.marks: Marks = current_marks()

    def row(self, stood: Stood) -> RevisionRow:
        is_own = stood.package_code in self.own_packages
        return RevisionRow(
            value=cell(stood.figure, self.facts, self.form, self.marks),
            base=self.form.base(stood.figure, self.facts),
            since=day_and_time(stood.since),
            until=day_and_time(stood.until) if stood.until else "",
            came_by=self.came_by(stood),
            href=f"/deliveries/{stood.delivery}/" if is_own and stood.source == DeliverySource.FILE else "",
            ended=self.ended(stood),
            stands=stood.stands,
        )

    def came_by(self, stood: Stood) -> str:
        if stood.source == DeliverySource.FORM:
            return _("fylt inn i skjema, %(package)s") % {"package": stood.package_name}
        return f"{stood.file_name}, {stood.package_name}"

    def ended(self, stood: Stood) -> str:
        """Why it stands no longer; empty while it does."""
        if stood.stands:
            return ""
        if not stood.was_withdrawn:
            return _("endelig tall kom") if stood.preliminary else _("rettet av en senere leveranse")
        if stood.withdrawn_reason:
            return _("trukket tilbake: %(reason)s") % {"reason": stood.withdrawn_reason}
        return _("trukket tilbake")
