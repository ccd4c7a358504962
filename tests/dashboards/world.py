"""A small county with a package, targets and published months, and people who read it."""

from dataclasses import dataclass, field

from django.test import Client

from accounts.models import User
from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Indicator, Package, PackageItem
from scorecards.versions import count_up_version
from tests.builders import (
    a_country,
    a_county,
    a_goal,
    a_package,
    a_person,
    a_region,
    a_target,
    an_indicator,
    an_item,
    an_office,
)
from tests.scorecards.published import Stated, publish

APRIL, MAY = Month(2018, 4), Month(2018, 5)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class World:
    """Hordaland with some offices in one region, two indicators of the scorecard and one beside it."""

    county: Unit
    region: Unit
    offices: list[Unit]
    package: Package
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def voss(self) -> Unit:
        return self.offices[0]

    def publish(self, month: str | Month = MAY, *stated: Stated, **more):
        """Publish a month: a figure per office for every indicator. One figure is everybody's, for each indicator."""
        figures = {}
        for place, office in enumerate(self.offices):
            for indicator in self.indicators:
                each = stated[place] if len(stated) > 1 else stated[0] if stated else (70 + place, 80 + place)
                figures[indicator, office] = each
        delivery = publish(figures, month, package=self.package, **more)
        count_up_version()  # as a publication's service does last: pages are made anew
        return delivery


def a_world(offices: int = 3, *, simulated: bool = True, source: str = "", indicators: int = 3) -> World:
    """The county as it stands from 2017, with its catalogue and no figures yet."""
    a_country()
    county = a_county("1200", "NAV Hordaland")
    region = a_region("1291", "Region Hardanger og Voss", county=county)
    names = ["Voss", "Odda", "Fedje", *(f"Kontor {n}" for n in range(4, offices + 1))]
    units = [
        an_office(f"12{35 + n}", f"NAV {name}", county=county, region=region) for n, name in enumerate(names[:offices])
    ]
    package = a_package("STYR", owner=county, simulated=simulated)
    package.name, package.source = "Styringspakke Hordaland", source
    package.save()
    world = World(county, region, units, package)
    goal = a_goal("G1", "Lavere sykefravær")
    for order in range(indicators):
        indicator = an_indicator(f"IND{order}", f"Indikator {order}", goal=goal)
        item = an_item(package, indicator, order=order, priority=1)
        part = "malekort" if order < 2 else "tillegg"
        PackageItem.objects.filter(pk=item.pk).update(part=part)
        a_target(indicator, 0.9, 0.8)
        world.indicators.append(indicator)
    return world


def reader(role: str = "leader", unit: Unit | None = None, **fields) -> Client:
    """A browser in which somebody with that role is logged in."""
    person = a_person(role=role, unit=unit, **fields)
    return browser_of(person)


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def text_of(response) -> str:
    """The page as text; a page that isn't there fails the test."""
    assert response.status_code == 200, response
    text: str = response.content.decode()
    return text
