"""Names are sorted as Norwegians do, and a misspelt one is met with the nearest that is known."""

import pytest

from accounts.models import User
from organisation.alphabet import norwegian_key, norwegian_order
from organisation.near_names import did_you_mean, nearest_name
from tests.builders import a_person


def in_order(*names: str) -> list[str]:
    return sorted(names, key=norwegian_key)


def test_the_letters_after_z_are_ae_oe_aa():
    assert in_order("Åsane", "Ørsta", "Ærfugl", "Zinken", "Alver") == ["Alver", "Zinken", "Ærfugl", "Ørsta", "Åsane"]


def test_double_a_is_the_last_letter():
    assert in_order("Aasen", "Voss", "Ås", "Asker") == ["Asker", "Voss", "Ås", "Aasen"]


def test_case_does_not_count():
    assert in_order("NAV voss", "Nav Bergen", "nav alver") == ["nav alver", "Nav Bergen", "NAV voss"]


def test_foreign_accents_do_not_count():
    assert in_order("Kåfjord", "Karasjok", "Kárášjohka") == ["Kárášjohka", "Karasjok", "Kåfjord"]


def test_swedish_letters_stand_with_their_norwegian_ones():
    assert in_order("Øst", "Öst", "Äst", "Åst", "Ast") == ["Ast", "Äst", "Öst", "Øst", "Åst"]


def test_sami_letters_stand_with_their_nearest():
    assert in_order("Deatnu", "Đeatnu", "Dovre") == ["Deatnu", "Đeatnu", "Dovre"]


def test_dashes_and_dots_count_as_space():
    assert in_order("Hareid-Ulstein", "Hareid og Ulstein", "Hareid") == [
        "Hareid",
        "Hareid og Ulstein",
        "Hareid-Ulstein",
    ]


@pytest.mark.django_db
def test_the_database_sorts_the_same_letters_the_same_way():
    names = ["Åse", "Ørjan", "Ære", "Zara", "anne", "Bo", "ÅGE", "ødegaard", "ærlig"]
    for name in names:
        a_person(name=name)
    found = User.objects.order_by(norwegian_order("name")).values_list("name", flat=True)
    assert list(found) == ["anne", "Bo", "Zara", "Ære", "ærlig", "ødegaard", "Ørjan", "ÅGE", "Åse"]


def test_the_nearest_name_is_suggested_whatever_its_case():
    assert nearest_name("Valid_form", ["valid_from", "valid_to", "name"]) == "valid_from"


def test_nothing_is_suggested_where_nothing_is_near():
    assert nearest_name("kommentar", ["code", "kind"]) is None
    assert did_you_mean("kommentar", ["code", "kind"]) == ""


def test_a_code_without_its_zeros_is_nearest_to_the_one_with_them():
    assert nearest_name("101", ["1401", "1010", "0101"]) == "0101"


def test_the_suggestion_is_a_question():
    assert did_you_mean("offise", ["office", "region"]) == "Mente du «office»?"
