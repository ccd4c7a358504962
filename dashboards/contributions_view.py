"""The view of a region that shows what each office does to the region's result, beside the county's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from dashboards.asked_table import Asked, UnitView
from dashboards.cells import cell
from dashboards.exported import FIGURE, figure_cells
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.marks import current_marks
from dashboards.names import shared_word, without
from methods.contributions import Contribution
from organisation.choices import UnitKind
from scorecards.contributions import RegionParts, region_parts
from scorecards.exports import Cell
from scorecards.figures import Figure, IndicatorFacts
from scorecards.queries.groups import read_groups
from scorecards.queries.unit_table import pooled_of

HEADER = (
    "month", "region", "indicator", "indicator_name", "unit", "unit_name", *FIGURE, "share_of_base", "contribution",
    "region_result", "county_result",
)  # fmt: skip
BAR, HEIGHT = 200, 14


@dataclass(frozen=True, slots=True)
class PartLine:
    """An office, or those of which the figures are hidden, as shown."""

    name: str
    href: str
    value: Markup | str
    share: str
    points: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class IndicatorParts:
    name: str
    region: Markup
    county: Markup
    difference: str
    total: str  # the difference as exact as the pulls that make it up
    lines: list[PartLine]
    why_not: str


def read(asked: Asked) -> tuple[RegionParts, ...]:
    """The parts, beside the county's own result. One query."""
    ids, county = [facts.id for facts in asked.shown.indicators], asked.unit.county_id
    groups = read_groups(ids, [county], asked.shown.links.month) if county else {}
    return region_parts(asked.shown, {indicator: pooled_of(figures) for (indicator, _), figures in groups.items()})


def rows(asked: Asked, found: Sequence[RegionParts]) -> Iterator[tuple[Cell, ...]]:
    """A row per office, and one for those that are hidden together, in the order of HEADER.

    Where no parts are shown one row has the two results.
    """
    for parts in found:
        start = (str(asked.shown.links.month), asked.unit.code, parts.indicator.code, parts.indicator.name)
        end = (parts.region.value, parts.county.value)
        for office in parts.offices:
            figure = figure_cells(office.figure, office.status)
            yield (*start, office.row.code, office.row.name, *figure, *_part_cells(office.part), *end)
        if not parts.is_shown:
            yield (*start, *(None,) * 9, *end)
        if parts.rest:
            yield (*start, None, None, "too_few", None, None, None, None, *_part_cells(parts.rest), *end)


def _part_cells(part: Contribution | None) -> tuple[Cell, Cell]:
    return (part.share, part.points) if part else (None, None)


def shows(asked: Asked, found: Sequence[RegionParts]) -> dict[str, Any]:
    """What the template shows."""
    writer = _Writer(asked)
    return {"indicators": [writer.indicator(parts) for parts in found]}


class _Writer:
    """Writes the parts; what they all need is looked up once."""

    def __init__(self, asked: Asked) -> None:
        self.form, self.marks = current_format(), current_marks()
        self.prefix = shared_word(row.name for row in asked.figures.offices)

    def indicator(self, parts: RegionParts) -> IndicatorParts:
        facts, limits = parts.indicator, limits_of(parts.target)
        difference = total = ""
        if parts.region.value is not None and parts.county.value is not None:
            distance = parts.region.value - parts.county.value
            difference, total = self.form.change(distance, facts), points(distance, facts, self.form)
        region, county = (cell(each, facts, self.form, self.marks, limits) for each in (parts.region, parts.county))
        return IndicatorParts(
            name=facts.name,
            region=region,
            county=county,
            difference=difference,
            total=total,
            lines=self._lines(parts) if parts.is_shown else [],
            why_not="" if parts.is_shown else _("Bidragene vises ikke fordi det er for få, eller fordi tall mangler."),
        )

    def _lines(self, parts: RegionParts) -> list[PartLine]:
        facts, limits = parts.indicator, limits_of(parts.target)
        pulls = [each.part.points for each in parts.offices if each.part] + ([parts.rest.points] if parts.rest else [])
        most = max(map(abs, pulls), default=0.0)
        lines = [
            self._line(
                without(self.prefix, each.row.name),
                f"/offices/{each.row.code}/indicators/{facts.code}/",
                cell(each.figure, facts, self.form, self.marks, limits),
                each.part,
                facts,
                most,
            )
            for each in parts.offices
        ]
        if parts.rest:
            name = _("%(n)s kontor til sammen") % {"n": parts.hidden}
            hidden = cell(Figure("too_few"), facts, self.form, self.marks)
            lines.append(self._line(name, "", hidden, parts.rest, facts, most))
        return lines

    def _line(
        self, name: str, href: str, value: Markup, part: Contribution | None, facts: IndicatorFacts, most: float
    ) -> PartLine:
        if part is None:
            return PartLine(name, href, value, DASH, DASH, Markup(""))
        numerals = self.form.numerals
        share = numerals.number(part.share, 0, share=True) + numerals.per_cent
        return PartLine(name, href, value, share, points(part.points, facts, self.form), pull_bar(part.points, most))


def points(pull: float, facts: IndicatorFacts, form: Format) -> str:
    """A pull with one decimal more than the indicator's values have: parts are small beside the whole."""
    unit = facts.unit_of_measure
    return form.numerals.signed(pull, facts.decimals + 1, share=unit == "share") + form.change_suffixes[unit]


def pull_bar(pull: float, most: float) -> Markup:
    """A bar from the middle, to the right where it pulls up, to the left where down; `most` reaches the edge."""
    half = BAR // 2
    width = round(half * abs(pull) / most) if most else 0
    x = half if pull >= 0 else half - width
    return Markup(  # noqa: S704 - a drawing, made of numbers
        f'<svg class="pull" viewBox="0 0 {BAR} {HEIGHT}" aria-hidden="true"><path class="axis" d="M{half} 0v{HEIGHT}"/>'
        f'<rect x="{x}" y="2" width="{width}" height="{HEIGHT - 4}"/></svg>'
    )


VIEW = UnitView(gettext_lazy("Bidrag"), (UnitKind.REGION,), "unit_views/contributions.html", HEADER, read, rows, shows)
