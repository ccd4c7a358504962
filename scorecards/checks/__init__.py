"""A parsed delivery held against all that is known: every finding at once, and the figures that are left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from scorecards.arrays import Wholes
from scorecards.checks.absent import indicators_are_there, units_are_there
from scorecards.checks.changes import changes_are_explained
from scorecards.checks.context import CheckContext
from scorecards.checks.county import county_lines_agree
from scorecards.checks.duplicates import pairs_are_named_once
from scorecards.checks.equality import values_are_not_all_equal
from scorecards.checks.figures import figures_of
from scorecards.checks.indicators import indicators_are_in_the_package, indicators_are_known
from scorecards.checks.months import month_has_begun, months_are_the_deliverys
from scorecards.checks.numbers import (
    cells_are_numbers,
    counts_are_no_percentages,
    counts_have_no_commas,
    numbers_are_not_negative,
)
from scorecards.checks.parts import (
    denominators_are_not_zero,
    numerators_are_not_alone,
    numerators_fit,
    shares_are_shares,
    values_agree,
)
from scorecards.checks.resolved import Resolved, Verdict, resolve
from scorecards.checks.standing import figures_are_as_published
from scorecards.checks.units import codes_are_whole, units_are_known, units_belong, units_exist
from scorecards.delivered import Figures, keys_of, no_figures
from scorecards.parsing.parsed import ParsedFile
from scorecards.pile import Findings
from scorecards.reading import Cell, cell_text

__all__ = ["CheckContext", "Checked", "check_delivery"]

# One rule each, all of one shape. The first look at the file's cells, the second at the figures that are left.
RULES_OF_CELLS: tuple[Callable[[Resolved], Iterator[Verdict]], ...] = (
    month_has_begun,
    months_are_the_deliverys,
    units_are_known,
    codes_are_whole,
    units_exist,
    units_belong,
    indicators_are_known,
    indicators_are_in_the_package,
    cells_are_numbers,
    counts_are_no_percentages,
    counts_have_no_commas,
    numbers_are_not_negative,
    numerators_are_not_alone,
    denominators_are_not_zero,
    numerators_fit,
    values_agree,
    shares_are_shares,
    pairs_are_named_once,
    units_are_there,
    indicators_are_there,
)
RULES_OF_FIGURES: tuple[Callable[[Figures, Resolved], Iterator[Verdict]], ...] = (
    values_are_not_all_equal,
    figures_are_as_published,
    county_lines_agree,
    changes_are_explained,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """`rows` are data lines and `results` distinct unit-and-indicator pairs, None where the file couldn't be read.

    Nothing may be published where `findings.stop`.
    """

    figures: Figures
    findings: Findings
    rows: int | None
    results: int | None


def check_delivery(parsed: ParsedFile, context: CheckContext) -> Checked:
    """Hold a parsed file against every rule."""
    findings = parsed.findings.copy()
    if not parsed.is_read:
        return Checked(no_figures(context.month), findings, None, None)
    resolved = resolve(parsed, context)
    refused = np.zeros(len(parsed.pairs), np.bool_)
    for rule in RULES_OF_CELLS:
        for verdict in rule(resolved):
            findings.add_each(verdict.spots.tolist(), verdict.make)
            refused[verdict.refused] = True
    figures = figures_of(resolved, np.flatnonzero(~refused))
    for figure_rule in RULES_OF_FIGURES:
        for verdict in figure_rule(figures, resolved):
            findings.add_each(verdict.spots.tolist(), verdict.make)
    return Checked(figures, findings, parsed.rows, results_named(parsed))


def results_named(parsed: ParsedFile) -> int:
    """How many different pairs of unit and indicator the file names, known or not."""
    units = _same_text_same_number(parsed.lines.unit.cells)[parsed.lines.unit.places][parsed.pairs.line]
    indicators = _same_text_same_number(parsed.pairs.indicator.cells)[parsed.pairs.indicator.places]
    return len(np.unique(keys_of(indicators, units)))


def _same_text_same_number(cells: list[Cell]) -> Wholes:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(cell_text(cell).upper(), len(numbers)) for cell in cells], np.int64)
