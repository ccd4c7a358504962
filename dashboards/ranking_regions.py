"""The regions' part of the ranking's page: one line per region, with what its points are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.places import place_of, span_of
from dashboards.ranking import Contribution, RankingWriter, whisker_of
from dashboards.svg import rank_axis
from rankings.choices import Group
from rankings.figures import RankedRegion, RankingPage, RegionRanking


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with a place. Beside each contribution: how many of the offices its figure is made of."""

    place: str
    name: str
    offices: str
    half: str
    reach: str
    drawing: Markup
    score: str
    contributions: list[tuple[Contribution, str]]


def regions_context(figures: RankingPage, regions: RegionRanking | None, page: Mapping[str, Any]) -> dict[str, Any]:
    """What the template shows of the regions; nothing where the county has no order of them. `page` is its context."""
    if regions is None:
        return {}
    writer = RankingWriter(figures, set())
    placed = [region for region in regions.regions if region.position is not None]
    last = max(len(placed), 1)
    return {
        "regions": [_row(region, writer, last) for region in placed],
        "regions_axis": rank_axis(last),
        "regions_sure": regions.intervals_shown,
        "regions_unplaced": [
            (region.name, str(region.reason.label)) for region in regions.regions if region.reason is not None
        ],
        "regions_left_out": _left_out(regions.without_region),
        "regions_csv": f"?format=csv&table=regions{page.get('query', '')}",
    }


def _row(region: RankedRegion, writer: RankingWriter, last: int) -> RegionRow:
    place = region.place or 0.0
    return RegionRow(
        place=place_of(place),
        name=region.name,
        offices=ngettext("Ett kontor", "%(n)s kontor", region.offices) % {"n": region.offices},
        half=str(region.group.label) if region.group in (Group.UPPER, Group.LOWER) else "",
        reach=span_of(region.low, region.high),
        drawing=whisker_of(place, region.low, region.high, last),
        score=writer.form.numerals.number(region.score or 0.0, 1),
        contributions=[
            (writer.contribution(line.contribution), _("%(n)s av %(of)s") % {"n": line.offices, "of": region.offices})
            for line in region.lines
        ],
    )


def _left_out(offices: int) -> str:
    if not offices:
        return ""
    text = ngettext("Ett kontor hører ikke til noen region.", "%(n)s kontor hører ikke til noen region.", offices)
    return text % {"n": offices}
