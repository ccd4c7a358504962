"""Handing in a file: what the form offers and says, what waits, what was refused; nothing too large is taken in."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scorecards.models import Delivery, PackageItem, RefusedDelivery, WaitingCheck
from scorecards.reading import LARGEST_FILE
from scorecards.services.deliveries import receive_delivery
from scorecards.services.uploads import check_waiting_deliveries
from tests.builders import a_county, a_package, an_indicator, an_item
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
IDENTITY_NUMBER = "01819010001"  # made up: the month is 81
HEADER = "enhet;indikator;teller;nevner\n"
JSON = {"Accept": "application/json"}


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY - 1, (73, 90), (95, 100), (8, 10))
    made.publish(MAY, (73, 90), (95, 100), (8, 10))
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Fylke")


def a_file(*lines, name="mai.csv"):
    return SimpleUploadedFile(name, (HEADER + "\n".join(lines)).encode(), content_type="text/csv")


def a_large_file(last="1235;IND0;40;90"):
    """More text than is checked while somebody waits."""
    return a_file(*(["9999;IND0;1;2"] * 75_000), last, name="stor.csv")


def upload(browser, file, **more):
    given = {"package": "STYR", "month": "2018-05", "file": file} | more.pop("fields", {})
    return browser.post("/deliveries/new/", given, **more)


def known(page):
    """What the page's script is told."""
    return json.loads(re.search(r"data-known>(.*?)</script>", page)[1])


class TestTheForm:
    def test_suggests_the_month_after_the_last_final_one(self, world, staff):
        assert 'value="2018-06"' in text_of(staff.get("/deliveries/new/"))

    def test_never_suggests_a_month_that_is_not_over(self, world, staff):
        from django.utils import timezone

        from organisation.months import Month

        world.publish(Month.of(timezone.localdate()) - 1, (73, 90))
        last = Month.of(timezone.localdate()) - 1
        assert f'value="{last}"' in text_of(staff.get("/deliveries/new/"))

    def test_suggests_no_month_after_the_demos_day(self, world, staff, settings):
        settings.IN_DEMO = True
        Delivery.objects.update(received_at="2018-06-15T12:00Z")  # so the demo's day is in July 2018
        assert 'value="2018-06"' in text_of(staff.get("/deliveries/new/"))
        world.publish("2018-06", (73, 90))  # received years after its time: the demo's day stays
        assert known(text_of(staff.get("/deliveries/new/")))["packages"]["STYR"]["awaited"] == "2018-06"

    def test_takes_the_month_and_package_of_the_address_first(self, world, staff):
        a_package("ANNEN", owner=world.county)
        page = text_of(staff.get("/deliveries/new/?package=STYR&month=2017-11"))
        assert 'value="2017-11"' in page
        assert '<option value="STYR" selected>' in page
        assert "data-month-is-asked" in page

    def test_remembers_the_package_of_the_last_delivery(self, world, staff):
        a_package("ANNEN", owner=world.county)
        assert '<option value="ANNEN" selected>' in text_of(staff.get("/deliveries/new/"))
        upload(staff, a_file("1235;IND0;40;90"))
        assert '<option value="STYR" selected>' in text_of(staff.get("/deliveries/new/"))

    def test_suggests_no_package_that_is_filled_in_by_hand(self, world, staff):
        local = a_package("EGNE", owner=world.county)  # before "Styringspakke" by name
        an_item(local, an_indicator("LOKAL"))
        local.items.update(filled_in_by="offices")
        assert '<option value="STYR" selected>' in text_of(staff.get("/deliveries/new/"))
        assert '<option value="STYR" selected>' in text_of(staff.get("/layouts/new/"))
        assert '<option value="EGNE" selected>' in text_of(staff.get("/deliveries/new/?package=EGNE"))

    def test_suggests_one_where_there_is_no_other(self, world, staff):
        PackageItem.objects.update(filled_in_by="offices")
        assert '<option value="STYR" selected>' in text_of(staff.get("/deliveries/new/"))

    def test_tells_its_script_what_is_published_of_the_readers_packages_alone(self, world, staff):
        world.publish(MAY + 1, (1, 2), preliminary=True)
        a_package("FREMMED", owner=a_county("1400"))
        facts = known(text_of(staff.get("/deliveries/new/")))
        assert facts["packages"] == {
            "STYR": {"awaited": "2018-06", "final": ["2018-04", "2018-05"], "preliminary": ["2018-06"]}
        }
        assert facts["months"][4] == "mai"

    def test_works_without_its_script(self, world, staff):
        page = text_of(staff.get("/deliveries/new/"))
        assert 'method="post" action="/deliveries/new/" enctype="multipart/form-data"' in page

    def test_asks_as_often_for_many_packages_as_for_one(self, world, staff):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        staff.get("/deliveries/new/")
        with CaptureQueriesContext(connection) as one:
            staff.get("/deliveries/new/")
        for code in ("B", "C", "D"):
            a_package(code, owner=world.county)
        with CaptureQueriesContext(connection) as four:
            staff.get("/deliveries/new/")
        assert len(four) == len(one)


