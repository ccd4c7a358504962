"""Reads that serve the pages' own choices: lists to choose from, and where a reader belongs."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from accounts.choices import RoleName
from accounts.permissions import HeldRole, Reader, can, can_somewhere, roles_of, those_open_to
from organisation.choices import UnitKind
from organisation.models import Placement, Succession
from organisation.months import Month
from organisation.queries import PlacedUnit, country_unit
from organisation.spans import holds_in
from rankings.models import Ranking
from scorecards.models import GroupSummary, Package, PackageItem
from scorecards.queries.indicators import NAME_IN
from scorecards.queries.months import BY_HAND
from scorecards.queries.today import today

READ_INDICATORS = f"""
SELECT n.code, {NAME_IN.format("n")}
FROM scorecards_groupsummary s
JOIN scorecards_indicator n ON n.id = s.indicator_id
LEFT JOIN scorecards_goal g ON g.id = n.goal_id
LEFT JOIN scorecards_perspective p ON p.id = g.perspective_id
WHERE s.group_id = %(group)s AND s.month = %(day)s
ORDER BY p."order" NULLS LAST, p.code, g.code NULLS LAST, n.code
"""  # noqa: S608  # made of constants
# As `scorecards.queries.months.latest_month`, in one query each: what is filled in by hand comes before the files do.
LAST_MONTH = f"""coalesce(
        (SELECT max(r.month) FROM scorecards_result r WHERE r.unit_id = u.id AND r.indicator_id <> ALL({BY_HAND})),
        (SELECT max(r.month) FROM scorecards_result r WHERE r.unit_id = u.id))"""  # noqa: S608  # made of constants
READ_LAST_MONTH = f"SELECT {LAST_MONTH} FROM organisation_unit u WHERE u.code = %s"  # noqa: S608  # made of constants
READ_OFFICE = f"""
SELECT u.id, u.code, p.name, u.kind, p.county_id, coalesce(c.code, ''), p.region_id, coalesce(g.code, ''),
    (SELECT n.id FROM organisation_unit n WHERE n.kind = 'country' ORDER BY n.id DESC LIMIT 1),
    p.valid_from, p.valid_to,
    {LAST_MONTH}
FROM organisation_unit u
JOIN organisation_placement p ON p.unit_id = u.id
LEFT JOIN organisation_unit c ON c.id = p.county_id
LEFT JOIN organisation_unit g ON g.id = p.region_id
WHERE u.code = %s AND u.kind = 'office'
ORDER BY p.valid_from
"""  # noqa: S608  # made of constants
READ_LATEST = f"""
SELECT s.group_id, coalesce(max(s.month) FILTER (WHERE s.indicator_id <> ALL({BY_HAND})), max(s.month)),
    (SELECT max(r.month) FROM rankings_ranking r WHERE r.county_id = s.group_id AND r.withdrawn_at IS NULL)
FROM scorecards_groupsummary s
JOIN organisation_unit u ON u.id = s.group_id AND u.kind = 'county'
GROUP BY s.group_id
"""  # noqa: S608  # made of constants
READ_LATEST_OF_ALL = f"""
SELECT coalesce(
    (SELECT max(month) FROM scorecards_groupsummary WHERE indicator_id <> ALL({BY_HAND})),
    (SELECT max(month) FROM scorecards_groupsummary))
"""  # noqa: S608  # made of constants

# An indicator `r` that `n` names as hanging together with it, or that names `n`.
BESIDE = """r.id IN (
    SELECT to_indicator_id FROM scorecards_indicator_related WHERE from_indicator_id = n.id
    UNION SELECT from_indicator_id FROM scorecards_indicator_related WHERE to_indicator_id = n.id)"""
READ_ABOUT = f"""
SELECT n.what, n.why, n.how, n.weaknesses,
    ARRAY(SELECT r.code FROM scorecards_indicator r WHERE {BESIDE} ORDER BY r.code),
    ARRAY(SELECT {NAME_IN.format("r")} FROM scorecards_indicator r WHERE {BESIDE} ORDER BY r.code)
FROM scorecards_indicator n WHERE n.id = %(indicator)s
"""  # noqa: S608  # made of constants


@dataclass(frozen=True, slots=True)
class About:
    """What an indicator is, why it is measured, what can be done, its weaknesses; code and name of those beside it."""

    what: str
    why: str
    how: str
    weaknesses: str
    related: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LatestMonths:
    """A county's last month with results, and its last one with a published ranking."""

    results: Month
    ranking: Month | None


def indicators_with_figures(group: int, month: Month, language: str) -> list[tuple[str, str]]:
    """Code and name of the indicators that a group's offices have figures of in the month, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(READ_INDICATORS, {"group": group, "day": month.first_day, "language": language})
        return list(cursor.fetchall())


def about_indicator(indicator: int, language: str) -> About:
    """The texts that stand beside an indicator's figures. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ_ABOUT, {"indicator": indicator, "language": language})
        what, why, how, weaknesses, codes, names = cursor.fetchone()
    return About(what, why, how, weaknesses, tuple(zip(codes, names, strict=True)))


