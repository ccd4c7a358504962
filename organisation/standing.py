"""The organisation as the database holds it, by code: what a file is held against."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from organisation.coverage import Range
from organisation.models import Placement, Succession, Unit


@dataclass(frozen=True, slots=True)
class Span:
    """A unit's name, county and region (codes, or empty) from one day up to, not including, another."""

    name: str
    county: str
    region: str
    valid_from: datetime.date
    valid_to: datetime.date | None

    @property
    def days(self) -> Range:
        return self.valid_from, self.valid_to

    @property
    def groups(self) -> tuple[str, str]:
        """The county and region that the unit counts in."""
        return self.county, self.region


@dataclass(frozen=True, slots=True)
class Standing:
    """Kinds and spans by unit code; successors with dates by the predecessor's code."""

    kinds: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    successions: dict[str, set[tuple[str, datetime.date]]] = field(default_factory=dict)

    def spans_of(self, code: str) -> list[Span]:
        """The unit's spans in order; none for an unknown code."""
        return self.spans.get(code, [])

    def became(self, code: str) -> set[tuple[str, datetime.date]]:
        """The unit's successors with dates; none for an unknown code."""
        return self.successions.get(code, set())

    def span_on(self, code: str, day: datetime.date) -> Span | None:
        """The unit's span that holds the day."""
        held = (span for span in self.spans_of(code) if span.valid_from <= day < (span.valid_to or datetime.date.max))
        return next(held, None)

    def placed_on(self, day: datetime.date) -> dict[str, Span]:
        """Every unit that stands somewhere on the day, by code."""
        spans = ((code, self.span_on(code, day)) for code in self.spans)
        return {code: span for code, span in spans if span}


def standing_organisation() -> Standing:
    """Everything, in three queries."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    placements = Placement.objects.order_by("valid_from").values_list(
        "unit__code", "name", "county__code", "region__code", "valid_from", "valid_to"
    )
    for code, name, county, region, valid_from, valid_to in placements:
        spans[code].append(Span(name, county or "", region or "", valid_from, valid_to))
    successions: defaultdict[str, set[tuple[str, datetime.date]]] = defaultdict(set)
    for predecessor, successor, date in Succession.objects.values_list("predecessor__code", "successor__code", "date"):
        successions[predecessor].add((successor, date))
    return Standing(dict(Unit.objects.values_list("code", "kind")), dict(spans), dict(successions))
