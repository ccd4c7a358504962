"""What stands before a catalogue is loaded, and what will stand after it, as far as the checks ask."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from scorecards.catalogue_files.lines import BEGINNING, Catalogue, IndicatorLine
from scorecards.figures import Limits


@dataclass(frozen=True, slots=True)
class IndicatorTraits:
    """What other lines of a catalogue depend on in an indicator."""

    code: str
    unit: str
    direction: str
    negative: bool = False
    valid_from: datetime.date = BEGINNING
    valid_to: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An indicator's place in a package for a span."""

    priority: int
    valid_from: datetime.date
    valid_to: datetime.date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database has. Codes of a catalogue are in upper case, since their case doesn't count; units' are not."""

    units: frozenset[str] = frozenset()
    perspectives: frozenset[str] = frozenset()
    goals: Mapping[str, str] = field(default_factory=dict)  # with their parents, "" for none
    packages: Mapping[str, str] = field(default_factory=dict)  # likewise
    indicators: Mapping[str, IndicatorTraits] = field(default_factory=dict)
    items: Mapping[tuple[str, str], tuple[StandingItem, ...]] = field(default_factory=dict)  # by package and indicator
    targets: Mapping[str, tuple[Limits, ...]] = field(default_factory=dict)  # by indicator


def indicators_after(catalogue: Catalogue, standing: Standing) -> dict[str, IndicatorTraits]:
    """All indicators as they will be, by code in upper case."""
    after = dict(standing.indicators)
    for line in catalogue.indicators:
        after[line.code.upper()] = _traits(line, standing.indicators.get(line.code.upper()))
    return after


def _traits(line: IndicatorLine, before: IndicatorTraits | None) -> IndicatorTraits:
    """An indicator by its line; what the file has no column for stays as it was."""
    return IndicatorTraits(
        code=before.code if before else line.code,
        unit=line.unit,
        direction=line.direction,
        negative=before.negative if before and not line.gives("negative") else line.negative,
        valid_from=before.valid_from if before and not line.gives("valid_from") else line.valid_from,
        valid_to=before.valid_to if before and not line.gives("valid_to") else line.valid_to,
    )
