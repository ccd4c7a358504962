"""Two people who change the catalogue at the same moment: nobody's text is overwritten unseen."""

import pytest
from django.db import transaction

from scorecards.catalogue_files.amending import with_parts, with_row
from scorecards.catalogue_files.rows import rows_under
from scorecards.models import Indicator, PackageItem
from scorecards.queries.catalogue_rows import read_rows
from scorecards.services.catalogue import Change, change_catalogue
from scorecards.services.catalogue_preview import preview_catalogue
from tests.builders import a_package, an_indicator, an_item
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def renamed(name: str) -> Change:
    return Change.by_hand(with_row(read_rows(), "indicators", "A", {"name": name}))


def test_the_second_waits_and_is_told_what_the_first_did():
    an_indicator("A")
    first, second = renamed("Karis"), renamed("Olas")

    with transaction.atomic():
        change_catalogue(first, by=None)
        work = meanwhile(lambda: change_catalogue(second, by=None))
        assert work.waits_for_a_lock()
    assert work.ends()

    assert [found.code for found in work.answer.findings] == ["changed_meanwhile"]
    assert Indicator.objects.get(code="A").name == "Karis"


def test_items_that_two_people_add_to_a_package_do_not_replace_each_other():
    package = a_package("P")
    an_item(package, an_indicator("A"))
    for code in ("B", "C"):
        an_indicator(code)
    row = dict(rows_under(read_rows(), "items", "P")[0])
    both = [
        Change.by_hand(with_parts(read_rows(), "items", "P", [row, {**row, "indicator": code}])) for code in ("B", "C")
    ]

    with transaction.atomic():
        change_catalogue(both[0], by=None)
        work = meanwhile(lambda: change_catalogue(both[1], by=None))
        assert work.waits_for_a_lock()
    assert work.ends()

    assert work.answer.refused
    assert sorted(PackageItem.objects.values_list("indicator__code", flat=True)) == ["A", "B"]


def test_changes_of_different_things_both_stand():
    an_indicator("A")
    an_indicator("B")
    one, other = renamed("Karis"), Change.by_hand(with_row(read_rows(), "indicators", "B", {"name": "Olas"}))

    with transaction.atomic():
        change_catalogue(one, by=None)
        work = meanwhile(lambda: change_catalogue(other, by=None))
        assert work.waits_for_a_lock()
    assert work.ends()

    assert sorted(Indicator.objects.values_list("name", flat=True)) == ["Karis", "Olas"]


def test_a_preview_holds_nobody_up_once_it_is_shown():
    an_indicator("A")

    with transaction.atomic():
        preview_catalogue(renamed("Karis"), by=None)
        work = meanwhile(lambda: change_catalogue(renamed("Olas"), by=None))
        assert work.ends()

    assert work.error is None
    assert Indicator.objects.get(code="A").name == "Olas"


def test_while_figures_are_read_the_catalogue_can_be_changed():
    an_indicator("A")

    with transaction.atomic():
        list(Indicator.objects.all())
        work = meanwhile(lambda: change_catalogue(renamed("Olas"), by=None))
        assert work.ends()

    assert not work.answer.refused
