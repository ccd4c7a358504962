"""A county in which offices could learn from each other: months of shares, and how they stand on the rest."""

from dataclasses import dataclass, field

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Indicator, Package
from tests.builders import a_country, a_county, a_package, a_target, an_indicator, an_item, an_office
from tests.scorecards.published import MAY, Stated, publish

YEAR = tuple((MAY - 11).through(MAY))
WAVES = (0.0, 0.3, -0.2, 0.1, -0.3, 0.2, 0.0, -0.1, 0.3, -0.2, 0.1, -0.2)
# Levels of offices that differ by more than the waves do; two reach ten days or fewer.
DAYS = {"asker": 14.0, "quick": 9.0, "quicker": 8.0, "slow": 13.5, "slower": 15.0, "slowest": 16.0, "usual": 14.5}


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

    def publish_levels(
        self, levels: dict[str, float], *, base: dict[str, float] | None = None, swing: float = 1.0
    ) -> None:
        """A year in which each office's figure goes up and down around its level, each in its own months.

        `base`: how many cases are behind a month's figure, ten for those who aren't named; without it there are none.
        `swing`: how much figures go up and down. All offices stand alike on the two others.
        """
        for place, month in enumerate(YEAR):
            figures: dict[tuple[Indicator, Unit], Stated] = {}
            for number, (name, level) in enumerate(levels.items()):
                value = level + swing * WAVES[(place + 5 * number) % 12]
                of = None if base is None else float(base.get(name, 10))
                figures[self.indicator, self.office(name)] = value if of is None else (value * of, of)
            publish(figures, month, package=self.package)
        for other in self.others:
            publish({(other, self.office(name)): 0.5 for name in levels}, package=self.package)

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
