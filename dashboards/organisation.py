"""The organisation as pages show it: the tree of a month, and a unit through time."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.dates import day
from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.log import LoggedChange
from organisation.models import Placement
from organisation.months import Month
from organisation.queries import PlacedUnit
from organisation.standing import Span, Standing
from scorecards.exports import Cell

COLUMNS = ("month", "code", "name", "kind", "county", "region", "valid_from", "valid_to")
PAGES = {UnitKind.OFFICE: "offices", UnitKind.COUNTY: "counties", UnitKind.REGION: "regions"}
FOUND_AT_MOST = 100
SAID = {
    "loaded organisation": gettext_lazy("Lest inn fra fil"),
    "took back change": gettext_lazy("Endring angret"),
    "merged offices": gettext_lazy("Kontor slått sammen"),
    "split office": gettext_lazy("Kontor delt"),
    "moved units": gettext_lazy("Enheter flyttet"),
    "renamed unit": gettext_lazy("Nytt navn"),
    "closed unit": gettext_lazy("Enhet lagt ned"),
    "opened unit": gettext_lazy("Ny enhet"),
    "redrew regions": gettext_lazy("Regioner tegnet på nytt"),
    "merged counties": gettext_lazy("Fylker slått sammen"),
    "split county": gettext_lazy("Fylke delt"),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A county or region with what stands right under it; `unit` None: what has no region, or no county."""

    unit: PlacedUnit | None
    regions: Sequence["Branch"]
    units: Sequence[PlacedUnit]

    @property
    def offices(self) -> int:
        return sum(unit.kind == UnitKind.OFFICE for unit in self.units) + sum(each.offices for each in self.regions)


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a search found, by the name that it has or had last."""

    code: str
    name: str
    kind: str
    place: str
    stands: bool  # in the month


@dataclass(frozen=True, slots=True)
class SpanLine:
    """A span in words: when, under which name, and where."""

    since: datetime.date
    until: datetime.date | None
    name: str
    place: str

    @property
    def days(self) -> str:
        if self.until is None:
            return _("fra %(since)s") % {"since": day(self.since)}
        return _("%(since)s – %(until)s") % {
            "since": day(self.since),
            "until": day(self.until - datetime.timedelta(days=1)),
        }


def tree_of(units: Sequence[PlacedUnit]) -> list[Branch]:
    """Counties with their regions and units, in the order in which the units come; those without a county last."""
    by_place: defaultdict[tuple[int | None, int | None], list[PlacedUnit]] = defaultdict(list)
    regions: defaultdict[int | None, list[PlacedUnit]] = defaultdict(list)
    for unit in units:
        if unit.kind == UnitKind.REGION:
            regions[unit.county_id].append(unit)
        elif unit.kind in (UnitKind.OFFICE, UnitKind.SPECIAL):
            by_place[unit.county_id, unit.region_id].append(unit)
    counties = [unit for unit in units if unit.kind == UnitKind.COUNTY]
    branches = [
        Branch(
            county,
            [Branch(region, (), by_place[county.id, region.id]) for region in regions[county.id]],
            by_place[county.id, None],
        )
        for county in counties
    ]
    homeless = by_place[None, None]
    return [*branches, Branch(None, (), homeless)] if homeless else branches


def levels(units: Iterable[PlacedUnit]) -> list[tuple[str, str, str]]:
    """How many units of each kind, for the strip of figures."""
    words = {
        UnitKind.COUNTY: _("Fylker"),
        UnitKind.REGION: _("Regioner"),
        UnitKind.OFFICE: _("Kontor"),
        UnitKind.SPECIAL: _("Spesialenheter"),
    }
    kinds = [unit.kind for unit in units]
    return [(text, str(kinds.count(kind)), "") for kind, text in words.items()]


def found_units(text: str, units: Sequence[PlacedUnit]) -> list[Hit]:
    """The units of the month, and others of any time, whose code or name has the text in it."""
    asked = text.casefold()
    hits = [
        Hit(unit.code, unit.name, unit.kind, _place(unit.county_name, unit.region_name), stands=True)
        for unit in units
        if asked in unit.name.casefold() or asked in unit.code.casefold()
    ]
    matching = Q(name__icontains=text) | Q(unit__code__icontains=text)
    others = Placement.objects.filter(matching).exclude(unit__in=[unit.id for unit in units])
    latest = {
        code: Hit(code, name, kind, "", stands=False)
        for code, name, kind in others.order_by("valid_from").values_list("unit__code", "name", "unit__kind")
    }
    hits += sorted(latest.values(), key=lambda hit: norwegian_key(hit.name))
    return hits[:FOUND_AT_MOST]


def _place(*names: str) -> str:
    return ", ".join(name for name in names if name)


def rows(month: Month, units: Iterable[PlacedUnit]) -> Iterator[tuple[Cell, ...]]:
    """A row per unit of the month, in the order of COLUMNS."""
    for unit in units:
        until = unit.valid_to.isoformat() if unit.valid_to else None
        since = unit.valid_from.isoformat() if unit.valid_from else None
        yield (str(month), unit.code, unit.name, unit.kind, unit.county_code, unit.region_code, since, until)


def span_lines(code: str, standing: Standing) -> list[SpanLine]:
    """A unit's spans in words, in order."""
    return [
        SpanLine(span.valid_from, span.valid_to, span.name, place_of(span, standing))
        for span in standing.spans_of(code)
    ]


def place_of(span: Span, standing: Standing) -> str:
    """County and region by the names that they had when the span began."""
    return _place(*(name_on(code, span.valid_from, standing) for code in span.groups if code))


def name_on(code: str, when: datetime.date, standing: Standing) -> str:
    """A unit's name on a day, else its first or last name; its code where it has none."""
    held = standing.span_on(code, when)
    if held:
        return held.name
    spans = standing.spans_of(code)
    if not spans:
        return code
    return spans[0].name if when < spans[0].valid_from else spans[-1].name


def in_words(change: LoggedChange) -> str:
    """What was done: `Kontor slått sammen`, with the file's name where it came from one."""
    said = str(SAID[change.verb])
    return f"{said}: {change.subject}" if change.subject != "organisation" else said
