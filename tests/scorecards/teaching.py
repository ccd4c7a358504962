"""A county in which offices could learn from each other: months of shares, and how they stand on the rest."""

from dataclasses import dataclass, field

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Indicator, Package
from tests.builders import a_country, a_county, a_package, a_target, an_indicator, an_item, an_office
from tests.scorecards.published import MAY, publish

YEAR = tuple((MAY - 11).through(MAY))


@dataclass
class Teaching:
    """One indicator with a target of 60 %, two others that are prioritised, and offices with figures of all."""

    county: Unit
    package: Package
    indicator: Indicator
    others: list[Indicator]
    offices: dict[str, Unit] = field(default_factory=dict)

    @property
    def asker(self) -> Unit:
        return self.offices["asker"]

    def publish(
        self, figures: dict[str, tuple[float, float]], good: dict[str, tuple[float, float]] | None = None
    ) -> None:
        """A year in which every named office has the same figure each month; in May also how it stands on the others.

        `good`: values of the two others by office, 0.5 for those who aren't named.
        """
        for month in YEAR:
            self.publish_month(month, figures)
        values = {name: (good or {}).get(name, (0.5, 0.5)) for name in figures}
        for place, other in enumerate(self.others):
            publish({(other, self.office(name)): pair[place] for name, pair in values.items()}, package=self.package)

    def publish_month(self, month: Month, figures: dict[str, tuple[float, float]]) -> None:
        stated = {(self.indicator, self.office(name)): figure for name, figure in figures.items()}
        publish(stated, month, package=self.package)

    def office(self, name: str) -> Unit:
        """The office called so; one that isn't there yet stands in the county."""
        if name not in self.offices:
            self.offices[name] = an_office(county=self.county, name=f"NAV {name.title()}")
        return self.offices[name]


def a_teaching_county(*, direction: str = "higher", green: float = 0.6, **more) -> Teaching:
    """The county without any figures."""
    country, county = a_country(), a_county("1200", "NAV Hordaland")
    package = a_package("STYR", owner=country)
    indicator = an_indicator("MAIN", "Oppfølging", direction=direction, **more)
    a_target(indicator, green)
    others = [an_indicator(f"OTHER{place}", direction=each) for place, each in enumerate(("higher", "lower"))]
    for order, each in enumerate((indicator, *others)):
        an_item(package, each, order=order, priority=1)
    return Teaching(county, package, indicator, others)
