"""Saves everything that the configured database holds to one file, and brings it back: `make backup`, `make restore`.

The programs are those of the PostgreSQL wheel, for a server of one's own too.
"""

import argparse
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from nav_mrs.postgres.programs import PROGRAMS, find_package

EMPTY_THE_DATABASE = """
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


class Refused(Exception):
    """Why nothing was done, in a sentence."""


def save(file: Path) -> None:
    """Write a dump of the database, as it is at this moment, to a new file that only its owner can read."""
    if file.exists():
        raise Refused(f"{file} is there already.")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_name(file.name + ".unfinished")
    unfinished.touch(mode=0o600)
    run_program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}")
    unfinished.rename(file)


def restore(file: Path, *, replace: bool) -> None:
    """Bring a dump back in one transaction: all of it or nothing. Into an empty database, unless it may be replaced."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    saved_from, here = dumped_version(file), server_version()
    if saved_from > here:
        raise Refused(f"{file} was saved from PostgreSQL {saved_from}, and this database is PostgreSQL {here}.")
    if not replace and has_tables():
        raise Refused("The database is not empty; REPLACE=yes replaces everything in it by what the file holds.")
    script = run_restore("--no-owner", "--no-privileges", "--file=-", str(file))
    run_program(
        "psql", "--single-transaction", "--quiet", "--output=/dev/null", "--no-psqlrc", "--set=ON_ERROR_STOP=1",
        "--file=-", stdin=EMPTY_THE_DATABASE + script,
    )  # fmt: skip


def dumped_version(file: Path) -> int:
    """The major version of the server that the dump was taken from."""
    try:
        contents = run_restore("--list", str(file))
    except Refused as reason:
        raise Refused(f"{file} is not a backup: {reason}") from None
    found = re.search(r"Dumped from database version: (\d+)", contents)
    if found is None:
        raise Refused(f"{file} does not say which PostgreSQL it was saved from.")
    return int(found[1])


def server_version() -> int:
    """The major version of the configured server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::integer / 10000")
        return int(cursor.fetchone()[0])


def has_tables() -> bool:
    with connection.cursor() as cursor:
        return bool(connection.introspection.table_names(cursor))


def run_restore(*options: str) -> str:
    """What pg_restore prints; it reads the file only and asks no server."""
    return run([str(find_package() / PROGRAMS / "pg_restore"), *options], {})


def run_program(name: str, *options: str, stdin: str = "") -> None:
    """Run one of PostgreSQL's programs on the configured database."""
    connection.ensure_connection()
    arguments, environ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    connection.close()
    database = arguments.pop()
    run([str(find_package() / PROGRAMS / name), *arguments[1:], *options, f"--dbname={database}"], environ or {}, stdin)


def run(command: list[str], environ: dict[str, str], stdin: str = "") -> str:
    done = subprocess.run(
        command, env=os.environ | environ, input=stdin, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise Refused(done.stderr.strip() or f"{command[0]} failed.")
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m nav_mrs.backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save")
    saving.add_argument("file", type=Path, nargs="?", help="default: backups/, named by database and time")
    restoring = commands.add_parser("restore")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="replace what the database holds")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nav_mrs.settings")
    try:
        django.setup()
        name = connection.settings_dict["NAME"]
        if asked.command == "save":
            file = asked.file or Path("backups", f"{name}-{datetime.now():%Y-%m-%dT%H%M%S}.dump")
            save(file)
            print(f"Saved the database {name} to {file}.")
        else:
            restore(asked.file, replace=asked.replace)
            print(f"Brought {asked.file} back into the database {name}.")
    except (Refused, ImproperlyConfigured) as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
