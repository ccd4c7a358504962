"""Pages are kept while the figures they were made from stand, and not a moment longer."""

import pytest
from django.core.cache import caches

from scorecards.models import Indicator, Result
from scorecards.services.places import prepare_places
from scorecards.versions import count_up_version
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
PAGE = "/offices/1235/2018-05/"


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY, (73, 90), (95, 100), (8, 10))
    return made


@pytest.fixture
def employee(world):
    return reader("employee", world.offices[0])


def behind_the_scenes(numerator: float) -> None:
    """Change a figure in a way that no version tells of: a page that was kept doesn't know."""
    Result.objects.filter(unit__code="1235").update(numerator=numerator, value=numerator / 90)


def test_a_page_shown_again_is_the_one_that_was_made(employee):
    first = employee.get(PAGE).content
    behind_the_scenes(9)
    assert "10,0" not in text_of(employee.get(PAGE))
    assert "81,1" in first.decode()


def test_it_is_made_anew_when_the_version_counts_up(employee):
    employee.get(PAGE)
    behind_the_scenes(9)
    count_up_version()
    assert "10,0" in text_of(employee.get(PAGE))


def test_a_publication_shows_at_once(world, employee):
    employee.get(PAGE)
    world.publish(MAY, (45, 90), (95, 100), (8, 10))
    count_up_version()
    assert "50,0" in text_of(employee.get(PAGE))


def test_prepared_places_show_at_once(world, employee):
    employee.get(PAGE)
    behind_the_scenes(9)
    if prepare_places():
        assert "10,0" in text_of(employee.get(PAGE))


def test_showing_it_again_costs_four_queries(employee, django_assert_num_queries):
    employee.get(PAGE)
    with django_assert_num_queries(4):  # session, person, roles, version
        employee.get(PAGE)


def test_somebody_else_with_the_same_roles_sees_the_same_page_under_their_own_name(world, employee):
    employee.get(PAGE)
    behind_the_scenes(9)
    other = reader("employee", world.offices[0], name="Ola Nordmann")
    shown = text_of(other.get(PAGE))
    assert "Ola Nordmann" in shown
    assert "81,1" in shown


def test_people_of_other_offices_have_pages_of_their_own(world, employee):
    address = f"/indicators/IND0/2018-05/?county={world.county.code}"
    mine = employee.get(address).content.decode()
    theirs = reader("employee", world.offices[1]).get(address).content.decode()
    assert mine != theirs


def test_a_language_has_pages_of_its_own(employee):
    Indicator.objects.update(name_nn="På nynorsk")
    assert "På nynorsk" not in text_of(employee.get(PAGE))
    assert "På nynorsk" in text_of(employee.get(f"{PAGE}?lang=nn"))


def test_a_choice_in_the_address_has_a_page_of_its_own(employee):
    assert employee.get(PAGE).content != employee.get(f"{PAGE}?show=attention").content


def test_files_are_written_each_time(employee):
    employee.get(f"{PAGE}?format=csv")
    behind_the_scenes(9)
    assert (
        ";9;90;" in employee.get(f"{PAGE}?format=csv").content.decode()
        or "0.1" in employee.get(f"{PAGE}?format=csv").content.decode()
    )


def test_a_page_that_says_something_is_missing_is_not_kept(world, employee):
    assert "Ingen tall" in text_of(employee.get("/offices/1235/2018-07/"))
    assert len(caches["pages"]._cache) == 0


def test_an_unknown_address_is_not_found_each_time(employee):
    assert [employee.get("/offices/7777/2018-05/").status_code for _ in range(2)] == [404, 404]
