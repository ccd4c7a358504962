"""Describing an odd workbook in the browser: the list, the example, the grid, the preview, saving; 403 for others."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.layout_draft import Draft, draft_from, draft_of, entry_of, what_is_missing
from scorecards.layout_files import read_entry
from scorecards.layouts import layout_facts
from scorecards.models import Delivery, Layout, LayoutColumn, LayoutExample
from scorecards.services.deliveries import receive_delivery
from tests.builders import a_county, a_package
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.delivered_files import workbook

pytestmark = pytest.mark.django_db

ROWS: list[list[Any]] = [
    ["Statistikk for mai", None, None, None],
    [None, "Kontor nr", "Fulgt opp", "Av i alt"],
    ["Voss", "1235", 30, 40],
    ["Odda", "1236", 10, 40],
    ["Fylket", "Fylket", 40, 80],
]
ODD = workbook({"Forside": [["Til lederne"]], "Kontorvis 1805": ROWS})
DESCRIBED = {
    "code": "KONTORVIS",
    "sheet_pattern": "Kontorvis*",
    "header_row": "2",
    "totals": "Fylket, Sum",
    "part-A": "ignore",
    "part-B": "unit",
    "part-C": "numerator",
    "indicator-C": "IND0",
    "part-D": "denominator",
    "indicator-D": "IND0",
}


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Fylke")


def an_example(staff, content=ODD, **more):
    """The address of the editor with that example."""
    file = SimpleUploadedFile("odd.xlsx", content)
    answer = staff.post("/layouts/example/", {"package": "STYR", "file": file, **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


@pytest.fixture
def layout(world, staff):
    staff.post(an_example(staff), {**DESCRIBED, "save": "yes"})
    return Layout.objects.get()


def unread(world, month=MAY):
    outcome = receive_delivery(package=world.package, month=month, content=ODD, file_name="odd.xlsx", by=None)
    assert outcome.delivery is not None
    return outcome.delivery


class TestTheDraft:
    def test_is_read_from_the_form_and_shown_in_it_again(self):
        form, findings = read_entry(entry_of(draft_from(DESCRIBED), "STYR"), {"IND0": "IND0"})
        assert findings == []
        again = draft_of(form.facts)
        assert again.parts == {"A": "ignore", "B": "unit", "C": "numerator", "D": "denominator"}
        assert again.indicators == {"C": "IND0", "D": "IND0"}
        assert (again.header_row, again.totals, again.sheet_pattern) == ("2", "Fylket, Sum", "Kontorvis*")

    def test_a_value_in_per_cent_keeps_its_two_words(self):
        form, _ = read_entry(
            entry_of(draft_from(DESCRIBED | {"part-C": "value %", "part-D": ""}), "S"), {"IND0": "IND0"}
        )
        assert draft_of(form.facts).parts["C"] == "value %"

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"header_row": ""}, "Velg raden som har overskriftene."),
            ({"part-B": ""}, "Velg kolonnen der enhetens kode står."),
            ({"part-A": "unit"}, "Enhetens kode kan bare stå i én kolonne. Nå er A, B valgt."),
            ({"part-C": "", "part-D": ""}, "Velg minst én kolonne med tall, og hvilken indikator tallene hører til."),
            ({"indicator-D": ""}, "Kolonne D: velg indikatoren."),
        ],
    )
    def test_says_what_is_missing(self, changed, sentence):
        assert what_is_missing(draft_from(DESCRIBED | changed)) == [sentence]

    def test_an_empty_one_lacks_everything_but_a_row(self):
        assert len(what_is_missing(Draft())) == 2


class TestTheEditor:
    def test_begins_with_a_guess_on_the_sheet_with_units(self, staff):
        page = text_of(staff.get(an_example(staff)))
        assert 'value="Kontorvis*"' in page
        assert 'name="header_row" value="2" checked' in page
        assert '<option value="unit" selected>' in page
        assert "Statistikk for mai" in page
        assert "Velg minst én kolonne med tall" in page

    def test_offers_the_packages_indicators_above_every_column(self, staff):
        page = text_of(staff.get(an_example(staff)))
        assert page.count('<option value="IND0">IND0 Indikator 0</option>') == 4
        assert 'aria-label="Kolonne C: hva står der?"' in page

    def test_shows_what_is_read_when_asked(self, staff):
        page = text_of(staff.post(an_example(staff), {**DESCRIBED, "preview": "yes"}))
        assert "2 linjer og 2 tall leses." in page
        assert "1235 NAV Voss" in page
        assert "rad 5 «Fylket" in page
        assert not Layout.objects.exists()

    def test_gives_its_script_the_preview_alone(self, staff):
        part = text_of(staff.post(an_example(staff), DESCRIBED, headers={"X-Part": "preview"}))
        assert "2 linjer og 2 tall leses." in part
        assert "<html" not in part
        assert "<select" not in part

    def test_shows_another_sheet_and_keeps_what_was_described(self, staff):
        page = text_of(staff.post(an_example(staff), {**DESCRIBED, "shown": "Kontorvis 1805", "show": "Forside"}))
        assert "Til lederne" in page
        assert "<td>Statistikk for mai</td>" not in page
        assert 'name="part-C" value="numerator"' in page  # a column that this sheet doesn't have

    def test_a_layout_that_says_something_impossible_is_not_tried(self, staff):
        page = text_of(staff.post(an_example(staff), {**DESCRIBED, "part-D": "numerator", "preview": "yes"}))
        assert "Fjern den ene." in page

    def test_text_of_the_file_is_text_on_the_page(self, world, staff):
        wild = workbook({"<b>Ark": [["<script>x</script>", "1235"], ["x", "1236"]]})
        page = text_of(staff.get(an_example(staff, wild)))
        assert "<script>x" not in page
        assert "<b>Ark" not in page

    def test_a_large_sheet_is_shown_by_its_corner(self, staff):
        wide = workbook({"Ark": [["nr", *(f"K{n}" for n in range(60))], *([f"{n}"] + [n] * 60 for n in range(90))]})
        page = text_of(staff.get(an_example(staff, wide)))
        assert "51 rader til vises ikke her, men leses." in page
        assert "21 kolonner til vises ikke her, men leses." in page


class TestSaving:
    def test_saves_and_says_so_in_the_list(self, world, staff):
        page = text_of(staff.post(an_example(staff), {**DESCRIBED, "save": "yes"}, follow=True))
        assert "Oppsettet KONTORVIS er lagret." in page
        assert 'href="/layouts/KONTORVIS/"' in page
        assert layout_facts(Layout.objects.get()).total_rows_start_with == ("Fylket", "Sum")
        assert not LayoutExample.objects.exists()

    def test_says_why_it_did_not(self, layout, staff):
        page = text_of(staff.post(an_example(staff), {**DESCRIBED, "save": "yes"}))
        assert "Oppsettet er ikke lagret." in page
        assert "finnes allerede" in page

    def test_with_something_missing_shows_what(self, staff):
        page = text_of(staff.post(an_example(staff), {**DESCRIBED, "part-B": "", "save": "yes"}))
        assert "Velg kolonnen der enhetens kode står." in page
        assert not Layout.objects.exists()


class TestFromADelivery:
    def test_its_page_leads_to_the_editor_with_its_file(self, world, staff):
        delivery = unread(world)
        page = text_of(staff.get(f"/deliveries/{delivery.pk}/"))
        assert f'href="/layouts/new/?delivery={delivery.pk}"' in page
        assert "odd.xlsx" in text_of(staff.get(f"/layouts/new/?delivery={delivery.pk}"))

    def test_saving_checks_it_anew(self, world, staff):
        delivery = unread(world)
        page = text_of(staff.post(f"/layouts/new/?delivery={delivery.pk}", {**DESCRIBED, "save": "yes"}, follow=True))
        assert "leveransen er kontrollert på nytt med det" in page
        delivery.refresh_from_db()
        assert (delivery.state, delivery.results) == ("checked", 2)

    def test_one_read_by_a_layout_that_does_not_fit_leads_to_that_layout(self, world, staff, layout):
        Layout.objects.update(sheet_pattern="Annet*")
        outcome = receive_delivery(
            package=world.package, month=MAY, content=ODD, file_name="odd.xlsx", by=None, layout=Layout.objects.get()
        )
        page = text_of(staff.get(f"/deliveries/{outcome.delivery.pk}/"))
        assert f'href="/layouts/KONTORVIS/?delivery={outcome.delivery.pk}"' in page

    def test_a_readable_one_has_no_such_link(self, world, staff, layout):
        delivery = unread(world)
        assert delivery.state == "checked"
        assert "/layouts/" not in text_of(staff.get(f"/deliveries/{delivery.pk}/"))

    def test_one_that_nobody_has_read_yet_is_no_example(self, world, staff):
        outcome = receive_delivery(
            package=world.package, month=MAY, content=ODD, file_name="odd.xlsx", by=None, check_later=True
        )
        assert staff.get(f"/layouts/new/?delivery={outcome.delivery.pk}").status_code == 404


class TestAnExistingLayout:
    def test_is_changed_against_the_latest_file_read_by_it(self, world, staff, layout):
        unread(world)
        page = text_of(staff.get("/layouts/KONTORVIS/"))
        assert "odd.xlsx" in page
        assert "2 linjer og 2 tall leses." in page
        staff.post("/layouts/KONTORVIS/", {**DESCRIBED, "totals": "Fylket", "save": "yes"})
        assert Layout.objects.get().total_rows_start_with == ["Fylket"]

    def test_saving_it_does_not_touch_the_deliveries_read_by_it(self, world, staff, layout):
        delivery = unread(world)
        staff.post("/layouts/KONTORVIS/", {**DESCRIBED, "totals": "", "save": "yes"})
        assert Delivery.objects.get().findings_total == delivery.findings_total

    def test_without_a_file_asks_for_an_example(self, staff, layout):
        page = text_of(staff.get("/layouts/KONTORVIS/"))
        assert "Eksempel for KONTORVIS" in page
        address = an_example(staff, layout="KONTORVIS")
        assert address.startswith("/layouts/KONTORVIS/?example=")
        assert 'value="KONTORVIS"' in text_of(staff.get(address))

    def test_is_copied_without_its_code(self, world, staff, layout):
        unread(world)
        page = text_of(staff.get("/layouts/new/?copy=KONTORVIS"))
        assert 'name="code" value=""' in page
        assert '<option value="IND0" selected>' in page

    def test_without_a_file_is_copied_against_a_new_example(self, staff, layout):
        assert 'name="copy"' in text_of(staff.get("/layouts/new/?copy=KONTORVIS"))
        page = text_of(staff.get(an_example(staff, layout="KONTORVIS", copy="yes")))
        assert 'name="code" value=""' in page
        assert '<option value="IND0" selected>' in page

    def test_comes_out_as_json(self, staff, layout):
        answer = staff.get("/layouts/kontorvis/file/")
        assert answer["Content-Disposition"] == 'attachment; filename="KONTORVIS.json"'
        entry = json.loads(answer.content)
        assert entry["columns"] == {"C": "IND0 numerator", "D": "IND0 denominator"}
        assert (entry["package"], entry["ignore"]) == ("STYR", ["A"])

    def test_is_retired_and_taken_into_use_again(self, staff, layout):
        page = text_of(staff.post("/layouts/KONTORVIS/retire/", {"retired": "yes"}, follow=True))
        assert "Oppsettet KONTORVIS er tatt ut av bruk." in page
        assert "Ta i bruk" in page
        assert 'name="layout"' not in text_of(staff.get("/deliveries/new/"))
        text_of(staff.post("/layouts/KONTORVIS/retire/", {"retired": "no"}, follow=True))
        assert not Layout.objects.get().retired

    def test_is_deleted_where_it_was_never_used(self, staff, layout):
        page = text_of(staff.post("/layouts/KONTORVIS/delete/", follow=True))
        assert "Oppsettet KONTORVIS er slettet." in page
        assert "Ingen oppsett ennå" in page

    def test_is_not_deleted_where_it_was_used(self, world, staff, layout):
        unread(world)
        assert "/layouts/KONTORVIS/delete/" not in text_of(staff.get("/layouts/"))
        page = text_of(staff.post("/layouts/KONTORVIS/delete/", follow=True))
        assert "kan ikke slettes" in page


class TestExamples:
    def test_one_with_an_identity_number_is_refused_and_not_kept(self, staff):
        bad = SimpleUploadedFile("x.csv", b"enhet;tall\n1235;01819010001\n")  # made up: the month is 81
        page = text_of(staff.post("/layouts/example/", {"package": "STYR", "file": bad}))
        assert "Eksempelet kan ikke brukes" in page
        assert "Fødselsnummer i filen" in page
        assert "01819010001" not in page
        assert not LayoutExample.objects.exists()

    def test_a_missing_file_is_asked_for(self, staff):
        page = text_of(staff.post("/layouts/example/", {"package": "STYR"}, follow=True))
        assert "Velg pakke og fil." in page

    def test_somebody_elses_is_not_found(self, world, staff):
        address = an_example(staff)
        colleague = reader("county", world.county)
        assert colleague.get(address).status_code == 404


class TestAccess:
    @pytest.mark.parametrize("path", ["/layouts/", "/layouts/new/", "/layouts/KONTORVIS/", "/layouts/KONTORVIS/file/"])
    def test_only_those_who_may_deliver_see_layouts(self, world, layout, path):
        assert reader("leader", world.voss).get(path).status_code == 403

    @pytest.mark.parametrize("path", ["/layouts/KONTORVIS/", "/layouts/KONTORVIS/file/"])
    def test_another_countys_layout_is_not_shown(self, layout, path):
        county = a_county("1400")
        a_package("ANNEN", owner=county)
        stranger = reader("county", county)
        assert stranger.get(path).status_code == 403
        assert "KONTORVIS" not in text_of(stranger.get("/layouts/"))

    @pytest.mark.parametrize("action", ["retire", "delete"])
    def test_nor_changed(self, layout, action):
        county = a_county("1400")
        a_package("ANNEN", owner=county)
        assert reader("county", county).post(f"/layouts/KONTORVIS/{action}/").status_code == 403
        assert Layout.objects.filter(retired=False).exists()

    def test_another_countys_delivery_is_no_example(self, world):
        county = a_county("1400")
        a_package("ANNEN", owner=county)
        delivery = unread(world)
        assert reader("county", county).get(f"/layouts/new/?delivery={delivery.pk}").status_code == 403


class TestTheList:
    def test_comes_as_a_file(self, staff, layout):
        text = staff.get("/layouts/?format=csv").content.decode("utf-8-sig")
        assert "STYR;KONTORVIS;Kontorvis*;2;B;2;0" in text

    def test_asks_as_often_for_many_as_for_one(self, world, staff, layout):
        with CaptureQueriesContext(connection) as one:
            text_of(staff.get("/layouts/"))
        for n in range(5):
            more = Layout.objects.create(code=f"L{n}", package=world.package, header_row=1, unit_column="A")
            LayoutColumn.objects.create(layout=more, column="B", meaning="IND0 value")
        with CaptureQueriesContext(connection) as six:
            text_of(staff.get("/layouts/"))
        assert len(six) == len(one)
