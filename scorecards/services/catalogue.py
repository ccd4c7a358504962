"""Changing the catalogue, from a file or by hand: all of it or nothing, and what became of it."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from accounts.models import User
from accounts.permissions import can
from audit.services import Entry, record, record_many
from organisation.findings import ERROR, Found, stops
from organisation.models import Unit
from organisation.said import all_of, said
from scorecards.catalogue_files.checking import check_catalogue
from scorecards.catalogue_files.differences import Difference, differences
from scorecards.catalogue_files.edits import Basis, Edit, catalogue_of, changed_meanwhile
from scorecards.catalogue_files.history import things_changed
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.losses import Loss, losses
from scorecards.catalogue_files.owners import Touched, touched
from scorecards.catalogue_files.reading import read_catalogue, read_contents
from scorecards.catalogue_files.rows import stamp_of
from scorecards.catalogue_files.unit_codes import with_repaired_unit_codes
from scorecards.models import Package
from scorecards.queries.catalogue_rows import read_rows
from scorecards.queries.catalogue_standing import months_with_figures, read_standing
from scorecards.services.catalogue_codes import (
    unit_ids,
    write_goals,
    write_indicators,
    write_packages,
    write_perspectives,
)
from scorecards.services.catalogue_spans import write_items, write_targets
from scorecards.services.recalculation import recalculate, what_figures_follow
from scorecards.versions import count_up_version

EDIT = "edit_catalogue"
TOGETHER = "change "  # begins what lines of the log have in common that one edit of several things left
ALL = said("alle")
FATES = ("added", "changed", "unchanged", "removed")


@dataclass(frozen=True, slots=True)
class CatalogueLoad:
    """What was found in a catalogue, and, where nothing stopped it, what it changed.

    `counts`: how many lines of each table met which fate. `differences`: each row that became another.
    """

    findings: tuple[Found, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)  # table: added, changed, unchanged, removed
    differences: tuple[Difference, ...] = ()

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    @property
    def changed(self) -> bool:
        return bool(self.differences)


@dataclass(frozen=True, slots=True)
class Change:
    """A catalogue to be brought in: as it was read, what could not be read, and where it comes from."""

    catalogue: Catalogue
    findings: tuple[Found, ...]
    file: str = ""  # empty for an edit by hand
    basis: tuple[Basis, ...] = ()
    stamp: str = ""  # of the catalogue that was there when it was looked at beforehand; empty: any

    @classmethod
    def by_file(cls, path: Path) -> "Change":
        """A folder, a workbook or a single table."""
        catalogue, findings = read_catalogue(path)
        return cls(catalogue, tuple(findings), path.name)

    @classmethod
    def by_upload(cls, contents: Sequence[tuple[str, bytes]], stamp: str = "") -> "Change":
        """Files that were handed in, as names and bytes."""
        catalogue, findings = read_contents(contents)
        return cls(catalogue, tuple(findings), ", ".join(name for name, _content in contents), stamp=stamp)

    @classmethod
    def by_hand(cls, edit: Edit) -> "Change":
        catalogue, findings = catalogue_of(edit)
        return cls(catalogue, tuple(findings), basis=edit.basis)


class NotTheirsError(Exception):
    """Somebody changed what belongs to others: all is to be undone. `findings` say what."""

    def __init__(self, findings: tuple[Found, ...]) -> None:
        super().__init__()
        self.findings = findings


def load_catalogue(path: Path, *, by: User | None) -> CatalogueLoad:
    """Load the folder, workbook or single table at `path`; see `change_catalogue`."""
    return change_catalogue(Change.by_file(path), by=by)


def change_catalogue(change: Change, *, by: User | None) -> CatalogueLoad:
    """Bring a catalogue in; with an error in it nothing is changed.

    It is the truth for what it names: each code's line, the items of each package and the targets of each indicator.
    What it does not name is left alone, and bringing it in again changes nothing. `by` may change what belongs to the
    units that they may `edit_catalogue` of (finding `not_permitted`); without a person nothing is asked.
    """
    try:
        with transaction.atomic():
            follow = what_figures_follow()
            loaded = write_change(change, by=by)
            if loaded.changed:
                recalculate({row[0] for row in follow - what_figures_follow()})
                _record(change, loaded, by)
                count_up_version()
            return loaded
    except NotTheirsError as error:
        return CatalogueLoad(error.findings)


def write_change(change: Change, *, by: User | None) -> CatalogueLoad:
    """Check the change against what stands and write it, without what follows from it. Call inside a transaction.

    Raises NotTheirsError where it changes what `by` may not: the transaction is then to be undone.
    """
    with connection.cursor() as cursor:  # two changes at a time would check against what the other changes
        cursor.execute("LOCK TABLE scorecards_indicator IN SHARE ROW EXCLUSIVE MODE")
    before, standing = read_rows(), read_standing()
    catalogue, repaired = with_repaired_unit_codes(change.catalogue, standing.units)
    findings = [*change.findings, *repaired, *check_catalogue(catalogue, standing)]
    if not stops(change.findings):  # a line that can't be read leaves out nothing
        findings += [found for loss in losses(catalogue, standing) for found in _months_lost(loss)]
    findings += [changed_meanwhile(basis.table, basis.code) for basis in change.basis if not basis.stands_in(before)]
    if change.stamp and change.stamp != stamp_of(before):
        findings.append(changed_meanwhile())
    if stops(findings):
        return CatalogueLoad(tuple(findings))
    _write(catalogue)
    after = read_rows()
    found = tuple(differences(before, after))
    if by is not None and (others := list(_others_things(by, touched(found, before, after, catalogue)))):
        raise NotTheirsError((*findings, *others))
    return CatalogueLoad(tuple(findings), _counts(catalogue, found), found)


def _months_lost(loss: Loss) -> Iterable[Found]:
    """A finding where figures stand in months that the catalogue leaves out."""
    months = months_with_figures(loss.indicator, loss.package, loss.first, loss.end)
    if months:
        package = said("%(indicator)s har tall i %(package)s", indicator=loss.indicator, package=loss.package)
        message = said(
            "%(what)s fra %(first)s til %(last)s som ikke lenger ville blitt vist."
            " Ta med linjen for de månedene, og avslutt den med valid_to.",
            what=package if loss.package else said("%(indicator)s har tall", indicator=loss.indicator),
            first=months[0],
            last=months[-1],
        )
        yield loss.line.error("span_holds_figures", message, "valid_to", loss.indicator)


def _write(catalogue: Catalogue) -> None:
    units = unit_ids()
    write_perspectives(catalogue.perspectives)
    write_goals(catalogue.goals, units)
    write_indicators(catalogue.indicators, units)
    write_packages(catalogue.packages, units)
    write_items(catalogue.items, catalogue.emptied.get("items", ()))
    write_targets(catalogue.targets, units, catalogue.emptied.get("targets", ()))


def _counts(catalogue: Catalogue, found: Iterable[Difference]) -> dict[str, dict[str, int]]:
    counts = {table: dict.fromkeys(FATES, 0) for table in catalogue.tables}
    for each in found:
        counts[each.table][each.fate] += 1
    for table, lines in catalogue.tables.items():
        counts[table]["unchanged"] = len(lines) - counts[table]["added"] - counts[table]["changed"]
    return counts


def _others_things(by: User, found: Iterable[Touched]) -> Iterator[Found]:
    """A finding for each row that changes what belongs to units that `by` may not edit the catalogue of."""
    found = list(found)
    units = Unit.objects.in_bulk({code for each in found for code in each.owners if code}, field_name="code")
    allowed = {code: can(by, EDIT, units.get(code)) for code in {code for each in found for code in each.owners}}
    for each in found:
        others = sorted(code or ALL for code in each.owners if not allowed[code])
        if others:
            row, table = each.difference.row, each.difference.table
            what = " ".join(filter(None, (row.get("code") or row.get("package"), row.get("indicator"))))
            message = said(
                "Linjen for %(what)s endrer det som hører til %(others)s. Det kan ikke %(person)s gjøre."
                " Ta med bare det som hører til dine egne enheter, eller be en i direktoratet om å endre det.",
                what=what,
                others=all_of(others),
                person=by.email,
            )
            sheet, row_number = (each.line.sheet, each.line.row) if each.line else (table, None)
            yield Found("not_permitted", ERROR, message, sheet, row_number, value=what)


def _record(change: Change, loaded: CatalogueLoad, by: User | None) -> None:
    """The history of each thing that was changed. What a file brings in for the first time has its line as a whole."""
    if change.file:
        record(by=by, verb="loaded catalogue", subject=change.file, detail=_in_words(loaded.counts))
    things = [thing for thing in things_changed(loaded.differences) if not (change.file and thing.added)]
    together = f"{TOGETHER}{uuid.uuid4().hex}" if len(things) > 1 and not change.file else ""
    entries = [
        Entry(
            verb=f"{'added' if thing.added else 'changed'} {thing.subject.split()[0]}",
            subject=thing.subject,
            detail=together,
            changes={} if thing.added else thing.changes,
        )
        for thing in things
    ]
    record_many(entries, by=by)


def _in_words(counts: dict[str, dict[str, int]]) -> str:
    return "; ".join(
        f"{table}: " + ", ".join(f"{number} {fate}" for fate, number in fates.items() if number)
        for table, fates in counts.items()
        if any(fates.values())
    )


@transaction.atomic
def describe_source(*, package: Package, simulated: bool, source: str, by: User | None) -> None:
    """Say of a package whether its figures are made up, and where they come from."""
    if (package.simulated, package.source) == (simulated, source):
        return
    package.simulated, package.source = simulated, source
    package.save(update_fields=["simulated", "source"])
    record(by=by, verb="described source of package", subject=package.code, detail="simulated" if simulated else source)
    count_up_version()
