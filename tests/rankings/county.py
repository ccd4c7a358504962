"""A small county to rank: offices, prioritised indicators with targets, and months of figures."""

from dataclasses import dataclass, field

from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from scorecards.models import Delivery, GroupSummary, Indicator, Package, Result
from tests.builders import (
    a_country,
    a_county,
    a_delivery,
    a_package,
    a_result,
    a_target,
    an_indicator,
    an_item,
    an_office,
    as_month,
)

MAY = Month(2018, 5)
YEAR = tuple((MAY - 11).through(MAY))


@dataclass
class County:
    """The county, its package and what has been delivered to it."""

    unit: Unit
    package: Package
    offices: list[Unit] = field(default_factory=list)
    deliveries: dict[Month, Delivery] = field(default_factory=dict)

    def placed(self, month: Month = MAY) -> PlacedUnit:
        found = placed(self.unit.code, month)
        assert found is not None
        return found

    def office(self, code: str | None = None, *, since: str = "2017-01-01", until: str | None = None) -> Unit:
        office = an_office(code, county=self.unit, since=since, until=until)
        self.offices.append(office)
        return office

    def indicator(
        self,
        code: str | None = None,
        *,
        green: float | None = 0.7,
        yellow: float | None = 0.6,
        weight: float | None = 1.0,
        priority: int = 1,
        **fields,
    ) -> Indicator:
        """An indicator in the package; prioritised and with a target for everyone unless said otherwise."""
        indicator = an_indicator(code, **fields)
        an_item(self.package, indicator, priority=priority, weight=weight, order=len(self.package.items.all()))
        if green is not None:
            a_target(indicator, green, yellow)
        return indicator

    def deliver(self, indicator: Indicator, office: Unit, month: str | Month = MAY, *figures: float | None, **more):
        """A published figure, and the county's summary by which a package is known to have some."""
        month = as_month(month)
        preliminary = more.get("preliminary", False)
        delivery = a_delivery(self.package, month, preliminary=True) if preliminary else self.delivery_of(month)
        self._summarise(indicator, [month])
        return a_result(indicator, office, month, *figures, **{"delivery": delivery} | more)

    def delivery_of(self, month: Month) -> Delivery:
        """The month's delivery, made when it is first asked for."""
        if month not in self.deliveries:
            self.deliveries[month] = a_delivery(self.package, month)
        return self.deliveries[month]

    def _summarise(self, indicator: Indicator, months):
        rows = [GroupSummary(indicator=indicator, group=self.unit, month=month, n=0, values=[]) for month in months]
        GroupSummary.objects.bulk_create(rows, ignore_conflicts=True)

    def deliver_year(self, indicator: Indicator, office: Unit, numerator: float, denominator: float, months=YEAR):
        """The same figure in every month of the window."""
        self._write(indicator, office, months, [(numerator, denominator, numerator / denominator)] * len(months))

    def deliver_values(self, indicator: Indicator, office: Unit, values, months=YEAR):
        """A value alone in each month; None where there is none."""
        self._write(indicator, office, months, [(None, None, value) for value in values])

    def _write(self, indicator: Indicator, office: Unit, months, figures):
        known = [(month, *each) for month, each in zip(months, figures, strict=True) if each[2] is not None]
        Result.objects.bulk_create(
            Result(
                indicator=indicator,
                unit=office,
                month=month,
                numerator=numerator,
                denominator=denominator,
                value=value,
                delivery=self.delivery_of(month),
            )
            for month, numerator, denominator, value in known
        )
        self._summarise(indicator, [month for month, *_ in known])


def an_empty_county() -> County:
    county = a_county("1200", "NAV Hordaland")
    return County(county, a_package("STYRING", owner=a_country()))


def a_ranked_county(*shares: tuple[float, float], code: str = "NEDS") -> County:
    """A county with one share as its only indicator, and an office for each numerator and denominator a month."""
    county = an_empty_county()
    indicator = county.indicator(code)
    for number, (numerator, denominator) in enumerate(shares, start=1):
        county.deliver_year(indicator, county.office(f"12{number:02d}"), numerator, denominator)
    return county
