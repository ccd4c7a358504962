"""While a file is dealt with Python searches for no garbage; afterwards it does, however that ended."""

import gc
import threading

import pytest

from scorecards.garbage import no_search_for_garbage
from scorecards.models import Delivery
from scorecards.services.deliveries import publish_delivery, receive_delivery
from tests.dashboards.world import MAY, a_world

CONTENT = b"enhet;indikator;teller;nevner\n1235;IND0;73;90\n"


def test_it_is_put_off_inside_and_taken_up_again_after():
    with no_search_for_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_taken_up_again_after_a_failure():
    with pytest.raises(ValueError, match="broken"), no_search_for_garbage():
        raise ValueError("broken")
    assert gc.isenabled()


def test_one_inside_another_leaves_it_to_the_first():
    with no_search_for_garbage():
        with no_search_for_garbage():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_turned_off():
    gc.disable()
    try:
        with no_search_for_garbage():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_of_two_threads_that_overlap_it_is_on_when_both_are_done():
    entered, may_leave = threading.Event(), threading.Event()

    def second() -> None:
        with no_search_for_garbage():
            entered.set()
            may_leave.wait(5)

    thread = threading.Thread(target=second)
    with no_search_for_garbage():
        thread.start()
        assert entered.wait(5)
    may_leave.set()
    thread.join()
    assert gc.isenabled()


@pytest.mark.django_db
def test_a_delivery_is_received_and_published_nearly_without_a_search():
    world = a_world()

    facts = {"package": world.package, "month": MAY, "content": CONTENT, "file_name": "mai.csv", "by": None}
    with_searches = searches_during(lambda: receive_delivery.__wrapped__(**facts))
    assert searches_during(lambda: receive_delivery(**facts)) < with_searches / 10
    delivery = Delivery.objects.latest("id")
    assert searches_during(lambda: publish_delivery(delivery=delivery, by=None)) < with_searches / 10
    delivery.refresh_from_db()
    assert delivery.state == "published"
    assert gc.isenabled()


def searches_during(work) -> int:
    """How often Python searches for garbage while the work is done, were it to search at every turn."""
    phases: list[str] = []

    def count(phase: str, _facts: object) -> None:
        phases.append(phase)

    before = gc.get_threshold()
    gc.callbacks.append(count)
    gc.set_threshold(1)
    try:
        work()
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(count)
    return len(phases)
