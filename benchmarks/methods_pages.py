"""What a page asks for thousands of times, in microseconds a call, against the calls of a bare Python function.

Run: python -m benchmarks.methods_pages
"""

import sys
from collections.abc import Callable
from timeit import timeit

from methods.cells import state_of
from methods.intervals import share_interval
from methods.pooling import rolling, year_to_date
from methods.status import rounded, rounded_per_cent, status_of

MONTHS = [f"2017-{month:02d}" for month in range(1, 13)] + ["2018-01"]
COUNTS, BASES = list(range(20, 33)), list(range(40, 53))
CALLS = 4000


def _bare(value: float, limit: float) -> bool:
    return value >= limit


# The limit is in calls of a bare function that compares two numbers: machines differ, and how busy they are.
QUESTIONS: dict[str, tuple[Callable[[], object], int]] = {
    "status_of": (lambda: status_of(0.65, "higher", 0.7, 0.6), 25),
    "state_of": (lambda: state_of(0.4, absence=None, hidden=False, preliminary=False), 15),
    "share_interval": (lambda: share_interval(34, 70), 80),
    "rounded": (lambda: rounded(65.4321, 1, (70, 60)), 70),
    "rounded_per_cent": (lambda: rounded_per_cent(0.654321, 1, (0.7, 0.6)), 100),
    "year_to_date": (lambda: year_to_date(MONTHS, "2017-12", "ratio", None, COUNTS, BASES), 140),
    "rolling": (lambda: rolling(MONTHS, "2017-12", "ratio", numerators=COUNTS, denominators=BASES), 150),
}


def seconds_a_call(function: Callable[[], object]) -> float:
    """Of one round."""
    return timeit(function, number=CALLS) / CALLS


def main() -> bool:
    """Print each question's time and ratio; True where all are within their limits."""
    within = True
    for name, (function, limit) in QUESTIONS.items():
        # In turn, and the quietest round of each, so that a noisy moment hits both sides.
        rounds = [(seconds_a_call(lambda: _bare(0.65, 0.7)), seconds_a_call(function)) for _ in range(9)]
        bare, seconds = (min(times) for times in zip(*rounds, strict=True))
        within &= seconds / bare <= limit
        print(
            f"{name}: {seconds * 1e6:.2f} µs, a bare call {bare * 1e6:.3f}, ratio {seconds / bare:.0f} (limit {limit})"
        )
    return within


if __name__ == "__main__":
    sys.exit(not main())
