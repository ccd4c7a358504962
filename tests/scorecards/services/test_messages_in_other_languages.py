"""What services find and refuse: kept with a delivery in bokmål and in parts, said to people in their language."""

import json
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from organisation.models import Succession
from organisation.said import Said, kept, said, translated
from scorecards.models import Delivery, Finding, Layout, RefusedDelivery, RefusedFinding
from scorecards.pile import MOST_KEPT
from scorecards.queries.deliveries import warnings_before
from scorecards.queries.delivery_context import units_by_code
from scorecards.queries.uploads import findings_of_refused
from scorecards.services.deliveries import publish_delivery, reject_delivery
from scorecards.services.layout_editing import delete_layout
from scorecards.services.layouts import load_layouts
from scorecards.services.rechecking import recheck_delivery
from scorecards.services.uploads import cancel_delivery
from scorecards.services.withdrawing import withdraw_delivery
from tests.builders import a_county, a_person, an_office
from tests.scorecards.services.county import FIGURES, MAY, Delivering, delivering, written
from tests.translations import bokmål_left

pytestmark = pytest.mark.django_db
WRONG = (("1201", "ANDEL", "ca. 30", "40"), ("9999", "ANDEL", "10", "40"), ("1203", "ANDEL", "50", "10"))

ENGLISH = {
    "I %(cell)s står «%(value)s»": "%(cell)s says “%(value)s”",
    "%(stands)s, som ikke er et tall.": "%(stands)s, which is not a number.",
    "rad %(row)s": "row %(row)s",
    "kolonne %(column)s": "column %(column)s",
    "Ingen pakke har koden %(code)s.": "No package has the code %(code)s.",
    "Mente du «%(name)s»?": "Did you mean “%(name)s”?",
    "Leveranse %(delivery)s er publisert: %(counts)s.": "Delivery %(delivery)s is published: %(counts)s.",
    "%(added)s nye, %(changed)s endret, %(unchanged)s uendret": "%(added)s new, %(changed)s, %(unchanged)s",
}


@pytest.fixture
def county() -> Delivering:
    return delivering()


@pytest.fixture
def stranger():
    return a_person(role="county", unit=a_county("1400"))


class TestAsKept:
    def test_every_finding_is_kept_with_what_its_message_was_made_of(self, county):
        outcome = county.receive(*WRONG)
        stored = list(Finding.objects.filter(delivery=outcome.delivery))
        assert [each.message for each in stored] == [found.message for found in outcome.findings]
        assert len(stored) >= 3
        assert all(each.template and each.said == each.message for each in stored)

    def test_it_is_read_as_it_was_found(self, county, translations):
        outcome = county.receive(*WRONG)
        translations.strike_out("en")
        with translation.override("en"):
            found = [each.text for each in outcome.findings]
            stored = [each.text for each in Finding.objects.filter(delivery=outcome.delivery)]
        assert found == stored
        assert bokmål_left(stored) == {}

    def test_it_is_kept_in_bokmål_whoever_hands_it_in(self, county, translations):
        county.receive(*WRONG)
        in_bokmål = list(Finding.objects.values_list("message", "template", "words"))
        Delivery.objects.all().delete()
        translations.strike_out("en")
        with translation.override("en"):
            county.receive(*WRONG)
        assert list(Finding.objects.values_list("message", "template", "words")) == in_bokmål

    def test_one_from_before_stands_as_it_was_written(self, county):
        delivery = county.receive(*WRONG).delivery
        old = Finding.objects.create(
            delivery=delivery, severity="W", code="all_equal", message="Er like for alle 100 %."
        )
        old.refresh_from_db()
        assert (old.template, old.words) == ("", {})
        with translation.override("en"):
            assert old.text == old.said == "Er like for alle 100 %."

    def test_a_thousand_take_as_many_queries_as_three(self, county, django_assert_max_num_queries):
        many = [(f"{number:04d}", "ANDEL", "1", "2") for number in range(3000, 3000 + MOST_KEPT + 10)]
        with django_assert_max_num_queries(60):
            outcome = county.receive(*many)
        assert Finding.objects.filter(delivery=outcome.delivery).exclude(template="").count() == MOST_KEPT

    def test_a_later_check_takes_over_an_earlier_ones_warning_whole(self, county, translations):
        delivery = county.receive().delivery
        Finding.objects.filter(delivery=delivery).delete()
        message = Said("%(indicator)s er %(value)s.", {"indicator": "ANDEL", "value": Said("uvanlig", {})})
        Finding.objects.create(delivery=delivery, severity="W", code="large_change", **kept(message))
        (found,) = warnings_before(delivery, "large_change")
        assert found.message == "ANDEL er uvanlig."
        translations.supply("en", {"%(indicator)s er %(value)s.": "%(indicator)s is %(value)s.", "uvanlig": "unusual"})
        with translation.override("en"):
            assert found.text == "ANDEL is unusual."

    def test_so_is_what_is_left_of_a_file_that_was_not_kept(self, county, translations):
        refused = RefusedDelivery.objects.create(number=7, package=county.package, month=MAY)
        message = said("Filen er %(kind)s.", kind=said("en PDF"))
        RefusedFinding.objects.create(refused=refused, code="unreadable_file", **kept(message))
        RefusedFinding.objects.create(refused=refused, code="empty_file", message="Skrevet før.")
        translations.supply("en", {"Filen er %(kind)s.": "The file is %(kind)s.", "en PDF": "a PDF"})
        first, second = findings_of_refused(refused)
        assert (first.message, second.message) == ("Filen er en PDF.", "Skrevet før.")
        with translation.override("en"):
            assert (first.text, second.text) == ("The file is a PDF.", "Skrevet før.")


