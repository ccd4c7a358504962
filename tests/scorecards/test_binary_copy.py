"""Rows written in bytes are read back as they were: numbers, words, nothing, and lists beside them."""

import datetime

import numpy as np
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.binary_copy import Column, Lists, Words, copy_rows, date_column

pytestmark = pytest.mark.django_db
NAN = float("nan")
numbers = st.floats(allow_nan=False, allow_infinity=False)
WORDS = ("", "too_few", "not_delivered")
rows_of_all_kinds = st.lists(
    st.tuples(
        st.integers(-(2**62), 2**62), st.none() | numbers, st.sampled_from(range(3)), st.booleans(), st.lists(numbers)
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(autouse=True)
def table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE written (id bigint, number float8, word text, flag boolean, day date, list float8[])"
        )
        yield
        cursor.execute("DROP TABLE written")


def read_back():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number, word, flag, day, list FROM written ORDER BY id")
        return cursor.fetchall()


def write(rows, day=datetime.date(2018, 5, 1)):
    ids, singles, words, flags, lists = zip(*rows, strict=True)
    columns = {
        "id": Column(">i8", np.array(ids, np.int64)),
        "number": Column(">f8", np.array([NAN if number is None else number for number in singles], np.float64)),
        "word": Words(np.array(words, np.int8), WORDS),
        "flag": Column(">i1", np.array(flags, np.bool_)),
        "day": date_column(day),
    }
    several = np.array([number for each in lists for number in each], np.float64)
    copy_rows("written", columns, len(rows), lists=("list", Lists(several, np.array(list(map(len, lists)), np.int64))))


@settings(max_examples=40, deadline=None)
@given(rows=rows_of_all_kinds)
def test_what_is_written_is_read_back(rows):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE written")
    distinct = list({row[0]: row for row in rows}.values())
    write(distinct)
    expected = [(row[0], row[1], WORDS[row[2]], row[3], datetime.date(2018, 5, 1), row[4]) for row in distinct]
    assert read_back() == sorted(expected, key=lambda row: row[0])


def test_a_list_without_numbers_is_an_empty_one_and_not_nothing():
    write([(1, 0.5, 0, True, [])])
    with connection.cursor() as cursor:
        cursor.execute("SELECT list IS NULL, cardinality(list), list = '{}' FROM written")
        assert cursor.fetchone() == (False, 0, True)


def test_a_list_is_counted_from_one_as_postgresql_does():
    write([(1, 0.5, 0, True, [0.25, 0.5, 1.0])])
    with connection.cursor() as cursor:
        cursor.execute("SELECT list[1], list[3], array_lower(list, 1), array_ndims(list) FROM written")
        assert cursor.fetchone() == (0.25, 1.0, 1, 1)


def test_each_row_keeps_its_own_list_among_rows_of_other_forms():
    rows = [
        (1, None, 1, False, [1.0]),
        (2, 0.5, 0, True, []),
        (3, None, 1, False, [3.0, 4.0]),
        (4, 0.5, 0, True, [5.0]),
    ]
    write(rows)
    assert [row[5] for row in read_back()] == [[1.0], [], [3.0, 4.0], [5.0]]
    assert [row[1] for row in read_back()] == [None, 0.5, None, 0.5]


@pytest.mark.parametrize("day", [datetime.date(1999, 12, 31), datetime.date(2000, 1, 1), datetime.date(2031, 2, 28)])
def test_days_before_and_after_the_first_are_days(day):
    write([(1, 0.5, 0, True, [])], day)
    assert read_back()[0][4] == day


def test_without_lists_as_before_and_without_rows_nothing():
    columns = {"id": Column(">i8", np.array([7], np.int64)), "word": Words(np.array([1]), WORDS)}
    copy_rows("written", columns, 1)
    copy_rows("written", {"id": Column(">i8", np.zeros(0, np.int64))}, 0)
    assert read_back() == [(7, None, "too_few", None, None, None)]
