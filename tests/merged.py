"""Counties and offices that merge in 2020: Hordaland and Sogn og Fjordane become Vestland, Voss and Granvin one Voss.

    1200 Hordaland             1203 Bergen vest, 1235 Gamle Voss, 1234 Granvin
    1400 Sogn og Fjordane      1401 Flora, 1438 Bremanger
    4600 Vestland from 2020    4601 Bergen, 4621 Voss (of two), 4602 Kinn (once Flora), 1438 Bremanger

Each of the old counties has a region of its own; in Vestland Voss and Bergen stand in one, the others in none.
Telemark, 0800 with its one office 0806, is as it was.
"""

from dataclasses import dataclass, field

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Indicator, Package
from scorecards.versions import count_up_version
from tests.builders import (
    a_country,
    a_county,
    a_goal,
    a_package,
    a_placement,
    a_region,
    a_succession,
    a_target,
    an_indicator,
    an_item,
    an_office,
)
from tests.scorecards.published import Stated, publish

MERGER = "2020-01-01"
THEN, NOW, SINCE = Month(2019, 11), Month(2026, 1), Month(2020, 2)

# What each office has of each indicator, unless a test says otherwise.
FIGURES: dict[str, Stated] = {
    "1203": (90, 100),
    "1235": (30, 40),
    "1234": (10, 60),
    "1401": (80, 100),
    "1438": (45, 50),
    "0806": (60, 80),
}


@dataclass
class Merged:
    """The units by code, and what is measured."""

    units: dict[str, Unit] = field(default_factory=dict)
    package: Package | None = None
    indicators: list[Indicator] = field(default_factory=list)

    def __getitem__(self, code: str) -> Unit:
        return self.units[code]

    @property
    def share(self) -> Indicator:
        return self.indicators[0]

    def publish(self, month: Month = THEN, of: list[Indicator] | None = None, **stated: Stated) -> None:
        """Publish a month: FIGURES for every indicator, but for what is `stated` by code (`_1235`)."""
        known = FIGURES if month < SINCE - 1 else {}
        figures = {**known, **{code.removeprefix("_"): each for code, each in stated.items()}}
        publish(
            {(indicator, self[code]): each for indicator in of or self.indicators for code, each in figures.items()},
            month,
            package=self.package,
        )
        count_up_version()


def a_merger(
    *, indicators: int = 1, hide_below: int | None = None, pooling: str = "ratio", unit: str = "share"
) -> Merged:
    """The organisation with its catalogue, and no figures yet."""
    made = Merged()
    country = a_country()
    hordaland = a_county("1200", "NAV Hordaland", until=MERGER)
    sogn = a_county("1400", "NAV Sogn og Fjordane", until=MERGER)
    vestland, telemark = a_county("4600", "NAV Vestland", since=MERGER), a_county("0800", "NAV Telemark")
    south = a_region("1291", "Region Bergen og Voss", county=hordaland, until=MERGER)
    north = a_region("1491", "Region Sunnfjord", county=sogn, until=MERGER)
    anew = a_region("4691", "Region Bergen og Voss", county=vestland, since=MERGER)
    units = [
        country, hordaland, sogn, vestland, telemark, south, north, anew,
        an_office("1203", "NAV Bergen vest", county=hordaland, region=south, until=MERGER),
        an_office("1235", "NAV Gamle Voss", county=hordaland, region=south, until=MERGER),
        an_office("1234", "NAV Granvin", county=hordaland, region=south, until=MERGER),
        an_office("1401", "NAV Flora", county=sogn, region=north, until=MERGER),
        an_office("1438", "NAV Bremanger", county=sogn, region=north, until=MERGER),
        an_office("4601", "NAV Bergen", county=vestland, region=anew, since=MERGER),
        an_office("4621", "NAV Voss", county=vestland, region=anew, since=MERGER),
        an_office("4602", "NAV Kinn", county=vestland, since=MERGER),
        an_office("0806", "NAV Skien", county=telemark),
    ]  # fmt: skip
    made.units = {each.code: each for each in units}
    a_placement(made["1438"], name="NAV Bremanger", county=vestland, since=MERGER)
    for before, after in (
        ("1203", "4601"), ("1235", "4621"), ("1234", "4621"), ("1401", "4602"),
        ("1200", "4600"), ("1400", "4600"),
    ):  # fmt: skip
        a_succession(made[before], made[after], MERGER)
    made.package = a_package("STYR", owner=country)
    goal = a_goal("G1", "Lavere sykefravær")
    for order in range(indicators):
        indicator = an_indicator(
            f"IND{order}", f"Indikator {order}", goal=goal, hide_below=hide_below, pooling=pooling, unit=unit
        )
        an_item(made.package, indicator, order=order)
        a_target(indicator, 0.9, 0.8)
        made.indicators.append(indicator)
    return made
