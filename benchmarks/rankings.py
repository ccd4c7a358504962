"""The rankings of a whole country published in one go, against the bare calculation: `python -m benchmarks.rankings`.

19 counties of 24 offices, 24 indicators, twelve months. The floor is `methods.ranking.rank_units` on the same cells.
"""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nav_mrs.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from organisation.months import Month  # noqa: E402
from organisation.queries import PlacedUnit, units_in  # noqa: E402
from rankings.calculation import rank  # noqa: E402
from rankings.queries.inputs import read_inputs  # noqa: E402
from rankings.queries.page import ranking_page  # noqa: E402
from rankings.queries.rules import standard_rule, terms_of  # noqa: E402
from rankings.services.publishing import publish_ranking  # noqa: E402

MOST_SECONDS, MOST_RATIO = 10.0, 3.0
MONTH = Month(2018, 12)

MAKE_A_COUNTRY = """
INSERT INTO organisation_unit (id, code, kind) VALUES (1, '0000', 'country');
INSERT INTO organisation_unit (id, code, kind) SELECT 100 + c, c || '00', 'county' FROM generate_series(30, 48) c;
INSERT INTO organisation_unit (id, code, kind)
SELECT c * 100 + o, c || lpad(o::text, 2, '0'), 'office' FROM generate_series(30, 48) c, generate_series(1, 24) o;
INSERT INTO organisation_placement (unit_id, name, county_id, valid_from)
SELECT id, 'NAV ' || code, CASE kind WHEN 'office' THEN 100 + id / 100 END, '2015-01-01' FROM organisation_unit;
INSERT INTO scorecards_indicator (id, code, name, name_nn, name_en, unit_of_measure, decimals, direction, kind, pooling,
    min_base, allows_negative, owner_id, valid_from, what, why, how, weaknesses)
SELECT i, 'S-' || i, 'Indikator ' || i, '', '', 'share', 1, 'higher', 'outcome', 'ratio', 5, false, 1, '2015-01-01',
    '', '', '', '' FROM generate_series(1, 24) i;
INSERT INTO scorecards_package (id, code, name, owner_id, simulated, source, due_day)
VALUES (1, 'LAND', 'Landspakke', 1, true, '', 20);
INSERT INTO scorecards_packageitem (package_id, indicator_id, part, "order", priority, weight, valid_from, filled_in_by)
SELECT 1, i, '', i, 1, 1, '2015-01-01', '' FROM generate_series(1, 24) i;
INSERT INTO scorecards_target (indicator_id, green, yellow, valid_from)
SELECT i, 0.6, 0.5, '2015-01-01' FROM generate_series(1, 24) i;
INSERT INTO scorecards_delivery (id, package_id, month, file_name, size, sha256, preliminary, state, received_at,
    published_at, withdrawn_reason, source, rows, results, added, changed, unchanged, findings_total)
SELECT m, 1, make_date(2018, m, 1), 'f', 1, m, false, 'published', now(), now(), '', 'file', 0, 0, 0, 0, 0, 0
FROM generate_series(1, 12) m;
INSERT INTO scorecards_result (indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary,
    suppressed, delivery_id)
SELECT i, id, make_date(2018, m, 1), n, d, n::float / d, '', false, false, m FROM (
    SELECT i, id, m, 5 + (id * 7 + i * 13) % 140 AS d,
        floor((5 + (id * 7 + i * 13) % 140) * (0.4 + ((id * 31 + i * 17 + m * 7) % 41) / 100.0)) AS n
    FROM generate_series(1, 24) i, organisation_unit, generate_series(1, 12) m WHERE kind = 'office') AS made;
INSERT INTO scorecards_groupsummary (indicator_id, group_id, month, n, values, preliminary, total_hidden,
    places_prepared)
SELECT i, id, make_date(2018, 12, 1), 0, '{}', false, false, true
FROM generate_series(1, 24) i, organisation_unit WHERE kind = 'county';
ANALYZE;
"""


def main() -> None:
    """Measure and say so; exit status 1 where it takes too long."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with connection.cursor() as cursor:
            cursor.execute(MAKE_A_COUNTRY)
        publish, bare, page = measured(units_in(MONTH, kind="county"))
    finally:
        teardown_databases(databases, verbosity=0)
    print(f"19 counties published in {publish:.2f} s, calculation alone {bare:.2f} s: {publish / bare:.2f} times")
    print(f"reading a ranking's page: {page * 1000:.0f} ms")
    raise SystemExit(publish > MOST_SECONDS or publish / bare > MOST_RATIO)


def measured(counties: list[PlacedUnit]) -> tuple[float, float, float]:
    """Seconds for publishing all, for calculating all from what was read, and for reading one."""
    rule = standard_rule()
    inputs = [read_inputs(county, MONTH, rule) for county in counties]
    start = time.perf_counter()
    for each in inputs:
        rank([unit.id for unit in each.units], each.indicators, each.cells, terms_of(rule, MONTH))
    bare = time.perf_counter() - start
    start = time.perf_counter()
    for county in counties:
        publish_ranking(county=county, month=MONTH, by=None)
    publish = time.perf_counter() - start
    start = time.perf_counter()
    for county in counties:
        ranking_page(county, MONTH)
    return publish, bare, (time.perf_counter() - start) / len(counties)


if __name__ == "__main__":
    main()
