"""A workbook that fits one of its package's layouts is read by it, and its delivery says so."""

import pytest

from organisation.months import Month
from scorecards.models import Layout, LayoutColumn
from scorecards.services.deliveries import publish_delivery, receive_delivery
from tests.builders import a_package
from tests.scorecards.delivered_files import workbook
from tests.scorecards.services.county import delivering, long_file

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)
ODD = workbook({"Utskrift": [[], ["Kontoret", "Fulgt opp", "Av"], ["1201", 3, 4], ["1202", 1, 2], ["1203", 0, 2]]})


@pytest.fixture
def county():
    return delivering()


def a_layout(package, code="UTSKRIFT", columns=(("B", "ANDEL numerator"), ("C", "ANDEL denominator"))):
    layout = Layout.objects.create(code=code, package=package, header_row=2, unit_column="A", sheet_pattern="*")
    for letter, meaning in columns:
        LayoutColumn.objects.create(layout=layout, column=letter, meaning=meaning)
    return layout


def deliver(county, content=ODD, **more):
    return receive_delivery(package=county.package, month=MAY, content=content, file_name="mai.xlsx", by=None, **more)


def test_it_is_read_by_the_layout_that_it_fits(county):
    layout = a_layout(county.package)
    outcome = deliver(county)
    assert not outcome.refused
    assert (outcome.delivery.state, outcome.delivery.results) == ("checked", 3)
    outcome.delivery.refresh_from_db()
    assert outcome.delivery.layout == layout
    assert publish_delivery(delivery=outcome.delivery, by=None).delivery.state == "published"
    assert county.value("1201") == 0.75


def test_it_is_published_at_once_as_well(county):
    a_layout(county.package)
    assert deliver(county, publish=True).delivery.state == "published"


def test_without_one_that_fits_the_delivery_has_none(county):
    a_layout(county.package, columns=(("D", "ANDEL value"),))
    outcome = deliver(county)
    assert [found.code for found in outcome.findings] == ["missing_column"]
    assert outcome.delivery.layout is None


def test_another_packages_layout_is_not_tried(county):
    a_layout(a_package("ANNEN"))
    assert deliver(county).delivery.layout is None


def test_a_file_with_known_headers_has_no_need_of_one(county):
    a_layout(county.package)
    assert deliver(county, long_file(("1201", "ANDEL", "3", "4"))).delivery.layout is None


def test_one_that_was_chosen_stays(county):
    a_layout(county.package)
    chosen = a_layout(county.package, "VALGT", (("B", "ANTALL value"),))
    outcome = deliver(county, layout=chosen)
    assert outcome.delivery.layout == chosen
