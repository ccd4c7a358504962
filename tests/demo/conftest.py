"""The demo, made once for all tests of a module: its foundations alone, or with its first months."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from demo.foundations import load_foundations

MONTHS = 3


@pytest.fixture(scope="module")
def foundations(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_foundations()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    with (
        override_settings(BASE_DIR=tmp_path_factory.mktemp("demo")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        call_command("seed_demo", months=MONTHS)
        yield
        transaction.set_rollback(True)
