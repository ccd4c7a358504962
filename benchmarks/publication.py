"""A national delivery of 36,480 figures, checked and published, against a raw COPY of its rows.

`python -m benchmarks.publication`. Measures a month that is new, the same month with 1 % changed, taking the
first of these back, the summaries alone against one hand-written aggregate, and the memory that a delivery takes.
"""

import resource
import sys
import time
from collections.abc import Callable

from django.db import connection, transaction

from benchmarks.country import country, delivery_file, figures_of  # it sets Django up

# isort: split
from organisation.months import Month
from scorecards.models import Delivery, GroupSummary, Package
from scorecards.queries.office_groups import office_groups
from scorecards.services.deliveries import receive_delivery
from scorecards.services.withdrawing import withdraw_delivery
from scorecards.summaries import write_summaries

MOST = {
    "new / COPY": 12.0,
    "repeat with 1 % changed / COPY": 8.0,
    "withdrawal / COPY": 40.0,
    "summaries / aggregate": 12.0,
    "memory, MB": 500.0,
}
FIRST, SECOND = Month(2020, 1), Month(2020, 2)

AGGREGATE = """
SELECT r.indicator_id, p.county_id, count(*), avg(r.value), sum(r.numerator), sum(r.denominator),
    percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY r.value)
FROM scorecards_result r JOIN organisation_placement p ON p.unit_id = r.unit_id
WHERE r.month = %s GROUP BY GROUPING SETS ((1, 2), (1))
"""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def copy(month: Month, figures: list[tuple[str, str, int, int]]) -> None:
    """The floor: the month's rows into a table without keys, in the plainest way."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS plain (unit text, indicator text, month date, n int, d int)")
        with cursor.copy("COPY plain FROM STDIN") as rows:
            for office, indicator, above, below in figures:
                rows.write_row((office, indicator, month.first_day, above, below))


def publish(package: Package, month: Month, content: bytes) -> None:
    outcome = receive_delivery(
        package=package, month=month, content=content, file_name="land.csv", by=None, publish=True
    )
    if outcome.refused:
        raise SystemExit(outcome.findings[0].message)


def summarise_again(month: Month) -> None:
    groups = office_groups(month, month)[month]
    touched = set(GroupSummary.objects.filter(month=month).values_list("indicator_id", "group_id"))
    with transaction.atomic():
        write_summaries(month, touched, groups)


def take_back() -> None:
    """Withdraw the month's first delivery, whose figures the second repeats, but for one in a hundred."""
    first = Delivery.objects.filter(month=SECOND).earliest("id")
    withdrawal = withdraw_delivery(delivery=first, reason="measured", by=None)
    if not withdrawal.restored:
        raise SystemExit("nothing was restored")


def aggregate(month: Month) -> None:
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE, [month.first_day])
        cursor.fetchall()


def _mended(above: int, below: int) -> tuple[int, int]:
    """The parts of a figure after a correction by one."""
    return (above + 1 if above < below else above - 1), below


def measure(package: Package) -> dict[str, float]:
    figures = figures_of(SECOND)
    mended = [(*figure[:2], *_mended(*figure[2:])) if n % 100 == 0 else figure for n, figure in enumerate(figures)]
    publish(package, FIRST, delivery_file(FIRST, figures_of(FIRST)))
    floor = sorted(seconds(lambda: copy(SECOND, figures)) for _ in range(5))[2]
    new = seconds(lambda: publish(package, SECOND, delivery_file(SECOND, figures)))
    repeat = seconds(lambda: publish(package, SECOND, delivery_file(SECOND, mended)))
    summaries = min(seconds(lambda: summarise_again(SECOND)) for _ in range(3))
    withdrawal = seconds(take_back)
    by_hand = min(seconds(lambda: aggregate(SECOND)) for _ in range(3))
    print(
        f"COPY {floor:.2f} s, new {new:.2f} s, repeat {repeat:.2f} s,"
        f" withdrawal {withdrawal:.2f} s, summaries {summaries:.2f} s, by hand {by_hand:.2f} s"
    )
    return {
        "new / COPY": new / floor,
        "repeat with 1 % changed / COPY": repeat / floor,
        "withdrawal / COPY": withdrawal / floor,
        "summaries / aggregate": summaries / by_hand,
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    with country() as package:
        measured = measure(package)
    for name, figure in measured.items():
        print(f"{name}: {figure:.1f} (at most {MOST[name]:.0f})")
    sys.exit(any(figure > MOST[name] for name, figure in measured.items()))
