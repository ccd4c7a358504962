"""What publishing would do: new figures, changed ones, those that stay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.compare import compare, differing, same
from scorecards.delivered import ABSENCES, Figures, keys_of, no_figures, nothing_standing
from tests.scorecards.delivered_files import MAY, NUMBER, OFFICES, SHARE, standing

FANA, ASANE, ARNA, *_ = OFFICES
NAN = float("nan")


def figures(*given, emptied=()):
    """Figures of (unit, indicator, figure): numerator and denominator, a value alone, or an absence."""
    columns = {"numerator": [], "denominator": [], "value": [], "absence": []}
    for _, _, figure in given:
        parts = (*figure, figure[0] / figure[1], 0) if isinstance(figure, tuple) else (NAN, NAN, figure, 0)
        if isinstance(figure, str):
            parts = (NAN, NAN, NAN, ABSENCES.index(figure))
        for column, part in zip(columns.values(), parts, strict=True):
            column.append(part)
    return Figures(
        MAY,
        np.array([rules.id for _, rules, _ in given], np.int64),
        np.array([unit.id for unit, _, _ in given], np.int64),
        *(np.array(columns[name], np.float64) for name in ("numerator", "denominator", "value")),
        np.array(columns["absence"], np.int8),
        np.array([place in emptied for place in range(len(given))], np.bool_),
        np.arange(len(given), dtype=np.int32),
    )


def compared(new, old, *, preliminary=False):
    """The places of added, changed and unchanged figures."""
    found = compare(new, old, preliminary=preliminary)
    return found.added.tolist(), found.changed.tolist(), found.unchanged.tolist()


def test_where_nothing_stands_everything_is_new():
    new = figures((FANA, SHARE, (1, 2)), (ASANE, NUMBER, 5.0))
    assert compared(new, nothing_standing()) == ([0, 1], [], [])
    assert compared(new, standing((ARNA, SHARE, (1, 2)))) == ([0, 1], [], [])


def test_a_figure_is_new_changed_or_as_it_was():
    new = figures((FANA, SHARE, (1, 2)), (ASANE, SHARE, (2, 4)), (ARNA, SHARE, (3, 4)))
    old = standing((FANA, SHARE, (1, 2)), (ASANE, SHARE, (1, 2)))
    assert compared(new, old) == ([2], [1], [0])


def test_no_figures_change_nothing():
    assert compared(no_figures(MAY), standing((FANA, SHARE, (1, 2)))) == ([], [], [])
    assert compared(no_figures(MAY), nothing_standing()) == ([], [], [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((1, 2), (2, 4)),  # the same value, other parts
        ((1, 2), 0.5),
        (0.5, (1, 2)),
        (5.0, 6.0),
        (5.0, "too_few"),
        ("too_few", 5.0),
        ("too_few", "not_delivered"),
        ("not_applicable", "too_few"),
        (0.0, "not_delivered"),
    ],
)
def test_what_differs_is_changed(before, after):
    assert compared(figures((FANA, SHARE, after)), standing((FANA, SHARE, before))) == ([], [0], [])


@pytest.mark.parametrize("figure", [(1, 3), 0.1 + 0.2, 0.0, "too_few", "not_delivered", "not_applicable"])
def test_the_same_figure_is_unchanged(figure):
    assert compared(figures((FANA, SHARE, figure)), standing((FANA, SHARE, figure))) == ([], [], [0])


def test_the_same_number_come_by_another_way_is_unchanged():
    assert compared(figures((FANA, SHARE, 0.1 + 0.2)), standing((FANA, SHARE, 0.3))) == ([], [], [0])


class TestEmptyCells:
    def test_an_empty_cell_of_a_wide_file_is_new_where_nothing_stands(self):
        assert compared(figures((FANA, SHARE, "not_delivered"), emptied={0}), nothing_standing()) == ([0], [], [])

    @pytest.mark.parametrize("before", [(1, 2), 0.5, "too_few", "not_delivered"])
    @pytest.mark.parametrize("was_preliminary", [True, False])
    def test_and_changes_nothing_that_stands(self, before, was_preliminary):
        new = figures((FANA, SHARE, "not_delivered"), emptied={0})
        old = standing((FANA, SHARE, before), preliminary=was_preliminary)
        assert compared(new, old) == ([], [], [0])
        assert not differing(new, old).any()

    def test_a_marker_replaces_a_figure(self):
        assert compared(figures((FANA, SHARE, "not_delivered")), standing((FANA, SHARE, (1, 2)))) == ([], [0], [])


class TestPreliminaryFigures:
    FINAL = standing((FANA, SHARE, (1, 2)))
    PRELIMINARY = standing((FANA, SHARE, (1, 2)), preliminary=True)

    def test_a_preliminary_figure_never_replaces_a_final_one(self):
        other = figures((FANA, SHARE, (2, 2)))
        assert compared(other, self.FINAL, preliminary=True) == ([], [], [0])
        assert differing(other, self.FINAL).tolist() == [True]

    def test_it_replaces_a_preliminary_one(self):
        assert compared(figures((FANA, SHARE, (2, 2))), self.PRELIMINARY, preliminary=True) == ([], [0], [])

    def test_the_same_preliminary_figure_again_is_unchanged(self):
        assert compared(figures((FANA, SHARE, (1, 2))), self.PRELIMINARY, preliminary=True) == ([], [], [0])

    def test_a_final_figure_replaces_a_preliminary_one_also_where_it_is_equal(self):
        equal = figures((FANA, SHARE, (1, 2)))
        assert compared(equal, self.PRELIMINARY) == ([], [0], [])
        assert not differing(equal, self.PRELIMINARY).any()

    def test_a_preliminary_figure_is_new_where_nothing_stands(self):
        assert compared(figures((ASANE, SHARE, (1, 2))), self.FINAL, preliminary=True) == ([0], [], [])


def test_numbers_are_the_same_to_the_last_bits_and_nothing_is_nothing():
    one = np.array([1.0, NAN, 0.0, 1.0, 1e9, NAN])
    other = np.array([1.0 + 1e-15, NAN, 0.0, NAN, 1e9 + 1, 1.0])
    assert same(one, other).tolist() == [True, True, True, False, False, False]


numbers = st.one_of(st.floats(0, 100), st.tuples(st.integers(0, 9), st.integers(1, 9)), st.sampled_from(ABSENCES[1:]))
units = st.lists(st.sampled_from(OFFICES), unique_by=lambda unit: unit.id, max_size=7)


@given(st.data(), units, units, st.booleans(), st.booleans())
def test_every_figure_has_one_fate_and_publishing_again_changes_nothing(data, new_units, old_units, preliminary, was):
    new = figures(*((unit, SHARE, data.draw(numbers)) for unit in new_units))
    old = standing(*((unit, SHARE, data.draw(numbers)) for unit in old_units), preliminary=was)
    found = compare(new, old, preliminary=preliminary)
    fates = [*found.added.tolist(), *found.changed.tolist(), *found.unchanged.tolist()]
    assert sorted(fates) == list(range(len(new)))
    after = standing_after(new, old, found, preliminary)
    again = compare(new, after, preliminary=preliminary)
    assert len(again.added) == len(again.changed) == 0


def standing_after(new, old, found, preliminary):
    """What stands when the added and changed figures are written."""
    written = new.take(np.concatenate([found.added, found.changed]))
    kept = ~np.isin(old.keys, written.keys)
    keys = np.concatenate([written.keys, old.keys[kept]])
    order = np.argsort(keys)

    def column(name):
        return np.concatenate([getattr(written, name), getattr(old, name)[kept]])[order]

    flags = np.concatenate([np.full(len(written), preliminary), old.preliminary[kept]])[order]
    columns = [column(name) for name in ("numerator", "denominator", "value", "absence")]
    return type(old)(keys[order], *columns, flags, np.ones(len(keys), np.int64))


def test_standing_figures_are_found_by_key():
    old = standing((FANA, SHARE, (1, 2)), (ASANE, NUMBER, 5.0))
    keys = keys_of(np.array([NUMBER.id, SHARE.id, SHARE.id]), np.array([ASANE.id, FANA.id, ARNA.id]))
    stands, places = old.find(keys)
    assert stands.tolist() == [True, True, False]
    assert old.unit_ids[places[:2]].tolist() == [ASANE.id, FANA.id]
    assert old.indicator_ids[places[:2]].tolist() == [NUMBER.id, SHARE.id]
    assert len(old) == 2
