"""A backup is one file that holds everything, and it can be brought back."""

import subprocess
from pathlib import Path

import pytest

from tests.setup.processes import a_user_of, ask, is_stored, run, store


@pytest.fixture
def backup(folder: Path) -> Path:
    """A backup of a database in which something is stored."""
    with a_user_of(folder):
        store(folder)
        file = folder.parent / "the backup æ.dump"
        saved = run_backup("save", file, folder=folder)
        assert saved.returncode == 0, saved.stderr
    return file


def run_backup(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return run("-m", "nav_mrs.backup", *arguments, NAV_MRS_DATA_DIR=str(folder))


def test_a_backup_is_brought_back_into_an_empty_database(backup, folder):
    other = folder.parent / "other"
    restored = run_backup("restore", backup, folder=other)
    assert restored.returncode == 0, restored.stderr
    with a_user_of(other):
        assert is_stored(other)


def test_what_a_database_holds_is_replaced_only_when_asked_for(backup, folder):
    with a_user_of(folder):
        ask(folder, "INSERT INTO kept VALUES (43) RETURNING number")
        refused = run_backup("restore", backup, folder=folder)
        assert refused.returncode == 1
        assert "REPLACE=yes" in refused.stderr
        assert ask(folder, "SELECT count(*) FROM kept") == "2"
        assert run_backup("restore", backup, "--replace", folder=folder).returncode == 0
        assert ask(folder, "SELECT count(*) FROM kept") == "1"


def test_a_restore_that_fails_leaves_the_database_as_it_was(backup, folder):
    broken = backup.with_name("broken.dump")
    broken.write_bytes(backup.read_bytes()[:-40])
    with a_user_of(folder):
        ask(folder, "INSERT INTO kept VALUES (43) RETURNING number")
        assert run_backup("restore", broken, "--replace", folder=folder).returncode == 1
        assert ask(folder, "SELECT count(*) FROM kept") == "2"


def test_a_backup_is_for_its_owner_only_and_never_overwrites_another(backup, folder):
    assert backup.stat().st_mode & 0o077 == 0
    again = run_backup("save", backup, folder=folder)
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_a_file_that_is_not_a_backup_is_refused(folder):
    for name in ("pyproject.toml", "no-such-file"):
        refused = run_backup("restore", name, folder=folder)
        assert refused.returncode == 1
        assert name in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_backup_of_a_newer_postgresql_is_refused_in_one_sentence_that_names_both(backup, folder):
    newer = backup.with_name("newer.dump")
    newer.write_bytes(backup.read_bytes().replace(b"18.4", b"19.1"))
    refused = run_backup("restore", newer, "--replace", folder=folder)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "PostgreSQL 19" in refused.stderr
    assert "PostgreSQL 18" in refused.stderr
