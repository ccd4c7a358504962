"""Sentences that know what they were made of: as text, through JSON and copies, and in another language."""

import copy
import datetime
import json
import pickle

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from organisation.choices import UnitKind
from organisation.coverage import in_words
from organisation.findings import ERROR, Found
from organisation.months import Month
from organisation.near_names import did_you_mean
from organisation.said import (
    Said,
    all_of,
    any_of,
    in_a_row,
    joined,
    kept,
    quoted,
    said,
    said_again,
    said_number,
    translated,
)  # fmt: skip

CELL = said("I %(cell)s står «%(value)s»", cell="D2", value="ca. 30")
NESTED = said("%(stands)s, som ikke er et tall.", stands=CELL)


def through_json(message: str) -> str:
    return said_again(**json.loads(json.dumps(kept(message))))


class TestAsText:
    def test_it_is_the_bokmål_text_with_its_words_put_in(self):
        assert NESTED == "I D2 står «ca. 30», som ikke er et tall."
        assert str(NESTED) == NESTED
        assert type(str(NESTED)) is str

    def test_it_is_text_for_whoever_knows_nothing_of_it(self):
        assert json.dumps({"message": CELL}, ensure_ascii=False) == '{"message": "I D2 står «ca. 30»"}'
        assert CELL.startswith("I D2")
        assert {CELL: 1}["I D2 står «ca. 30»"] == 1

    def test_a_per_cent_sign_is_written_twice_in_a_template_and_once_in_a_word(self):
        assert said("høyst 100 %%") == "høyst 100 %"
        assert said("Mente du %(value)s %%?", value="45 %") == "Mente du 45 % %?"

    @pytest.mark.parametrize(
        ("word", "text"),
        [
            (12, "12"),
            (Month(2018, 5), "2018-05"),
            (datetime.date(2018, 5, 1), "2018-05-01"),
            (UnitKind.OFFICE, "office"),
            (UnitKind.OFFICE.label, "kontor"),
            ("", ""),
        ],
    )
    def test_words_are_whatever_prints_as_it_is_to_be_read(self, word, text):
        assert said("%(word)s", word=word) == text

    def test_a_word_whose_name_begins_with_a_capital_begins_with_one(self):
        assert said("%(Kind)s må ha %(kind)s.", Kind=UnitKind.OFFICE.label, kind="NAV Voss") == "Kontor må ha NAV Voss."
        assert said("%(Kind)s", Kind="") == ""

    def test_a_word_that_is_missing_is_an_error_at_once(self):
        with pytest.raises(KeyError):
            said("I %(cell)s", value="x")

    def test_it_stands_in_bokmål_whatever_language_the_writer_reads(self, translations):
        translations.supply("en", {"kontor": "office", "Fant %(kind)s.": "Found %(kind)s."})
        with translation.override("en"):
            message = said("Fant %(kind)s.", kind=UnitKind.OFFICE.label)
            assert message == "Fant kontor."
            assert translated(message) == "Found office."


class TestBesideEachOther:
    def test_sentences_follow_each_other_and_what_is_empty_is_left_out(self):
        assert in_a_row("En.", "", said("To.")) == "En. To."
        assert in_a_row("", "") == ""
        assert in_a_row(said("Alene.")) == "Alene."

    def test_parts_are_joined_by_any_separator(self):
        assert joined("; ", ["a", said("b"), 3]) == "a; b; 3"
        assert joined(", ", []) == ""

    @pytest.mark.parametrize(
        ("parts", "any_text", "all_text"),
        [
            (["A"], "A", "A"),
            (["A", "B"], "A eller B", "A og B"),
            (["A", "B", "C"], "A eller B eller C", "A og B og C"),
            ([UnitKind.OFFICE.label, UnitKind.SPECIAL.label], "kontor eller spesialenhet", "kontor og spesialenhet"),
        ],
    )
    def test_lists_are_read_aloud(self, parts, any_text, all_text):
        assert any_of(parts) == any_text
        assert all_of(iter(parts)) == all_text

    def test_names_stand_in_the_quotation_marks_of_the_language(self, translations):
        translations.supply("en", {"«%(name)s»": "“%(name)s”"})
        names = quoted(["Mars", "April"])
        assert names == "«Mars», «April»"
        with translation.override("en"):
            assert translated(names) == "“Mars”, “April”"

    @pytest.mark.parametrize("written", ["73,4", "0,05", "26", "-1,5", "1,5e+07"])
    def test_a_number_is_as_it_was_written(self, written):
        assert said_number(written) == written


class TestKept:
    @pytest.mark.parametrize(
        "message",
        [
            CELL,
            NESTED,
            said("Filen er tom."),
            said("%(n)s ark", n=600),
            in_a_row(NESTED, said("Skriv et tall.")),
            any_of(["0301", "0302"]),
            said("Er %(kind)s.", kind=gettext_lazy("kontor")),
            said("%(value)s", value='{"said": "nei"} «%(x)s» 5 %'),
        ],
    )
    def test_a_message_comes_back_from_json_as_it_was(self, message):
        again = through_json(message)
        assert isinstance(again, Said)
        assert again == message
        assert kept(again) == kept(message)

    @given(st.text(), st.integers(), st.text(min_size=1))
    def test_whatever_the_words_are(self, text, number, inner):
        message = said("%(a)s %(b)s %(c)s", a=text, b=number, c=said("«%(d)s»", d=inner))
        assert through_json(message) == message == f"{text} {number} «{inner}»"

    def test_words_that_are_sentences_are_kept_as_such(self):
        assert kept(NESTED) == {
            "message": "I D2 står «ca. 30», som ikke er et tall.",
            "template": "%(stands)s, som ikke er et tall.",
            "words": {
                "stands": {"said": "I %(cell)s står «%(value)s»", "words": {"cell": "D2", "value": "ca. 30"}},
            },
        }

    def test_plain_text_is_kept_as_nothing_but_its_text(self):
        assert kept("Rett det.") == {"message": "Rett det.", "template": "", "words": {}}
        assert through_json("Rett det.") == "Rett det."
        assert not isinstance(through_json("Rett det."), Said)

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
    def test_a_copy_knows_as_much(self, copied):
        again = copied(NESTED)
        assert again == NESTED
        assert kept(again) == kept(NESTED)


