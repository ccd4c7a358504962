"""Every write of the organisation: by file, by a guided change, and taking a change back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from django.db import connection, transaction

from audit.services import record, record_many
from organisation.changes import Change, change_lines
from organisation.findings import ERROR, Found, stops
from organisation.lines import stamp_of
from organisation.log import CHANGE_VERBS, LOADED, TAKEN_BACK, LoggedChange, entries_of, particulars
from organisation.models import Placement, Succession, Unit
from organisation.organisation_files import NamedContent, OrganisationFiles, read_organisation
from organisation.planning import HoldsFigures, OrganisationPlan, plan_organisation
from organisation.said import said
from organisation.standing import Standing, standing_organisation
from organisation.taking_back import files_that_take_back
from organisation.zeros import restore_zeros

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    Person: TypeAlias = AbstractBaseUser | None

# What else would be left hanging if these units (by id) were no more.
WhatHangsOn: TypeAlias = Callable[[Sequence[int]], list[Found]]


@dataclass(frozen=True, slots=True)
class OrganisationLoad:
    """What a load found and changed: numbers of units, and of lines of successions."""

    findings: tuple[Found, ...]
    units_added: int = 0
    units_changed: int = 0
    units_unchanged: int = 0
    successions_added: int = 0
    successions_removed: int = 0
    plan: OrganisationPlan | None = None
    log_line: int = 0  # the audit line of the change as a whole
    regrouped: frozenset[int] = frozenset()  # ids of units that count in another county or region than before

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    @property
    def changed(self) -> bool:
        return bool(self.units_added or self.units_changed or self.successions_added or self.successions_removed)


@transaction.atomic
def load_organisation(
    *,
    paths: Sequence[Path] = (),
    contents: Sequence[NamedContent] = (),
    by: "Person",
    holds_figures: HoldsFigures,
    stamp: str = "",
) -> OrganisationLoad:
    """Make the units and successions that the files name into what the files say; nothing at all where one is refused.

    The spans of a named unit become those of the files, the successors of a named predecessor likewise; others are
    left alone. Loading the same again changes nothing. `holds_figures` says which spans can't be taken away, `stamp`
    which organisation the person has seen (else any).
    """
    standing = _standing_for_a_change()
    files = restore_zeros(read_organisation(paths, contents), standing.kinds)
    subject = ", ".join([*(path.name for path in paths), *(name for name, _ in contents)])
    return _carry_out(files, standing, LOADED, subject, by=by, holds_figures=holds_figures, stamp=stamp)


@transaction.atomic
def change_organisation(*, change: Change, by: "Person", holds_figures: HoldsFigures, stamp: str) -> OrganisationLoad:
    """Carry out a guided change, by the lines that it makes of the file. The finding `organisation_changed` where it is
    no longer what the person saw.
    """
    standing = _standing_for_a_change()
    files = change_lines(change, standing).as_files()
    verb = CHANGE_VERBS[type(change)]
    return _carry_out(files, standing, verb, "organisation", by=by, holds_figures=holds_figures, stamp=stamp)


@transaction.atomic
def take_back_change(
    *, change: LoggedChange, by: "Person", holds_figures: HoldsFigures, hangs_on: WhatHangsOn
) -> OrganisationLoad:
    """Make every unit of the change what it was before, where all of them are still what the change made them."""
    standing = _standing_for_a_change()
    files = files_that_take_back(change, standing)
    gone = Unit.objects.filter(code__in=files.emptied).values_list("pk", flat=True)
    files.findings.extend(hangs_on(list(gone)))
    return _carry_out(
        files, standing, TAKEN_BACK, "organisation", by=by, holds_figures=holds_figures, takes_back=change.line
    )


def _standing_for_a_change() -> Standing:
    with connection.cursor() as cursor:  # two changes at a time would check against what the other changes
        cursor.execute("LOCK TABLE organisation_placement IN SHARE ROW EXCLUSIVE MODE")
    return standing_organisation()


def _carry_out(
    files: OrganisationFiles,
    standing: Standing,
    verb: str,
    subject: str,
    *,
    by: "Person",
    holds_figures: HoldsFigures,
    stamp: str = "",
    takes_back: int = 0,
) -> OrganisationLoad:
    if stamp and stamp != stamp_of(standing):
        message = said("Organisasjonen er endret siden du så forhåndsvisningen. Se over den på nytt.")
        files.findings.append(Found("organisation_changed", ERROR, message))
    plan = plan_organisation(files, standing, holds_figures)
    if plan.refused:
        return OrganisationLoad(plan.findings, plan=plan)
    ids, (added, removed) = _store(plan)
    done = OrganisationLoad(
        findings=plan.findings,
        units_added=len(plan.added),
        units_changed=len(plan.changed),
        units_unchanged=len(plan.named) - len(plan.added) - len(plan.changed),
        successions_added=added,
        successions_removed=removed,
        plan=plan,
        regrouped=frozenset(ids[code] for code in plan.regrouped),
    )
    return _log(done, plan, verb, subject, by, takes_back) if done.changed else done


def _store(plan: OrganisationPlan) -> tuple[dict[str, int], tuple[int, int]]:
    """Unit ids by code, and how many successions were added and removed."""
    Unit.objects.bulk_create(Unit(code=code, kind=plan.after.kinds[code]) for code in plan.added)
    ids = dict(Unit.objects.values_list("code", "pk"))
    _store_spans([*plan.added, *plan.changed], plan.after, ids)
    return ids, _store_successions(plan, ids)


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


def _store_successions(plan: OrganisationPlan, ids: dict[str, int]) -> tuple[int, int]:
    """How many were added and removed."""
    added, removed = [], 0
    for code in plan.succeeded_otherwise:
        before, now = plan.before.became(code), plan.after.became(code)
        added += [
            Succession(predecessor_id=ids[code], successor_id=ids[successor], date=date)
            for successor, date in sorted(now - before)
        ]
        for successor, date in before - now:
            removed += Succession.objects.filter(predecessor=ids[code], successor=ids[successor], date=date).delete()[0]
    Succession.objects.bulk_create(added)
    return len(added), removed


def _log(
    done: OrganisationLoad, plan: OrganisationPlan, verb: str, subject: str, by: "Person", takes_back: int
) -> OrganisationLoad:
    """A line for the change as a whole, and one for each unit with what it was and became."""
    detail = particulars(done.units_added, done.units_changed, done.successions_added, done.successions_removed)
    line = record(
        by=by, verb=verb, subject=subject, detail=f"takes back {takes_back}; {detail}" if takes_back else detail
    )
    record_many(entries_of(plan, line.pk), by=by)
    return replace(done, log_line=line.pk)
