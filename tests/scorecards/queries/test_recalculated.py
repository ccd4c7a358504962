"""Earlier months over today's offices and groups: pooled from what is shown, and nothing hidden given away."""

from dataclasses import replace

import pytest

from methods.cells import CellState
from organisation.as_now import read_organisation_now
from scorecards.models import GroupSummary, Result
from scorecards.queries.indicators import facts_of
from scorecards.queries.recalculated import Recalculated
from tests.builders import a_package, a_succession, a_target, an_office
from tests.merged import MERGER, NOW, THEN, a_merger
from tests.scorecards.published import as_placed, publish

pytestmark = pytest.mark.django_db
HIDDEN = CellState.TOO_FEW.value


@pytest.fixture
def merged():
    return a_merger()


def recalculated(merged, *codes: str) -> Recalculated:
    """All of today's offices, or some of them."""
    organisation = read_organisation_now(NOW)
    offices = [office.id for office in organisation.offices if not codes or office.code in codes]
    return Recalculated(organisation, offices, [facts_of(each) for each in merged.indicators], [THEN - 1, THEN])


def office(merged, code: str):
    return recalculated(merged).office(merged[code].pk, facts_of(merged.share), THEN)


def group(merged, code: str):
    return recalculated(merged).group(as_placed(merged[code], NOW), facts_of(merged.share), THEN)


class TestOffices:
    def test_predecessors_are_one_office(self, merged):
        merged.publish()
        figure = office(merged, "4621")
        assert (figure.numerator, figure.denominator, figure.value, figure.state) == (40, 100, 0.4, "value")

    def test_one_that_has_a_new_code_has_the_old_ones_figure(self, merged):
        merged.publish()
        assert office(merged, "4602").value == 0.8

    def test_the_latest_delivery_brought_it(self, merged):
        merged.publish()
        publish({(merged.share, merged["1234"]): (11, 60)}, THEN)
        last = Result.objects.get(unit=merged["1234"], month=THEN).delivery_id
        assert last != Result.objects.get(unit=merged["1235"], month=THEN).delivery_id
        assert office(merged, "4621").delivery == last

    @pytest.mark.parametrize("part", ["_1234", "_1235"])
    def test_a_hidden_part_hides_the_office(self, merged, part):
        merged.publish(**{part: "too_few"})
        figure = office(merged, "4621")
        assert (figure.state, figure.numerator, figure.denominator, figure.value) == (HIDDEN, None, None, None)

    def test_one_that_was_not_there_says_so(self, merged):
        anew = an_office("4699", county=merged["4600"], since=MERGER)
        merged.publish()
        found = recalculated(merged).office(anew.pk, facts_of(merged.share), THEN)
        assert found.state == CellState.NOT_EXISTING.value

    def test_an_indicator_that_is_not_pooled_has_no_figure_for_several(self):
        merged = a_merger(pooling="none", unit="index")
        merged.publish()
        assert office(merged, "4621").state == CellState.NOT_APPLICABLE.value
        assert office(merged, "4602").value == 0.8


class TestGroups:
    def test_the_mean_counts_each_of_todays_offices_once(self, merged):
        merged.publish()
        found = group(merged, "4600")
        assert (found.n, found.values) == (4, (0.4, 0.8, 0.9, 0.9))
        assert found.mean == pytest.approx(0.75)

    def test_a_merged_county_is_all_the_cases_of_the_old_ones(self, merged):
        merged.publish()
        found = group(merged, "4600")
        assert (found.numerator, found.denominator, found.pooled) == (255, 350, 255 / 350)

    def test_the_country_as_a_whole_is_what_was_published(self, merged):
        merged.publish()
        stored = GroupSummary.objects.get(group=merged["NO"], indicator=merged.share, month=THEN)
        found = group(merged, "NO")
        assert (found.pooled, found.numerator) == (stored.pooled, stored.numerator)
        assert (stored.n, found.n) == (6, 5)

    def test_a_county_that_is_as_it_was_has_what_was_published(self, merged):
        merged.publish()
        stored = GroupSummary.objects.get(group=merged["0800"], indicator=merged.share, month=THEN)
        found = group(merged, "0800")
        assert (found.n, found.mean, found.pooled) == (stored.n, stored.mean, stored.pooled)

    def test_what_the_old_counties_published_themselves_is_nobodys_now(self, merged):
        merged.publish(_1200=(1, 2))
        assert group(merged, "4600").published is None

    def test_nothing_delivered_is_no_figure(self, merged):
        assert group(merged, "4600") is None

    def test_an_indicator_that_is_not_pooled_has_a_mean_alone(self):
        merged = a_merger(pooling="mean", unit="days")
        merged.publish()
        found = group(merged, "4600")
        assert found.mean is not None
        assert (found.pooled, found.total_hidden) == (None, False)

    def test_a_divided_office_counts_where_all_its_parts_stand(self, merged):
        divide(merged, "4600", "4600")
        merged.publish(_1299=(10, 50))
        assert group(merged, "4600").pooled == 265 / 400
        assert group(merged, "4600").n == 4

    def test_one_that_was_divided_among_two_counties_leaves_both_without_a_total(self, merged):
        divide(merged, "4600", "0800")
        merged.publish(_1299=(10, 50))
        assert group(merged, "4600").pooled is None
        assert group(merged, "0800").pooled is None
        assert group(merged, "NO").pooled == 325 / 480


