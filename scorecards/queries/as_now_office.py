"""A month of one of today's offices: what it was made of then as one, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from organisation.as_now import OrganisationNow
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import change_between, interval_of, status_against
from scorecards.choices import Period
from scorecards.figures import IndicatorFacts, OfficeMonth, ScorecardLine
from scorecards.queries.as_now_series import own_months, shown_total
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, links_of_several
from scorecards.queries.office_month import HISTORY
from scorecards.queries.packages import Item, PackageChoice, choose_package, packages_of, read_items
from scorecards.queries.recalculated import Recalculated, county_of


def office_month_now(
    organisation: OrganisationNow, unit: PlacedUnit, month: Month, package: str | None = None, language: str = "nb"
) -> OfficeMonth:
    """What today's office shows for an earlier month: no place, and nothing of what units fill in for themselves."""
    page, chosen = empty_page(organisation, unit, month, package)
    if chosen is None or not page.links.has_results:
        return page
    items = read_items(chosen.id, month, language)
    county = county_of(unit)
    offices = organisation.offices_of(county)
    indicators = [item.indicator for item in items]
    figures = Recalculated(organisation, {office.id for office in offices}, indicators, page.months, marked=month)
    writer = _Lines(figures, unit, county, offices)
    return replace(page, lines=tuple(writer.line(item) for item in items))


def empty_page(
    organisation: OrganisationNow, unit: PlacedUnit, month: Month, package: str | None
) -> tuple[OfficeMonth, PackageChoice | None]:
    """The page's package, months and links without any line, and the package chosen. At most two queries."""
    choices, chosen = packages_now(organisation, unit, month, package)
    table = OF_AN_OFFICE if unit.kind == UnitKind.OFFICE else OF_A_GROUP
    links = links_of_several(table, organisation.ever(unit), month)
    names = tuple((choice.facts.code, choice.facts.name) for choice in choices)
    months = tuple((month - HISTORY + 1).through(month))
    return OfficeMonth(chosen.facts if chosen else None, names, links, months), chosen


def packages_now(
    organisation: OrganisationNow, unit: PlacedUnit, month: Month, package: str | None
) -> tuple[list[PackageChoice], PackageChoice | None]:
    """The packages that today's unit is read by in the month, those of what it was then; and the one chosen."""
    then = organisation.stand_in(unit, month)
    choices = packages_of(then, month) if then else []
    return choices, choose_package(choices, package)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Writes lines; what they all need is at hand."""

    figures: Recalculated
    unit: PlacedUnit
    county: PlacedUnit
    offices: Sequence[PlacedUnit]

    def line(self, item: Item) -> ScorecardLine:
        facts, months = item.indicator, self.figures.months
        month = months[-1]
        history = [self.figures.office(self.unit.id, facts, each) for each in months]
        figure, before = history[-1], history[-2].value
        target = self.figures.target(self.unit, facts, month)
        so_far = self.year_to_date(facts, month)
        return ScorecardLine(
            indicator=facts,
            part=item.part,
            priority=item.priority,
            weight=item.weight,
            figure=figure,
            target=target,
            status=status_against(figure.value, facts.direction, target),
            change=change_between(facts, before, figure.value, month),
            year_to_date=so_far,
            year_to_date_status=status_against(so_far, facts.direction, target),
            interval=interval_of(facts, figure),
            county=self.figures.group(self.county, facts, month),
            place=None,
            history=tuple(each.value for each in history),
            history_numerators=tuple(each.numerator for each in history),
            history_denominators=tuple(each.denominator for each in history),
            county_means=tuple(self.figures.mean(self.offices, facts, each) for each in months),
            previous_status=None
            if facts.definition_changed == month
            else self.figures.status(self.unit, facts, month - 1, before),
            previous_value=before,
            what=item.what,
        )

    def year_to_date(self, facts: IndicatorFacts, month: Month) -> float | None:
        """The year up to the month; None where one of its months is hidden."""
        own = own_months(self.figures, self.unit, facts, self.figures.months)
        total = shown_total(facts, month, Period.YEAR_TO_DATE, own)
        return total.value if total else None
