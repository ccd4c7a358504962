"""Unit codes that lost their leading zeros by being numbers in a workbook get them back, with a warning."""

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeVar

from organisation.findings import Found
from organisation.said import said
from scorecards.catalogue_files.lines import Catalogue, Line

AnyLine = TypeVar("AnyLine", bound=Line)


def with_repaired_unit_codes(catalogue: Catalogue, units: Iterable[str]) -> tuple[Catalogue, list[Found]]:
    """The catalogue with unit codes as they are known, where a number fits exactly one unit, and a warning for each."""
    known = set(units)
    by_number: dict[str, list[str]] = {}
    for code in known:
        by_number.setdefault(code.lstrip("0"), []).append(code)
    found: list[Found] = []

    def repaired(line: AnyLine, column: str) -> AnyLine:
        written = getattr(line, column)
        fitting = by_number.get(written, [])
        if column not in line.numbers or written in known or len(fitting) != 1:
            return line
        message = said(
            "Enheten «%(written)s» er lest som «%(code)s». Gi kolonnen tekstformat, så blir ikke nullene borte.",
            written=written,
            code=fitting[0],
        )
        found.append(line.warning("code_repaired", message, column, written))
        values: dict[str, Any] = {column: fitting[0]}
        return dataclasses.replace(line, **values)

    goals = tuple(repaired(line, "owner") for line in catalogue.goals)
    indicators = tuple(repaired(line, "owner") for line in catalogue.indicators)
    packages = tuple(repaired(line, "owner") for line in catalogue.packages)
    targets = tuple(repaired(line, "unit") for line in catalogue.targets)
    changed = dataclasses.replace(catalogue, goals=goals, indicators=indicators, packages=packages, targets=targets)
    return changed, found
