"""Fixtures that every test may use."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import caches
from django.db import connections
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.translations import Translations, forget_texts

# How long a busy machine takes to draw an example says nothing of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve-looks", action="store_true", help="keep the pages' pictures as they are now")


CHROMIUM_OPTIONS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Passwords are hashed as in production, with less work."""
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, started once. Without one the test is skipped, but never where CI=true."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        missing = "Chromium is not installed (Debian's package chromium)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop lives in the thread of the test
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    connections.close_all()  # Django keeps its connections apart for an event loop; one left open holds the database
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS + as_root)
        yield started
        started.close()
        connections.close_all()


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    """A test's pages are its own: the version of the figures begins anew in each, and so do the numbers of sessions."""
    for each in ("pages", "visits"):
        caches[each].clear()


@pytest.fixture
def translations(settings, tmp_path) -> Iterator[Translations]:
    """Supplies translations for the test alone."""
    yield Translations(settings, tmp_path)
    forget_texts()
