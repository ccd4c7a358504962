"""Names of units where space is short: what all of them share is left out, whatever it is."""

from dashboards.names import shared_word, without


def test_a_word_that_all_names_begin_with_is_shared():
    assert shared_word(["NAV Voss", "NAV Os", "NAV Indre Hardanger"]) == "NAV "


def test_names_without_a_common_beginning_share_nothing():
    assert shared_word(["NAV Voss", "Porsgrunn"]) == ""
    assert shared_word(["Porsgrunn", "Skien"]) == ""


def test_a_name_that_is_only_the_word_keeps_the_others_whole():
    assert shared_word(["NAV", "NAV Voss"]) == ""


def test_no_names_share_nothing_and_one_name_stays_whole():
    assert shared_word([]) == ""
    assert shared_word(["NAV Voss"]) == ""


def test_the_shared_word_is_left_out():
    assert without("NAV ", "NAV Voss") == "Voss"
    assert without("", "Porsgrunn") == "Porsgrunn"
    assert without("NAV ", "Telemark fylke") == "Telemark fylke"