class TestRefusals:
    """Each in bokmål as it always was, and nothing of it in bokmål alone."""

    @pytest.fixture
    def said_of(self, translations):
        translations.strike_out("en")

        def said_of(findings, *data):
            (found,) = findings
            with translation.override("en"):
                assert bokmål_left([found.text], *data) == {}
                assert found.text != found.message
            return found.message

        return said_of

    @pytest.mark.parametrize("treat", [publish_delivery, reject_delivery, recheck_delivery, cancel_delivery])
    def test_of_those_who_may_not(self, county, stranger, said_of, treat):
        delivery = county.receive().delivery
        assert said_of(treat(delivery=delivery, by=stranger).findings) == (
            f"Bare de som kan levere for {county.package.name}, kan gjøre dette. "
            "Be en administrator om rollen, eller la en av dem gjøre det."
        )

    def test_of_those_who_may_not_withdraw(self, county, stranger, said_of):
        delivery = county.publish().delivery
        assert said_of(withdraw_delivery(delivery=delivery, reason="Feil", by=stranger).findings) == (
            f"Bare de som kan publisere for {county.package.name}, kan trekke leveransen tilbake. "
            "Be en administrator om rollen, eller la en av dem gjøre det."
        )

    @pytest.mark.parametrize("treat", [publish_delivery, reject_delivery])
    def test_of_what_is_done_already(self, county, said_of, treat):
        delivery = county.publish().delivery
        sentence = "Leveransen er publisert og kan ikke behandles en gang til."
        assert said_of(treat(delivery=delivery, by=county.staff).findings) == sentence

    def test_of_a_withdrawal_of_what_is_not_published(self, county, said_of):
        delivery = county.receive().delivery
        withdrawal = withdraw_delivery(delivery=delivery, reason="Feil", by=county.staff)
        sentence = "Leveransen er kontrollert. Bare en som er publisert, kan trekkes tilbake."
        assert said_of(withdrawal.findings) == sentence

    def test_of_a_withdrawal_without_a_reason(self, county, said_of):
        withdrawal = withdraw_delivery(delivery=county.publish().delivery, reason=" ", by=county.staff)
        sentence = "Skriv hvorfor leveransen trekkes tilbake: det vises der tallene har stått."
        assert said_of(withdrawal.findings) == sentence

    def test_of_the_very_same_file(self, county, said_of):
        first = county.publish().delivery
        sentence = f"Den samme filen er allerede publisert som leveranse {first.pk}. Ingen ting endres."
        assert said_of(county.receive().findings) == sentence

    def test_of_a_check_that_has_not_been_made(self, county, said_of):
        delivery = county.receive(check_later=True).delivery
        sentence = "Filen er ikke kontrollert ennå. Vent til det er gjort, eller avbryt leveransen."
        assert said_of(publish_delivery(delivery=delivery, by=county.staff).findings) == sentence

    def test_of_a_layout_that_was_used(self, county, said_of):
        layout = Layout.objects.create(code="ODD", package=county.package, header_row=1, unit_column="A")
        Delivery.objects.filter(pk=county.receive().delivery.pk).update(layout=layout)
        sentence = "Oppsettet ODD er brukt av leveranser og kan ikke slettes. Ta det ut av bruk i stedet."
        assert said_of(delete_layout(layout=layout, by=county.staff)) == sentence

    @pytest.mark.parametrize(
        ("entry", "sentence"),
        [
            ("{", "oppsett.json er ikke JSON. Se etter et komma eller en klamme for mye."),
            ("3", "oppsett.json skal ha ett oppsett {…} eller en liste med oppsett [{…}, …]."),
            ('{"code": "A", "code": "B"}', "«code» står to ganger på samme sted. Fjern den ene."),
        ],
    )
    def test_of_layouts_that_can_not_be_read(self, county, said_of, tmp_path, entry, sentence):
        path = tmp_path / "oppsett.json"
        path.write_text(entry, encoding="utf-8")
        assert said_of(load_layouts(path=path, by=county.staff).findings) == sentence

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"colour": "red"}, "Oppsett ODD: «colour» er ukjent."),
            ({"unit_colum": "A"}, "Oppsett ODD: «unit_colum» er ukjent. Mente du «unit_column»?"),
            ({"header_row": 0}, "Oppsett ODD: «header_row» skal være et radnummer fra 1."),
            ({"columns": {}}, "Oppsett ODD: «columns» skal være kolonner med innhold,"),
            ({"unit_column": "1"}, "Oppsett ODD: «1» er ingen kolonne. Skriv bokstaver fra A til XFD."),
            ({"ignore": ["B"]}, "Oppsett ODD: kolonne B er nevnt to ganger. La den bety én ting."),
            ({"columns": {"B": "ANDE value"}}, "Oppsett ODD: «ANDE value» i kolonne B er ikke en kjent indikatorkode"),
            ({"columns": {"B": "ANDEL numerator"}}, "Oppsett ODD: ANDEL mangler «ANDEL denominator». Legg den til,"),
            ({"sheet_pattern": "x" * 61}, f"Oppsett ODD: «{'x' * 20}…» er for langt, mer enn 60 tegn."),
            ({"package": "STYRE"}, "Oppsett ODD: pakken «STYRE» finnes ikke. Mente du «STYR»?"),
        ],
    )
    def test_of_layouts_that_say_what_can_not_be(self, county, said_of, tmp_path, changed, sentence):
        entry = {"code": "ODD", "package": "STYR", "header_row": 1, "unit_column": "A", "columns": {"B": "ANDEL value"}}
        path = tmp_path / "oppsett.json"
        path.write_text(json.dumps({**entry, **changed}), encoding="utf-8")
        assert said_of(load_layouts(path=path, by=county.staff).findings).startswith(sentence)


