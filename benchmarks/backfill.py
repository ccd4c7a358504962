"""Ten years of a country's months, published one after another: each month against a raw COPY of its rows.

`python -m benchmarks.backfill [years]`. The months before are laid down at once, so that the first months of the
backfill can be held against its last: does a month take longer the more there is? Then a few months more by the
command itself, a process each, beside the same start-up with nothing to do.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from django.db import connection

from benchmarks.country import country, delivery_file, figures_of  # it sets Django up

# isort: split
from benchmarks.publication import copy, publish, seconds
from organisation.months import Month
from scorecards.models import Package, Result

MOST = {"first months / COPY": 8.0, "last months / COPY": 8.0}
FIRST = Month(2016, 1)
MEASURED = 5  # months at the beginning, and at the end

# What years of publications leave behind, apart from files and findings
LAY_DOWN = """
INSERT INTO scorecards_delivery (package_id, month, file_name, size, sha256, source, preliminary, state, received_at,
    published_at, withdrawn_reason, rows, results, added, changed, unchanged, findings_total)
SELECT package_id, (month + n * interval '1 month')::date, file_name, size, sha256, source, preliminary, state,
    received_at, published_at, withdrawn_reason, rows, results, added, changed, unchanged, findings_total
FROM scorecards_delivery, generate_series(1, %(months)s) AS n WHERE month = %(last)s;
INSERT INTO scorecards_result (indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary,
    suppressed, delivery_id)
SELECT r.indicator_id, r.unit_id, d.month, r.numerator, r.denominator, r.value, r.absence, r.preliminary, r.suppressed,
    d.id
FROM scorecards_delivery d, scorecards_result r WHERE r.month = %(last)s AND d.month > %(last)s
ORDER BY d.month, r.indicator_id, r.unit_id;
INSERT INTO scorecards_groupsummary (indicator_id, group_id, month, n, mean, median, q1, q3, numerator, denominator,
    pooled, published, values, preliminary, total_hidden, places_prepared)
SELECT indicator_id, group_id, (month + later * interval '1 month')::date, s.n, mean, median, q1, q3, numerator,
    denominator, pooled, published, values, preliminary, total_hidden, places_prepared
FROM scorecards_groupsummary s, generate_series(1, %(months)s) AS later WHERE month = %(last)s
"""


def lay_down(last: Month, months: int) -> None:
    """That many months more, with the figures of `last`, and the statistics that PostgreSQL has by then."""
    with connection.cursor() as cursor:
        for statement in LAY_DOWN.split(";"):
            cursor.execute(statement, {"last": last.first_day, "months": months})
        cursor.execute("ANALYZE")


def measure(package: Package, first: Month) -> tuple[float, float]:
    """COPY and publication of MEASURED months, in turn so that a noisy moment hits both; the median of each."""
    floors, published = [], []
    for month in first.through(first + MEASURED - 1):
        figures = figures_of(month)
        content = delivery_file(month, figures)
        floors.append(seconds(partial(copy, month, figures)))
        published.append(seconds(partial(publish, package, month, content)))
    return statistics.median(floors), statistics.median(published)


def by_command(package: Package, first: Month) -> tuple[float, float]:
    """Seconds for a month by `import_delivery`, start-up included, and for a start-up alone."""
    name = str(connection.settings_dict["NAME"])
    program = f"""
import sys
import nav_mrs.settings
nav_mrs.settings.DATABASES["default"]["NAME"] = {name!r}
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for month, figures in ((first, figures_of(first)), (first + 1, figures_of(first + 1)[:1])):
            path = Path(folder, f"{month}.csv")
            path.write_bytes(delivery_file(month, figures))
            command = [sys.executable, "-c", program, "import_delivery", str(path), "--package", package.code]
            command += ["--month", str(month), "--publish"]
            start = time.perf_counter()
            subprocess.run(command, check=True, env=os.environ, capture_output=True)
            taken.append(time.perf_counter() - start)
    return taken[0], taken[1]


def main(years: int) -> dict[str, float]:
    with country() as package:
        floor, early = measure(package, FIRST)
        print(f"first months: COPY {floor:.2f} s, published in {early:.2f} s")
        ratios = {"first months / COPY": early / floor}
        months = years * 12 - 2 * MEASURED
        last = FIRST + MEASURED - 1
        print(f"{months} months laid down in {seconds(lambda: lay_down(last, months)):.0f} s")
        floor, late = measure(package, last + months + 1)
        print(f"last months, of {Result.objects.count():,} figures: COPY {floor:.2f} s, published in {late:.2f} s")
        ratios["last months / COPY"] = late / floor
        month, start = by_command(package, last + months + MEASURED + 1)
        print(
            f"by command {month:.2f} s a month, of which {start:.2f} s of start-up: {(month - start) / floor:.1f} COPY"
        )
    return ratios


if __name__ == "__main__":
    measured = main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
    for name, figure in measured.items():
        print(f"{name}: {figure:.1f} (at most {MOST[name]:.0f})")
    sys.exit(any(figure > MOST[name] for name, figure in measured.items()))
