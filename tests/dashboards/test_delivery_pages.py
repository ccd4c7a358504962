"""Deliveries in the browser: upload, findings, what would change, publish and reject; 403 for who may not deliver."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dashboards.finding_words import WORDS, about, title_of
from dashboards.findings import MOST_SHOWN, finding_groups
from organisation.findings import ERROR, WARNING, Found
from rankings.models import Ranking, RankingRule
from scorecards import findings as known_findings
from scorecards.models import Delivery, Layout, Result
from scorecards.services.deliveries import receive_delivery
from tests.builders import a_county, a_package, an_office
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"
IDENTITY_NUMBER = "01819010001"  # made up: the month is 81


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY, (73, 90), (95, 100), (8, 10))
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Fylke")


def a_file(*rows, name="mai.csv"):
    """A long file with these lines: unit, indicator, numerator, denominator."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([("enhet", "indikator", "teller", "nevner"), *rows])
    return SimpleUploadedFile(name, text.getvalue().encode(), content_type="text/csv")


def upload(browser, file, month="2018-05", package="STYR", **more):
    return browser.post("/deliveries/new/", {"package": package, "month": month, "file": file, **more}, follow=True)


def good(numerator=40):
    return a_file(("1235", "IND0", numerator, 90), ("1236", "IND0", 95, 100))


def bad():
    return a_file(
        ("1235", "IND0", 40, 90), ("9999", "IND0", 1, 2), ("1236", "IND0", "ca. 30", 100), ("1236", "NOPE", 1, 2)
    )


class TestUpload:
    def test_the_form_offers_the_readers_own_packages(self, world, staff):
        a_package("ANNEN", owner=a_county("1400"))
        page = text_of(staff.get("/deliveries/new/"))
        assert '<option value="STYR"' in page
        assert "Styringspakke Hordaland</option>" in page
        assert "ANNEN" not in page

    def test_a_good_file_is_checked_and_not_published(self, world, staff):
        page = text_of(upload(staff, good()))
        assert "Kontrollert" in page
        assert Delivery.objects.order_by("-id")[0].state == "checked"
        assert Result.objects.get(unit=world.voss, indicator=world.indicators[0]).numerator == 73

    def test_month_and_file_are_asked_for_in_words(self, world, staff):
        page = text_of(staff.post("/deliveries/new/", {"package": "STYR", "month": ""}))
        assert "Velg måneden tallene gjelder." in page
        assert "Velg en fil å laste opp." in page
        assert 'aria-invalid="true"' in page

    def test_a_month_that_is_none_says_how_one_is_written(self, world, staff):
        page = text_of(upload(staff, good(), month="mai 2018"))
        assert "Skriv måneden som ÅÅÅÅ-MM" in page

    def test_a_file_that_can_not_be_kept_says_why_on_the_form(self, world, staff):
        page = text_of(upload(staff, SimpleUploadedFile("x.xlsx", b"PK\x03\x04 not a workbook")))
        assert "Filen ble ikke tatt imot" in page
        assert "Filen kan ikke leses" in page
        assert Delivery.objects.count() == 1

    def test_an_empty_file_is_a_finding(self, world, staff):
        page = text_of(upload(staff, SimpleUploadedFile("tom.csv", b"")))
        assert "Filen er tom" in page

    def test_an_identity_number_is_refused_not_kept_and_not_repeated(self, world, staff):
        page = text_of(upload(staff, a_file(("1235", "IND0", IDENTITY_NUMBER, 90))))
        assert "Fødselsnummer i filen" in page
        assert IDENTITY_NUMBER not in page
        assert Delivery.objects.count() == 1

    def test_the_same_file_again_leads_to_the_one_that_stands(self, world, staff):
        text_of(upload(staff, good()))
        first = Delivery.objects.latest("id")
        staff.post(f"/deliveries/{first.pk}/publish/")
        page = text_of(upload(staff, good()))
        assert "allerede publisert" in page
        assert Delivery.objects.latest("id") == first

    def test_preliminary_figures_can_be_delivered(self, world, staff):
        text_of(upload(staff, good(), month="2018-06", preliminary="on"))
        assert Delivery.objects.latest("id").preliminary

    def test_layouts_are_offered_where_there_are_any(self, world, staff):
        assert 'name="layout"' not in text_of(staff.get("/deliveries/new/"))
        Layout.objects.create(code="ARK", package=world.package, header_row=1, unit_column="A")
        assert 'name="layout"' in text_of(staff.get("/deliveries/new/"))

    def test_the_form_can_be_filled_from_a_rejected_delivery(self, world, staff):
        page = text_of(staff.get("/deliveries/new/?package=STYR&month=2018-05"))
        assert 'value="2018-05"' in page


