"""Offices' pages that were made ahead of their readers: kept in the database, so that every process finds them.

Decision record 21 says why. `preparing.py` makes them.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from markupsafe import Markup

from dashboards.kept import MadePage
from organisation.months import Month
from organisation.queries import PlacedUnit

# What a page looks like follows from these and from the figures.
FOLDERS = (
    "accounts", "audit", "dashboards", "locale", "methods", "nav_mrs", "organisation", "rankings", "scorecards",
    "templates",
)  # fmt: skip
SUFFIXES = frozenset((".py", ".mo", ".html"))
FILES = ("requirements.lock", "build/static/staticfiles.json")

READ = """
SELECT parts FROM dashboards_preparedpage
WHERE unit_id = %s AND month = %s AND language = %s AND fills_in = %s AND program = %s AND day = %s
    AND version = (SELECT number FROM scorecards_figuresversion)
"""


def prepared_page(unit: PlacedUnit, month: Month, language: str, *, fills_in: bool) -> MadePage | None:
    """The page, where one is prepared that is still true. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [unit.id, month.first_day, language, fills_in, program(), timezone.localdate()])
        found = cursor.fetchone()
    return MadePage(unpacked(found[0])) if found and found[0] else None


def packed(parts: Mapping[str, Any]) -> bytes:
    """A page's parts as they are kept."""
    return zlib.compress(json.dumps(parts).encode(), level=3)


def unpacked(kept: bytes) -> dict[str, Any]:
    parts: dict[str, Any] = json.loads(zlib.decompress(kept))
    blocks = {name: Markup(text) for name, text in parts["blocks"].items()}  # noqa: S704 - written by our templates
    return {**parts, "blocks": blocks}


@cache
def program() -> str:
    """The hash of what pages are made with in this process."""
    return hash_of_program(settings.BASE_DIR)


def hash_of_program(base: Path) -> str:
    """Of all that pages are made with: code, templates, texts, names of browser files, versions of packages."""
    seen = hashlib.sha256()
    files = [path for name in FOLDERS for path in (base / name).rglob("*") if path.suffix in SUFFIXES]
    for path in sorted([*files, *(base / name for name in FILES if (base / name).exists())]):
        seen.update(f"{path.relative_to(base)}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()
