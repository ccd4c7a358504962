"""Protecting small counts, against the rule as it is written with a linear programme for every question.

Run: python -m benchmarks.methods_suppression
"""

import sys
from time import perf_counter
from typing import Any

import numpy as np

from methods.suppression import suppress
from tests.methods.plain_suppression import suppress_plainly

LIMIT = 0.1
REGIONS = 3


def a_county(offices: int, months: int, sums_over_months: bool = True) -> dict[str, Any]:
    """Counts and bases with the region and county totals of each month, and everybody's sums over months."""
    generator = np.random.default_rng(2)
    bases = generator.poisson(np.exp(generator.normal(np.log(25), 0.9, (offices, 1))), (offices, months))
    counts = generator.binomial(bases, 0.5)
    regions = [list(range(region, offices, REGIONS)) for region in range(REGIONS)]
    units = [[office] for office in range(offices)] + [*regions, list(range(offices))]
    groups = [[office * months + month for office in unit] for unit in units[offices:] for month in range(months)]
    for unit in units if sums_over_months else []:
        for month in range(months):
            for first in {month - month % 12, max(0, month - 11)}:
                groups.append([office * months + m for office in unit for m in range(first, month + 1)])
    return {"counts": counts.ravel().tolist(), "bases": bases.ravel().tolist(), "groups": groups}


def timed(function: Any, county: dict[str, Any]) -> tuple[float, Any]:
    """Seconds and answer."""
    start = perf_counter()
    answer = function(**county)
    return perf_counter() - start, answer


def main() -> bool:
    """Print both sides and their ratio for a small county, and the time of large ones alone."""
    suppress(**a_county(3, 2))  # the imports
    small = a_county(6, 6)
    (plain, wanted), (quick, got) = timed(suppress_plainly, small), timed(suppress, small)
    print(f"6 offices x 6 months: by the plain rule {plain:.2f} s, suppress {quick:.3f} s, ratio {quick / plain:.3f}")
    same = [str(cell) for cell in got.cells] == wanted["cells"]
    print("the answers are the same" if same else "the answers differ")
    for offices, months, sums in ((40, 24, False), (20, 12, True), (40, 24, True)):
        seconds, _ = timed(suppress, a_county(offices, months, sums))
        with_sums = "with year-to-date and rolling sums" if sums else "with monthly totals"
        print(f"{offices} offices x {months} months {with_sums}: {seconds:.2f} s")
    return same and quick / plain <= LIMIT


if __name__ == "__main__":
    sys.exit(not main())
