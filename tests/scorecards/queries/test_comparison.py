"""One indicator, all the offices of a county side by side."""

import pytest

from organisation.months import Month
from scorecards.figures import Comparison, ComparisonRow, Limits, Place
from scorecards.models import Package
from scorecards.queries.comparison import compare_offices
from tests.builders import (
    a_country,
    a_county,
    a_package,
    a_placement,
    a_region,
    a_target,
    an_indicator,
    an_office,
)
from tests.scorecards.published import MAY, as_placed, of, offices_in, publish

pytestmark = pytest.mark.django_db

APRIL = MAY - 1


def compare(indicator, county, month: Month = MAY, reference=None, language: str = "nb") -> Comparison:
    placed = reference and as_placed(reference, month)
    found = compare_offices(indicator.code.lower(), as_placed(county, month), month, placed, language)
    assert found is not None
    return found


def by_code(comparison: Comparison) -> dict[str, ComparisonRow]:
    return {row.code: row for row in comparison.offices}


def test_an_unknown_indicator_is_none():
    assert compare_offices("OFFSIDE", as_placed(a_county()), MAY) is None


def test_offices_stand_by_the_norwegian_alphabet_those_without_a_figure_too():
    county, indicator = a_county(), an_indicator()
    region = a_region(county=county, name="Nordhordland")
    offices = [
        an_office(f"12{number}", name, county=county, region=region if number == 2 else None)
        for number, name in enumerate(["NAV Årstad", "NAV Bergen", "NAV Øygarden", "NAV Askøy", "NAV Ærfugl"], start=1)
    ]
    publish(of(indicator, offices[:3], (30, 50), "not_applicable", "not_delivered"))
    rows = compare(indicator, county).offices
    assert [row.name for row in rows] == ["NAV Askøy", "NAV Bergen", "NAV Ærfugl", "NAV Øygarden", "NAV Årstad"]
    states = ["not_delivered", "not_applicable", "not_delivered", "not_delivered", "value"]
    assert [row.figure.state for row in rows] == states
    assert [row.figure.value for row in rows] == [None] * 4 + [0.6]
    assert [row.place and row.place.position for row in rows] == [None] * 4 + [1]
    assert rows[1].region_name == "Nordhordland"


def test_each_has_its_figure_interval_colour_and_place():
    county, indicator = a_county(), an_indicator(direction="lower")
    one, other = offices_in(county, number=2)
    a_target(indicator, 0.3, 0.5)
    a_target(indicator, 0.7, unit=other)
    publish(of(indicator, [one, other], (10, 25), (12, 20)))
    rows = by_code(compare(indicator, county))
    assert (rows[one.code].status, rows[one.code].place) == ("yellow", Place(1, 2))
    assert (rows[other.code].status, rows[other.code].place) == ("green", Place(2, 2))  # by its own target
    interval = rows[one.code].interval
    assert interval is not None
    assert interval[0] < 0.4 < interval[1]
    assert (rows[one.code].figure.numerator, rows[one.code].figure.denominator) == (10, 25)


def test_county_country_and_reference_stand_beside_them():
    county, other, third = a_county("1200", "NAV Hordaland"), a_county("1100", "NAV Rogaland"), a_county()
    indicator = an_indicator()
    mine, theirs, others = offices_in(county, number=2), offices_in(other, number=1), offices_in(third, number=1)
    publish(of(indicator, [*mine, *theirs, *others, other], (1, 10), (90, 100), (5, 10), (8, 20), (6, 11)))
    found = compare(indicator, county, reference=other)
    assert found.county is not None
    assert found.country is not None
    assert found.reference is not None
    assert (found.county.n, found.county.mean, found.county.pooled) == (2, 0.5, 91 / 110)
    assert (found.country.n, found.country.pooled) == (4, 104 / 140)
    assert (found.reference.n, found.reference.pooled, found.reference.published) == (1, 0.5, 6 / 11)
    assert (found.county_code, found.county_name) == ("1200", "NAV Hordaland")
    assert (found.reference_code, found.reference_name) == ("1100", "NAV Rogaland")


def test_without_a_reference_there_is_none():
    county, indicator = a_county(), an_indicator()
    publish(of(indicator, offices_in(county, number=1), 0.5))
    found = compare(indicator, county)
    assert (found.reference, found.reference_code, found.reference_name) == (None, "", "")


def test_the_countys_target_is_the_one_drawn():
    county, indicator = a_county(), an_indicator()
    a_target(indicator, 0.5, 0.4)
    a_target(indicator, 0.6, 0.3, unit=county, since="2018-05-01")
    offices = offices_in(county, number=1)
    for month in (APRIL, MAY):
        publish(of(indicator, offices, 0.5), month)
    assert compare(indicator, county, APRIL).target == Limits(0.5, 0.4)
    assert compare(indicator, county, MAY).target == Limits(0.6, 0.3)


