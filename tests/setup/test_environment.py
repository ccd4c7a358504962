"""What the environment's variables do, and what is refused."""

import json
from typing import Any

from tests.setup.processes import begin_together, run

SETTINGS = (
    "import json, nav_mrs.settings as s; print(json.dumps({name: getattr(s, name) for name in dir(s) if name in %r}))"
)
SECRET = "a long text of many different letters and 0123456789 figures"
IN_PRODUCTION = {
    "NAV_MRS_ENV": "production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "mrs.example, www.mrs.example",
    "DATABASE_URL": "postgresql://mrs:p%40ss@db.example:5433/figures?sslmode=require",
}


def settings(*names: str, **environ: str) -> dict[str, Any]:
    """Those settings as a program of its own reads them in that environment."""
    done = run("-c", SETTINGS % (names,), **environ)
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_production_without_its_settings_is_refused_with_all_that_is_missing_in_one_message(folder):
    refused = run("manage.py", "check", NAV_MRS_ENV="production", NAV_MRS_DATA_DIR=str(folder))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert all(name in refused.stderr for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"))
    assert not folder.exists()


def test_production_names_only_what_is_missing():
    refused = run("manage.py", "check", **IN_PRODUCTION | {"SECRET_KEY": " "})
    assert refused.returncode == 1
    assert "SECRET_KEY" in refused.stderr
    assert "ALLOWED_HOSTS" not in refused.stderr


def test_the_production_server_is_refused_by_the_same_message():
    refused = run("-m", "gunicorn", "--config", "nav_mrs/gunicorn.py", "nav_mrs.wsgi", NAV_MRS_ENV="production")
    assert refused.returncode != 0
    assert "SECRET_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_production_uses_what_it_is_told():
    told = settings("SECRET_KEY", "ALLOWED_HOSTS", "DATABASES", "DEBUG", **IN_PRODUCTION, DEBUG="1")
    assert told["SECRET_KEY"] == SECRET
    assert told["ALLOWED_HOSTS"] == ["mrs.example", "www.mrs.example"]
    database = told["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "figures")
    assert (database["USER"], database["PASSWORD"], database["OPTIONS"]) == ("mrs", "p@ss", {"sslmode": "require"})
    assert told["DEBUG"] is False


def test_djangos_own_check_for_production_finds_nothing():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **IN_PRODUCTION)
    assert checked.returncode == 0, checked.stderr


def test_cookies_are_secure_in_production_and_usable_without_tls_elsewhere(folder):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert settings(*names, **IN_PRODUCTION) == dict.fromkeys(names, True)
    assert settings(*names, NAV_MRS_DATA_DIR=str(folder), DATABASE_URL=IN_PRODUCTION["DATABASE_URL"]) == {}


def test_an_unknown_kind_of_installation_is_refused():
    refused = run("manage.py", "check", NAV_MRS_ENV="prod")
    assert refused.returncode == 1
    assert "'prod'" in refused.stderr


def test_a_database_that_is_not_postgresql_is_refused_without_showing_its_password():
    for address in ("mysql://mrs:secret@db.example/figures", "secret"):
        refused = run("manage.py", "check", DATABASE_URL=address)
        assert refused.returncode == 1
        assert "DATABASE_URL" in refused.stderr
        assert "secret" not in refused.stderr


def test_a_local_installation_needs_no_variable_and_answers_to_this_machine_only(folder):
    local = settings("ALLOWED_HOSTS", "DATABASES", "SECRET_KEY", NAV_MRS_DATA_DIR=str(folder))
    assert local["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert local["DATABASES"]["default"]["NAME"] == "nav_mrs"
    assert len(local["SECRET_KEY"]) >= 50


def test_the_secret_key_is_made_once_and_kept_where_only_its_owner_reads_it(folder):
    environ = {"NAV_MRS_DATA_DIR": str(folder), "DATABASE_URL": IN_PRODUCTION["DATABASE_URL"]}
    together = begin_together(4, "-c", SETTINGS % (("SECRET_KEY",),), **environ)
    assert len(set(together)) == 1
    assert settings("SECRET_KEY", **environ) == json.loads(together[0])
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0
    assert [file.name for file in folder.iterdir()] == ["secret_key"]