class TestCheckPage:
    @pytest.fixture
    def page(self, world, staff):
        return text_of(upload(staff, bad()))

    def test_every_finding_has_its_place_and_a_remedy(self, page):
        assert "A3" in page
        assert "C4" in page
        assert "ca. 30" in page
        assert "Skriv et tall" in page

    def test_findings_are_grouped_with_errors_open_and_first(self, page):
        assert page.index("Feil: Ukjent enhet") < page.index("Advarsel: En indikator mangler")
        assert page.count('<details class="finding" open>') == 3
        assert '<details class="finding"><summary>' in page

    def test_it_can_not_be_published_and_says_why(self, page):
        assert 'aria-disabled="true"' in page
        assert "Kan ikke publiseres før de 3 feilene er rettet i filen." in page
        assert "/publish/" not in page

    def test_a_corrected_file_is_one_click_away(self, page):
        assert 'href="/deliveries/new/?package=STYR&amp;month=2018-05"' in page

    def test_the_head_says_which_file_when_and_by_whom(self, page):
        assert "Styringspakke Hordaland, mai 2018" in page
        assert "mai.csv · 1 kB · lastet opp" in page
        assert "Kari Fylke · SHA-256" in page

    def test_a_page_of_findings_is_never_endless(self):
        found = [Found("not_a_number", ERROR, f"Nr. {n}") for n in range(MOST_SHOWN + 7)]
        (group,) = finding_groups(found)
        assert (group.number, len(group.rows)) == (MOST_SHOWN + 7, MOST_SHOWN)
        assert group.next_href == "?kind=not_a_number&page=2#funn"

    def test_sheets_are_named_where_there_are_any(self):
        without, with_sheet = (
            Found("negative", WARNING, "x", row=2, column="B"),
            Found("negative", WARNING, "x", "Ark1", 2, "B"),
        )
        assert not finding_groups([without])[0].has_sheets
        assert finding_groups([with_sheet])[0].has_sheets

    def test_a_finding_without_a_cell_has_its_row(self):
        assert finding_groups([Found("duplicate_row", ERROR, "x", row=7)])[0].rows[0].cell == "7"
        assert finding_groups([Found("missing_unit", WARNING, "x")])[0].rows[0].cell == ""


