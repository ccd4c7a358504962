"""Offices' pages made ahead of their readers, in the background: each office's last month, in the languages in use."""

import time
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone, translation

from accounts.choices import Language
from dashboards.kept import Page, parts_of
from dashboards.models import PreparedPage
from dashboards.prepared import packed, program
from dashboards.queries import LAST_MONTH
from dashboards.views.offices import office_month_page, with_local_goals
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.queries.readings import Reading, reading
from scorecards.services.places import pending_places
from scorecards.versions import figures_version

LOCK_FOR_PAGES: Final = 20180519  # whose thread has it prepares pages; the others look on
AT_A_TIME: Final = 0.5  # seconds of making, then others have their turn

# An office that stood nowhere in its last month has no page of it.
READ_MISSING = f"""
SELECT u.code, last.month, l.language
FROM organisation_unit u
CROSS JOIN LATERAL (SELECT {LAST_MONTH} AS month) last
CROSS JOIN (
    SELECT %(own)s AS language UNION SELECT language FROM accounts_user WHERE language <> '' AND closed_at IS NULL
) l
WHERE u.kind = 'office'
    AND EXISTS (SELECT FROM organisation_placement p WHERE p.unit_id = u.id
        AND p.valid_from <= last.month AND (p.valid_to IS NULL OR p.valid_to > last.month))
    AND NOT EXISTS (SELECT FROM dashboards_preparedpage p WHERE p.unit_id = u.id AND p.month = last.month
        AND p.language = l.language AND p.version = %(version)s AND p.day = %(day)s AND p.program = %(program)s)
ORDER BY last.month DESC, u.code, l.language
"""  # noqa: S608  # made of constants


def prepare_pages(seconds: float = AT_A_TIME) -> int:
    """Make pages that are missing, for about so many seconds; returns how many offices' months. Safe at any time.

    With the last of them go those that are true no longer and were not made anew. None while places are still to be
    prepared: these count the version up, and every page would be made again.
    """
    if pending_places():
        return 0
    done, end = 0, time.monotonic() + seconds
    for code, month, language in missing_pages():
        prepare_page(code, month, language)
        done += 1
        if time.monotonic() > end:
            return done
    if done:
        PreparedPage.objects.exclude(version=figures_version()).delete()
    return done


def missing_pages() -> list[tuple[str, Month, str]]:
    """Offices, months and languages without a page that is true now, latest month first. Two queries."""
    asked: dict[str, Any] = {
        "own": Language.BOKMAL,
        "version": figures_version(),
        "day": timezone.localdate(),
        "program": program(),
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_MISSING, asked)
        return [(code, Month.of(day), language) for code, day, language in cursor.fetchall()]


def prepare_page(code: str, month: Month, language: str) -> None:
    """Put the office's month in the place of what stands for it in that language."""
    version = figures_version()  # before the figures: a page may be newer than it says, and never older
    read = reading(month, None)
    offices = read.neighbours(code)
    unit = next((office for office in offices if office.code == code), None)
    if unit is None:
        return  # it has lost its place since it was looked for
    with translation.override(language):
        made = [packed(parts_of(page)) if page else b"" for page in _made(read, unit, offices, language)]
    pages = [
        PreparedPage(
            unit_id=unit.id, month=month, language=language, fills_in=fills_in,
            version=version, day=timezone.localdate(), program=program(), parts=parts,
        )
        for fills_in, parts in zip((False, True), made, strict=True)
    ]  # fmt: skip
    with transaction.atomic():
        PreparedPage.objects.filter(unit=unit.id, language=language).delete()
        PreparedPage.objects.bulk_create(pages)


def _made(read: Reading, unit: PlacedUnit, offices: Sequence[PlacedUnit], language: str) -> tuple[Page | None, ...]:
    """For readers who may not fill in what is counted by hand, and for those who may; without figures no pages."""
    figures = read.office_month(unit, None, language, with_local=True)
    if figures.package is None or not figures.links.has_results:
        return None, None
    page = office_month_page(read, unit, offices, figures, {})
    return with_local_goals(page, unit, figures, False), with_local_goals(page, unit, figures, True)
