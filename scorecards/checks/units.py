"""Units: known, placed in the month, inside the package's area."""

from collections.abc import Iterator

from organisation.findings import Found
from scorecards.checks.resolved import Match, Resolved, Verdict, is_formula_error, per_entry
from scorecards.checks.suggestions import MOST_SUGGESTIONS, nearest_unit
from scorecards.findings import (
    code_repaired,
    formula_error,
    unit_not_in_existence,
    unit_outside_county,
    unknown_unit,
)


def units_are_known(resolved: Resolved) -> Iterator[Verdict]:
    parsed = resolved.parsed
    keys = parsed.lines.unit
    is_error = per_entry(keys, map(is_formula_error, keys.cells))
    unknown = resolved.where_unit(lambda match: match.unit is None)
    suggestions: dict[int, str] = {}

    def make(line: int) -> Found:
        place = parsed.unit_place(line)
        if is_error[line]:
            return formula_error(place)
        cell = int(keys.places[line])
        if cell not in suggestions:
            suggestions[cell] = nearest_unit(place.value, resolved) if len(suggestions) < MOST_SUGGESTIONS else ""
        return unknown_unit(place, suggestions[cell])

    yield Verdict(unknown, make, resolved.pairs_on(unknown))


def codes_are_whole(resolved: Resolved) -> Iterator[Verdict]:
    repaired = resolved.where_unit(lambda match: match.repaired)
    yield Verdict(repaired, lambda line: code_repaired(resolved.parsed.unit_place(line), resolved.unit_of(line).label))


def units_exist(resolved: Resolved) -> Iterator[Verdict]:
    gone = resolved.where_unit(lambda match: match.unit is not None and not match.unit.is_placed)

    def make(line: int) -> Found:
        unit = resolved.unit_of(line)
        return unit_not_in_existence(resolved.parsed.unit_place(line), unit.label, resolved.context.month, unit.became)

    yield Verdict(gone, make, resolved.pairs_on(gone))


def units_belong(resolved: Resolved) -> Iterator[Verdict]:
    context = resolved.context

    def is_outside(match: Match) -> bool:
        return match.unit is not None and match.unit.is_placed and not context.belongs(match.unit)

    outside = resolved.where_unit(is_outside)

    def make(line: int) -> Found:
        place = resolved.parsed.unit_place(line)
        return unit_outside_county(place, resolved.unit_of(line).label, context.owner.label)

    yield Verdict(outside, make, resolved.pairs_on(outside))