class TestChanges:
    def test_what_would_change_is_shown_before_and_after_with_colours(self, world, staff):
        page = text_of(upload(staff, good()))
        assert "Dette ville endre seg" in page
        assert f"81,1{NB}%" in page
        assert f"44,4{NB}%" in page
        assert "Ett kontor skifter status." in page

    def test_figures_as_they_stand_change_nothing(self, world, staff):
        page = text_of(upload(staff, good(73)))
        assert "Alle tallene er som de som er publisert." in page

    def test_a_new_month_is_all_new(self, world, staff):
        page = text_of(upload(staff, good(), month="2018-06"))
        assert "Ingen publiserte tall endres. 2 tall er nye." in page

    def test_a_ranking_that_becomes_outdated_is_said(self, world, staff):
        rule = RankingRule.objects.create(code="R", name="R")
        Ranking.objects.create(
            county=world.county,
            month=MAY,
            edition=1,
            rule=rule,
            package=world.package,
            published_at="2018-06-15T00:00Z",
        )
        assert "blir merket som utdatert" in text_of(upload(staff, good()))

    def test_what_a_publication_changed_can_be_read_afterwards(self, world, staff):
        text_of(upload(staff, good()))
        delivery = Delivery.objects.latest("id")
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/publish/", follow=True))
        assert "Dette endret seg" in page
        assert f"81,1{NB}%" in page
        assert f"44,4{NB}%" in page

    def test_also_after_a_later_one_took_its_place(self, world, staff):
        text_of(upload(staff, good()))
        first = Delivery.objects.latest("id")
        staff.post(f"/deliveries/{first.pk}/publish/")
        world.publish(MAY, (60, 90), (95, 100), (8, 10))
        assert f"44,4{NB}%" in text_of(staff.get(f"/deliveries/{first.pk}/"))

    def test_a_rejected_delivery_changes_nothing(self, world, staff):
        page = text_of(upload(staff, bad()))
        assert "Ingen ting endres av en leveranse som er avvist." in page

    def test_a_hidden_figure_is_shown_to_who_may_deliver(self, world, staff):
        Result.objects.filter(unit=world.voss).update(suppressed=True)
        assert f"81,1{NB}%" in text_of(upload(staff, good()))


class TestPublishing:
    @pytest.fixture
    def delivery(self, world, staff):
        text_of(upload(staff, good()))
        return Delivery.objects.latest("id")

    def test_publishing_says_what_it_did_and_pages_follow(self, world, staff, delivery):
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/publish/", follow=True))
        assert "Publisert. 0 nye tall, 1 endret." in page
        assert f"44,4{NB}%" in text_of(staff.get("/offices/1235/2018-05/"))

    def test_a_new_ranking_is_one_click_away(self, staff, delivery):
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/publish/", follow=True))
        assert 'href="/rankings/1200/2018-05/"' in page

    def test_a_published_delivery_has_no_publish_button(self, staff, delivery):
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/publish/", follow=True))
        assert "/publish/" not in page
        assert "/reject/" not in page

    def test_publishing_twice_is_refused_in_words(self, staff, delivery):
        staff.post(f"/deliveries/{delivery.pk}/publish/")
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/publish/", follow=True))
        assert "Leveransen ble ikke publisert." in page

    def test_a_delivery_can_be_put_aside(self, staff, delivery):
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/reject/", follow=True))
        assert "Leveransen er avvist." in page
        delivery.refresh_from_db()
        assert delivery.state == "rejected"

    def test_a_published_delivery_can_not_be_put_aside(self, staff, delivery):
        staff.post(f"/deliveries/{delivery.pk}/publish/")
        page = text_of(staff.post(f"/deliveries/{delivery.pk}/reject/", follow=True))
        assert "kan ikke behandles en gang til" in page

    def test_nothing_is_published_by_a_link(self, staff, delivery):
        assert staff.get(f"/deliveries/{delivery.pk}/publish/").status_code == 200
        delivery.refresh_from_db()
        assert delivery.state == "checked"
        assert staff.get(f"/deliveries/{delivery.pk}/reject/").status_code == 405

    def test_a_form_without_its_token_does_nothing(self, world, delivery):
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = reader("county", world.county).cookies
        answer = browser.post(f"/deliveries/{delivery.pk}/publish/")
        assert answer.status_code == 403
        assert "Skjemaet er for gammelt" in answer.content.decode()


