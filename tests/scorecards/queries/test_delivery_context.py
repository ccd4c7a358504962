"""What a delivery is held against, as the database knows it."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from scorecards.delivered import ABSENCES
from scorecards.queries.delivery_context import delivery_context, known_codes
from tests.builders import (
    a_country,
    a_county,
    a_delivery,
    a_package,
    a_placement,
    a_region,
    a_result,
    a_succession,
    an_indicator,
    an_item,
    an_office,
)

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


def with_items(package, *indicators, **span):
    for order, indicator in enumerate(indicators):
        an_item(package, indicator, order=order, **span)
    return package


def test_known_codes_are_all_indicators_and_all_units_ever():
    an_indicator("Ovg_Ord", name="Overgang til arbeid")
    an_office("1202", until="2017-06-01")
    known = known_codes()
    assert known.indicators == {"OVG_ORD": "Ovg_Ord"}
    assert known.names == {"Ovg_Ord": "Overgang til arbeid"}
    assert "1202" in known.units


class TestUnits:
    def units(self, month=MAY):
        return delivery_context(a_package(), month).units

    def test_a_unit_stands_as_it_was_in_the_month(self):
        county, other = a_county("1200"), a_county("1400")
        region = a_region(county=county)
        office = an_office("1202", "NAV Fana", county=county, region=region, until="2019-01-01")
        a_placement(office, name="NAV Bergen sør", county=other, since="2019-01-01")
        before, after = self.units()["1202"], self.units(Month(2019, 1))["1202"]
        assert (before.name, before.county_id, before.region_id, before.is_placed) == (
            "NAV Fana",
            county.pk,
            region.pk,
            True,
        )
        assert (after.name, after.county_id, after.region_id, after.is_placed) == (
            "NAV Bergen sør",
            other.pk,
            None,
            True,
        )

    def test_a_unit_that_is_gone_has_its_latest_name_and_what_became_of_it(self):
        jondal = an_office("1227", "NAV Jondal", until="2018-01-01")
        a_succession(jondal, an_office("1231", "NAV Ullensvang"), "2018-01-01")
        unit = self.units()["1227"]
        assert (unit.is_placed, unit.label) == (False, "1227 NAV Jondal")
        assert unit.became == "Den ble til 1231 NAV Ullensvang."

    def test_a_unit_that_was_split_names_all(self):
        old = an_office("1850", until="2018-01-01")
        for code in ("1806", "1875"):
            a_succession(old, an_office(code, f"NAV {code}"), "2018-01-01")
        assert self.units()["1850"].became == "Den ble til 1806 NAV 1806 og 1875 NAV 1875."

    def test_a_unit_to_come_has_not_become_anything(self):
        coming = an_office("1299", since="2019-01-01")
        a_succession(an_office("1298"), coming, "2019-01-01")
        unit = self.units()["1299"]
        assert (unit.is_placed, unit.became) == (False, "")

    def test_a_unit_without_successors_has_none_named(self):
        an_office("1227", until="2018-01-01")
        assert self.units()["1227"].became == ""


class TestIndicators:
    def test_the_package_has_the_items_of_the_month(self):
        package = a_package("PROVE")
        for code, span in {
            "NOW": {},
            "BEFORE": {"until": "2018-05-01"},
            "LATER": {"since": "2018-06-01"},
            "FROM_MAY": {"since": "2018-05-01"},
        }.items():
            an_item(package, an_indicator(code), **span)
        an_item(a_package(), an_indicator("OTHER"))
        an_indicator("NONE")
        rules = delivery_context(package, MAY).indicators
        assert {code for code, one in rules.items() if one.in_package} == {"NOW", "FROM_MAY"}
        assert set(rules) >= {"OTHER", "NONE", "BEFORE", "LATER"}

    def test_an_indicator_that_has_ended_is_not_in_the_package(self):
        package = a_package()
        indicator = an_indicator("SOS_TID")
        indicator.valid_to = MAY.first_day
        indicator.save()
        an_item(package, indicator)
        assert not delivery_context(package, MAY).indicators["SOS_TID"].in_package
        assert delivery_context(package, MAY - 1).indicators["SOS_TID"].in_package

    def test_rules_are_those_of_the_catalogue_under_the_code_in_capitals(self):
        indicator = an_indicator("Saldo", "Endring", unit="number", pooling="sum")
        indicator.allows_negative = True
        indicator.save()
        rules = delivery_context(a_package(), MAY).indicators["SALDO"]
        assert (rules.id, rules.code, rules.name) == (indicator.pk, "Saldo", "Endring")
        assert (rules.unit_of_measure, rules.pooling, rules.allows_negative) == ("number", "sum", True)

    def test_they_come_in_the_packages_order(self):
        package = with_items(a_package(), an_indicator("B"), an_indicator("C"), an_indicator("A"))
        an_indicator("AA")
        assert list(delivery_context(package, MAY).indicators) == ["B", "C", "A", "AA"]
        assert delivery_context(package, MAY).codes["AA"] == "AA"


class TestStandingFigures:
    def test_they_are_read_as_they_were_written(self):
        package = a_package()
        one, other = an_indicator(), an_indicator()
        with_items(package, one, other)
        offices = [an_office() for _ in range(3)]
        delivery = a_delivery(package)
        a_result(one, offices[0], MAY, 44, 74, delivery=delivery)
        a_result(other, offices[0], MAY, value=26.0, delivery=delivery, preliminary=True)
        a_result(one, offices[1], MAY, denominator=28, absence="too_few", delivery=delivery)
        a_result(other, offices[2], MAY, absence="not_applicable", delivery=delivery)
        standing = delivery_context(package, MAY).standing
        assert standing.keys.tolist() == sorted(standing.keys.tolist())
        read = {
            (indicator, unit): (above, below, value, ABSENCES[absence], preliminary, source)
            for indicator, unit, above, below, value, absence, preliminary, source in zip(
                standing.indicator_ids.tolist(),
                standing.unit_ids.tolist(),
                *(
                    np.where(np.isnan(part), None, part)
                    for part in (standing.numerator, standing.denominator, standing.value)
                ),
                standing.absence,
                standing.preliminary.tolist(),
                standing.delivery.tolist(),
                strict=True,
            )
        }
        assert read == {
            (one.pk, offices[0].pk): (44, 74, 44 / 74, "", False, delivery.pk),
            (other.pk, offices[0].pk): (None, None, 26, "", True, delivery.pk),
            (one.pk, offices[1].pk): (None, 28, None, "too_few", False, delivery.pk),
            (other.pk, offices[2].pk): (None, None, None, "not_applicable", False, delivery.pk),
        }

    def test_figures_of_other_months_and_indicators_are_left_out(self):
        package = with_items(a_package(), indicator := an_indicator())
        office = an_office()
        a_result(indicator, office, MAY - 1, 1, 2)
        a_result(an_indicator(), office, MAY, 1, 2)
        assert len(delivery_context(package, MAY).standing) == 0

    def test_figures_belong_to_the_indicator_whatever_package_they_came_in(self):
        package = with_items(a_package(), indicator := an_indicator())
        a_result(indicator, an_office(), MAY, 1, 2, delivery=a_delivery(a_package()))
        assert len(delivery_context(package, MAY).standing) == 1


class TestTheMonthBefore:
    def package_with(self, **figures):
        package = with_items(a_package(), indicator := an_indicator())
        return package, indicator

    def test_it_is_the_latest_published_one_before(self):
        package, indicator = self.package_with()
        office = an_office()
        for month in ("2018-02", "2018-03", "2018-06"):
            a_result(indicator, office, month, 1, 2, delivery=a_delivery(package, month))
        earlier = delivery_context(package, MAY).earlier
        assert (earlier.month, earlier.unit_ids) == (Month(2018, 3), {office.pk})

    def test_there_is_none_where_nothing_was_published(self):
        package, _ = self.package_with()
        delivery = a_delivery(package, "2018-04")
        delivery.state = "withdrawn"
        delivery.withdrawn_at = delivery.published_at
        delivery.withdrawn_reason = "feil"
        delivery.save()
        a_delivery(a_package(), "2018-04")
        assert delivery_context(package, MAY).earlier is None

    def test_units_with_a_value_or_a_hidden_figure_had_figures(self):
        package, indicator = self.package_with()
        delivery = a_delivery(package, "2018-04")
        offices = [an_office() for _ in range(4)]
        a_result(indicator, offices[0], "2018-04", 0, 2, delivery=delivery)
        a_result(indicator, offices[1], "2018-04", absence="too_few", delivery=delivery)
        a_result(indicator, offices[2], "2018-04", absence="not_delivered", delivery=delivery)
        a_result(an_indicator(), offices[3], "2018-04", 1, 2, delivery=delivery)
        assert delivery_context(package, MAY).earlier.unit_ids == {offices[0].pk, offices[1].pk}


def test_the_package_its_owner_and_the_calendar_are_known():
    package = a_package("PROVE", owner=a_county("1200", "NAV Hordaland"))
    context = delivery_context(package, MAY, preliminary=True, today=Month(2018, 6))
    assert (context.package, context.owner.label, context.month) == ("PROVE", "1200 NAV Hordaland", MAY)
    assert (context.today, context.preliminary) == (Month(2018, 6), True)
    assert delivery_context(package, MAY).today >= Month(2025, 1)


@pytest.mark.parametrize("offices", [1, 20])
def test_it_takes_as_many_queries_for_twenty_offices_as_for_one(offices):
    package = with_items(a_package(owner=a_country()), *(indicators := [an_indicator() for _ in range(3)]))
    delivery = a_delivery(package, "2018-04")
    county = a_county()
    for office in [an_office(county=county) for _ in range(offices)]:
        for indicator in indicators:
            a_result(indicator, office, "2018-04", 1, 2, delivery=delivery)
            a_result(indicator, office, "2018-05", 1, 2, delivery=delivery)
    package.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        delivery_context(package, MAY)
    assert len(queries) == 7
