"""One indicator at one office over time."""

import pytest

from organisation.months import Month
from scorecards.figures import Limits, Place, Series, SeriesMonth
from scorecards.models import Package
from scorecards.queries.series import indicator_series
from scorecards.services.places import prepare_places
from tests.builders import a_country, a_county, a_package, a_placement, a_target, an_indicator, an_office
from tests.scorecards.published import MAY, Stated, as_placed, of, offices_in, publish

pytestmark = pytest.mark.django_db

APRIL, MARCH = MAY - 1, MAY - 2


def by_month(series: Series | None) -> dict[Month, SeriesMonth]:
    assert series is not None
    return {each.month: each for each in series.months}


def values_of(months, name: str) -> list[float | None]:
    """The values of a total of each month: `year_to_date` or `rolling`."""
    return [total.value if (total := getattr(each, name)) else None for each in months]


def test_every_month_from_the_first_to_the_last_is_there_and_gaps_are_not_zero():
    indicator, office = an_indicator("NEDS"), an_office()
    for month, figure in ((MAY - 4, (0, 10)), (MARCH, "not_applicable"), (MAY, (3, 10))):
        publish({(indicator, office): figure}, month)
    series = indicator_series("neds", as_placed(office))
    assert series is not None
    assert [each.month for each in series.months] == list((MAY - 4).through(MAY))
    states = ["value", "not_delivered", "not_applicable", "not_delivered", "value"]
    assert [each.figure.state for each in series.months] == states
    assert [each.figure.value for each in series.months] == [0, None, None, None, 0.3]
    assert [each.figure.numerator for each in series.months] == [0, None, None, None, 3]


def test_an_unknown_code_is_none_and_one_without_figures_is_empty():
    office = an_office()
    an_indicator("NEDS")
    assert indicator_series("OTHER", as_placed(office)) is None
    series = indicator_series("NEDS", as_placed(office))
    assert series is not None
    assert (series.months, series.place) == ((), None)
    assert series.indicator.code == "NEDS"


def test_beside_it_stand_the_county_mean_and_the_county_result():
    indicator, offices = an_indicator(), offices_in(number=2)
    publish(of(indicator, offices, (1, 10), (90, 100)))
    (month,) = by_month(indicator_series(indicator.code, as_placed(offices[0]))).values()
    assert (month.county_mean, month.county_pooled) == (0.5, 91 / 110)


def test_an_office_that_moved_is_beside_the_county_it_stood_in_and_its_targets():
    old, new = a_county(), a_county()
    mover = an_office(county=old, until="2018-05-01")
    a_placement(mover, county=new, since="2018-05-01")
    stayer, native = an_office(county=old), an_office(county=new)
    indicator = an_indicator()
    a_target(indicator, 0.3, unit=old)
    a_target(indicator, 0.5, unit=new)
    for month in (APRIL, MAY):
        publish(of(indicator, [mover, stayer, native], 0.4, 0.2, 0.8), month)
    for seen_from in (APRIL, MAY):
        months = by_month(indicator_series(indicator.code, as_placed(mover, seen_from)))
        assert [months[month].county_mean for month in (APRIL, MAY)] == pytest.approx([0.3, 0.6])
        assert [months[month].status for month in (APRIL, MAY)] == ["green", "red"]


def test_each_month_is_judged_by_its_own_target():
    indicator, office = an_indicator(), an_office()
    a_target(indicator, 0.5, 0.4, until="2018-05-01")
    a_target(indicator, 0.7, 0.4, since="2018-05-01")
    for month in (APRIL, MAY):
        publish({(indicator, office): 0.6}, month)
    months = by_month(indicator_series(indicator.code, as_placed(office)))
    assert [(each.target, each.status) for each in months.values()] == [
        (Limits(0.5, 0.4), "green"),
        (Limits(0.7, 0.4), "yellow"),
    ]


def test_revisions_are_counted():
    indicator, office = an_indicator(), an_office()
    for value in (0.1, 0.2, 0.3):
        publish({(indicator, office): value}, APRIL)
    publish({(indicator, office): 0.4})
    publish({(an_indicator(), office): 0.4})
    months = by_month(indicator_series(indicator.code, as_placed(office)))
    assert [each.revisions for each in months.values()] == [2, 0]


