"""The parsed file with its units, indicators and months recognised: what every rule looks at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from organisation.findings import Found
from organisation.months import Month
from scorecards.arrays import Bools, Wholes
from scorecards.checks.context import CheckContext, IndicatorRules, UnitFacts
from scorecards.parsing.months import read_month
from scorecards.parsing.numbers import FORMULA_ERROR
from scorecards.parsing.parsed import Keys, ParsedFile
from scorecards.reading import Cell, cell_text

UNKNOWN = -1
NO_PAIRS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule has to say: a finding made of each spot, all of one severity; `refused` pairs are not published."""

    spots: Wholes
    make: Callable[[int], Found]
    refused: Wholes = field(default_factory=lambda: NO_PAIRS)


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that a cell names, and whether it does so only after its lost zeros are put back."""

    unit: UnitFacts | None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """Ids are UNKNOWN where the file names nothing known."""

    parsed: ParsedFile
    context: CheckContext
    matches: list[Match]  # for each distinct unit cell
    rules: list[IndicatorRules | None]  # for each distinct indicator cell
    months: list[Month | None]  # for each distinct month cell, the delivery's where it is empty
    unit_ids: Wholes  # int64, per line
    indicator_ids: Wholes  # int64, per pair

    @property
    def unit_id_of_pairs(self) -> Wholes:
        return self.unit_ids[self.parsed.pairs.line]

    def unit_of(self, line: int) -> UnitFacts:
        """The unit of a line that has a known one."""
        return cast(UnitFacts, self.matches[self.parsed.lines.unit.places[line]].unit)

    def rules_of(self, pair: int) -> IndicatorRules:
        """The rules of a pair that has a known indicator."""
        return cast(IndicatorRules, self.rules[self.parsed.pairs.indicator.places[pair]])

    def where_unit(self, holds: Callable[[Match], bool]) -> Wholes:
        """The lines (places) whose unit cell is matched so."""
        return np.flatnonzero(per_entry(self.parsed.lines.unit, map(holds, self.matches)))

    def indicators_that(self, hold: Callable[[IndicatorRules], bool]) -> Bools:
        """Bool per pair: its indicator is known and that holds for it."""
        return per_entry(self.parsed.pairs.indicator, (rules is not None and hold(rules) for rules in self.rules))

    def pairs_on(self, lines: Wholes) -> Wholes:
        """The pairs (places) on those lines (places)."""
        is_one = np.zeros(len(self.parsed.lines), np.bool_)
        is_one[lines] = True
        return np.flatnonzero(is_one[self.parsed.pairs.line])


def per_entry(keys: Keys, of_distinct: Iterable[bool]) -> Bools:
    """What holds for the distinct cells, for each line or pair."""
    return np.fromiter(of_distinct, np.bool_, len(keys.cells))[keys.places]


def is_formula_error(cell: Cell) -> bool:
    return isinstance(cell, str) and FORMULA_ERROR.fullmatch(cell.strip()) is not None


def resolve(parsed: ParsedFile, context: CheckContext) -> Resolved:
    """Look up what the distinct cells name."""
    matches = match_units(parsed.lines.unit.cells, context)
    rules = [context.indicators.get(cell_text(cell).upper()) for cell in parsed.pairs.indicator.cells]
    months = [read_month(cell) if cell_text(cell) else context.month for cell in parsed.lines.month.cells]
    unit_ids = np.array([match.unit.id if match.unit else UNKNOWN for match in matches], np.int64)
    indicator_ids = np.array([one.id if one else UNKNOWN for one in rules], np.int64)
    return Resolved(
        parsed,
        context,
        matches,
        rules,
        months,
        unit_ids[parsed.lines.unit.places],
        indicator_ids[parsed.pairs.indicator.places],
    )


def match_units(cells: Iterable[Cell], context: CheckContext) -> list[Match]:
    """The unit of each cell. A workbook's number may have lost the zeros of a code, if it fits one code only."""
    by_number: dict[str, list[str]] = {}
    for code in context.units:
        by_number.setdefault(code.lstrip("0"), []).append(code)

    def match(cell: Cell) -> Match:
        text = cell_text(cell)
        if not isinstance(cell, float):
            return Match(context.units.get(text))
        fitting = {*by_number.get(text, []), *([text] if text in context.units else [])}
        if len(fitting) != 1:
            return Match(None)
        (code,) = fitting
        return Match(context.units[code], repaired=code != text)

    return [match(cell) for cell in cells]
