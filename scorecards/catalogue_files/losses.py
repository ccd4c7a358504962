"""What a catalogue would take out of use: months of an indicator, or of its place in a package, that it leaves out."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from organisation.coverage import Range, gaps
from organisation.months import Month
from scorecards.catalogue_files.lines import Catalogue, ItemLine, Line
from scorecards.catalogue_files.standing import Standing, indicators_after


@dataclass(frozen=True, slots=True)
class Loss:
    """Months that an indicator would no longer have: in a package, or at all where that is empty. `line` says so."""

    line: Line
    indicator: str  # codes in upper case
    package: str
    first: Month
    end: Month | None  # the first month that isn't among them


def losses(catalogue: Catalogue, standing: Standing) -> Iterator[Loss]:
    after = indicators_after(catalogue, standing)
    for line in catalogue.indicators:
        code = line.code.upper()
        if code in standing.indicators:
            before, then = standing.indicators[code], after[code]
            kept = [(then.valid_from, then.valid_to)]
            yield from _losses(line, code, "", (before.valid_from, before.valid_to), kept)
    lines_of: dict[tuple[str, str], list[ItemLine]] = {}
    any_line: dict[str, Line] = {}
    for item in catalogue.items:
        lines_of.setdefault((item.package.upper(), item.indicator.upper()), []).append(item)
        any_line[item.package.upper()] = item
    for code in catalogue.emptied.get("items", ()):
        any_line[code.upper()] = Line(sheet="items", row=1, letters={})
    for (package, indicator), items in standing.items.items():
        if package in any_line:
            named = lines_of.get((package, indicator), [])
            kept = [(item.valid_from, item.valid_to) for item in named]
            for old in items:
                blamed = named[-1] if named else any_line[package]
                yield from _losses(blamed, indicator, package, (old.valid_from, old.valid_to), kept)


def _losses(line: Line, indicator: str, package: str, before: Range, kept: Iterable[Range]) -> Iterator[Loss]:
    for first_day, end_day in gaps(before, kept):
        first, end = _first_month_from(first_day), None if end_day is None else _first_month_from(end_day)
        if end is None or first < end:
            yield Loss(line, indicator, package, first, end)


def _first_month_from(day: datetime.date) -> Month:
    """The first month whose first day is that day or later."""
    return Month.of(day) if day.day == 1 else Month.of(day) + 1
