"""Loading a catalogue: all of it or nothing, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from accounts.models import User
from accounts.permissions import can
from audit.services import record
from organisation.findings import ERROR, Found, stops
from organisation.models import Unit
from scorecards.catalogue_files.checking import check_catalogue
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.losses import Loss, losses
from scorecards.catalogue_files.reading import read_catalogue
from scorecards.catalogue_files.unit_codes import with_repaired_unit_codes
from scorecards.models import Package
from scorecards.queries.catalogue_standing import months_with_figures, read_standing
from scorecards.services.catalogue_codes import (
    Outcome,
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
FATES = ("added", "changed", "unchanged", "removed")


@dataclass(frozen=True, slots=True)
class CatalogueLoad:
    """What was found in a catalogue, and, where nothing stopped it, how many lines of each table met which fate."""

    findings: tuple[Found, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)  # table: added, changed, unchanged, removed

    @property
    def refused(self) -> bool:
        return stops(self.findings)

    @property
    def changed(self) -> bool:
        return any(number for fates in self.counts.values() for fate, number in fates.items() if fate != "unchanged")


class _NotTheirsError(Exception):
    """Somebody changed what belongs to others: all is to be undone."""


def load_catalogue(path: Path, *, by: User | None) -> CatalogueLoad:
    """Load the folder, workbook or single table at `path`; with an error in it nothing is changed.

    It is the truth for what it names: each code's line, the items of each package and the targets of each indicator.
    What it does not name is left alone, and loading it again changes nothing. `by` may change what belongs to the
    units that they may `edit_catalogue` of (finding `not_permitted`); without a person nothing is asked.
    """
    catalogue, findings = read_catalogue(path)
    try:
        with transaction.atomic():
            before = what_figures_follow()
            loaded, touched = _load(catalogue, findings)
            if by is not None and touched:
                _refuse_others_things(by, touched)
            if loaded.changed:
                recalculate({row[0] for row in before - what_figures_follow()})
                record(by=by, verb="loaded catalogue", subject=path.name, detail=_in_words(loaded.counts))
                count_up_version()
            return loaded
    except _NotTheirsError as error:
        return CatalogueLoad((*loaded.findings, Found("not_permitted", ERROR, str(error), value=path.name)))


def _load(catalogue: Catalogue, findings: list[Found]) -> tuple[CatalogueLoad, set[int | None]]:
    """Check the catalogue against what stands and write it; and whose things it changed."""
    with connection.cursor() as cursor:  # two loads at a time would check against what the other changes
        cursor.execute("LOCK TABLE scorecards_indicator IN SHARE ROW EXCLUSIVE MODE")
    standing = read_standing()
    catalogue, repaired = with_repaired_unit_codes(catalogue, standing.units)
    findings = [*findings, *repaired, *check_catalogue(catalogue, standing)]
    findings += [found for loss in losses(catalogue, standing) for found in _months_lost(loss)]
    if stops(findings):
        return CatalogueLoad(tuple(findings)), set()
    outcomes = _write(catalogue)
    counts = {table: {fate: outcome.fates.count(fate) for fate in FATES} for table, outcome in outcomes.items()}
    return CatalogueLoad(tuple(findings), counts), {unit for outcome in outcomes.values() for unit in outcome.touched}


def _months_lost(loss: Loss) -> Iterable[Found]:
    """A finding where figures stand in months that the catalogue leaves out."""
    months = months_with_figures(loss.indicator, loss.package, loss.first, loss.end)
    if months:
        where = f" i {loss.package}" if loss.package else ""
        message = (
            f"{loss.indicator} har tall{where} fra {months[0]} til {months[-1]} som ikke lenger ville blitt vist."
            " Ta med linjen for de månedene, og avslutt den med valid_to."
        )
        yield loss.line.error("span_holds_figures", message, "valid_to", loss.indicator)


def _write(catalogue: Catalogue) -> dict[str, Outcome]:
    units = unit_ids()
    return {
        "perspectives": write_perspectives(catalogue.perspectives),
        "goals": write_goals(catalogue.goals, units),
        "indicators": write_indicators(catalogue.indicators, units),
        "packages": write_packages(catalogue.packages, units),
        "items": write_items(catalogue.items),
        "targets": write_targets(catalogue.targets, units),
    }


def _refuse_others_things(by: User, touched: Iterable[int | None]) -> None:
    """Raise unless `by` may edit what belongs to all these units; None stands for what is everybody's."""
    units = Unit.objects.in_bulk([unit for unit in touched if unit is not None])
    others = [
        units[unit].code if unit else "alle" for unit in touched if not can(by, EDIT, units[unit] if unit else None)
    ]
    if others:
        raise _NotTheirsError(
            f"Katalogen endrer det som hører til {', '.join(sorted(others))}. Det kan ikke {by.email} gjøre."
            " Ta med bare det som hører til dine egne enheter, eller be en i direktoratet om å laste den."
        )


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
