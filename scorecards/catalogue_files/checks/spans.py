"""Spans of months: they end after they begin, and those of one item or target do not overlap."""

import datetime
from collections.abc import Iterator, Sequence

from organisation.coverage import in_words
from organisation.findings import Found
from organisation.said import said
from scorecards.catalogue_files.lines import BEGINNING, Catalogue, IndicatorLine, ItemLine, TargetLine
from scorecards.catalogue_files.standing import Standing, indicators_after

Spanned = IndicatorLine | ItemLine | TargetLine
FOREVER = datetime.date.max


def spans_that_end_too_early(catalogue: Catalogue, standing: Standing) -> Iterator[Found]:
    after = indicators_after(catalogue, standing)
    for item in catalogue.items:
        yield from _ends_too_early(item, item.valid_from)
    for target in catalogue.targets:
        yield from _ends_too_early(target, target.valid_from)
    for indicator in catalogue.indicators:
        yield from _ends_too_early(indicator, after[indicator.code.upper()].valid_from)


def _ends_too_early(line: Spanned, begins: datetime.date) -> Iterator[Found]:
    if line.valid_to is not None and line.valid_to <= begins:
        message = said(
            "valid_to %(end)s er ikke etter valid_from %(first)s. Sett valid_to til den første dagen som ikke er med.",
            end=line.valid_to,
            first=begins,
        )
        yield line.error("ends_before_it_begins", message, "valid_to", str(line.valid_to))


def spans_that_overlap(catalogue: Catalogue) -> Iterator[Found]:
    items: dict[tuple[str, str], list[ItemLine]] = {}
    for item in catalogue.items:
        items.setdefault((item.package.upper(), item.indicator.upper()), []).append(item)
    targets: dict[tuple[str, str], list[TargetLine]] = {}
    for target in catalogue.targets:
        targets.setdefault((target.indicator.upper(), target.unit), []).append(target)
    for lines in items.values():
        what = said(
            "%(indicator)s står i %(package)s to ganger", indicator=lines[0].indicator, package=lines[0].package
        )
        yield from _overlaps(lines, "overlapping_items", what)
    for wanted in targets.values():
        whom = wanted[0].unit or said("alle")
        what = said("%(indicator)s har to krav for %(unit)s", indicator=wanted[0].indicator, unit=whom)
        yield from _overlaps(wanted, "overlapping_targets", what)


def _overlaps(lines: Sequence[ItemLine | TargetLine], code: str, what: str) -> Iterator[Found]:
    longest: ItemLine | TargetLine | None = None  # of those before, the one that ends last
    for line in sorted(lines, key=lambda line: (line.valid_from, line.row)):
        if longest and line.valid_from < (longest.valid_to or FOREVER):
            message = said(
                "%(what)s fra %(day)s, se rad %(row)s. La det ene slutte når det andre begynner.",
                what=what,
                day=line.valid_from,
                row=longest.row,
            )
            yield line.error(code, message, "valid_from", str(line.valid_from))
        if longest is None or (line.valid_to or FOREVER) > (longest.valid_to or FOREVER):
            longest = line


def items_outside_their_indicator(catalogue: Catalogue, standing: Standing) -> Iterator[Found]:
    after = indicators_after(catalogue, standing)
    for line in catalogue.items:
        indicator = after.get(line.indicator.upper())
        if indicator is None:
            continue
        begins_before = BEGINNING != line.valid_from < indicator.valid_from
        if begins_before or (line.valid_to or FOREVER) > (indicator.valid_to or FOREVER):
            days = in_words((indicator.valid_from, indicator.valid_to))
            message = said(
                "%(code)s er gyldig %(days)s. Utenfor det er linjen uten virkning.", code=indicator.code, days=days
            )
            yield line.warning("item_outside_indicator", message, "indicator", line.indicator)
