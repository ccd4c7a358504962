"""Publishing a ranking after a preview, at once or at a time, and taking an edition back: by the county's staff."""

import datetime

import pytest
from django.utils import timezone

from rankings.models import PlannedRanking, Ranking
from rankings.services.planning import publish_planned
from scorecards.models import Result
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
PAGE = "/rankings/1200/2018-05/"
PUBLISH, PLAN, WITHDRAW = f"{PAGE}publish/", f"{PAGE}plan/", f"{PAGE}withdraw/"
WHY = "Et krav var feil"


@pytest.fixture
def world():
    made = a_world(4)
    for month in (MAY - 5).through(MAY):
        made.publish(month, *((60 + 5 * n, 100) for n in range(4)))
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Nordmann")


def tomorrow():
    return timezone.localtime(timezone.now() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


class TestPreview:
    def test_the_page_leads_to_a_preview_and_not_straight_to_publishing(self, world, staff):
        page = text_of(staff.get(PAGE))
        assert f'href="{PUBLISH}"' in page
        assert f'action="{PUBLISH}"' not in page

    def test_the_preview_shows_the_places_and_who_publishes_and_writes_nothing(self, world, staff):
        page = text_of(staff.get(PUBLISH))
        assert page.index("NAV Kontor 4") < page.index("NAV Voss")
        assert "Publiseres av Kari Nordmann." in page
        assert "Forrige utgave" not in page
        assert "Det er ingen rangering å sammenligne med." in page
        assert "flytter seg" not in page
        assert not Ranking.objects.exists()

    def test_beside_an_earlier_edition_it_shows_what_moves(self, world, staff):
        staff.post(PUBLISH)
        Result.objects.filter(unit=world.voss).update(numerator=99, value=0.99)
        page = text_of(staff.get(PUBLISH))
        assert "Forrige utgave" in page
        assert "flytter seg mer enn tilfeldigheter" in page

    def test_one_can_leave_it_without_publishing(self, world, staff):
        page = text_of(staff.get(PUBLISH))
        assert f'href="{PAGE}">Tilbake uten å publisere</a>' in page

    def test_what_cannot_be_ranked_is_said_on_the_page(self, world, staff):
        Result.objects.filter(month=MAY).update(preliminary=True)
        page = text_of(staff.get(PUBLISH, follow=True))
        assert "Noen av månedens tall er foreløpige" in page

    def test_publishing_says_which_edition(self, world, staff):
        page = text_of(staff.post(PUBLISH, {"step": "now"}, follow=True))
        assert "Utgave 1 er publisert." in page
        assert Ranking.objects.get().published_by.name == "Kari Nordmann"


class TestPlanning:
    def test_a_time_is_set_shown_and_kept(self, world, staff):
        page = text_of(staff.post(PUBLISH, {"step": "later", "at": tomorrow()}, follow=True))
        assert "Tiden er satt." in page
        assert "satt av Kari Nordmann" in page
        assert not Ranking.objects.exists()
        PlannedRanking.objects.update(at=timezone.now())
        publish_planned()
        assert Ranking.objects.get().published_by.name == "Kari Nordmann"

    def test_the_time_is_norwegian(self, world, staff):
        staff.post(PUBLISH, {"step": "later", "at": "2031-01-15T09:00"})
        assert PlannedRanking.objects.get().at == datetime.datetime(2031, 1, 15, 8, 0, tzinfo=datetime.UTC)

    @pytest.mark.parametrize(
        ("at", "text"),
        [("", "Velg dag og klokkeslett."), ("i morgen", "Skriv tiden som"), ("2018-06-01T09:00", "Tiden er alt ute.")],
    )
    def test_a_time_that_is_none_is_told_at_the_field(self, world, staff, at, text):
        page = text_of(staff.post(PUBLISH, {"step": "later", "at": at}))
        assert text in page
        assert 'aria-invalid="true"' in page
        assert not PlannedRanking.objects.exists()

    def test_a_plan_can_be_cancelled(self, world, staff):
        staff.post(PUBLISH, {"step": "later", "at": tomorrow()})
        page = text_of(staff.post(PLAN, {"step": "cancel"}, follow=True))
        assert "Planen er avbrutt." in page
        assert "satt av Kari Nordmann" not in page
        assert "Ingen rangering er planlagt" in text_of(staff.post(PLAN, follow=True))

    def test_why_a_plan_failed_is_said(self, world, staff):
        staff.post(PUBLISH, {"step": "later", "at": tomorrow()})
        Result.objects.filter(month=MAY).update(preliminary=True)
        PlannedRanking.objects.update(at=timezone.now())
        publish_planned()
        Result.objects.filter(month=MAY).update(preliminary=False)
        page = text_of(staff.get(PAGE))
        assert "Den planlagte rangeringen ble ikke publisert." in page
        assert "foreløpige" in page


class TestWithdrawing:
    def test_the_address_says_when_by_whom_and_why(self, world, staff):
        staff.post(PUBLISH)
        page = text_of(staff.post(WITHDRAW, {"edition": "1", "reason": WHY}, follow=True))
        assert "Utgave 1 er trukket tilbake." in page
        everybodys = text_of(reader(unit=world.voss).get(PAGE))
        assert "Utgave 1 er trukket tilbake" in everybodys
        assert "av Kari Nordmann. Grunn: Et krav var feil" in everybodys
        assert "rank-grid" not in everybodys

    def test_where_another_edition_stands_the_withdrawn_one_leads_to_it(self, world, staff):
        staff.post(PUBLISH)
        staff.post(PUBLISH)
        staff.post(WITHDRAW, {"edition": "1", "reason": WHY})
        page = text_of(staff.get(f"{PAGE}?edition=1"))
        assert "Se utgaven som gjelder" in page
        assert "utgave 2, publisert" in text_of(staff.get(PAGE))

    def test_its_file_and_its_answer_are_gone_too(self, world, staff):
        staff.post(PUBLISH)
        assert staff.get("/api/v1/rankings/1200/2018-05").status_code == 200
        staff.post(WITHDRAW, {"edition": "1", "reason": WHY})
        assert staff.get("/api/v1/rankings/1200/2018-05").status_code == 404
        assert "text/html" in staff.get(f"{PAGE}?format=csv")["Content-Type"]

    @pytest.mark.parametrize(
        ("sent", "text"),
        [
            ({"edition": "1", "reason": " "}, "Skriv hvorfor rangeringen trekkes tilbake."),
            ({"edition": "9", "reason": WHY}, "Rangeringen har ingen slik utgave."),
            ({"edition": "x", "reason": WHY}, "Rangeringen har ingen slik utgave."),
        ],
    )
    def test_what_cannot_be_withdrawn_is_told(self, world, staff, sent, text):
        staff.post(PUBLISH)
        assert text in text_of(staff.post(WITHDRAW, sent, follow=True))
        assert Ranking.objects.get().withdrawn_at is None


class TestRights:
    def test_others_see_none_of_it(self, world, staff):
        staff.post(PUBLISH)
        page = text_of(reader(unit=world.voss).get(PAGE))
        assert not any(address in page for address in (PUBLISH, PLAN, WITHDRAW))

    def test_others_who_try_are_told_and_change_nothing(self, world, staff):
        staff.post(PUBLISH)
        person = reader(unit=world.voss)
        for address in (PUBLISH, PLAN, WITHDRAW):
            page = text_of(person.post(address, {"edition": "1", "reason": WHY, "at": tomorrow()}, follow=True))
            assert "Du har ikke rett til å" in page
        assert Ranking.objects.get().withdrawn_at is None
        assert not PlannedRanking.objects.exists()
