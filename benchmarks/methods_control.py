"""Control charts of a country's offices and indicators at once, against one after the other.

Run: python -m benchmarks.methods_control
"""

import sys
from time import perf_counter

import numpy as np

from methods.control import control_chart
from methods.control.charts import control_charts

OFFICES, INDICATORS, MONTHS = 456, 100, 36
LIMIT = 0.1
SAMPLE = 3000  # series that are looped over, so that a run takes seconds; the time is scaled up
ROUNDS = 3


def main() -> bool:
    """Print both sides and their ratio; True where it is within the limit."""
    generator = np.random.default_rng(1)
    matrix = generator.normal(10, 2, (OFFICES * INDICATORS, MONTHS))
    matrix[generator.random(matrix.shape) < 0.05] = np.nan
    rows = [[None if value != value else value for value in row] for row in matrix[:SAMPLE].tolist()]
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for row in rows:
            control_chart(row)
        looped = (perf_counter() - start) * len(matrix) / SAMPLE
        start = perf_counter()
        control_charts(matrix)
        rounds.append((looped, perf_counter() - start))
    looped, together = (min(seconds) for seconds in zip(*rounds, strict=True))
    ratio = together / looped
    print(f"{OFFICES} offices x {INDICATORS} indicators x {MONTHS} months, best of {ROUNDS}")
    print(f"one by one {looped:.2f} s, at once {together:.2f} s, ratio {ratio:.3f} (limit {LIMIT})")
    print(f"one chart alone {looped / len(matrix) * 1e6:.0f} µs")
    return bool(ratio <= LIMIT)


if __name__ == "__main__":
    sys.exit(not main())
