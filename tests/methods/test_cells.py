"""The one state of a cell."""

import pytest

from methods.cells import CellState, state_of


def a_state(value=0.5, absence=None, hidden=False, preliminary=False, **more):
    return state_of(value, absence=absence, hidden=hidden, preliminary=preliminary, **more)


def test_a_figure_is_a_value():
    assert a_state(0.5) == "value"


def test_a_zero_is_a_value():
    assert a_state(0) == "value"


def test_a_preliminary_figure_says_so():
    assert a_state(0.5, preliminary=True) == "preliminary"


def test_no_figure_is_not_delivered_even_where_it_would_be_preliminary():
    assert a_state(None) == "not_delivered"
    assert a_state(None, preliminary=True) == "not_delivered"


@pytest.mark.parametrize("absence", ["not_delivered", "not_applicable", "under_review", "not_existing"])
def test_a_reason_for_absence_is_the_state(absence):
    assert a_state(None, absence=absence) == absence
    assert a_state(0.5, absence=absence) == absence


def test_no_reason_may_be_none_or_empty():
    assert a_state(0.5, absence="") == "value"
    assert a_state(0.5, absence=None) == "value"


def test_hidden_by_us_and_hidden_by_the_sender_are_shown_alike():
    assert a_state(3, hidden=True) == "too_few"
    assert a_state(None, absence="too_few") == "too_few"
    assert a_state(3, hidden=True, preliminary=True) == "too_few"


def test_hidden_comes_before_another_absence():
    assert a_state(None, absence="under_review", hidden=True) == "too_few"


def test_what_did_not_exist_comes_before_everything():
    assert a_state(3, absence="too_few", hidden=True, preliminary=True, existed=False) == "not_existing"


def test_an_unknown_absence_is_refused():
    with pytest.raises(ValueError, match="unknown absence 'lost'"):
        a_state(None, absence="lost")
    with pytest.raises(ValueError, match="unknown absence 'value'"):
        a_state(None, absence="value")


def test_there_are_seven_states_beside_zero_which_is_a_value():
    assert sorted(CellState) == [
        "not_applicable",
        "not_delivered",
        "not_existing",
        "preliminary",
        "too_few",
        "under_review",
        "value",
    ]
