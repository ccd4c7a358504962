"""The serving process's thread that makes offices' pages ahead: begun as gunicorn's workers have it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboards.models import PreparedPage
from dashboards.prepared import program
from dashboards.preparing import missing_pages
from scorecards.services.places import pending_places
from scorecards.versions import count_up_version, figures_version
from tests.other_process import begin, running, soon
from tests.scorecards.services.county import MAY, Delivering, delivering

pytestmark = pytest.mark.django_db(transaction=True)

A_WORKER = """
import threading
import django
django.setup()
from nav_mrs import gunicorn
from scorecards import background
background.PAUSE = 0.05
gunicorn.post_worker_init(None)
print(*sorted(thread.name for thread in threading.enumerate() if thread.daemon), flush=True)
threading.Event().wait()
"""


@pytest.fixture
def county() -> Delivering:
    return delivering()


@contextmanager
def a_worker() -> Iterator[None]:
    with running(begin(A_WORKER)) as process:
        assert process.stdout is not None
        assert "prepare-pages prepare-places" in process.stdout.readline()
        yield
        assert process.poll() is None, "it has ended by itself"


def everything_is_prepared() -> bool:
    return not pending_places() and not missing_pages()


def test_it_makes_the_pages_of_what_is_published_once_the_places_are_known(county):
    county.publish()
    with a_worker():
        assert soon(everything_is_prepared)
        pages = PreparedPage.objects.filter(version=figures_version(), program=program())
        assert {(page.unit.code, page.month) for page in pages} == {(code, MAY) for code in county.offices}
        county.publish(month=MAY + 1)
        assert soon(everything_is_prepared)
    assert set(PreparedPage.objects.values_list("month", flat=True)) == {MAY + 1}


def test_it_makes_them_anew_when_something_else_has_changed(county):
    county.publish()
    with a_worker():
        assert soon(everything_is_prepared)
        count_up_version()
        assert not everything_is_prepared()
        assert soon(everything_is_prepared)


def test_two_processes_make_each_page_once(county):
    county.publish()
    with a_worker(), a_worker():
        assert soon(everything_is_prepared)
    assert PreparedPage.objects.count() == 2 * len(county.offices)


def test_the_next_worker_finds_what_the_last_one_made(county):
    county.publish()
    with a_worker():
        assert soon(everything_is_prepared)
    made = set(PreparedPage.objects.values_list("pk", flat=True))
    with a_worker():
        assert everything_is_prepared()
    assert set(PreparedPage.objects.values_list("pk", flat=True)) == made
