"""A code is defined once in its table, in whatever case it is written."""

from collections.abc import Iterator

from organisation.findings import Found
from scorecards.catalogue_files.lines import Catalogue


def codes_defined_twice(catalogue: Catalogue) -> Iterator[Found]:
    for lines in catalogue.coded.values():
        first: dict[str, int] = {}
        for line in lines:
            row = first.setdefault(line.code.upper(), line.row)
            if row != line.row:
                message = f"Koden «{line.code}» står også i rad {row}. Slett den ene linjen, eller gi den en egen kode."
                yield line.error("duplicate_code", message, "code", line.code)