class TestAScriptThatSends:
    def test_is_told_where_the_delivery_is(self, world, staff):
        answer = upload(staff, a_file("1235;IND0;40;90"), headers=JSON)
        assert answer.json() == {"address": f"/deliveries/{Delivery.objects.latest('id').pk}/"}

    def test_gets_the_page_with_what_is_wrong(self, world, staff):
        page = text_of(upload(staff, a_file(f"1235;IND0;{IDENTITY_NUMBER};90"), headers=JSON))
        assert "Filen ble ikke tatt imot" in page
        assert 'id="refused"' in page


class TestALargeFile:
    @pytest.fixture
    def delivery(self, world, staff):
        answer = upload(staff, a_large_file())
        assert answer.status_code == 302
        return Delivery.objects.latest("id")

    def test_is_taken_in_and_its_page_says_that_it_waits(self, delivery, staff):
        assert delivery.state == "received"
        page = text_of(staff.get(f"/deliveries/{delivery.pk}/"))
        assert "Filen venter på kontroll" in page
        assert "Den kontrolleres straks." in page
        assert "data-waiting" in page
        assert f'href="/deliveries/{delivery.pk}/"' in page  # to look again without a script

    def test_says_when_its_check_began(self, delivery, staff):
        WaitingCheck.objects.update(begun_at="2018-06-05T10:15:00Z", attempts=1)
        page = text_of(staff.get(f"/deliveries/{delivery.pk}/"))
        assert "Filen kontrolleres" in page
        assert "Kontrollen begynte kl. 12.15." in page

    def test_says_how_many_are_before_it(self, delivery, staff, world):
        upload(staff, a_large_file("1235;IND0;41;90"))
        second = Delivery.objects.latest("id")
        assert "Én fil står foran i køen." in text_of(staff.get(f"/deliveries/{second.pk}/"))

    def test_has_its_check_page_afterwards(self, delivery, staff):
        check_waiting_deliveries()
        page = text_of(staff.get(f"/deliveries/{delivery.pk}/"))
        assert "data-waiting" not in page
        assert "Ukjent enhet" in page

    def test_can_be_cancelled(self, delivery, staff):
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/cancel/", follow=True))
        assert "Leveransen er avbrutt, og filen er slettet." in page
        assert not Delivery.objects.filter(pk=delivery.pk).exists()

    def test_cancelled_after_its_check_stays_as_it_is(self, delivery, staff):
        check_waiting_deliveries()
        answer = staff.post(f"/deliveries/{delivery.pk}/cancel/")
        assert answer["Location"] == f"/deliveries/{delivery.pk}/"
        assert Delivery.objects.filter(pk=delivery.pk).exists()

    def test_is_not_cancelled_by_others(self, delivery, world):
        stranger = reader("county", a_county("1400"))
        stranger.post(f"/deliveries/{delivery.pk}/cancel/")
        assert Delivery.objects.filter(pk=delivery.pk).exists()


class TestALargeFileThatMayNotBeKept:
    @pytest.fixture
    def number(self, world, staff):
        upload(staff, a_large_file(f"1235;IND0;{IDENTITY_NUMBER};90"))
        number = Delivery.objects.latest("id").pk
        check_waiting_deliveries()
        return number

    def test_is_gone_and_its_page_says_why_and_where(self, number, staff):
        page = text_of(staff.get(f"/deliveries/{number}/"))
        assert "Fødselsnummer i filen" in page
        assert "C75002" in page
        assert IDENTITY_NUMBER not in page
        assert f'href="/deliveries/new/?package=STYR&amp;month={MAY}"' in page

    def test_is_not_told_to_those_who_may_not_deliver(self, number):
        assert reader("county", a_county("1400")).get(f"/deliveries/{number}/").status_code == 403
        assert RefusedDelivery.objects.filter(pk=number).exists()


class TestAFileBeyondAllLimits:
    """Django's own test client has it in memory; the server must not."""

    def refused(self, staff, monkeypatch):
        monkeypatch.setattr("dashboards.upload_limit.BESIDE_THE_FILE", -LARGEST_FILE + 10_000)
        received = []
        monkeypatch.setattr(
            "django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk",
            lambda self, data, start: received.append(data),
        )
        page = text_of(upload(staff, a_file("x" * 20_000)))
        return page, received

    def test_is_refused_with_its_size_and_the_limit(self, world, staff, monkeypatch):
        page, _received = self.refused(staff, monkeypatch)
        assert "Filen er for stor" in page
        assert "Den kan være på høyst 50 MB" in page
        assert "Velg en fil" not in page

    def test_is_not_received_at_all(self, world, staff, monkeypatch):
        _page, received = self.refused(staff, monkeypatch)
        assert received == []
        assert Delivery.objects.filter(state__in=["received", "checked"]).count() == 0

    def test_the_rest_of_the_form_is_kept(self, world, staff, monkeypatch):
        page, _received = self.refused(staff, monkeypatch)
        assert 'value="2018-05"' in page

    def test_one_just_over_the_limit_is_refused_in_the_same_words(self, world):
        outcome = receive_delivery(
            package=world.package, month=MAY, content=b"x" * (LARGEST_FILE + 1), file_name="stor.csv", by=None
        )
        assert outcome.findings[0].message == "Filen er på 50 MB. Den kan være på høyst 50 MB. Del den opp."
