"""The number that kept pages are true for."""

import pytest
from django.db import IntegrityError, transaction

from scorecards.models import FiguresVersion
from scorecards.versions import count_up_version, figures_version
from tests.scorecards.two_connections import meanwhile


@pytest.mark.django_db
def test_it_counts_up_from_nothing():
    assert figures_version() == 0
    numbers = []
    for _ in range(3):
        count_up_version()
        numbers.append(figures_version())
    assert numbers == [1, 2, 3]


@pytest.mark.django_db
def test_there_is_one_and_no_second():
    count_up_version()
    with pytest.raises(IntegrityError), transaction.atomic():
        FiguresVersion.objects.create(id=2, number=7)
    assert FiguresVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_number_is_seen_with_the_new_figures_and_no_sooner():
    with transaction.atomic():
        count_up_version()
        reader = meanwhile(figures_version)
        assert reader.ends()
        assert reader.answer == 0
        other = meanwhile(count_up_version)
        assert other.waits_for_a_lock()  # two publications never give one number
    assert other.ends()
    assert other.error is None
    assert figures_version() == 2


@pytest.mark.django_db
def test_what_is_taken_back_counts_nothing():
    count_up_version()
    with transaction.atomic():
        count_up_version()
        transaction.set_rollback(True)
    assert figures_version() == 1
