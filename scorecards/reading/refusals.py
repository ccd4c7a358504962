"""A file that is not read at all, and the limits it may have crossed."""

from organisation.findings import Found
from organisation.said import said
from scorecards.findings import too_large

LARGEST_FILE = 50 * 2**20  # bytes
LARGEST_UNPACKED = 100 * 2**20  # bytes of a workbook when it is unpacked
MOST_PARTS = 2000  # files inside a workbook
MOST_SHEETS = 500
MOST_CELLS = 2_000_000  # of all sheets, each from its first cell to its last filled one
MOST_ROWS = 1_048_576  # as in Excel
MOST_COLUMNS = 16_384


class RefusedFile(ValueError):
    """A file that can't or may not be read; `found` says why and what to do."""

    def __init__(self, found: Found) -> None:
        super().__init__(found.message)
        self.found = found


def too_many_bytes(size: int) -> Found:
    """What is said of a file of that size, whoever notices it first."""
    megabytes, limit = size // 2**20, LARGEST_FILE // 2**20
    what = said("Filen er på %(size)s MB. Den kan være på høyst %(most)s MB. Del den opp.", size=megabytes, most=limit)
    return too_large(what)
