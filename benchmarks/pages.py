"""Pages in process against one hand-written query that reads what an office's page shows: `python -m benchmarks.pages`.

Each page is measured as it is made for the first time, and as it is shown again while the figures stand. An office's
last month is prepared in the background, so its first reader finds it made; what an office's page costs that is not
prepared (another month, just after a publication) has a limit of its own. The month is a November, in which the methods
have a year's forecast to make for each line.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.country import OFFICES, country, delivery_file, figures_of  # it sets Django up

# isort: split
from accounts.models import Role, User
from dashboards.preparing import prepare_page
from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Package
from scorecards.services.deliveries import receive_delivery

MONTHS = tuple(Month(2019, 11).through(Month(2020, 11)))
MOST_RATIO = {"office": 6.0, "office, not prepared": 20.0, "comparison": 8.0, "county": 40.0}
MOST_QUERIES = 12

FLOOR = """
SELECT r.indicator_id, array_agg(r.numerator ORDER BY r.month), array_agg(r.denominator ORDER BY r.month),
    s.mean, s.pooled
FROM scorecards_result r
JOIN organisation_unit u ON u.id = r.unit_id
JOIN organisation_placement p ON p.unit_id = u.id
LEFT JOIN scorecards_groupsummary s
    ON s.group_id = p.county_id AND s.indicator_id = r.indicator_id AND s.month = %s
WHERE u.code = %s GROUP BY r.indicator_id, s.mean, s.pooled ORDER BY r.indicator_id
"""


def floor(office: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [MONTHS[-1].first_day, office])
        cursor.fetchall()


def typical(works: Sequence[Callable[[str], object]], offices: list[str]) -> list[float]:
    """Milliseconds of each work, taken in turn for every office so that a noisy moment hits all; the lower quartile."""
    taken: list[list[float]] = [[] for _ in works]
    for office in offices:
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work(office)
            times.append(time.perf_counter() - start)
    return [statistics.quantiles(times, n=4)[0] * 1000 for times in taken]


def address(kind: str, office: str) -> str:
    county = f"{office[:2]}00"
    return {
        "office": f"/offices/{office}/{MONTHS[-1]}/",
        "office, not prepared": f"/offices/{office}/{MONTHS[-1]}/?package=LAND",
        "comparison": f"/indicators/S-{int(office[2:]):02d}/{MONTHS[-1]}/?county={county}",
        "county": f"/counties/{county}/{MONTHS[-1]}/",
    }[kind]


def fill(package: Package) -> Client:
    for month in MONTHS:
        content = delivery_file(month, figures_of(month))
        receive_delivery(package=package, month=month, content=content, file_name="land.csv", by=None, publish=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    reader = User.objects.create(email="leser@example.org", name="Leser")
    Role.objects.create(user=reader, name="directorate", unit=Unit.objects.get(code="0000"))
    client = Client()
    client.force_login(reader)
    return client


def measure(client: Client) -> bool:
    offices, too_slow = OFFICES[::23], False
    for kind, most in MOST_RATIO.items():

        def show(office: str, kind: str = kind) -> None:
            if client.get(address(kind, office)).status_code != 200:
                raise SystemExit(f"{address(kind, office)} is not shown")

        if kind == "office":
            for office in {OFFICES[1], *offices}:
                prepare_page(office, MONTHS[-1], "nb")
        show(OFFICES[1])
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            show(OFFICES[1])
        asked = len(queries)  # now: the next request empties the log
        base, first, again = typical((floor, show, show), offices)
        print(
            f"{kind}: {first:.1f} ms, again {again:.1f} ms; floor {base:.2f} ms: {first / base:.1f} and"
            f" {again / base:.1f} times (at most {most:.0f}); {asked} queries"
        )
        too_slow |= first / base > most or asked > MOST_QUERIES
    return too_slow


if __name__ == "__main__":
    with country() as package:
        too_slow = measure(fill(package))
    sys.exit(too_slow)
