"""The two ways to read a month: with the organisation as it was, and as it is today. Both answer the same questions."""

from dataclasses import dataclass, field
from typing import TypeAlias

from organisation.as_now import OrganisationNow, read_organisation_now, what_became_of
from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import (
    PlacedUnit,
    differs,
    nearest_placement,
    neighbours,
    neighbours_then_and_now,
    placed,
    predecessors,
    units_in,
)
from scorecards.compared import ComparedMonths
from scorecards.figures import Comparison, OfficeMonth, Series, UnitTable
from scorecards.queries.as_now_comparison import compare_offices_now
from scorecards.queries.as_now_lines import lines_now
from scorecards.queries.as_now_months import compared_months_now
from scorecards.queries.as_now_office import office_month_now
from scorecards.queries.as_now_series import series_now
from scorecards.queries.as_now_table import country_table_now, unit_table_now
from scorecards.queries.compared import compared_months
from scorecards.queries.comparison import compare_offices
from scorecards.queries.country_table import country_table
from scorecards.queries.office_month import office_month
from scorecards.queries.series import indicator_series
from scorecards.queries.table_lines import Lines, compared_in, lines_of
from scorecards.queries.today import today
from scorecards.queries.unit_table import unit_table


@dataclass(slots=True)
class AsThen:
    """The month with its own units."""

    month: Month
    is_now = False
    known: dict[int, bool] = field(default_factory=dict)  # whether a unit differs, by id

    def placed(self, code: str) -> PlacedUnit | None:
        """The unit with that code, as it stands in this reading."""
        return placed(code, self.month)

    def neighbours(self, code: str) -> list[PlacedUnit]:
        """The offices of that office's county, itself among them."""
        offices, differ = neighbours_then_and_now(code, self.month, this_month())
        self.known |= {office.id: differ for office in offices}
        return offices

    def units(self, kind: str | None = None, county: int | None = None) -> list[PlacedUnit]:
        return units_in(self.month, kind=kind, county=county)

    def differs(self, unit: PlacedUnit) -> bool:
        """Whether the unit, with the offices it is seen among, is another in the other reading. At most one query."""
        if unit.id not in self.known:
            self.known[unit.id] = _differs(unit, self.month, this_month())
        return self.known[unit.id]

    def recalculates(self, unit: PlacedUnit) -> bool:
        """Whether the unit's figures are others than those published: then nothing has a place."""
        return False

    def parts(self, office: PlacedUnit) -> dict[int, str]:
        """The names of the units whose figures an office's are, by id."""
        return {office.id: office.name}

    def office_month(
        self, unit: PlacedUnit, package: str | None, language: str = "nb", *, with_local: bool = False
    ) -> OfficeMonth:
        return office_month(unit, self.month, package, language, with_local=with_local)

    def unit_table(self, group: PlacedUnit, package: str | None, language: str = "nb") -> UnitTable:
        return unit_table(group, self.month, package, language)

    def country_table(
        self, country: PlacedUnit, package: str | None, language: str = "nb", *, means: bool = False
    ) -> UnitTable:
        return country_table(country, self.month, package, language, means=means)

    def lines(self, group: PlacedUnit, *, means: bool = False) -> Lines:
        """The lines of the group's table, with their past. One query."""
        return lines_of(group, self.month, means=means)

    def judged_among(self, group: PlacedUnit, *, means: bool = False) -> Lines:
        """All that the lines of the group's table are compared with. One query."""
        return lines_of(compared_in(group), self.month, means=means)

    def comparison(
        self, code: str, county: PlacedUnit, reference: PlacedUnit | None, language: str = "nb"
    ) -> Comparison | None:
        return compare_offices(code, county, self.month, reference, language)

    def compared_months(self, figures: Comparison, county: PlacedUnit) -> ComparedMonths:
        """The comparison over the months up to this one."""
        return compared_months(figures, county)

    def group_of_figures(self, group: PlacedUnit) -> int:
        """The id of the group of this month that tells which indicators have figures."""
        return group.id


