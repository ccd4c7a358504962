"""An edition that is taken back: shown nowhere, said of at its address, and kept as the document it is."""

import pytest

from accounts.refusals import Refused
from audit.models import AuditLine
from rankings.models import Contribution, Ranking
from rankings.queries.page import ranking_page
from rankings.queries.places import place_in_ranking
from rankings.queries.recalculation import ranking_differences
from rankings.services.publishing import publish_ranking
from rankings.services.withdrawing import withdraw_ranking
from scorecards.versions import figures_version
from tests.builders import a_county, a_person
from tests.rankings.county import MAY, a_ranked_county

pytestmark = pytest.mark.django_db
WHY = "Feil krav på én indikator"


@pytest.fixture
def county():
    return a_ranked_county((80, 100), (60, 100), (40, 100))


@pytest.fixture
def staff(county):
    return a_person(role="county", unit=county.unit, name="Kari Nordmann")


def publish(county):
    return publish_ranking(county=county.placed(), month=MAY, by=None)


def withdraw(county, edition=1, reason=WHY, by=None):
    return withdraw_ranking(county=county.placed(), month=MAY, edition=edition, reason=reason, by=by)


def test_the_page_says_when_by_whom_and_why(county, staff):
    publish(county)
    withdraw(county, by=staff)
    page = ranking_page(county.placed(), MAY)
    assert page.edition is None
    assert page.entries == ()
    assert (page.withdrawn.edition, page.withdrawn.withdrawn_by) == (1, "Kari Nordmann")
    assert page.withdrawn.withdrawal_reason == WHY
    assert page.withdrawn.withdrawn_at is not None


def test_the_edition_before_stands_again(county):
    publish(county)
    publish(county)
    withdraw(county, edition=2)
    page = ranking_page(county.placed(), MAY)
    assert page.edition.edition == 1
    assert [each.edition for each in page.editions] == [2, 1]
    assert page.withdrawn is None


def test_its_own_address_says_so_also_where_another_stands(county):
    publish(county)
    publish(county)
    withdraw(county, edition=1)
    page = ranking_page(county.placed(), MAY, edition=1)
    assert page.edition is None
    assert page.withdrawn.edition == 1
    assert ranking_page(county.placed(), MAY).edition.edition == 2


def test_a_new_edition_has_a_number_of_its_own(county):
    publish(county)
    withdraw(county)
    assert publish(county).edition == 2
    assert ranking_page(county.placed(), MAY).edition.edition == 2


def test_no_office_has_a_place_by_it(county):
    publish(county)
    office = county.offices[0].pk
    assert place_in_ranking(office, county.unit.pk, MAY).place == 1
    withdraw(county)
    assert place_in_ranking(office, county.unit.pk, MAY) is None


def test_other_months_do_not_lead_to_it(county):
    publish(county)
    assert ranking_page(county.placed(), MAY + 1).links.previous == MAY
    withdraw(county)
    assert ranking_page(county.placed(), MAY + 1).links.previous is None


def test_what_was_calculated_stays_stored(county):
    ranking = publish(county)
    withdraw(county)
    assert Ranking.objects.get(pk=ranking.pk).entries.count() == 3
    assert Contribution.objects.filter(entry__ranking=ranking).count() == 3


def test_it_is_not_calculated_again_by_the_check_of_numbers(county):
    ranking = publish(county)
    entry = ranking.entries.get(position=1)
    entry.score = 12.0
    entry.save()
    assert list(ranking_differences()) != []
    withdraw(county)
    assert list(ranking_differences()) == []


def test_it_is_logged_and_pages_are_made_anew(county, staff):
    ranking = publish(county)
    before = figures_version()
    withdraw(county, by=staff)
    line = AuditLine.objects.get(verb="withdrew ranking")
    assert (line.actor, line.subject) == (staff, f"ranking {ranking.pk}")
    assert WHY in line.detail
    assert figures_version() > before


@pytest.mark.parametrize(
    ("more", "code"),
    [({"reason": "  "}, "reason_missing"), ({"edition": 7}, "unknown_edition")],
)
def test_what_cannot_be_withdrawn_is_refused(county, more, code):
    publish(county)
    with pytest.raises(Refused) as refused:
        withdraw(county, **more)
    assert refused.value.found.code == code
    assert ranking_page(county.placed(), MAY).edition.edition == 1


def test_it_is_withdrawn_once(county):
    publish(county)
    withdraw(county)
    with pytest.raises(Refused) as refused:
        withdraw(county, reason="Igjen")
    assert refused.value.found.code == "already_withdrawn"
    assert Ranking.objects.get().withdrawal_reason == WHY


def test_only_the_countys_staff_may(county):
    publish(county)
    for person in (a_person(role="leader", unit=county.offices[0]), a_person(role="county", unit=a_county("1400"))):
        with pytest.raises(Refused) as refused:
            withdraw(county, by=person)
        assert refused.value.found.code == "not_permitted"