class TestTranslated:
    def test_template_and_words_are_put_in_the_readers_language(self, translations):
        translations.supply(
            "en",
            {
                "I %(cell)s står «%(value)s»": "%(cell)s says “%(value)s”",
                "%(stands)s, som ikke er et tall.": "%(stands)s, which is not a number.",
            },
        )
        with translation.override("en"):
            assert translated(NESTED) == "D2 says “ca. 30”, which is not a number."
        with translation.override("nb"):
            assert translated(NESTED) == "I D2 står «ca. 30», som ikke er et tall."

    def test_what_is_not_translated_stands_in_bokmål(self, translations):
        translations.supply("en", {"I %(cell)s står «%(value)s»": "%(cell)s says “%(value)s”"})
        with translation.override("en"):
            assert translated(NESTED) == "D2 says “ca. 30”, som ikke er et tall."
            assert translated(said("Ukjent for alle %(n)s.", n=3)) == "Ukjent for alle 3."

    def test_words_are_never_translated_by_chance(self, translations):
        translations.supply("en", {"ca. 30": "about 30", "D2": "B4"})
        with translation.override("en"):
            assert translated(CELL) == "I D2 står «ca. 30»"

    def test_plain_text_stands_as_it_is(self, translations):
        translations.supply("en", {"Rett det.": "Put it right."})
        with translation.override("en"):
            assert translated("Rett det.") == "Rett det."
            assert translated("") == ""
            assert translated(in_a_row("", "")) == ""

    def test_it_comes_from_json_as_from_the_code(self, translations):
        translations.supply("nn", {"%(stands)s, som ikke er et tall.": "%(stands)s, som ikkje er eit tal."})
        with translation.override("nn"):
            assert translated(through_json(NESTED)) == "I D2 står «ca. 30», som ikkje er eit tal."

    def test_an_order_of_words_may_be_another(self, translations):
        translations.supply("en", {"%(one)s eller %(other)s": "either %(other)s or %(one)s"})
        with translation.override("en"):
            assert translated(any_of(["A", "B"])) == "either B or A"

    def test_numbers_and_per_cent_are_written_as_the_language_does(self, translations):
        translations.supply("en", {"%(whole)s,%(decimals)s": "%(whole)s.%(decimals)s", "%(number)s %%": "%(number)s%%"})
        share = said("%(number)s %%", number=said_number("73,4"))
        assert share == "73,4 %"
        with translation.override("en"):
            assert translated(share) == "73.4%"
            assert translated(said_number("26")) == "26"

    def test_a_capital_is_given_to_the_translated_word(self, translations):
        translations.supply("en", {"%(Kind)s må ha et fylke.": "%(Kind)s needs a county.", "kontor": "an office"})
        with translation.override("en"):
            assert (
                translated(said("%(Kind)s må ha et fylke.", Kind=UnitKind.OFFICE.label)) == "An office needs a county."
            )


class TestOfTheOrganisation:
    def test_a_question_for_what_was_meant(self, translations):
        translations.supply("en", {"Mente du «%(name)s»?": "Did you mean “%(name)s”?"})
        question = did_you_mean("offise", ["office", "region"])
        assert question == "Mente du «office»?"
        with translation.override("en"):
            assert translated(question) == "Did you mean “office”?"

    def test_a_span_of_days(self, translations):
        translations.supply("en", {"%(first)s til %(end)s": "%(first)s to %(end)s", "fra %(first)s": "from %(first)s"})
        first, end = datetime.date(2017, 1, 1), datetime.date(2020, 1, 1)
        with translation.override("en"):
            assert translated(in_words((first, end))) == "2017-01-01 to 2020-01-01"
            assert translated(in_words((first, None))) == "from 2017-01-01"

    def test_a_finding_is_read_in_the_readers_language_and_sent_in_bokmål(self, translations):
        translations.supply("en", {"I %(cell)s står «%(value)s»": "%(cell)s says “%(value)s”"})
        found = Found("not_a_number", ERROR, CELL, "units.csv", 4, "B")
        with translation.override("en"):
            assert found.text == "D2 says “ca. 30”"
            assert found.message == "I D2 står «ca. 30»"
            sent = found.to_json()
        assert sent["message"] == "I D2 står «ca. 30»"
        assert type(sent["message"]) is str

    def test_so_is_its_place(self, translations):
        translations.supply("en", {"rad %(row)s": "row %(row)s", "kolonne %(column)s": "column %(column)s"})
        found = Found("negative", ERROR, "x", "units.csv", 4, "B")
        assert found.place == "units.csv, rad 4, kolonne B"
        with translation.override("en"):
            assert found.place == "units.csv, row 4, column B"
