"""What the environment variables say, read and checked in one place."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from nav_mrs.postgres.cluster import OWNER
from nav_mrs.postgres.folders import data_folder, make_data_folder
from nav_mrs.postgres.server import use_server

KINDS = ("local", "demo", "production")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMBEDDED_DATABASES = {"local": "nav_mrs", "demo": "nav_mrs_demo"}
CONNECTION_AGE = 600  # seconds; a request costs a few milliseconds less on an open connection


@dataclass(frozen=True)
class Environment:
    kind: str
    debug: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    allowed_hosts: list[str]
    trusted_origins: list[str]
    static_collected: bool
    database: dict[str, Any]


def read_environment(environ: Mapping[str, str]) -> Environment:
    """The settings that differ between installations; starts the embedded database where it is the one to use.

    Raises ImproperlyConfigured, with everything that is missing in one message.
    """
    kind = environ.get("NAV_MRS_ENV") or "local"
    if kind not in KINDS:
        raise ImproperlyConfigured(f"NAV_MRS_ENV is {kind!r}: it must be demo or production, or unset.")
    if kind == "production":
        refuse_half_configured(environ)
    folder = data_folder(environ)
    return Environment(
        kind=kind,
        debug=kind == "local" and environ.get("DEBUG") == "1",
        secret_key=environ.get("SECRET_KEY") or kept_secret_key(folder),
        secret_key_fallbacks=words(environ, "SECRET_KEY_FALLBACKS"),
        allowed_hosts=words(environ, "ALLOWED_HOSTS") or LOCAL_HOSTS,
        trusted_origins=words(environ, "CSRF_TRUSTED_ORIGINS"),
        static_collected=kind == "production" or environ.get("NAV_MRS_STATIC") == "collected",
        database=database(environ, kind, folder),
    )


def refuse_half_configured(environ: Mapping[str, str]) -> None:
    needed = {
        "SECRET_KEY": "a long random text that only this installation knows",
        "ALLOWED_HOSTS": "the host names it answers to, separated by commas",
        "DATABASE_URL": "the PostgreSQL to use, as postgresql://user:password@host/name",
    }
    missing = [f"{name} ({meaning})" for name, meaning in needed.items() if not environ.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured("In production these must be set: " + "; ".join(missing) + ".")


def words(environ: Mapping[str, str], name: str) -> list[str]:
    return [word.strip() for word in environ.get(name, "").split(",") if word.strip()]


def kept_secret_key(folder: Path) -> str:
    """A secret key made once and kept in the data folder, so that people stay logged in."""
    make_data_folder(folder)
    file = folder / "secret_key"
    if not file.exists():
        fresh = folder / f".secret_key.{secrets.token_hex(8)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            file.hardlink_to(fresh)  # unlike a rename it keeps the key of whoever was first
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text()


def database(environ: Mapping[str, str], kind: str, folder: Path) -> dict[str, Any]:
    """Django's description of the database: the one DATABASE_URL names, or the embedded one, which is started."""
    if url := environ.get("DATABASE_URL"):
        try:
            named = dict(dj_database_url.parse(url))
        except ValueError as error:
            raise ImproperlyConfigured("DATABASE_URL is not an address of a database.") from error
        if named.get("ENGINE") != "django.db.backends.postgresql":
            raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL: postgresql://user:password@host/name.")
    else:
        name = EMBEDDED_DATABASES[kind]
        named = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": OWNER}
        named["HOST"] = str(use_server(folder, name))
    return {**named, "CONN_MAX_AGE": CONNECTION_AGE, "CONN_HEALTH_CHECKS": True}
