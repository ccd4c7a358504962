"""Earlier months' offices as today's organisation has them: what each is made of, and whether anything differs."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery

from organisation.choices import UnitKind
from organisation.models import Placement, Succession
from organisation.months import Month
from organisation.queries import PlacedUnit, units_in
from organisation.spans import holds_in


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an office stood in a span, and what it was called then."""

    unit: int
    name: str
    region: int | None
    county: int | None
    country: int | None
    since: datetime.date
    until: datetime.date | None

    @property
    def chain(self) -> tuple[int, ...]:
        """The ids upwards, its own first."""
        return tuple(each for each in (self.unit, self.region, self.county, self.country) if each)

    def under(self, kind: str) -> int | None:
        """The group of that kind that it stood under."""
        return {"region": self.region, "county": self.county}.get(kind, self.country)

    def chain_from(self, kind: str) -> tuple[int, ...]:
        """The ids upwards from its group of that kind; nothing where it stood under none."""
        group = self.under(kind)
        return self.chain[self.chain.index(group) :] if group else ()


@dataclass(slots=True)
class OrganisationNow:
    """Today's offices, those of earlier months, and which of today's each of those became: itself, another, several."""

    offices: Sequence[PlacedUnit]
    spans: Sequence[Stood]
    became: Mapping[int, frozenset[int]]
    _made_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _months: dict[Month, dict[int, Stood]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts: defaultdict[int, list[int]] = defaultdict(list)
        for unit, now in self.became.items():
            if len(now) == 1:
                parts[next(iter(now))].append(unit)
        self._made_of = {unit: tuple(sorted(of)) for unit, of in parts.items()}

    def offices_of(self, group: PlacedUnit) -> list[PlacedUnit]:
        """Those that stand under a county, a region or the country today."""
        if group.kind == UnitKind.COUNTRY:
            return list(self.offices)
        return [office for office in self.offices if group.id in (office.county_id, office.region_id)]

    def made_of(self, unit: int) -> tuple[int, ...]:
        """The units that are this one today and nothing else, itself among them."""
        return self._made_of.get(unit, ())

    def stood_in(self, month: Month) -> Mapping[int, Stood]:
        """The offices that stood in the month, by id."""
        if month not in self._months:
            day = month.first_day
            self._months[month] = {
                span.unit: span for span in self.spans if span.since <= day and (not span.until or span.until > day)
            }
        return self._months[month]

    def ended(self, unit: int) -> datetime.date | None:
        """The day that an office ended; None where it stands."""
        last = max((span for span in self.spans if span.unit == unit), key=lambda span: span.since)
        return last.until

    def parts_in(self, unit: int, month: Month) -> list[Stood]:
        """What today's office consisted of in the month; nothing where it and what became it weren't there."""
        stood = self.stood_in(month)
        return [stood[part] for part in self.made_of(unit) if part in stood]

    def stand_in(self, unit: PlacedUnit, month: Month) -> PlacedUnit | None:
        """The unit of the month that today's is read by: itself where it stood, else the greatest part of it."""
        if unit.kind == UnitKind.OFFICE:
            parts = self.parts_in(unit.id, month)
            chains = [part.chain for part in parts if part.unit == unit.id] or [part.chain for part in parts]
        else:
            offices = {office.id for office in self.offices_of(unit)}
            parts = [span for each, span in self.stood_in(month).items() if not self.became[each].isdisjoint(offices)]
            chains = [chain for part in parts if (chain := part.chain_from(unit.kind))]
            chains = [chain for chain in chains if chain[0] == unit.id] or chains
        if not chains:
            return None
        chain = Counter(chains).most_common(1)[0][0]
        part = next(part for part in parts if chain[0] in part.chain)
        return PlacedUnit(
            chain[0],
            unit.code,
            unit.name,
            unit.kind,
            county_id=part.county if part.county in chain[1:] else None,
            region_id=part.region if part.region in chain[1:] else None,
            country_id=part.country,
        )

    def ever(self, unit: PlacedUnit) -> list[int]:
        """The ids of all units that today's has figures from: what became it, or the groups its offices stood in."""
        if unit.kind == UnitKind.OFFICE:
            return list(self.made_of(unit.id)) or [unit.id]
        offices = {office.id for office in self.offices_of(unit)}
        spans = [span for span in self.spans if not self.became[span.unit].isdisjoint(offices)]
        return sorted({group for span in spans if (group := span.under(unit.kind))} | {unit.id})

    def members_in(self, offices: Collection[int], month: Month) -> set[int] | None:
        """The offices of the month that are these ones today; None where another was divided among these and others."""
        members: set[int] = set()
        for unit in self.stood_in(month):
            now = self.became.get(unit, frozenset())
            if now and now.issubset(offices):
                members.add(unit)
            elif not now.isdisjoint(offices):
                return None
        return members

    def divided_among(self, offices: Collection[int], month: Month) -> list[Stood]:
        """The offices of the month that became several, of which these are some."""
        return [
            span
            for unit, span in self.stood_in(month).items()
            if len(self.became[unit]) > 1 and not self.became[unit].isdisjoint(offices)
        ]

    def whole_groups(self, members: Collection[int], kind: str, month: Month) -> list[int]:
        """The groups of that kind that together had exactly these members in the month; none where none had."""
        stood = self.stood_in(month)
        found = {stood[unit].under(kind) for unit in members}
        everybody = {unit for unit, span in stood.items() if span.under(kind) in found}
        return sorted(group for group in found if group) if None not in found and everybody == set(members) else []


def read_organisation_now(now: Month) -> OrganisationNow:
    """The offices of `now`, and all that there have been until then. Three queries."""
    offices = units_in(now, kind=UnitKind.OFFICE)
    country = next((office.country_id for office in offices), None)
    rows = Placement.objects.filter(valid_from__lte=now.first_day, unit__kind=UnitKind.OFFICE).order_by("unit_id")
    spans = [
        Stood(unit, name, region, county, country, since, until)
        for unit, name, region, county, since, until in rows.values_list(
            "unit_id", "name", "region_id", "county_id", "valid_from", "valid_to"
        )
    ]
    units = {span.unit for span in spans}
    return OrganisationNow(offices, spans, became(units, {office.id for office in offices}, now))


def became(units: Iterable[int], standing: Collection[int], now: Month) -> dict[int, frozenset[int]]:
    """Which of those `standing` each unit is now: itself, or what it went into; nothing where it ended. One query."""
    after: defaultdict[int, list[int]] = defaultdict(list)
    until_now = Succession.objects.filter(date__lte=now.first_day)
    for predecessor, successor in until_now.values_list("predecessor_id", "successor_id"):
        after[predecessor].append(successor)

    def ends(unit: int) -> frozenset[int]:
        found, seen, waiting = set(), {unit}, [unit]
        while waiting:
            each = waiting.pop()
            if each in standing:
                found.add(each)
                continue
            fresh = [other for other in after[each] if other not in seen]
            seen.update(fresh)
            waiting += fresh
        return frozenset(found)

    return {unit: ends(unit) for unit in units}


def what_became_of(unit: int, now: Month) -> list[PlacedUnit]:
    """Today's units that one which is gone went into. Two queries."""
    standing = {each.id: each for each in units_in(now)}
    return [standing[each] for each in sorted(became([unit], standing, now)[unit])]


def groups_then(groups: Collection[int], month: Month) -> list[tuple[int, str, datetime.date | None]]:
    """Id and name of groups as they stood in the month, and the day that they ended. One query."""
    last = Placement.objects.filter(unit=OuterRef("unit")).order_by("-valid_from").values("valid_to")[:1]
    spans = Placement.objects.filter(holds_in(month), unit__in=groups).annotate(ended=Subquery(last))
    return list(spans.values_list("unit_id", "name", "ended"))