def latest_by_county() -> dict[int, LatestMonths]:
    """The last months of every county that has results, by unit id."""
    with connection.cursor() as cursor:
        cursor.execute(READ_LATEST)
        return {
            county: LatestMonths(Month.of(results), None if ranking is None else Month.of(ranking))
            for county, results, ranking in cursor.fetchall()
        }


def last_month_of_the_country() -> Month | None:
    """The last month that a package of the country's own has results for; None without any."""
    country = country_unit()
    if country is None:
        return None
    own = PackageItem.objects.filter(package__owner=country).values("indicator")
    summaries = GroupSummary.objects.filter(group=country, indicator__in=own)
    last: Month | None = summaries.aggregate(last=Max("month"))["last"]
    return last


def latest_month_of_all() -> Month:
    """The last month that any county has results for; without any, this month."""
    with connection.cursor() as cursor:
        cursor.execute(READ_LATEST_OF_ALL)
        (latest,) = cursor.fetchone()
    return Month.of(latest or timezone.localdate())


def last_month_of_office(code: str) -> Month | None:
    """The last month that the office called `code` has figures for; None without any."""
    with connection.cursor() as cursor:
        cursor.execute(READ_LAST_MONTH, [code])
        (last,) = cursor.fetchone() or (None,)
    return None if last is None else Month.of(last)


def office_in_its_last_month(code: str) -> tuple[PlacedUnit, Month] | None:
    """The office as it stood in its last month with figures (without any: this month), and that month. One query.

    Where it stood nowhere then: its latest span. Without the names of county and region. None for other codes.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ_OFFICE, [code])
        rows = cursor.fetchall()
    if not rows:
        return None
    month = Month.of(rows[0][-1] or timezone.localdate())
    day = month.first_day
    held = [row for row in rows if row[9] <= day and (row[10] is None or day < row[10])]
    unit, own, name, kind, county, county_code, region, region_code, country, *span, _last = (held or rows)[-1]
    return PlacedUnit(unit, own, name, kind, county, county_code, "", region, region_code, "", country, *span), month


def home_of(reader: Reader) -> HeldRole | None:
    """The role whose unit the reader's pages are about: at an office before a region, a county, the country.

    Of several offices the first that still stands: a merged one leads to what it became. No query for one role alone.
    """
    order = [UnitKind.OFFICE, UnitKind.SPECIAL, UnitKind.REGION, UnitKind.COUNTY, UnitKind.COUNTRY]
    roles = [role for role in roles_of(reader) if role.name != RoleName.ADMINISTRATOR] or list(roles_of(reader))
    nearest = min(roles, key=lambda role: order.index(UnitKind(role.unit_kind)), default=None)
    alike = [role for role in roles if nearest and role.unit_kind == nearest.unit_kind]
    if len({role.unit_id for role in alike}) < 2:
        return nearest
    standing = Placement.objects.filter(holds_in(Month.of(today())), unit__in=[role.unit_id for role in alike])
    stands = set(standing.values_list("unit_id", flat=True))
    return next((role for role in alike if role.unit_id in stands), nearest)


def own_offices(reader: Reader) -> set[str]:
    """Codes of the offices where the reader has a role: what is "mine" on a page."""
    return {role.unit_code for role in roles_of(reader) if role.unit_kind == UnitKind.OFFICE}


def packages_to_deliver(reader: Reader) -> list[Package]:
    """The packages that the reader may hand in files of, by name."""
    if not can_somewhere(reader, "deliver"):
        return []
    packages = Package.objects.select_related("owner").order_by("name")
    if not can(
        reader, "deliver"
    ):  # not in the whole country: those of the own units, what is below them and was before
        own = [role.unit_id for role in roles_of(reader)]
        before = Succession.objects.filter(successor__in=own).values("predecessor")
        packages = packages.filter(
            Q(owner__in=own) | Q(owner__in=before) | Q(owner__placements__county__in=own)
        ).distinct()
    found = list(packages)
    mine = those_open_to(reader, "deliver", {package.owner_id for package in found})
    return [package for package in found if package.owner_id in mine]


def waits_for_packages(reader: Reader) -> bool:
    """Whether the reader may deliver, and there is no package yet to deliver figures of."""
    return can_somewhere(reader, "deliver") and not Package.objects.exists()


def has_ranking(package: Package, month: Month) -> bool:
    """Whether an edition that the package's figures may be in is published, of the month or the eleven after it."""
    editions = Ranking.objects.filter(withdrawn_at=None, month__gte=month, month__lte=month + 11)
    if package.owner.kind == UnitKind.COUNTY:
        editions = editions.filter(county=package.owner)
    return editions.exists()
