"""What a catalogue takes out of use, against a month-by-month count, for spans drawn by chance."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from organisation.months import Month
from scorecards.catalogue_files.lines import Catalogue, ItemLine
from scorecards.catalogue_files.losses import losses
from scorecards.catalogue_files.standing import Standing, StandingItem

days = st.dates(datetime.date(2018, 1, 1), datetime.date(2019, 12, 31))
spans = st.tuples(days, st.none() | days).filter(lambda span: span[1] is None or span[0] < span[1])
HORIZON = [Month(2018, 1) + at for at in range(30)]


def holds(span, month):
    first, end = span
    return first <= month.first_day and (end is None or month.first_day < end)


def an_item(span, row):
    return ItemLine(
        sheet="items.csv", row=row, letters={}, package="P", indicator="I", valid_from=span[0], valid_to=span[1]
    )


@given(before=st.lists(spans, min_size=1, max_size=3), after=st.lists(spans, min_size=1, max_size=3))
def test_a_month_is_lost_where_something_standing_held_it_and_nothing_in_the_file_does(before, after):
    catalogue = Catalogue(items=tuple(an_item(span, row) for row, span in enumerate(after, start=2)))
    standing = Standing(items={("P", "I"): tuple(StandingItem(0, *span) for span in before)})

    lost = list(losses(catalogue, standing))

    for month in HORIZON:
        counted = any(holds(span, month) for span in before) and not any(holds(span, month) for span in after)
        assert counted == any(loss.first <= month and (loss.end is None or month < loss.end) for loss in lost)


@given(spans=st.lists(spans, min_size=1, max_size=3))
def test_nothing_is_lost_where_the_file_says_what_stands(spans):
    catalogue = Catalogue(items=tuple(an_item(span, row) for row, span in enumerate(spans, start=2)))
    standing = Standing(items={("P", "I"): tuple(StandingItem(0, *span) for span in spans)})

    assert list(losses(catalogue, standing)) == []


@given(before=spans)
def test_a_package_without_the_indicator_loses_all_its_months(before):
    other = ItemLine(sheet="items.csv", row=2, letters={}, package="p", indicator="OTHER")
    standing = Standing(items={("P", "I"): (StandingItem(0, *before),)})

    lost = list(losses(Catalogue(items=(other,)), standing))

    for month in HORIZON:
        assert holds(before, month) == any(
            loss.first <= month and (loss.end is None or month < loss.end) for loss in lost
        )