@dataclass(slots=True)
class AsNow:
    """The month with today's units: predecessors pooled, and places left out. Where nothing differs it is as then."""

    month: Month
    now: Month
    is_now = True
    _organisation: OrganisationNow | None = None
    known: dict[int, bool] = field(default_factory=dict)  # whether a unit differs, by id

    @property
    def organisation(self) -> OrganisationNow:
        """Today's offices and what they were. Three queries, once."""
        if self._organisation is None:
            self._organisation = read_organisation_now(self.now)
        return self._organisation

    @property
    def then(self) -> AsThen:
        return AsThen(self.month)

    def placed(self, code: str) -> PlacedUnit | None:
        return placed(code, self.now)

    def neighbours(self, code: str) -> list[PlacedUnit]:
        return neighbours(code, self.now)

    def units(self, kind: str | None = None, county: int | None = None) -> list[PlacedUnit]:
        return units_in(self.now, kind=kind, county=county)

    def became(self, unit: PlacedUnit) -> list[PlacedUnit]:
        """Today's units that one which is gone went into. Two queries."""
        return what_became_of(unit.id, self.now)

    def differs(self, unit: PlacedUnit) -> bool:
        if unit.id not in self.known:
            self.known[unit.id] = _differs(unit, self.month, self.now)
        return self.known[unit.id]

    def recalculates(self, unit: PlacedUnit) -> bool:
        return self.differs(unit)

    def parts(self, office: PlacedUnit) -> dict[int, str]:
        """Those that became it too, called as they were at last; itself first."""
        others = set(self.organisation.made_of(office.id)) - {office.id} if self.recalculates(office) else set()
        names = {span.unit: span.name for span in self.organisation.spans if span.unit in others}
        return {office.id: office.name, **dict(sorted(names.items(), key=lambda each: each[1]))}

    def office_month(
        self, unit: PlacedUnit, package: str | None, language: str = "nb", *, with_local: bool = False
    ) -> OfficeMonth:
        if not self.differs(unit):
            return self.then.office_month(unit, package, language, with_local=with_local)
        return office_month_now(self.organisation, unit, self.month, package, language)

    def unit_table(self, group: PlacedUnit, package: str | None, language: str = "nb") -> UnitTable:
        if not self.differs(group):
            return self.then.unit_table(group, package, language)
        return unit_table_now(self.organisation, group, self.month, package, language, self.now)

    def country_table(
        self, country: PlacedUnit, package: str | None, language: str = "nb", *, means: bool = False
    ) -> UnitTable:
        if not self.differs(country):
            return self.then.country_table(country, package, language, means=means)
        return country_table_now(self.organisation, country, self.month, package, language, self.now, means=means)

    def lines(self, group: PlacedUnit, *, means: bool = False) -> Lines:
        if not self.differs(group):
            return self.then.lines(group, means=means)
        return lines_now(self.organisation, group, self.now, means=means)

    def judged_among(self, group: PlacedUnit, *, means: bool = False) -> Lines:
        if not self.differs(group):
            return self.then.judged_among(group, means=means)
        return lines_now(self.organisation, compared_in(group), self.now, means=means)

    def comparison(
        self, code: str, county: PlacedUnit, reference: PlacedUnit | None, language: str = "nb"
    ) -> Comparison | None:
        if not any(self.differs(each) for each in (county, reference) if each):
            return self.then.comparison(code, county, reference, language)
        return compare_offices_now(self.organisation, code, county, self.month, reference, language)

    def compared_months(self, figures: Comparison, county: PlacedUnit) -> ComparedMonths:
        if not self.differs(county):
            return compared_months(figures, county)
        return compared_months_now(self.organisation, figures, county)

    def group_of_figures(self, group: PlacedUnit) -> int:
        then = self.organisation.stand_in(group, self.month)
        return then.id if then else group.id

    def todays_code(self, code: str) -> str:
        """The code of what a unit became where that is one other; else its own."""
        was = nearest_placement(code, self.now) if self.placed(code) is None else None
        became = self.became(was) if was else []
        return became[0].code if len(became) == 1 else code

    def code_then(self, unit: PlacedUnit) -> str:
        """The code of what the unit was in the month, of its greatest part where it was several."""
        then = self.organisation.stand_in(unit, self.month)
        return str(Unit.objects.values_list("code", flat=True).get(pk=then.id if then else unit.id))


Reading: TypeAlias = AsThen | AsNow


def reading(month: Month, asked: str | None) -> Reading:
    """The month as `asked` for: `now`, or else then. A month that is not past has one organisation only."""
    now = this_month() if asked == "now" else month
    return AsNow(month, now) if month < now else AsThen(month)


def this_month() -> Month:
    return Month.of(today())


def _differs(unit: PlacedUnit, month: Month, now: Month) -> bool:
    """An office is seen among its county's; a region's and a county's offices by their regions."""
    if unit.kind == UnitKind.OFFICE:
        return differs(unit.county_id, month, now)
    if unit.kind == UnitKind.COUNTRY:
        return differs(None, month, now)
    return differs(unit.id, month, now, regions=True)


def series_as(asked: str | None, code: str, unit: PlacedUnit, language: str = "nb") -> tuple[Series | None, Reading]:
    """The indicator called `code` at an office over time as `asked` for, and the reading of its first month.

    What an office was made of makes it another now than then, even where its own months begin after that. One that is
    not an office any more, nor has become one, is read as then.
    """
    now = this_month()
    organisation = read_organisation_now(now) if asked == "now" else None
    if organisation is None or not organisation.made_of(unit.id):
        figures = indicator_series(code, unit, language)
        then = AsThen(_first_month(figures, now))
        if organisation is not None or predecessors(unit):
            then.known[unit.id] = organisation is None
        return figures, then
    figures = series_now(organisation, code, unit, language)
    read = AsNow(_first_month(figures, now), now, organisation)
    if organisation.made_of(unit.id) != (unit.id,):
        read.known[unit.id] = True
    return (figures if read.differs(unit) else indicator_series(code, unit, language)), read


def office_now(unit: PlacedUnit) -> PlacedUnit:
    """The office as it stands today, or the one that it became; as it is handed in where it became none or several."""
    now = this_month()
    became = [placed(unit.code, now) or unit]
    if became == [unit] and unit.valid_to is not None and unit.valid_to <= now.first_day:
        became = what_became_of(unit.id, now)
    return became[0] if len(became) == 1 else unit


def _first_month(figures: Series | None, otherwise: Month) -> Month:
    return figures.months[0].month if figures and figures.months else otherwise