class TestList:
    def test_it_has_every_delivery_of_the_readers_packages_newest_first(self, world, staff):
        upload(staff, bad())
        _, page = text_of(staff.get("/deliveries/")).split('id="list"')
        page = page[page.index("<tbody>") :]
        assert page.index("avvist") < page.index("publisert")
        assert page.count("<tr>") == 2

    def test_deliveries_of_other_counties_are_not_in_it(self, world):
        sogn = a_county("1400")
        a_package("SOGN", owner=sogn)
        page = text_of(reader("county", sogn).get("/deliveries/"))
        assert "Ingen leveranser ennå" in page

    def test_the_directorate_sees_all(self, world):
        assert "1 leveranse" in text_of(reader("directorate").get("/deliveries/"))

    @pytest.mark.parametrize("sort", ["id", "-month", "package", "state", "file_name", "-findings_total"])
    def test_it_can_be_sorted(self, world, staff, sort):
        upload(staff, bad())
        assert "aria-sort" in text_of(staff.get(f"/deliveries/?sort={sort}"))

    def test_an_order_or_page_that_is_not_there_does_no_harm(self, staff):
        assert staff.get("/deliveries/?sort=nothing&page=99").status_code == 200


class TestAccess:
    ADDRESSES = ("/deliveries/", "/deliveries/new/", "/deliveries/1/", "/deliveries/999/")

    @pytest.mark.parametrize("role", ["leader", "employee"])
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_an_office_is_refused(self, world, role, address):
        assert reader(role, world.voss).get(address).status_code == 403

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_who_is_not_logged_in_is_sent_to_the_login_page(self, client, address):
        assert client.get(address).status_code == 302

    def test_the_staff_of_another_county_is_refused(self, world):
        sogn = a_county("1400")
        a_package("SOGN", owner=sogn)
        delivery = Delivery.objects.get()
        browser = reader("county", sogn)
        assert browser.get(f"/deliveries/{delivery.pk}/").status_code == 403
        assert browser.post(f"/deliveries/{delivery.pk}/publish/").status_code == 403
        assert browser.post(f"/deliveries/{delivery.pk}/reject/").status_code == 403

    def test_a_county_without_packages_has_nothing_to_deliver(self, world):
        assert reader("county", a_county("1400")).get("/deliveries/").status_code == 403

    def test_another_countys_package_can_not_be_chosen(self, world, staff):
        a_package("SOGN", owner=a_county("1400"))
        text_of(upload(staff, good(), package="SOGN"))
        assert Delivery.objects.count() == 1

    def test_an_unknown_delivery_is_not_found(self, staff):
        assert staff.get("/deliveries/999/").status_code == 404

    def test_staff_deliver_for_an_office_of_their_county(self, world, staff):
        a_package("VOSS", owner=world.voss)
        assert "Pakke VOSS" in text_of(staff.get("/deliveries/new/"))

    def test_nobody_delivers_for_an_office_of_another_county(self, world, staff):
        a_package("FLORA", owner=an_office("1401", county=a_county("1400")))
        assert "Pakke FLORA" not in text_of(staff.get("/deliveries/new/"))

    def test_the_menu_has_deliveries_for_those_who_may(self, world, staff):
        assert 'href="/deliveries/"' in text_of(staff.get("/indicators/"))
        assert 'href="/deliveries/"' not in text_of(reader(unit=world.voss).get("/indicators/"))


class TestWords:
    def test_every_finding_that_can_be_made_has_a_title_and_a_sentence(self):
        source = Path(known_findings.__file__).read_text(encoding="utf-8")
        codes = set(re.findall(r'_(?:found|warning)\(\s*"([a-z_]+)"', source))
        assert codes
        assert codes - set(WORDS) == set()

    def test_a_kind_without_words_is_shown_by_its_code(self):
        assert title_of("brand_new") == "brand_new"
        assert about("brand_new") == ""

    def test_no_title_ends_with_a_full_stop_and_every_sentence_does(self):
        assert not any(str(title).endswith(".") for title, _ in WORDS.values())
        assert all(str(sentence)[-1] in ".?" for _, sentence in WORDS.values())


def test_a_file_from_the_command_line_has_no_name_beside_it(world, staff):
    content = good().read()
    outcome = receive_delivery(package=world.package, month=MAY, content=content, file_name="mai.csv", by=None)
    assert outcome.delivery is not None
    page = text_of(staff.get(f"/deliveries/{outcome.delivery.pk}/"))
    assert "kl. " in page
    assert "None" not in page
