"""The month of a cell, however it is written."""

import datetime

import pytest

from organisation.months import Month
from scorecards.month_words import in_words, month_of_words
from scorecards.parsing.months import read_month

MAY = Month(2018, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2018-05",
        "201805",
        "05.2018",
        "5.2018",
        "05/2018",
        "2018/05",
        "2018M05",
        "2018-05-01",
        "2018-05-01 00:00:00",
        "01.05.2018",
        "31.05.2018",
        "mai 2018",
        "Mai 2018",
        "MAI  2018",
        " mai\u00a02018 ",
        "mai. 2018",
        "mai-18",
        "mai.18",
        "may 2018",
        datetime.date(2018, 5, 1),
        datetime.datetime(2018, 5, 31, 12, 30),
        201805.0,
        43221.0,
        5.2018,
    ],
)
def test_may_2018_is_read_in_every_form(written):
    assert read_month(written) == MAY


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("januar", 1),
        ("februar", 2),
        ("mars", 3),
        ("april", 4),
        ("juni", 6),
        ("juli", 7),
        ("august", 8),
        ("september", 9),
        ("oktober", 10),
        ("november", 11),
        ("desember", 12),
        ("sept", 9),
        ("okt", 10),
        ("des", 12),
        ("october", 10),
        ("december", 12),
        ("march", 3),
        ("june", 6),
    ],
)
def test_months_have_their_norwegian_and_english_names(written, number):
    assert month_of_words(f"{written} 2019") == Month(2019, number)


@pytest.mark.parametrize(
    "written",
    [
        "2018-13",
        "2018-00",
        "201813",
        "13.2018",
        "mai",
        "2018",
        "18-05",
        "mai 2o18",
        "uke 20 2018",
        "31.02.2018",
        "2018-02-30",
        "mai 018",
        "majs 2018",
        "i dag",
        2018.0,
        5.0,
        -3.0,
        20.5,
        12.99999,
        datetime.time(3, 4),
        datetime.timedelta(days=2),
    ],
)
def test_what_is_no_month_is_none(written):
    assert read_month(written) is None


def test_an_excel_date_without_its_format_is_a_date_of_this_century():
    assert read_month(36526.0) == Month(2000, 1)
    assert read_month(73050.0) == Month(2099, 12)
    assert read_month(36525.0) is None
    assert read_month(73051.0) is None


def test_a_month_is_said_in_words():
    assert in_words(MAY) == "mai 2018"
    assert in_words(Month(2020, 12)) == "desember 2020"


def test_words_and_numbers_are_the_same_month():
    for index in range(24):
        month = Month(2018, 1) + index
        assert month_of_words(in_words(month)) == month == read_month(str(month))
