"""Every write of the organisation."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from django.db import connection, transaction

from audit.services import record
from organisation.coverage import gaps, in_words, overlap
from organisation.findings import Found, stops
from organisation.models import Placement, Succession, Unit
from organisation.organisation_checks import after_loading, check_organisation
from organisation.organisation_files import OrganisationFiles, read_organisation
from organisation.standing import Span, Standing, standing_organisation
from organisation.zeros import restore_zeros

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

# Whether a unit, by its id, has figures from one day up to, not including, another (None: and on).
HoldsFigures: TypeAlias = Callable[[int, datetime.date, datetime.date | None], bool]


@dataclass(frozen=True, slots=True)
class OrganisationLoad:
    """What a load found and changed: numbers of units, and of lines of successions."""

    findings: tuple[Found, ...]
    units_added: int = 0
    units_changed: int = 0
    units_unchanged: int = 0
    successions_added: int = 0
    successions_removed: int = 0
    regrouped: frozenset[int] = frozenset()  # ids of units that count in another county or region than before

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    @property
    def changed(self) -> bool:
        return bool(self.units_added or self.units_changed or self.successions_added or self.successions_removed)


@transaction.atomic
def load_organisation(
    *, paths: Sequence[Path], by: "AbstractBaseUser | None", holds_figures: HoldsFigures
) -> OrganisationLoad:
    """Make the units and successions that the files name into what the files say; nothing at all where one is refused.

    The spans of a named unit become those of the files, the successors of a named predecessor likewise; others are
    left alone. Loading the same again changes nothing. `holds_figures` says which spans can't be taken away.
    """
    with connection.cursor() as cursor:  # two loads at a time would check against what the other changes
        cursor.execute("LOCK TABLE organisation_placement IN SHARE ROW EXCLUSIVE MODE")
    standing = standing_organisation()
    files = restore_zeros(read_organisation(paths), standing.kinds)
    findings = [*files.findings, *check_organisation(files, standing)]
    if not stops(findings):
        findings += _spans_with_figures(files, standing, holds_figures)
    if stops(findings):
        return OrganisationLoad(tuple(findings))
    done = _store(files, standing, tuple(findings))
    if done.changed:
        detail = (
            f"units: {done.units_added} added, {done.units_changed} changed; "
            f"successions: {done.successions_added} added, {done.successions_removed} removed"
        )
        record(by=by, verb="loaded organisation", subject=", ".join(path.name for path in paths), detail=detail)
    return done


def _spans_with_figures(files: OrganisationFiles, standing: Standing, holds_figures: HoldsFigures) -> list[Found]:
    """A finding at a unit's last line for each span that the files take away although figures stand in it."""
    last_lines = {line.code: line for line in files.units if line.code in standing.spans}
    ids = dict(Unit.objects.filter(code__in=last_lines).values_list("code", "pk"))
    after = after_loading(files, standing)
    findings = []
    for code, line in last_lines.items():
        kept = [span.days for span in after.spans_of(code)]
        for span in standing.spans_of(code):
            for first, end in gaps(span.days, kept):
                if holds_figures(ids[code], first, end):
                    message = (
                        f"{code} har tall i tiden {in_words((first, end))}, som linjene i filen ikke dekker. "
                        "Forleng perioden, eller trekk tilbake leveransene først."
                    )
                    findings.append(line.spot.error("span_holds_figures", message, "valid_from"))
    return findings


def _store(files: OrganisationFiles, standing: Standing, findings: tuple[Found, ...]) -> OrganisationLoad:
    after = after_loading(files, standing)
    named = dict.fromkeys(line.code for line in files.units)
    new = [code for code in named if code not in standing.kinds]
    moved = [code for code in named if code in standing.kinds and after.spans_of(code) != standing.spans_of(code)]
    Unit.objects.bulk_create(Unit(code=code, kind=after.kinds[code]) for code in new)
    ids = dict(Unit.objects.values_list("code", "pk"))
    _store_spans([*new, *moved], after, ids)
    added, removed = _store_successions(files, standing, after, ids)
    return OrganisationLoad(
        findings=findings,
        units_added=len(new),
        units_changed=len(moved),
        units_unchanged=len(named) - len(new) - len(moved),
        successions_added=added,
        successions_removed=removed,
        regrouped=frozenset(
            ids[code] for code in moved if _counts_elsewhere(standing.spans_of(code), after.spans_of(code))
        ),
    )


def _counts_elsewhere(before: Sequence[Span], now: Sequence[Span]) -> bool:
    """Whether the groups of a unit differ at some time in which it stood before and stands now."""
    return any(old.groups != new.groups and overlap(old.days, new.days) for old in before for new in now)


def _store_spans(codes: Sequence[str], after: Standing, ids: dict[str, int]) -> None:
    Placement.objects.filter(unit__in=[ids[code] for code in codes]).delete()
    Placement.objects.bulk_create(
        Placement(
            unit_id=ids[code],
            name=span.name,
            county_id=ids[span.county] if span.county else None,
            region_id=ids[span.region] if span.region else None,
            valid_from=span.valid_from,
            valid_to=span.valid_to,
        )
        for code in codes
        for span in after.spans_of(code)
    )


def _store_successions(
    files: OrganisationFiles, standing: Standing, after: Standing, ids: dict[str, int]
) -> tuple[int, int]:
    """How many were added and removed."""
    added, removed = [], 0
    for code in dict.fromkeys(line.predecessor for line in files.successions):
        before, now = standing.successions.get(code, set()), after.successions[code]
        added += [
            Succession(predecessor_id=ids[code], successor_id=ids[successor], date=date)
            for successor, date in sorted(now - before)
        ]
        for successor, date in before - now:
            removed += Succession.objects.filter(predecessor=ids[code], successor=ids[successor], date=date).delete()[0]
    Succession.objects.bulk_create(added)
    return len(added), removed
