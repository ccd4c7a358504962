"""Between which places an office could stand, prepared after publication in a step of its own."""

import pytest
from django.db import connection, transaction

from methods.ranking import rank_units
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import Place
from scorecards.models import GroupSummary, Indicator, PlaceInterval
from scorecards.queries.office_month import office_month
from scorecards.services.places import LOCK_FOR_PLACES, pending_places, prepare_places
from scorecards.versions import figures_version
from tests.builders import a_country, a_county, a_package, a_placement, an_indicator, an_item, an_office
from tests.scorecards.published import MAY, as_placed, of, offices_in, publish
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db

APRIL = MAY - 1
SHARES = [(5, 60), (20, 60), (22, 60), (40, 60), (55, 60)]


def measured(*stated, month: Month = MAY, **fields) -> tuple[Indicator, list[Unit]]:
    """An indicator in a package of the country, and offices with these figures in one county."""
    indicator, offices = an_indicator(**fields), offices_in(number=len(stated))
    an_item(a_package(owner=a_country()), indicator)
    publish(of(indicator, offices, *stated), month)
    return indicator, offices


def intervals(indicator: Indicator, month: Month = MAY) -> dict[Unit, tuple[int, int]]:
    rows = PlaceInterval.objects.filter(indicator=indicator, month=month).select_related("unit")
    return {row.unit: (row.low, row.high) for row in rows}