def divide(merged, *counties: str) -> None:
    """An office of Hordaland that becomes one in each of the counties."""
    merged.units["1299"] = an_office("1299", "NAV Delt", county=merged["1200"], region=merged["1291"], until=MERGER)
    for number, county in enumerate(counties):
        part = an_office(f"468{number}", county=merged[county], since=MERGER)
        a_succession(merged["1299"], part, MERGER)


class TestHidden:
    """Vestland with a part of Voss hidden."""

    def test_the_mean_is_over_the_offices_that_are_shown(self, merged):
        merged.publish(_1234="too_few")
        assert group(merged, "4600").values == (0.8, 0.9, 0.9)

    def test_a_total_is_shown_where_those_of_all_the_old_counties_are(self, merged):
        merged.publish(_1234="too_few")
        known = {"1200": (121, 160), "1400": (125, 150)}
        for code, (numerator, denominator) in known.items():
            GroupSummary.objects.filter(group=merged[code], month=THEN).update(
                numerator=numerator, denominator=denominator, pooled=numerator / denominator, total_hidden=False
            )
        assert group(merged, "4600").pooled == 246 / 310

    def test_and_hidden_where_one_of_those_is(self, merged):
        merged.publish()
        GroupSummary.objects.filter(group=merged["1400"], month=THEN).update(
            total_hidden=True, pooled=None, numerator=None, denominator=None
        )
        whole = group(merged, "4600")
        assert (whole.pooled, whole.numerator, whole.total_hidden) == (None, None, True)

    def test_of_a_county_drawn_anew_it_is_hidden_with_any_office(self, merged):
        merged["4602"].placements.update(county=merged["0800"])
        merged.publish(_1234="too_few")
        whole = group(merged, "4600")
        assert (whole.pooled, whole.numerator, whole.total_hidden) == (None, None, True)
        assert group(merged, "0800").pooled == 140 / 180  # Skien and Kinn, of which none is hidden

    def test_what_is_hidden_moves_nothing(self):
        """Two worlds that differ in hidden counts alone read the same as they are now."""
        merged, seen = a_merger(hide_below=5), []
        for numerator in (1, 4):
            merged.publish(_1234=(numerator, 60), _1438=(numerator, 50))
            figures, facts = recalculated(merged), facts_of(merged.share)
            offices = [figures.office(merged[code].pk, facts, THEN) for code in ("4601", "4621", "4602", "1438")]
            seen.append([*offices, figures.group(as_placed(merged["4600"], NOW), facts, THEN).mean])
            assert [each.value is None for each in offices].count(True) >= 2
        assert [replace(each, delivery=None) for each in seen[0][:-1]] == [
            replace(each, delivery=None) for each in seen[1][:-1]
        ]
        assert seen[0][-1] == seen[1][-1]


class TestTargets:
    def test_what_all_parts_were_judged_by_holds(self, merged):
        assert target(merged, "4621").green == 0.9

    def test_parts_judged_by_different_ones_have_none(self, merged):
        a_target(merged.share, 0.5, 0.4, unit=merged["1235"])
        assert target(merged, "4621") is None

    def test_old_counties_with_the_same_target_give_the_new_one_it(self, merged):
        for code in ("1200", "1400"):
            a_target(merged.share, 0.7, 0.6, unit=merged[code])
        assert target(merged, "4600").green == 0.7
        assert target(merged, "4602").green == 0.7

    def test_and_with_different_ones_none(self, merged):
        a_target(merged.share, 0.7, 0.6, unit=merged["1200"])
        assert target(merged, "4600") is None
        assert target(merged, "4602").green == 0.9  # its own predecessor had one only

    def test_the_colour_follows(self, merged):
        merged.publish()
        figures, unit = recalculated(merged), as_placed(merged["4621"], NOW)
        assert figures.status(unit, facts_of(merged.share), THEN, 0.85) == "yellow"
        assert figures.status(unit, facts_of(merged.share), THEN, None) is None


def target(merged, code: str):
    return recalculated(merged).target(as_placed(merged[code], NOW), facts_of(merged.share), THEN)


def test_where_figures_come_from_is_that_of_their_deliveries(merged):
    merged.package.simulated = True
    merged.package.save()
    merged.publish()
    assert recalculated(merged).origin() == (True, "")
    merged.package = a_package("REAL")
    merged.package.source = "Statistisk sentralbyrå"
    merged.package.save()
    merged.publish(_1401=(81, 100))
    assert recalculated(merged, "4602").origin() == (False, "Statistisk sentralbyrå")


@pytest.mark.parametrize("number", [1, 30])
def test_three_queries_however_many_indicators(number, django_assert_num_queries):
    merged = a_merger(indicators=number)
    merged.publish()
    organisation = read_organisation_now(NOW)
    facts = [facts_of(each) for each in merged.indicators]
    vestland = as_placed(merged["4600"], NOW)
    with django_assert_num_queries(3):
        figures = Recalculated(organisation, {office.id for office in organisation.offices}, facts, [THEN - 1, THEN])
        for each in facts:
            figures.group(vestland, each, THEN)
            figures.target(vestland, each, THEN)
