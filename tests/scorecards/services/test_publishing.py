"""Publication: figures become what everybody sees, what stood is kept, and all that follows from them follows."""

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import AuditLine
from organisation.months import Month
from scorecards.models import Delivery, GroupSummary, Result, ResultRevision
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery
from scorecards.services.places import pending_places, prepare_places
from scorecards.versions import figures_version
from tests.builders import a_person
from tests.scorecards.services.county import MAY, Delivering, delivering

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Delivering:
    return delivering()


class TestPublishing:
    def test_the_figures_stand_with_both_their_parts(self, county):
        county.publish()
        result = Result.objects.get(unit=county.offices["1202"], indicator=county.share)
        assert (result.numerator, result.denominator, result.value) == (10, 40, 0.25)

    def test_the_delivery_says_who_published_it_and_when(self, county):
        delivery = county.publish().delivery
        delivery.refresh_from_db()
        assert (delivery.state, delivery.published_by) == ("published", county.staff)
        assert delivery.published_at is not None

    def test_the_log_has_the_numbers(self, county):
        county.publish()
        assert (
            AuditLine.objects.get(verb="published delivery").detail == "STYR 2018-05: 3 added, 0 changed, 0 unchanged"
        )

    def test_the_county_mean_and_the_county_result_are_two_things(self, county):
        county.publish()
        summary = GroupSummary.objects.get(group=county.county, month=MAY, indicator=county.share)
        assert summary.mean == pytest.approx((0.75 + 0.25 + 0.5) / 3)
        assert summary.pooled == pytest.approx(45 / 90)
        assert summary.n == 3

    def test_the_country_is_summarised_too(self, county):
        county.publish()
        assert GroupSummary.objects.filter(group__kind="country", month=MAY, n=3).exists()

    def test_every_stored_number_follows_from_results(self, county):
        county.publish()
        county.publish(("1201", "ANDEL", "20", "40"), ("1203", "ANTALL", "7", ""))
        assert differences() == []

    def test_places_are_left_to_be_prepared(self, county):
        county.publish()
        assert pending_places() == [(county.county.pk, MAY)]
        assert prepare_places() == 1
        assert pending_places() == []

    def test_kept_pages_are_made_anew(self, county):
        before = figures_version()
        county.publish()
        assert figures_version() > before


class TestACheckedDelivery:
    def test_is_published_later_by_a_named_person(self, county):
        delivery = county.receive().delivery
        outcome = publish_delivery(delivery=delivery, by=county.staff)
        assert outcome.delivery.state == "published"
        assert county.value("1201") == 0.75

    def test_is_checked_anew_against_what_others_published_meanwhile(self, county):
        delivery = county.receive().delivery
        county.publish(("1201", "ANDEL", "20", "40"))
        outcome = publish_delivery(delivery=delivery, by=county.staff)
        assert (outcome.delivery.added, outcome.delivery.changed) == (2, 1)
        assert county.value("1201") == 0.75

    def test_with_an_error_that_has_come_since_is_rejected(self, county):
        delivery = county.receive().delivery
        county.package.items.update(valid_to=F("valid_from") + 1)
        outcome = publish_delivery(delivery=delivery, by=county.staff)
        assert outcome.delivery.state == "rejected"
        assert not Result.objects.exists()

    def test_is_not_published_twice(self, county):
        delivery = county.publish().delivery
        assert publish_delivery(delivery=delivery, by=county.staff).refused
        assert ResultRevision.objects.count() == 0

    def test_is_not_published_by_somebody_from_an_office(self, county):
        delivery = county.receive().delivery
        leader = a_person(role="leader", unit=county.offices["1201"])
        outcome = publish_delivery(delivery=delivery, by=leader)
        assert outcome.findings[0].code == "not_permitted"
        assert not Result.objects.exists()


class TestACorrection:
    def test_only_what_it_names_is_changed(self, county):
        county.publish()
        county.publish(("1201", "ANDEL", "20", "40"))
        assert [county.value(office) for office in county.offices] == [0.5, 0.25, 0.5]

    def test_what_stood_is_kept_with_both_deliveries(self, county):
        first = county.publish().delivery
        second = county.publish(("1201", "ANDEL", "20", "40")).delivery
        revision = ResultRevision.objects.get()
        assert (revision.numerator, revision.value) == (30, 0.75)
        assert (revision.delivery, revision.replaced_by) == (first, second)

    def test_a_figure_that_is_the_same_has_no_revision(self, county):
        county.publish()
        delivery = county.publish(("1201", "ANDEL", "30", "40"), ("1202", "ANDEL", "11", "40")).delivery
        assert (delivery.changed, delivery.unchanged) == (1, 1)
        assert ResultRevision.objects.count() == 1

    def test_a_marker_takes_a_figure_away_and_a_missing_figure_is_no_zero(self, county):
        county.publish()
        county.publish(("1201", "ANDEL", "-", "-"))
        result = Result.objects.get(unit=county.offices["1201"], indicator=county.share)
        assert (result.value, result.absence) == (None, "not_delivered")
        summary = GroupSummary.objects.get(group=county.county, indicator=county.share)
        assert (summary.n, summary.mean) == (2, pytest.approx(0.375))

    def test_zero_is_a_value(self, county):
        county.publish(("1201", "ANDEL", "0", "40"))
        assert county.value("1201") == 0.0


class TestPreliminaryFigures:
    def test_stand_marked_until_the_final_ones_come(self, county):
        county.publish(preliminary=True)
        assert Result.objects.filter(preliminary=True).count() == 3
        county.publish(("1201", "ANDEL", "31", "40"))
        assert Result.objects.filter(preliminary=True).count() == 2
        assert county.value("1201") == pytest.approx(31 / 40)

    def test_never_replace_final_ones(self, county):
        county.publish()
        delivery = county.publish(("1201", "ANDEL", "1", "40"), preliminary=True).delivery
        assert (delivery.changed, delivery.unchanged) == (0, 1)
        assert county.value("1201") == 0.75

    def test_mark_the_countys_figures(self, county):
        county.publish(preliminary=True)
        assert GroupSummary.objects.get(group=county.county).preliminary


OFFICES = ("1201", "1202", "1203")
deliveries = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(OFFICES), st.integers(0, 40), min_size=1),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(sequence=deliveries)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_latest_publication_stands_and_nothing_is_lost_on_the_way(county, sequence):
    for model in (ResultRevision, Result, GroupSummary):
        model.objects.all().delete()
    stands: dict[str, tuple[int, bool]] = {}
    replaced: list[int] = []
    for numerators, preliminary in sequence:
        county.publish(*((o, "ANDEL", str(n), "40") for o, n in numerators.items()), preliminary=preliminary)
        for office, numerator in numerators.items():
            standing = stands.get(office)
            if standing is None or ((not preliminary or standing[1]) and standing != (numerator, preliminary)):
                replaced += [standing[0]] if standing else []
                stands[office] = (numerator, preliminary)
    found = Result.objects.values_list("unit__code", "numerator", "preliminary")
    assert {code: (numerator, preliminary) for code, numerator, preliminary in found} == stands
    assert sorted(ResultRevision.objects.values_list("numerator", flat=True)) == sorted(replaced)
    assert differences() == []
    Delivery.objects.update(sha256="0" * 64)  # so that the next sequence's files are none that came before


def test_a_months_figures_follow_each_other(county):
    june = Month(2018, 6)
    county.publish()
    county.publish(("1201", "ANDEL", "20", "40"), month=june)
    assert (county.value("1201"), county.value("1201", june)) == (0.75, 0.5)
    with pytest.raises(KeyError):
        county.value("1202", june)
