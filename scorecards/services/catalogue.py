"""Loading a catalogue: all of it or nothing, and what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from audit.services import record
from organisation.findings import Found, stops
from scorecards.catalogue_files.checking import check_catalogue
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.losses import Loss, losses
from scorecards.catalogue_files.reading import read_catalogue
from scorecards.catalogue_files.unit_codes import with_repaired_unit_codes
from scorecards.models import Package
from scorecards.queries.catalogue_standing import months_with_figures, read_standing
from scorecards.services.catalogue_codes import (
    unit_ids,
    write_goals,
    write_indicators,
    write_packages,
    write_perspectives,
)
from scorecards.services.catalogue_spans import write_items, write_targets

if TYPE_CHECKING:
    from accounts.models import User

FATES = ("added", "changed", "unchanged", "removed")


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """What was found in a catalogue, and, where nothing stopped it, how many lines of each table met which fate."""

    findings: tuple[Found, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)  # table: added, changed, unchanged, removed

    @property
    def is_refused(self) -> bool:
        return stops(self.findings)

    @property
    def changes(self) -> int:
        """How many lines changed anything."""
        return sum(number for fates in self.counts.values() for fate, number in fates.items() if fate != "unchanged")


@transaction.atomic
def load_catalogue(path: Path, *, by: "User | None") -> LoadedCatalogue:
    """Load the folder, workbook or single table at `path`; with an error in it nothing is changed.

    It is the truth for what it names: each code's line, the items of each package and the targets of each indicator.
    What it does not name is left alone, and loading it again changes nothing.
    """
    catalogue, findings = read_catalogue(path)
    standing = read_standing()
    catalogue, repaired = with_repaired_unit_codes(catalogue, standing.units)
    findings += [*repaired, *check_catalogue(catalogue, standing)]
    findings += [found for loss in losses(catalogue, standing) for found in _months_lost(loss)]
    if stops(findings):
        return LoadedCatalogue(tuple(findings))
    counts = _write(catalogue)
    loaded = LoadedCatalogue(tuple(findings), counts)
    if loaded.changes:
        detail = "; ".join(
            f"{table}: " + ", ".join(f"{number} {fate}" for fate, number in fates.items() if number)
            for table, fates in counts.items()
        )
        record(by=by, verb="loaded catalogue", subject=path.name, detail=detail)
    return loaded


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


def _write(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    units = unit_ids()
    fates = {
        "perspectives": write_perspectives(catalogue.perspectives).values(),
        "goals": write_goals(catalogue.goals, units).values(),
        "indicators": write_indicators(catalogue.indicators, units).values(),
        "packages": write_packages(catalogue.packages, units).values(),
        "items": write_items(catalogue.items),
        "targets": write_targets(catalogue.targets, units),
    }
    return {table: {fate: Counter(found)[fate] for fate in FATES} for table, found in fates.items()}


@transaction.atomic
def describe_source(*, package: Package, simulated: bool, source: str, by: "User | None") -> None:
    """Say of a package whether its figures are made up, and where they come from."""
    if (package.simulated, package.source) == (simulated, source):
        return
    package.simulated, package.source = simulated, source
    package.save(update_fields=["simulated", "source"])
    record(by=by, verb="described source of package", subject=package.code, detail="simulated" if simulated else source)