def ranked(shares: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places that shares alone leave possible, by METHODS.md 7 as INTERFACES.md asks for it."""
    found = rank_units(
        values=[[x / n] for x, n in shares],
        weights=[1],
        directions=["higher"],
        green=[1],
        kinds=["share"],
        numerators=[[x] for x, _ in shares],
        denominators=[[n] for _, n in shares],
        method="mean_position",
        draws=500,
    )
    return [(each.low or 0, each.high or 0) for each in found]


def place(office: Unit | PlacedUnit, month: Month = MAY) -> Place | None:
    """The place that the office's page shows on its only indicator."""
    unit = office if isinstance(office, PlacedUnit) else as_placed(office, month)
    (line,) = office_month(unit, month).lines
    return line.place


class TestWhatIsPrepared:
    def test_it_is_what_rank_units_says_of_the_month_alone(self):
        indicator, offices = measured(*SHARES)
        assert prepare_places() == 1
        assert intervals(indicator) == dict(zip(offices, ranked(SHARES), strict=True))

    def test_the_draws_go_by_code_wherever_the_figures_are_loaded(self):
        county = a_county()
        stated = {"0605": (30, 60), "0604": (28, 60), "0602": (33, 60), "0603": (31, 60)}
        indicator = an_indicator()
        offices = {code: an_office(code, county=county) for code in stated}
        publish({(indicator, offices[code]): figure for code, figure in stated.items()})
        prepare_places()
        found = {office.code: each for office, each in intervals(indicator).items()}
        order = sorted(stated)
        assert found == dict(zip(order, ranked([stated[code] for code in order]), strict=True))

    def test_an_office_with_few_cases_could_stand_in_more_places(self):
        indicator, offices = measured((1, 2), (450, 900), (300, 900), (600, 900), (380, 900), (520, 900))
        prepare_places()
        width = {office: high - low for office, (low, high) in intervals(indicator).items()}
        assert width[offices[0]] > width[offices[1]]

    def test_the_place_itself_is_always_between_them(self):
        _, offices = measured((2, 2), (449, 900), (455, 900), (448, 900), (800, 900), (0, 900))
        prepare_places()
        PlaceInterval.objects.update(low=3, high=4)  # as chance may have it
        expected = [Place(1, 6, 1, 4), Place(4, 6, 3, 4), Place(3, 6, 3, 4), Place(5, 6, 3, 5), Place(2, 6, 2, 4)]
        assert [place(office) for office in offices[:5]] == expected

    def test_values_without_a_base_are_judged_by_how_they_move(self):
        def publish_year(wobble: float) -> int:
            """The width of the middle office's interval, where each month differs by so much from the one before."""
            indicator, offices = an_indicator(unit="days", direction="lower", pooling="mean"), offices_in(number=5)
            for number, month in enumerate((MAY - 11).through(MAY)):
                moved = wobble * (-1) ** number
                publish(of(indicator, offices, *(base + moved for base in (10.0, 20.0, 30.0, 40.0, 50.0))), month)
            prepare_places(month=MAY)
            low, high = intervals(indicator)[offices[2]]
            return high - low

        assert publish_year(0.5) == 0
        assert publish_year(4) > 0

    def test_months_before_a_definition_change_say_nothing_of_how_they_move(self):
        indicator = an_indicator(unit="days", direction="lower", pooling="mean", changed="2018-05-01")
        offices = offices_in(number=5)
        for number, month in enumerate((MAY - 11).through(MAY)):
            publish(
                of(indicator, offices, *(base + 15 * (-1) ** number for base in (10.0, 20.0, 30.0, 40.0, 50.0))), month
            )
        prepare_places(month=MAY)
        assert set(intervals(indicator).values()) == {(n, n) for n in range(1, 6)}  # taken as they are

    @pytest.mark.parametrize("direction", ["inside", "none"])
    def test_there_are_none_where_nothing_is_better(self, direction):
        indicator, offices = measured(*SHARES, direction=direction)
        prepare_places()
        assert intervals(indicator) == {}
        assert pending_places() == []
        assert place(offices[0]) is None

    def test_hidden_figures_and_those_that_are_missing_have_none(self):
        indicator, offices = measured((20, 60), (30, 60), (40, 60), (3, 60), "not_delivered", hide_below=5)
        prepare_places()
        assert set(intervals(indicator)) == set(offices[1:3])  # the first guards the fourth
        assert [place(office) is None for office in offices] == [True, False, False, True, True]
        assert max(high for _, high in intervals(indicator).values()) <= 2

    def test_a_preliminary_figure_has_none(self):
        indicator, offices = measured(*SHARES)
        late = an_office(county=offices[0].placements.get().county)
        publish({(indicator, late): (30, 60)}, preliminary=True)
        prepare_places()
        assert late not in intervals(indicator)
        assert place(late) is None
        assert len(intervals(indicator)) == 5


class TestWhenItIsPrepared:
    def test_until_then_the_place_stands_without_them(self):
        _, offices = measured(*SHARES)
        assert place(offices[3]) == Place(2, 5, None, None)
        prepare_places()
        found = place(offices[3])
        assert found is not None
        assert (found.position, found.of) == (2, 5)
        assert found.low is not None

    def test_a_later_publication_takes_them_away_until_they_are_prepared_anew(self):
        indicator, offices = measured(*SHARES)
        prepare_places()
        publish(of(indicator, offices[:1], (58, 60)))
        assert [place(office) for office in offices[:2]] == [Place(1, 5, None, None), Place(5, 5, None, None)]
        assert prepare_places() == 1
        found = place(offices[0])
        assert found is not None
        assert found.low == 1

    def test_twice_is_once(self):
        indicator, _ = measured(*SHARES)
        assert prepare_places() == 1
        before, version = intervals(indicator), figures_version()
        assert prepare_places() == 0
        assert intervals(indicator) == before
        assert figures_version() == version
        GroupSummary.objects.update(places_prepared=False)
        assert prepare_places() == 1
        assert intervals(indicator) == before

    def test_pages_are_told_that_there_is_something_new(self):
        measured(*SHARES)
        version = figures_version()
        prepare_places()
        assert figures_version() > version

    def test_what_is_pending_is_told_by_county_the_latest_month_first(self):
        indicator, offices = measured(*SHARES, month=APRIL)
        publish(of(indicator, offices[:1], (30, 60)), MAY)
        other = an_office(county=a_county())
        publish({(indicator, other): (30, 60)}, MAY)
        mine, theirs = (as_placed(unit).county_id for unit in (offices[0], other))
        assert pending_places() == [(mine, MAY), (theirs, MAY), (mine, APRIL)]
        assert prepare_places(month=MAY) == 2
        assert pending_places() == [(mine, APRIL)]

    def test_only_what_was_published_anew_is_prepared_anew(self):
        indicator, offices = measured(*SHARES)
        prepare_places()
        other = an_indicator()
        publish(of(other, offices, *SHARES))
        PlaceInterval.objects.filter(indicator=indicator).update(low=1, high=1)  # to be recognised by
        prepare_places()
        assert set(intervals(indicator).values()) == {(1, 1)}
        assert len(intervals(other)) == 5

    def test_an_office_that_lost_its_figure_loses_its_places(self):
        indicator, offices = measured(*SHARES)
        prepare_places()
        publish(of(indicator, offices[:1], "not_delivered"))
        prepare_places()
        assert offices[0] not in intervals(indicator)
        assert max(high for _, high in intervals(indicator).values()) <= 4

    def test_a_correction_of_an_earlier_month_matters_to_the_months_that_are_judged_by_it(self):
        indicator = an_indicator(unit="days", direction="lower", pooling="mean")
        offices = offices_in(number=3)
        for month in (MAY - 11).through(MAY):
            publish(of(indicator, offices, 10.0, 20.0, 30.0), month)
        prepare_places()
        publish(of(indicator, offices[:1], 90.0), MAY - 3)
        county = as_placed(offices[0]).county_id
        assert pending_places() == [(county, month) for month in (MAY, MAY - 1, MAY - 2, MAY - 3)]

    def test_of_a_share_only_the_month_itself_matters(self):
        indicator, offices = measured(*SHARES, month=APRIL)
        publish(of(indicator, offices, *SHARES), MAY)
        prepare_places()
        publish(of(indicator, offices[:1], (59, 60)), APRIL)
        assert [month for _, month in pending_places()] == [APRIL]

    def test_an_office_that_moved_is_placed_where_it_stood(self):
        old, new = a_county(), a_county()
        mover = an_office(county=old, until="2018-05-01")
        a_placement(mover, county=new, since="2018-05-01")
        indicator = an_indicator()
        stayers, natives = offices_in(old, number=2), offices_in(new, number=3)
        an_item(a_package(owner=a_country()), indicator)
        for month in (APRIL, MAY):
            publish(of(indicator, [mover, *stayers, *natives], (50, 60), *[(30, 60)] * 5), month)
        prepare_places()
        for month, of_all in ((APRIL, 3), (MAY, 4)):
            found = place(mover, month)
            assert found is not None
            assert (found.position, found.of) == (1, of_all)
            assert found.low == 1


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_a_county_that_somebody_prepares_is_left_to_them(self):
        indicator, offices = measured(*SHARES)
        county = as_placed(offices[0]).county_id
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_FOR_PLACES, county])
            other = meanwhile(prepare_places)
            assert other.ends()
        assert (other.error, other.answer) == (None, 0)
        assert intervals(indicator) == {}
        assert prepare_places() == 1

    def test_what_is_published_meanwhile_stays_pending(self):
        indicator, offices = measured(*SHARES)
        prepare_places()
        GroupSummary.objects.filter(indicator=indicator).update(places_prepared=False)
        other, package = an_indicator(), a_package()
        with transaction.atomic():
            list(PlaceInterval.objects.select_for_update())  # so that preparing has to wait in the middle
            preparing = meanwhile(prepare_places)
            assert preparing.waits_for_a_lock()
            publishing = meanwhile(lambda: publish(of(other, offices, *SHARES), package=package))
            assert publishing.ends()
        assert preparing.ends()
        assert preparing.error is publishing.error is None
        assert len(intervals(indicator)) == 5
        assert len(pending_places()) == 1
        prepare_places()
        assert len(intervals(other)) == 5

    def test_who_publishes_a_figure_anew_waits_until_its_places_are_prepared(self):
        indicator, offices = measured(*SHARES)
        prepare_places()
        GroupSummary.objects.filter(indicator=indicator).update(places_prepared=False)
        package = a_package()
        with transaction.atomic():
            list(PlaceInterval.objects.select_for_update())
            preparing = meanwhile(prepare_places)
            assert preparing.waits_for_a_lock()
            publishing = meanwhile(lambda: publish(of(indicator, offices[:1], (58, 60)), package=package))
            publishing.join(0.1)
            assert publishing.is_alive()
        assert preparing.ends()
        assert publishing.ends()
        assert preparing.error is publishing.error is None
        assert len(pending_places()) == 1  # of the figure that came last
