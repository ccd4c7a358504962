"""Where a table's lines lead, by what they are and in the reading that is kept."""

import pytest

from dashboards.line_addresses import around_indicator, indicator_href, line_href
from organisation.months import Month
from scorecards.figures import TableRow

MAY = Month(2018, 5)


def row(kind, code="1235"):
    return TableRow(code, "NAV Voss", kind, "", ())


@pytest.mark.parametrize(
    ("kind", "folder"), [("office", "offices"), ("county", "counties"), ("region", "regions"), ("special", "offices")]
)
def test_a_line_leads_to_its_unit_in_the_month(kind, folder):
    assert line_href(row(kind), MAY) == f"/{folder}/1235/2018-05/"
    assert line_href(row(kind), MAY, "?as=now") == f"/{folder}/1235/2018-05/?as=now"


def test_an_offices_figure_leads_to_its_months_and_a_countys_to_its_offices():
    assert indicator_href(row("office"), "IND0", MAY) == "/offices/1235/indicators/IND0/"
    assert indicator_href(row("county", "1200"), "IND0", MAY) == "/indicators/IND0/2018-05/?county=1200"
    assert around_indicator(row("county", "1200"), MAY, "?as=now")[1] == "/2018-05/?county=1200&as=now"
    assert around_indicator(row("office"), MAY, "?as=now")[1] == "/?as=now"


@pytest.mark.parametrize("kind", ["region", "mean", "country"])
def test_other_figures_lead_nowhere(kind):
    assert indicator_href(row(kind), "IND0", MAY) == ""