def test_hidden_offices_leave_no_figure_and_take_nobodys_place():
    county, indicator = a_county(), an_indicator(hide_below=5)
    a_target(indicator, 0.1)
    offices = offices_in(county, number=4)
    publish(of(indicator, offices, (57, 60), (40, 60), (8, 60), (30, 60)))
    rows = compare(indicator, county).offices
    by_office = {row.code: row for row in rows}
    for hidden in offices[:2]:  # a small rest, and what guards it
        row = by_office[hidden.code]
        assert row.figure.state == "too_few"
        gone = [row.figure.numerator, row.figure.denominator, row.figure.value, row.status, row.interval, row.place]
        assert gone == [None] * 6
    assert [by_office[office.code].place for office in offices[2:]] == [Place(2, 2), Place(1, 2)]
    county_figures = compare(indicator, county).county
    assert county_figures is not None
    assert (county_figures.n, county_figures.values) == (2, (8 / 60, 0.5))


def test_preliminary_figures_say_so_and_have_no_place():
    county, indicator = a_county(), an_indicator()
    one, other = offices_in(county, number=2)
    publish(of(indicator, [one], (30, 60)))
    assert not compare(indicator, county).preliminary
    publish(of(indicator, [other], (40, 60)), preliminary=True)
    found = compare(indicator, county)
    assert found.preliminary
    rows = by_code(found)
    assert (rows[other.code].figure.state, rows[other.code].place) == ("preliminary", None)
    assert rows[one.code].place == Place(2, 2)


def test_offices_are_those_placed_in_the_county_that_month():
    old, new = a_county(), a_county()
    mover = an_office(county=old, until="2018-05-01")
    a_placement(mover, county=new, since="2018-05-01")
    closed = an_office(county=new, until="2018-05-01")
    indicator = an_indicator()
    publish({(indicator, mover): 0.5, (indicator, closed): 0.5}, APRIL)
    publish({(indicator, mover): 0.5}, MAY)
    assert set(by_code(compare(indicator, old, APRIL))) == {mover.code}
    assert set(by_code(compare(indicator, old, MAY))) == set()
    assert set(by_code(compare(indicator, new, APRIL))) == {closed.code}
    assert set(by_code(compare(indicator, new, MAY))) == {mover.code}


def test_the_months_to_go_to_are_those_in_which_the_indicator_has_figures():
    county, indicator, other = a_county(), an_indicator(), an_indicator()
    offices = offices_in(county, number=1)
    for month in (MAY - 3, MAY + 2):
        publish(of(indicator, offices, 0.5), month)
    for month in (APRIL, MAY, MAY + 1):
        publish(of(other, offices, 0.5), month)
    links = compare(indicator, county).links
    assert (links.previous, links.has_results, links.next) == (MAY - 3, False, MAY + 2)


def test_what_is_made_up_and_where_real_figures_come_from_is_said():
    county, indicator = a_county(), an_indicator()
    one, other = offices_in(county, number=2)
    real = a_package(owner=a_country())
    publish({(indicator, one): 0.5}, package=real)
    assert (compare(indicator, county).simulated, compare(indicator, county).source) == (False, "")
    Package.objects.filter(pk=real.pk).update(source="NAVs statistikk")
    publish({(indicator, other): 0.5}, package=a_package(owner=a_country(), simulated=True))
    found = compare(indicator, county)
    assert (found.simulated, found.source) == (True, "NAVs statistikk")


def test_a_county_without_figures_has_its_offices_and_nothing_else():
    county, indicator = a_county(), an_indicator()
    offices_in(county, number=2)
    found = compare(indicator, county)
    assert [row.figure.state for row in found.offices] == ["not_delivered"] * 2
    assert (found.county, found.country, found.preliminary) == (None, None, False)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_name_is_in_the_readers_language(language):
    indicator = an_indicator(name="Overgang til arbeid")
    indicator.name_nn = "Overgang til arbeid (nn)"
    indicator.save()
    names = {"nb": "Overgang til arbeid", "nn": "Overgang til arbeid (nn)", "en": "Overgang til arbeid"}
    assert compare(indicator, a_county(), language=language).indicator.name == names[language]


def test_as_many_queries_for_sixty_offices_as_for_three(django_assert_max_num_queries):
    counts = []
    for number in (3, 60):
        county, indicator = a_county(), an_indicator()
        publish(of(indicator, offices_in(county, number=number), *[(30, 60)] * number))
        placed, reference = as_placed(county), as_placed(a_county())
        with django_assert_max_num_queries(50) as queries:
            compare_offices(indicator.code, placed, MAY, reference)
        counts.append(len(queries))
    assert counts[0] == counts[1]
