"""What checks found, on every page that shows it, in the language of whoever reads: not of whoever handed it in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from dashboards.catalogue_words import in_form_words
from organisation.said import Said, said
from scorecards.models import Delivery, Finding, Indicator, LayoutExample
from scorecards.services.uploads import check_waiting_deliveries
from tests.builders import a_county
from tests.dashboards.handing_in import hand_in
from tests.dashboards.test_catalogue_editing import INDICATOR, fields_of
from tests.dashboards.test_organisation_changes import MERGER, address
from tests.dashboards.test_upload_pages import IDENTITY_NUMBER, a_large_file
from tests.dashboards.test_upload_pages import upload as upload_large
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.local import a_local_indicator, fill

pytestmark = pytest.mark.django_db
ENGLISH = {
    "I %(cell)s står «%(value)s»": "%(cell)s says “%(value)s”",
    "%(stands)s, som ikke er et tall.": "%(stands)s, which is not a number.",
    "Skriv et tall, eller «-» der det ikke finnes.": "Write a number, or “-” where there is none.",
    "Andre tall er publisert: %(differences)s.": "Other figures are published: %(differences)s.",
    "%(n)s av %(of)s": "%(n)s of %(of)s",
    "%(indicator)s er med i pakken denne måneden, men har ingen tall i filen. Er den glemt?": (
        "%(indicator)s is in the package this month but has no figures in the file. Has it been forgotten?"
    ),
    "Det står et fødselsnummer %(where)s. Filen er avvist og ikke lagret. "
    "Fjern personopplysningene der filen er laget, og lever den på nytt.": (
        "There is a national identity number %(where)s. The file was refused and not stored."
    ),
    "i %(cell)s": "in %(cell)s",
    "Tabellen «%(table)s» er ukjent. Mente du «%(name)s»? Gi den det navnet.": (
        "The table “%(table)s” is unknown. Did you mean “%(name)s”?"
    ),
    "Kolonnen «%(column)s» er ukjent.": "The column “%(column)s” is unknown.",
    "«%(written)s» passer ikke i feltet «%(column)s». %(remedy)s": (
        "“%(written)s” doesn't fit the field “%(column)s”. %(remedy)s"
    ),
    "Feltet er tomt, men «%(column)s» må fylles ut.": "The field is empty, but “%(column)s” is needed.",
    "Skriv et helt tall fra %(least)s til %(most)s.": "Write a whole number from %(least)s to %(most)s.",
    "«%(name)s»": "“%(name)s”",
    "Desimaler": "Decimals",
    "Grønn fra": "Green from",
    "%(Thing)s «%(code)s» finnes ikke.": "The %(Thing)s “%(code)s” does not exist.",
    "Målet": "goal",
    "Velg minst to enheter som skal bli én.": "Choose at least two units that are to become one.",
    "Organisasjonen er endret siden du så forhåndsvisningen. Se over den på nytt.": (
        "The organisation has changed since the preview."
    ),
    "Det er tall til og med %(month)s. Legg den ned fra og med %(next)s eller senere.": (
        "There are figures through %(month)s. Retire it from %(next)s or later."
    ),
    "mai": "May",
    "juni": "June",
    "Filen har Excels gamle format (.xls). Lagre den på nytt som .xlsx.": "The file has Excel's old format.",
    "rad %(row)s": "row %(row)s",
}


@pytest.fixture
def world(translations):
    translations.supply("en", ENGLISH)
    made = a_world()
    made.publish(MAY, (73, 90), (95, 100), (8, 10))
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Fylke")


@pytest.fixture
def delivery(world):
    return hand_in(world, "1235;IND0;40;90", "1236;IND0;ca. 30;100")


def english(browser, path, **asked) -> str:
    return text_of(browser.get(path, {"lang": "en", **asked}))


class TestADelivery:
    def test_is_read_in_english_though_it_was_handed_in_in_bokmål(self, delivery, staff):
        page = english(staff, f"/deliveries/{delivery.pk}/")
        assert "C3 says “ca. 30”, which is not a number. Write a number, or “-” where there is none." in page
        assert "som ikke er et tall" not in page

    def test_is_read_in_bokmål_by_others(self, delivery, staff):
        page = text_of(staff.get(f"/deliveries/{delivery.pk}/"))
        assert "I C3 står «ca. 30», som ikke er et tall. Skriv et tall, eller «-» der det ikke finnes." in page

    def test_is_read_in_the_language_of_the_account(self, world, delivery):
        page = text_of(reader("county", world.county, language="en").get(f"/deliveries/{delivery.pk}/"))
        assert "which is not a number." in page

    def test_figures_of_a_message_are_put_in_words_too(self, delivery, staff):
        page = english(staff, f"/deliveries/{delivery.pk}/")
        assert "Other figures are published: IND0 73 of 90 → 40 of 90." in page

    def test_what_was_found_before_messages_were_kept_in_parts_is_shown_as_it_was_written(self, delivery, staff):
        Finding.objects.filter(code="not_a_number").update(template="", words={}, message="Sa den gangen.")
        assert "Sa den gangen." in english(staff, f"/deliveries/{delivery.pk}/")

    def test_what_no_translation_has_is_shown_in_bokmål(self, delivery, staff):
        Finding.objects.filter(code="not_a_number").update(template="Ukjent %(x)s.", words={"x": 3})
        assert "Ukjent 3." in english(staff, f"/deliveries/{delivery.pk}/")

    @pytest.mark.parametrize(
        ("sought", "is_there"), [("which is not a number", True), ("som ikke er et tall", False), ("ca. 30", True)]
    )
    def test_is_searched_in_the_words_that_are_read(self, delivery, staff, sought, is_there):
        page = english(staff, f"/deliveries/{delivery.pk}/", q=sought)
        assert ("C3 says “ca. 30”" in page) is is_there

    def test_html_in_a_cell_is_no_html_in_any_language(self, world, staff):
        odd = hand_in(world, "1235;IND0;<b>30</b>;90")
        page = english(staff, f"/deliveries/{odd.pk}/")
        assert "C2 says “&lt;b&gt;30&lt;/b&gt;”" in page
        assert "<b>30</b>" not in page

    def test_so_is_its_text_file(self, delivery, staff):
        content = staff.get(f"/deliveries/{delivery.pk}/", {"lang": "en", "format": "csv"}).content.decode("utf-8-sig")
        assert "C3 says “ca. 30”, which is not a number." in content

    def test_so_is_its_workbook(self, delivery, staff):
        answer = staff.get(f"/deliveries/{delivery.pk}/", {"lang": "en", "format": "xlsx"})
        rows = [*load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)]
        (message,) = (row[6] for row in rows if row[1] == "not_a_number")
        assert message == "C3 says “ca. 30”, which is not a number. Write a number, or “-” where there is none."

    def test_handed_in_in_english_it_is_kept_in_bokmål(self, world, staff):
        file = SimpleUploadedFile("mai.csv", b"enhet;indikator;teller;nevner\n1235;IND0;ca. 30;90\n")
        asked = {"package": "STYR", "month": "2018-05", "file": file}
        page = text_of(staff.post("/deliveries/new/?lang=en", asked, follow=True))
        assert "C2 says “ca. 30”, which is not a number." in page
        assert Finding.objects.get(code="not_a_number").message.startswith("I C2 står «ca. 30», som ikke er et tall.")

    def test_takes_as_many_queries_in_english(self, delivery, staff, django_assert_num_queries):
        path = f"/deliveries/{delivery.pk}/"
        text_of(staff.get(path))
        english(staff, path)
        with CaptureQueriesContext(connection) as in_bokmål:
            text_of(staff.get(path, {"lang": "nb"}))
        with django_assert_num_queries(len(in_bokmål)):
            english(staff, path)


class TestAFileThatIsNotKept:
    def test_why_is_said_in_english_at_once(self, world, staff):
        file = SimpleUploadedFile("mai.csv", f"enhet;indikator;teller;nevner\n1235;IND0;{IDENTITY_NUMBER};9\n".encode())
        asked = {"package": "STYR", "month": "2018-05", "file": file}
        page = text_of(staff.post("/deliveries/new/?lang=en", asked))
        assert "There is a national identity number in C2." in page
        assert not Delivery.objects.filter(file_name="mai.csv", state="received").exists()

    def test_and_afterwards_where_it_was_checked_in_the_background(self, world, staff):
        upload_large(staff, a_large_file(f"1235;IND0;{IDENTITY_NUMBER};90"))
        number = Delivery.objects.latest("id").pk
        check_waiting_deliveries()
        assert "There is a national identity number in C75002." in english(staff, f"/deliveries/{number}/")
        assert "Det står et fødselsnummer i C75002." in text_of(staff.get(f"/deliveries/{number}/", {"lang": "nb"}))


class TestTheCatalogue:
    def test_a_file_is_judged_in_english(self, world, staff):
        file = SimpleUploadedFile("indicator.csv", b"code;name\nX;Y\n")
        page = text_of(staff.post("/catalogue/files/?lang=en", {"files": [file]}))
        assert "The table “indicator” is unknown. Did you mean “indicators”?" in page

    def test_a_field_is_judged_in_english_and_called_as_it_is_called_there(self, world, staff):
        Indicator.objects.filter(code="IND0").update(owner=world.county)
        sent = {**fields_of(text_of(staff.get(INDICATOR))), "decimals": "9", "goal": "NOPE", "step": "preview"}
        page = text_of(staff.post(f"{INDICATOR}?lang=en", sent))
        assert "“9” doesn&#39;t fit the field “Decimals”. Write a whole number from 0 to 6." in page

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("nb", "«9» passer ikke i feltet «Desimaler». Skriv et helt tall fra 0 til 6."),
            ("en", "“9” doesn't fit the field “Decimals”. Write a whole number from 0 to 6."),
        ],
    )
    def test_what_is_said_of_a_files_cell_is_said_of_a_field(self, world, language, text):
        remedy = said("Skriv et helt tall fra %(least)s til %(most)s.", least=0, most=6)
        of_a_file = said(
            "«%(written)s» passer ikke i kolonnen «%(column)s». %(remedy)s",
            written="9",
            column="decimals",
            remedy=remedy,
        )
        with translation.override(language):
            assert in_form_words(of_a_file) == text

    @pytest.mark.parametrize(
        ("message", "text"),
        [
            (
                Said("Cellen er tom, men «%(column)s» må fylles ut.", {"column": "name"}),
                "Feltet er tomt, men «Navn» må",
            ),
            ("green må være over yellow", "«Grønn fra» må være over «Gul fra»"),
            ("Kolonnen «valid_to» er ukjent.", "Kolonnen «Til og med» er ukjent."),
            ("Enheten «1200» finnes ikke.", "Enheten «1200» finnes ikke."),
            ("evergreen", "evergreen"),
        ],
    )
    def test_columns_are_called_as_the_form_calls_them(self, message, text):
        assert in_form_words(message).startswith(text)

    def test_a_goal_that_is_not_there_is_named_with_a_word_of_the_language(self, world, staff):
        Indicator.objects.filter(code="IND0").update(owner=world.county)
        sent = {**fields_of(text_of(staff.get(INDICATOR))), "goal": "NOPE", "step": "preview"}
        assert "The Goal “NOPE” does not exist." in text_of(staff.post(f"{INDICATOR}?lang=en", sent))


class TestTheOrganisation:
    def test_a_change_that_can_not_be_made_says_so_in_english(self, world):
        asked = {"units": ["1235"], "code_1": "1235", "name_1": "", "step": "preview"}
        page = text_of(reader("administrator").post(f"{address('merge-offices')}&lang=en", asked))
        assert "Choose at least two units that are to become one." in page

    def test_a_change_that_others_were_faster_with_says_so_in_english(self, world):
        asked = {**MERGER, "step": "confirm", "stamp": "another"}
        page = text_of(reader("administrator").post(f"{address('merge-offices')}&lang=en", asked, follow=True))
        assert "The organisation has changed since the preview." in page

    def test_a_file_is_judged_in_english_with_its_place(self, world):
        file = SimpleUploadedFile(
            "units.csv", b"code;name;kind;county;valid_from;colour\n1299;NAV X;office;1200;x;red\n"
        )
        page = text_of(reader("administrator").post("/organisation-changes/file/?lang=en", {"files": [file]}))
        assert "The column “colour” is unknown." in page
        assert "row 1" in page


class TestOthers:
    def test_what_stands_in_the_way_of_retiring_a_goal_is_said_in_english(self, world):
        fill(world.voss, a_local_indicator(world.voss), "3", MAY)
        leader = reader("leader", world.voss, language="en")
        page = text_of(leader.post("/local/1235/L1235-1/retire/", {"month": "2018-03"}, follow=True))
        assert "There are figures through May 2018. Retire it from June 2018 or later." in page

    def test_an_example_that_is_no_table_is_refused_in_english(self, world, staff):
        file = SimpleUploadedFile("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        page = text_of(staff.post("/layouts/example/?lang=en", {"package": "STYR", "file": file}))
        assert "The file has Excel&#39;s old format." in page
        assert not LayoutExample.objects.exists()

    def test_those_who_may_not_are_told_nothing_in_any_language(self, delivery):
        assert reader("county", a_county("1400")).get(f"/deliveries/{delivery.pk}/?lang=en").status_code == 403