class TestTotals:
    def months(self, *stated: Stated, first: Month, **fields) -> list[SeriesMonth]:
        """The series of an office with these figures from a month on."""
        indicator, office = an_indicator(**fields), an_office()
        for number, figure in enumerate(stated):
            publish({(indicator, office): figure}, first + number)
        return list(by_month(indicator_series(indicator.code, as_placed(office))).values())

    def test_year_to_date_starts_in_january(self):
        months = self.months((1, 10), (2, 10), (6, 10), (3, 20), first=Month(2017, 11))
        assert values_of(months, "year_to_date") == pytest.approx([0.1, 0.15, 0.6, 0.3])

    def test_twelve_months_roll_where_six_are_known(self):
        figures = [float(number) for number in range(14)]
        months = self.months(*figures, first=Month(2017, 3), unit="number", pooling="sum")
        assert values_of(months[:6], "rolling") == [None] * 5 + [15]
        assert values_of(months[11:], "rolling") == [66, 78, 90]  # 0–11, 1–12, 2–13

    def test_they_start_with_the_definition(self):
        months = self.months(*[(1, 10)] * 4, *[(5, 10)] * 7, first=Month(2018, 1), changed="2018-05-01")
        assert values_of(months, "year_to_date") == pytest.approx([0.1] * 4 + [0.5] * 7)
        assert values_of(months, "rolling") == [None] * 9 + [0.5, 0.5]

    def test_a_month_without_a_row_has_none(self):
        indicator, office = an_indicator(), an_office()
        for month in (MARCH, MAY):
            publish({(indicator, office): (1, 10)}, month)
        months = by_month(indicator_series(indicator.code, as_placed(office)))
        assert values_of(months.values(), "year_to_date") == [0.1, None, 0.1]


class TestWhatIsHidden:
    def test_hidden_months_leave_figure_colour_totals_and_place(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        a_target(indicator, 0.5)
        for number, month in enumerate((MAY - 7).through(MAY)):
            small = month in (APRIL, MAY)
            publish(of(indicator, offices, (3 if small else 30 + number, 60), (40, 60), (20, 60)), month)
        series = indicator_series(indicator.code, as_placed(offices[0]))
        months = by_month(series)
        for month in (APRIL, MAY):
            hidden = months[month]
            assert (hidden.figure.state, hidden.figure.value, hidden.figure.numerator) == ("too_few", None, None)
            assert hidden.status is None
            assert (hidden.year_to_date.state, hidden.year_to_date.value) == ("too_few", None)
        assert months[MARCH].year_to_date is not None
        assert values_of([months[APRIL]], "rolling") == [None]  # less March's it would be April less nothing
        assert series is not None
        assert series.place is None

    def test_what_its_sender_hid_hides_the_totals_with_it(self):
        indicator, office = an_indicator(), an_office()
        stated: list[Stated] = [(1, 10)] * 7
        stated[5] = "too_few"
        for number, figure in enumerate(stated):
            publish({(indicator, office): figure}, Month(2018, 1) + number)
        months = list(by_month(indicator_series(indicator.code, as_placed(office))).values())
        assert values_of(months, "year_to_date") == [0.1] * 5 + [None, None]
        assert values_of(months, "rolling") == [None] * 7


class TestPlace:
    def test_it_is_the_last_months_with_what_is_prepared_of_it(self):
        indicator, offices = an_indicator(), offices_in(number=3)
        publish(of(indicator, offices, (1, 60), (20, 60), (30, 60)), APRIL)
        publish(of(indicator, offices, (40, 60), (20, 60), (30, 60)))
        series = indicator_series(indicator.code, as_placed(offices[0]))
        assert series is not None
        assert series.place == Place(1, 3, None, None)
        prepare_places()
        series = indicator_series(indicator.code, as_placed(offices[0]))
        assert series is not None
        assert series.place is not None
        assert (series.place.position, series.place.low) == (1, 1)

    def test_there_is_none_for_a_preliminary_figure(self):
        indicator, offices = an_indicator(), offices_in(number=2)
        publish(of(indicator, offices, (1, 60), (20, 60)), preliminary=True)
        series = indicator_series(indicator.code, as_placed(offices[0]))
        assert series is not None
        assert series.place is None


def test_where_figures_are_made_up_or_come_from_outside_it_is_said():
    indicator, office = an_indicator(), an_office()
    made_up = a_package(owner=a_country(), simulated=True)
    publish({(indicator, office): 0.5}, APRIL, package=made_up)
    real = a_package(owner=a_country())
    Package.objects.filter(pk=real.pk).update(source="NAVs statistikk")
    publish({(indicator, office): 0.6}, package=real)
    series = indicator_series(indicator.code, as_placed(office))
    assert series is not None
    assert (series.simulated, series.source) == (True, "NAVs statistikk")


def test_as_many_queries_for_a_year_among_sixty_offices_as_for_two_months_among_three(django_assert_max_num_queries):
    counts = []
    for number, length in ((3, 1), (60, 11)):
        indicator, offices = an_indicator(), offices_in(number=number)
        for month in (MAY - length).through(MAY):
            publish({(indicator, offices[0]): 0.5}, month)
        publish(of(indicator, offices, *[0.5] * number))
        unit = as_placed(offices[0])
        with django_assert_max_num_queries(50) as queries:
            indicator_series(indicator.code, unit)
        counts.append(len(queries))
    assert counts[0] == counts[1]
