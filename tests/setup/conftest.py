"""A data folder for each test that starts an embedded server of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.processes import has_ended, soon


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Not there yet. In pytest's own folder, which is closed to others: also to the user that the server runs as."""
    yield tmp_path / "data"
    assert soon(lambda: all(has_ended(used.parent) for used in tmp_path.rglob("postgresql"))), "a server was left"
    shutil.rmtree(tmp_path)
