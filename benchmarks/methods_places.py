"""Places with intervals for a country's offices, against the bare drawing of the same betas.

Run: python -m benchmarks.methods_places
"""

import sys
from time import perf_counter

import numpy as np

from methods.ranking import rank_units

OFFICES, INDICATORS, DRAWS = 456, 25, 2000
LIMITS = {"distance": 3.0, "attainment": 3.0, "status": 3.0, "mean_position": 4.0}  # the first is what is promised
ROUNDS = 3


def draw_bare(counts: np.ndarray, bases: np.ndarray) -> float:
    """Seconds to draw as many betas with nothing done to them."""
    generator = np.random.default_rng(1)
    start = perf_counter()
    for indicator in range(INDICATORS):
        columns = counts[:, [indicator]], bases[:, [indicator]]
        generator.beta(columns[0] + 30.0, columns[1] - columns[0] + 20.0, (OFFICES, DRAWS))
    return perf_counter() - start


def rank(counts: np.ndarray, bases: np.ndarray, method: str) -> float:
    """Seconds to rank, from plain lists to places."""
    lists = (counts / bases).tolist(), counts.tolist(), bases.tolist()
    start = perf_counter()
    rank_units(
        values=lists[0],
        weights=[1.0] * INDICATORS,
        directions=["higher"] * INDICATORS,
        green=[0.6] * INDICATORS,
        yellow=[0.5] * INDICATORS,
        kinds=["share"] * INDICATORS,
        numerators=lists[1],
        denominators=lists[2],
        method=method,
        draws=DRAWS,
    )
    return perf_counter() - start


def main() -> bool:
    """Print both sides and their ratio for each method; True where all are within their limits."""
    generator = np.random.default_rng(3)
    bases = np.maximum(5, np.exp(generator.normal(np.log(40), 0.8, (OFFICES, INDICATORS))).round())
    counts = generator.binomial(bases.astype(int), generator.uniform(0.4, 0.7, INDICATORS))
    within = True
    print(f"{OFFICES} offices x {INDICATORS} indicators x {DRAWS} draws, best of {ROUNDS}")
    for method, limit in LIMITS.items():
        rounds = [(draw_bare(counts, bases), rank(counts, bases, method)) for _ in range(ROUNDS)]
        bare, ranked = (min(seconds) for seconds in zip(*rounds, strict=True))
        within &= ranked / bare <= limit
        print(
            f"{method}: bare betas {bare:.2f} s, rank_units {ranked:.2f} s, ratio {ranked / bare:.2f} (limit {limit})"
        )
    return within


if __name__ == "__main__":
    sys.exit(not main())
