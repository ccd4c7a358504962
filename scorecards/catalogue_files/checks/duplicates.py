"""A code is defined once in its table, in whatever case it is written."""

from collections.abc import Iterator

from organisation.findings import Found
from organisation.said import said
from scorecards.catalogue_files.lines import Catalogue


def codes_defined_twice(catalogue: Catalogue) -> Iterator[Found]:
    for lines in catalogue.coded.values():
        first: dict[str, int] = {}
        for line in lines:
            row = first.setdefault(line.code.upper(), line.row)
            if row != line.row:
                message = said(
                    "Koden «%(code)s» står også i rad %(row)s. Slett den ene linjen, eller gi den en egen kode.",
                    code=line.code,
                    row=row,
                )
                yield line.error("duplicate_code", message, "code", line.code)