class TestCommands:
    @pytest.fixture
    def run(self, county, capsys, translations):
        translations.supply("en", ENGLISH)

        def run(path, *more, language, package="STYR"):
            with translation.override(language), suppress(SystemExit):
                call_command("import_delivery", str(path), "--package", package, "--month", "2018-05", *more)
            return capsys.readouterr()

        return run

    def test_say_findings_in_the_language_that_is_active_and_send_them_in_bokmål(self, run, tmp_path):
        printed = run(written(tmp_path, *WRONG), "--json", language="en")
        assert "row 2, column C: C2 says “ca. 30”, which is not a number." in printed.err
        messages = [found["message"] for found in json.loads(printed.out)["findings"]]
        assert any(message.startswith("I C2 står «ca. 30», som ikke er et tall.") for message in messages)

    def test_say_them_in_bokmål_otherwise(self, run, tmp_path):
        printed = run(written(tmp_path, *WRONG), language="nb")
        assert "rad 2, kolonne C: I C2 står «ca. 30», som ikke er et tall." in printed.err

    def test_say_what_came_of_it(self, run, tmp_path):
        printed = run(written(tmp_path, *FIGURES), "--publish", language="en")
        assert f"Delivery {Delivery.objects.get().pk} is published: 3 new, 0, 0." in printed.err

    def test_say_which_package_was_probably_meant(self, run, tmp_path):
        with pytest.raises(CommandError, match="No package has the code STYRE"):
            run(written(tmp_path), language="en", package="STYRE")
        with pytest.raises(CommandError, match="Mente du «STYR»"):
            run(written(tmp_path), language="nb", package="STYRE")


def test_what_became_of_a_unit_is_said_in_one_sentence_of_any_language(county, translations):
    gone = an_office("1204", "NAV 1204", county=county.county, since="2017-01-01", until="2018-01-01")
    for successor in (county.offices["1201"], county.offices["1202"]):
        Succession.objects.create(predecessor=gone, successor=successor, date="2018-01-01")
    became = units_by_code(MAY)["1204"].became
    assert became == "Den ble til 1201 NAV 1201 og 1202 NAV 1202."
    translations.supply(
        "en", {"Den ble til %(units)s.": "It became %(units)s.", "%(one)s og %(other)s": "%(one)s and %(other)s"}
    )
    with translation.override("en"):
        assert translated(became) == "It became 1201 NAV 1201 and 1202 NAV 1202."
