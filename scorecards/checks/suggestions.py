"""The unit or indicator that was probably meant: `Mente du 1219 NAV Bømlo?`"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import takewhile

from organisation.choices import UnitKind
from organisation.near_names import nearest_name
from organisation.said import said
from scorecards.checks.context import UnitFacts
from scorecards.checks.resolved import Resolved

MOST_SUGGESTIONS = 50  # of one kind in a file: a wrong column would ask for thousands
DECIMALS = re.compile(r"[.,]0+$")
NEAR_NAME = 0.75  # of difflib's ratio
NEAR_INDICATOR = 0.9  # names of indicators are long and much like each other


def nearest_unit(written: str, resolved: Resolved) -> str:
    """A question that names the unit nearest to what is written, or nothing.

    Units that the package may have come first, and among equally near ones those that the file doesn't have yet.
    """
    context = resolved.context
    for code in codes_in(written):
        if unit := context.units.get(code):
            return _did_you_mean(unit)
    placed = [unit for unit in context.units.values() if unit.is_placed]
    own = [unit for unit in placed if context.belongs(unit)]
    in_file = set(resolved.unit_ids.tolist())
    for units in (own, placed):
        found = _by_code(written, units, in_file) or _by_name(written, units)
        if found:
            return _did_you_mean(found)
    return ""


def codes_in(written: str) -> Iterator[str]:
    """Codes that may be meant: one among words, in small letters, with lost zeros or as a number with decimals."""
    for word in [written, *written.split()]:
        whole = DECIMALS.sub("", word.strip("'\"*:;,()"))
        yield from (word, whole, whole.upper(), whole.zfill(4))


def _by_code(written: str, units: Iterable[UnitFacts], in_file: set[int]) -> UnitFacts | None:
    near = [unit for unit in units if is_one_slip_from(written, unit.code)]
    return min(near, key=lambda unit: (unit.id in in_file, unit.kind != UnitKind.OFFICE, unit.code), default=None)


def is_one_slip_from(written: str, code: str) -> bool:
    """Whether one character is another, missing or too much, or two neighbours have changed places."""
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(written, code, strict=False)))
    one, other = written[at:], code[at:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or one[1::-1] + one[2:] == other


def _by_name(written: str, units: Iterable[UnitFacts]) -> UnitFacts | None:
    by_name = {_bare(unit.name): unit for unit in units}
    near = get_close_matches(_bare(written), by_name, n=1, cutoff=NEAR_NAME)
    return by_name[near[0]] if near else None


def _bare(name: str) -> str:
    return name.casefold().removeprefix("nav ").strip()


def _did_you_mean(unit: UnitFacts) -> str:
    return said("Mente du %(name)s?", name=unit.label)


def nearest_indicator(written: str, resolved: Resolved) -> str:
    """The same for an indicator's code: of the one with that name, else one of the package, else any."""
    indicators = resolved.context.indicators.values()
    own = [rules for rules in indicators if rules.in_package]
    by_name = {rules.name.casefold(): rules.code for rules in (*indicators, *own)}
    named = get_close_matches(written.casefold(), by_name, n=1, cutoff=NEAR_INDICATOR)
    nearest = by_name[named[0]] if named else nearest_name(written, [rules.code for rules in own])
    nearest = nearest or nearest_name(written, [rules.code for rules in indicators])
    return said("Mente du %(name)s?", name=nearest) if nearest else ""
