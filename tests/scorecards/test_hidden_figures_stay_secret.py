"""Nobody who looks at everything after each publication, and has a linear programme, finds out a hidden count."""

import random
from dataclasses import dataclass, field

import pytest

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import GroupSummary, HiddenTotal, Indicator, Result
from scorecards.queries.office_groups import office_groups
from tests.builders import a_county, a_region, an_indicator
from tests.scorecards.attacker import Attacker
from tests.scorecards.published import Figures, Stated, offices_in, publish

pytestmark = pytest.mark.django_db

LIMIT = 5
JULY = Month(2018, 7)


@dataclass
class Country:
    """A county with a region, another county, and an indicator with many small counts, made up by a seed."""

    seed: int
    indicator: Indicator
    chance: random.Random = field(init=False)
    counties: list[list[Unit]] = field(init=False)
    attacker: Attacker = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        county = a_county()
        region = a_region(county=county)
        self.counties = [
            offices_in(county, number=3, region=region) + offices_in(county, number=2),
            offices_in(a_county(), number=2),
        ]
        self.attacker = Attacker(self.indicator, LIMIT)

    @property
    def offices(self) -> list[Unit]:
        return [office for offices in self.counties for office in offices]

    def figures(self, offices: list[Unit]) -> Figures:
        return {(self.indicator, office): self._figure() for office in offices if self.chance.random() > 0.07}

    def _figure(self) -> Stated:
        count = self.chance.choice([0, 1, 2, 3, 6, 8, 9, 12, 14, 20])
        return (count, max(1, count + self.chance.choice([0, 2, 6, 8, 10, 12, 20, 30])))

    def publish(self, figures: Figures, month: Month, *, preliminary: bool = False) -> None:
        publish(figures, month, preliminary=preliminary)
        self.attacker.look()

    def assert_nothing_is_found_out(self) -> None:
        assert self.attacker.found_out() == []
        assert Result.objects.filter(suppressed=True).exists()
        assert Result.objects.filter(suppressed=False).exists()  # hiding everything would be no art
        assert_groups_show_what_may_be_shown(self.indicator)


def assert_groups_show_what_may_be_shown(indicator: Indicator) -> None:
    """Every group's figures are over the offices that are shown, and pooled where nothing says that it may not be."""
    hidden = set(HiddenTotal.objects.filter(indicator=indicator, period="month").values_list("unit_id", "month"))
    for summary in GroupSummary.objects.filter(indicator=indicator):
        groups = office_groups(summary.month, summary.month)[summary.month]
        members = [unit for unit, above in groups.items() if summary.group_id in above]
        known = Result.objects.filter(indicator=indicator, month=summary.month, unit__in=members, value__isnull=False)
        assert summary.values == sorted(figure.value or 0.0 for figure in known if not figure.suppressed)
        assert summary.total_hidden == ((summary.group_id, summary.month) in hidden)
        counts = [figure.numerator or 0.0 for figure in known]
        assert summary.numerator == (None if summary.total_hidden or not counts else sum(counts))


def test_month_after_month_for_longer_than_a_year():
    country = Country(1, an_indicator(hide_below=LIMIT))
    for month in JULY.through(JULY + 12):
        country.publish(country.figures(country.offices), month)
    country.assert_nothing_is_found_out()


def test_each_county_with_a_delivery_of_its_own():
    country = Country(3, an_indicator(hide_below=LIMIT))
    for month in (JULY + 4).through(JULY + 7):
        for offices in country.counties:
            country.publish(country.figures(offices), month)
    country.assert_nothing_is_found_out()


def test_preliminary_figures_that_are_confirmed():
    country = Country(4, an_indicator(hide_below=LIMIT))
    for month in (JULY + 5).through(JULY + 7):
        figures = country.figures(country.offices)
        country.publish(figures, month, preliminary=True)
        country.publish(figures, month)
    country.assert_nothing_is_found_out()


def test_a_rate_whose_definition_changes():
    country = Country(6, an_indicator(hide_below=LIMIT, unit="rate", changed="2018-11-01"))
    for month in (JULY + 2).through(JULY + 7):
        country.publish(country.figures(country.offices), month)
    country.assert_nothing_is_found_out()


class TestWhoeverLooksAfterwards:
    """Who kept what was shown before a correction can calculate with the difference; who comes later can't."""

    def test_months_that_come_in_any_order(self):
        country = Country(5, an_indicator(hide_below=LIMIT))
        months = list((JULY + 3).through(JULY + 8))
        country.chance.shuffle(months)
        for month in months:
            publish(country.figures(country.offices), month)
        country.attacker.look()
        country.assert_nothing_is_found_out()

    def test_corrections_of_earlier_months(self):
        country = Country(7, an_indicator(hide_below=LIMIT))
        for month in (JULY + 3).through(JULY + 7):
            publish(country.figures(country.offices), month)
            wrong = country.chance.sample(country.offices, 2)
            publish(country.figures(wrong), month - country.chance.randrange(month - (JULY + 2)))
        country.attacker.look()
        country.assert_nothing_is_found_out()
