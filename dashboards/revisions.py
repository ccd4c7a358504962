"""What has stood of an indicator's figures at a unit, and why it ended, as rows that a page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    anchor: str
    rows: list[RevisionRow]


def revision_rows(
    history: Mapping[Month, Sequence[Stood]], figures: Series, own_packages: Iterable[Package]
) -> list[RevisedMonth]:
    """The months in which a figure was revised, newest first, each with all that stood in it, newest first.

    `own_packages`: those whose deliveries the reader may see.
    """
    writer = _Writer(figures.indicator, {package.code for package in own_packages})
    return [
        RevisedMonth(month_and_year(month), f"rettet-{month}", [writer.row(stood) for stood in reversed(every)])
        for month, every in sorted(history.items(), reverse=True)
    ]


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
