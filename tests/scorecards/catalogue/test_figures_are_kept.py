"""Nothing that figures stand in is taken out of use by a catalogue."""

import pytest

from scorecards.models import Indicator, Package, PackageItem
from scorecards.services.catalogue import load_catalogue
from tests.builders import a_country, a_county, a_delivery, a_result, an_office
from tests.scorecards.catalogue.files import TABLES, a_folder, a_folder_with_only, lines

pytestmark = pytest.mark.django_db
ITEMS = "package;indicator;valid_from;valid_to"


@pytest.fixture(autouse=True)
def office(tmp_path):
    a_country()
    county = a_county("1200")
    office = an_office("1235", county=county)
    assert not load_catalogue(a_folder(tmp_path), by=None).refused
    for table in tmp_path.glob("*.csv"):
        table.unlink()
    return office


def a_published_figure(office, package="SP", indicator="OVG", month="2018-05"):
    delivery = a_delivery(Package.objects.get(code=package), month)
    return a_result(Indicator.objects.get(code=indicator), office, month, 3, 5, delivery=delivery)


def faults(folder):
    loaded = load_catalogue(folder, by=None)
    return [(found.code, found.sheet, found.row, found.column) for found in loaded.findings]


def test_an_item_that_holds_figures_stays_in_its_package(tmp_path, office):
    a_published_figure(office)
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "SP;TID;2018-01-01;"))

    assert faults(folder) == [("span_holds_figures", "items.csv", 2, "D")]
    assert PackageItem.objects.filter(package__code="SP", indicator__code="OVG").count() == 2


def test_the_finding_says_which_months_and_what_to_do(tmp_path, office):
    a_published_figure(office, month="2018-03")
    a_published_figure(office, month="2018-05")
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "SP;TID;2018-01-01;"))

    message = load_catalogue(folder, by=None).findings[0].message

    assert message.startswith("OVG har tall i SP fra 2018-03 til 2018-05")
    assert "valid_to" in message


def test_an_item_may_end_after_its_last_figures(tmp_path, office):
    a_published_figure(office)
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "SP;OVG;2018-05-01;2018-06-01"))

    assert faults(folder) == []
    assert PackageItem.objects.filter(package__code="SP").count() == 1


def test_an_item_may_not_begin_after_its_first_figures(tmp_path, office):
    a_published_figure(office)
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "SP;OVG;2018-06-01;"))

    assert faults(folder) == [("span_holds_figures", "items.csv", 2, "D")]


def test_figures_that_came_in_another_package_do_not_hold_an_item(tmp_path, office):
    a_published_figure(office, package="MK")
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "SP;TID;2018-01-01;"))

    assert faults(folder) == []


def test_an_indicator_stays_valid_in_the_months_of_its_figures(tmp_path, office):
    a_published_figure(office, package="MK", month="2018-02")
    later = TABLES["indicators"].replace("NO;2018-01-01", "NO;2018-03")

    assert ("span_holds_figures", "indicators.csv", 2, "") in faults(a_folder_with_only(tmp_path, indicators=later))


def test_an_indicator_without_figures_may_begin_later(tmp_path):
    later = TABLES["indicators"].replace("NO;2018-01-01", "NO;2018-03")

    assert faults(a_folder_with_only(tmp_path, indicators=later)) == []
