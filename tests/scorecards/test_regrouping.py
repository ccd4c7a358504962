"""When a file says that an office counted elsewhere, the figures of its old and new groups follow."""

import pytest

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import GroupSummary
from scorecards.services.organisation import load_organisation_and_recalculate
from scorecards.services.recalculation import recalculate
from scorecards.versions import figures_version
from tests.builders import a_result, an_indicator
from tests.organisation.files import units_file

pytestmark = pytest.mark.django_db
UNITS = (
    "NO;Hele landet;country;;;2017-01-01;",
    "1200;NAV Hordaland;county;;;2017-01-01;",
    "1400;NAV Sogn;county;;;2017-01-01;",
    "R12;Region Voss;region;1200;;2017-01-01;",
    "1235;NAV Voss;office;1200;R12;2017-01-01;",
    "1236;NAV Ulvik;office;1200;;2017-01-01;",
)
MAY = Month(2018, 5)


@pytest.fixture
def load(tmp_path):
    def load_lines(*lines):
        return load_organisation_and_recalculate(paths=[units_file(tmp_path, *lines)], by=None)

    load_lines(*UNITS)
    return load_lines


@pytest.fixture
def indicator(load):
    """Voss has 30 of 40 and Ulvik 10 of 40, and the groups have their figures."""
    indicator = an_indicator(pooling="ratio")
    a_result(indicator, Unit.objects.get(code="1235"), MAY, 30, 40)
    a_result(indicator, Unit.objects.get(code="1236"), MAY, 10, 40)
    recalculate({indicator.pk})
    load("1236;NAV Ulvik;office;1200;R12;2017-01-01;")
    return indicator


def pooled() -> dict[str, tuple[int, float | None]]:
    """Number of offices and the group's result, by group."""
    rows = GroupSummary.objects.filter(month=MAY).values_list("group__code", "n", "pooled")
    return {code: (n, value) for code, n, value in rows}


def test_a_region_has_the_figures_of_the_offices_that_count_in_it(indicator):
    assert pooled() == {"NO": (2, 0.5), "1200": (2, 0.5), "R12": (2, 0.5)}


def test_an_office_that_moves_to_another_county_takes_its_figures_along(load, indicator):
    load("1236;NAV Ulvik;office;1400;;2017-01-01;")
    assert pooled() == {"NO": (2, 0.5), "1200": (1, 0.75), "R12": (1, 0.75), "1400": (1, 0.25)}


def test_a_group_that_loses_its_last_office_has_no_figures_left(load, indicator):
    load("1235;NAV Voss;office;1400;;2017-01-01;", "1236;NAV Ulvik;office;1400;;2017-01-01;")
    assert pooled() == {"NO": (2, 0.5), "1400": (2, 0.5)}


def test_a_move_at_a_later_day_leaves_earlier_months_alone(load, indicator):
    load("1236;NAV Ulvik;office;1200;R12;2017-01-01;2018-06-01", "1236;NAV Ulvik;office;1400;;2018-06-01;")
    assert pooled() == {"NO": (2, 0.5), "1200": (2, 0.5), "R12": (2, 0.5)}


def test_a_new_name_recalculates_nothing(load, indicator):
    before = set(GroupSummary.objects.values_list("pk", "places_prepared"))
    GroupSummary.objects.update(places_prepared=True)
    load("1236;Nytt navn;office;1200;R12;2017-01-01;")
    assert before
    assert not GroupSummary.objects.filter(places_prepared=False).exists()


def test_pages_that_were_kept_are_made_anew_after_a_change_and_only_then(load, indicator):
    before = figures_version()
    load("1236;Nytt navn;office;1200;R12;2017-01-01;")
    changed = figures_version()
    load("1236;Nytt navn;office;1200;R12;2017-01-01;")
    assert before < changed == figures_version()


def test_a_refused_file_recalculates_nothing(load, indicator):
    GroupSummary.objects.update(places_prepared=True)
    assert load("1236;NAV Ulvik;office;9999;;2017-01-01;").refused
    assert not GroupSummary.objects.filter(places_prepared=False).exists()
