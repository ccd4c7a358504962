"""Figures of earlier months over today's offices and groups. One home: pages, files and answers "as now" read these.

All of it follows from figures and totals that are shown: what is hidden hides what it is part of (METHODS.md 12).
"""

from collections.abc import Collection, Sequence

from methods.cells import CellState
from methods.pooling import pool, summarise
from organisation.as_now import OrganisationNow
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import NOT_DELIVERED, NOT_EXISTING, status_against
from scorecards.choices import Pooling
from scorecards.figures import Figure, GroupFigures, IndicatorFacts, Limits
from scorecards.models import Delivery, GroupSummary
from scorecards.queries.as_now import as_one, shown_cells
from scorecards.queries.targets import read_targets

Total = tuple[float | None, float | None, bool]  # numerator, denominator, hidden


class Recalculated:
    """Some indicators in some months, over today's offices: each as one figure, and groups of them."""

    def __init__(
        self,
        organisation: OrganisationNow,
        offices: Collection[int],
        indicators: Sequence[IndicatorFacts],
        months: Sequence[Month],
        marked: Month | None = None,
    ) -> None:
        """Read what `offices` (ids of today's) are made of, the totals of the groups these stood in, and their targets.

        Three queries. Figures of the month that is `marked` say whether they were revised.
        """
        self.organisation, self.months = organisation, months
        units = {unit for unit, now in organisation.became.items() if not now.isdisjoint(offices)}
        self.cells = shown_cells(units, indicators, months, marked)
        self.totals = _read_totals(organisation, units, indicators, months)
        spans = [span for span in organisation.spans if span.unit in units]
        above = {each for span in spans for each in span.chain}
        self.targets = read_targets([facts.id for facts in indicators], above, min(months), max(months))
        self.known: dict[tuple[int, int, Month], Figure] = {}
        self.chains: dict[tuple[int, Month], set[tuple[int, ...]]] = {}
        self.members: dict[tuple[int, Month], set[int] | None] = {}
        self.whole: dict[tuple[int, Month], list[int]] = {}

    def office(self, unit: int, facts: IndicatorFacts, month: Month) -> Figure:
        """Today's office in the month: what it was made of then as one."""
        key = (unit, facts.id, month)
        if key not in self.known:
            parts = self.organisation.parts_in(unit, month)
            figures = [self.cells.get((part.unit, facts.id, month), NOT_DELIVERED) for part in parts]
            self.known[key] = as_one(figures, facts) if figures else NOT_EXISTING
        return self.known[key]

    def target(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month) -> Limits | None:
        """What all parts of today's unit were judged by in the month; None where that was not the same."""
        found = {self.targets.nearest(facts.id, chain, month) for chain in self._chains(unit, month)}
        return found.pop() if len(found) == 1 else None

    def _chains(self, unit: PlacedUnit, month: Month) -> set[tuple[int, ...]]:
        """Where the parts of today's unit stood: each chain upwards, once."""
        if (unit.id, month) not in self.chains:
            if unit.kind == UnitKind.OFFICE:
                found = {part.chain for part in self.organisation.parts_in(unit.id, month)}
            else:
                stood = self.organisation.stood_in(month)
                found = {stood[member].chain_from(unit.kind) for member in self._members(unit, month) or ()}
            self.chains[unit.id, month] = found
        return self.chains[unit.id, month]

    def _members(self, group: PlacedUnit, month: Month) -> set[int] | None:
        """The offices of the month that are today's group; None where one was divided among it and others."""
        if (group.id, month) not in self.members:
            offices = {office.id for office in self.organisation.offices_of(group)}
            self.members[group.id, month] = self.organisation.members_in(offices, month)
        return self.members[group.id, month]

    def status(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month, value: float | None) -> str | None:
        """The colour of a value of today's unit in the month."""
        return None if value is None else status_against(value, facts.direction, self.target(unit, facts, month))

    def origin(self) -> tuple[bool, str]:
        """Whether any of the figures is simulated, and where real ones come from. One query."""
        deliveries = {cell.delivery for cell in self.cells.values() if cell.delivery is not None}
        packages = set(Delivery.objects.filter(id__in=deliveries).values_list("package__simulated", "package__source"))
        return any(simulated for simulated, _ in packages), next((text for _, text in sorted(packages) if text), "")

    def mean(self, offices: Sequence[PlacedUnit], facts: IndicatorFacts, month: Month) -> float | None:
        """The plain mean of today's offices."""
        return summarise([self.office(office.id, facts, month).value for office in offices]).mean

    def group(self, group: PlacedUnit, facts: IndicatorFacts, month: Month) -> GroupFigures | None:
        """Today's group in the month; None where none of its offices has anything."""
        offices = self.organisation.offices_of(group)
        figures = [self.office(office.id, facts, month) for office in offices]
        if all(figure.delivery is None for figure in figures):
            return None
        values = sorted(figure.value for figure in figures if figure.value is not None)
        summary = summarise(values)
        numerator, denominator, hidden = self.total(group, facts, month)
        return GroupFigures(
            summary.n, summary.mean, summary.median, summary.q1, summary.q3,
            pool([numerator], [denominator]).value, numerator, denominator,
            published=None,
            values=tuple(values),
            preliminary=any(figure.preliminary for figure in figures),
            total_hidden=hidden,
        )  # fmt: skip

    def total(self, group: PlacedUnit, facts: IndicatorFacts, month: Month) -> Total:
        """All cases of a group as one: from the totals of the groups that it is made of, where it is made of whole ones
        and these are shown; else from its offices, of which none may be hidden.
        """
        members = self._members(group, month)
        if members is None or facts.pooling != Pooling.RATIO:
            return None, None, False
        if (group.id, month) not in self.whole:
            self.whole[group.id, month] = self.organisation.whole_groups(members, group.kind, month)
        if whole := self.whole[group.id, month]:
            totals = [self.totals.get((each, facts.id, month), (None, None, False)) for each in whole]
            if any(hidden for _, _, hidden in totals):
                return None, None, True
            together = pool([each[0] for each in totals], [each[1] for each in totals])
            return together.numerator, together.denominator, False
        figures = [self.cells[unit, facts.id, month] for unit in members if (unit, facts.id, month) in self.cells]
        if any(figure.state == CellState.TOO_FEW for figure in figures):
            return None, None, True
        together = pool([figure.numerator for figure in figures], [figure.denominator for figure in figures])
        return together.numerator, together.denominator, False


def _read_totals(
    organisation: OrganisationNow, units: Collection[int], indicators: Sequence[IndicatorFacts], months: Sequence[Month]
) -> dict[tuple[int, int, Month], Total]:
    spans = [span for span in organisation.spans if span.unit in units]
    groups = {group for span in spans for group in (span.region, span.county, span.country) if group}
    rows = GroupSummary.objects.filter(
        group__in=groups, indicator__in=[facts.id for facts in indicators], month__in=list(months)
    ).values_list("group_id", "indicator_id", "month", "numerator", "denominator", "total_hidden")
    return {
        (group, indicator, month): (numerator, denominator, hidden)
        for group, indicator, month, numerator, denominator, hidden in rows
    }


def county_of(office: PlacedUnit) -> PlacedUnit:
    """The group that an office is seen among: its county, or the country for one without."""
    kind = UnitKind.COUNTY if office.county_id else UnitKind.COUNTRY
    group = office.county_id or office.country_id or office.id
    return PlacedUnit(group, office.county_code, office.county_name, kind.value, country_id=office.country_id)
