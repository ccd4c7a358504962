"""Rankings over time: an office's places month by month, and how much of a county's order stays and is no chance."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from methods.ranking import Stability, between, stability
from organisation.models import Placement
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.calculation import WITH_BASES
from rankings.choices import Reason
from rankings.figures import RankedIndicator, RankingPage
from rankings.models import Ranking, RankingEntry
from rankings.queries.later import outdated_among
from rankings.queries.page import previous_place

MOST_MONTHS = 24

# Of each county's month the newest edition that stands.
NEWEST = Q(ranking__withdrawn_at__isnull=True) & ~Exists(
    Ranking.objects.filter(
        county=OuterRef("ranking__county"),
        month=OuterRef("ranking__month"),
        withdrawn_at__isnull=True,
        edition__gt=OuterRef("ranking__edition"),
    )
)


@dataclass(frozen=True, slots=True)
class MonthsPlace:
    """An office in a month's newest edition that stands. Without one all but `month` is empty; unplaced, the reason."""

    month: Month
    county_code: str = ""
    county_name: str = ""
    edition: int | None = None
    position: int | None = None
    place: float | None = None  # what is said of the position
    low: int | None = None
    high: int | None = None
    of: int = 0  # placed offices
    score: float | None = None
    reason: Reason | None = None
    outdated: bool = False
    previous_place: float | None = None  # the month before's, only where the move is more than noise


@dataclass(frozen=True, slots=True)
class OfficeOverTime:
    """Every month from the office's first edition to the last month asked for, oldest first, MOST_MONTHS at the most.

    Empty where no edition says anything of the office.
    """

    months: tuple[MonthsPlace, ...] = ()
    simulated: bool = False
    source: str = ""


def office_over_time(office: int, last: Month | None = None) -> OfficeOverTime:
    """The office's months up to `last`, or to its newest edition. Two queries, however many months and editions."""
    entries = _entries_of(office, last)
    if not entries:
        return OfficeOverTime()
    last = last or max(entries)
    shown = {month: entry for month, entry in entries.items() if last - month < MOST_MONTHS}
    if not shown:
        return OfficeOverTime()
    outdated = outdated_among([entry.ranking for entry in shown.values()])
    package = shown[max(shown)].ranking.package
    return OfficeOverTime(
        months=tuple(
            _months_place(month, shown[month], entries.get(month - 1), outdated)
            if month in shown
            else MonthsPlace(month)
            for month in min(shown).through(last)
        ),
        simulated=package.simulated,
        source=package.source,
    )


def _entries_of(office: int, last: Month | None) -> dict[Month, RankingEntry]:
    """Those of the months up to `last`, newest first, and one more to compare with. One query.

    A county that an office has left still says that it is gone: where it went to says more.
    """
    names = Placement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("ranking__month")),
        unit=OuterRef("ranking__county"),
        valid_from__lte=OuterRef("ranking__month"),
    )
    rows = RankingEntry.objects.filter(NEWEST, unit=office)
    if last is not None:
        rows = rows.filter(ranking__month__lte=last)
    rows = rows.select_related("ranking__county", "ranking__rule", "ranking__package").annotate(
        of=Count("ranking__entries", filter=Q(ranking__entries__position__isnull=False)),
        county_name=Coalesce(Subquery(names.values("name")[:1]), F("ranking__county__code"), output_field=CharField()),
    )
    found: dict[Month, RankingEntry] = {}
    for row in rows.order_by("-ranking__month", "ranking__county")[: 2 * (MOST_MONTHS + 1)]:
        known = found.get(row.ranking.month)
        if known is None or known.reason == Reason.NOT_IN_EXISTENCE:
            found[row.ranking.month] = row
    return found


def _months_place(
    month: Month, entry: RankingEntry, before: RankingEntry | None, outdated: frozenset[int]
) -> MonthsPlace:
    return MonthsPlace(
        month=month,
        county_code=entry.ranking.county.code,
        county_name=entry.county_name,  # type: ignore[attr-defined]  # annotated
        edition=entry.ranking.edition,
        position=entry.position,
        place=entry.place,
        low=entry.low,
        high=entry.high,
        of=entry.of,  # type: ignore[attr-defined]  # annotated
        score=entry.score,
        reason=Reason(entry.reason) if entry.reason else None,
        outdated=entry.ranking_id in outdated,
        previous_place=_moved_from(before, entry),
    )


def _moved_from(before: RankingEntry | None, now: RankingEntry) -> float | None:
    """The place of the month before in the same county, where the move is more than noise."""
    same_county = before is not None and before.ranking.county_id == now.ranking.county_id
    return previous_place(before, now) if same_county else None


@dataclass(frozen=True, slots=True)
class PartOfDifferences:
    """How much of an indicator's differences between the offices is more than chance, a fraction of one."""

    indicator: RankedIndicator
    reliability: float


@dataclass(frozen=True, slots=True)
class OrderOverTime:
    """How fast a county's order is. What can't be said is None."""

    month: Month
    placed: int
    before: Month | None  # the month before, where it has an edition that stands
    alike: Stability  # the two months' orders
    mean_moved: float | None  # places among the offices placed both times: one that came or went moves nobody
    window: int  # months that the edition looks at
    same_months: int | None  # of them that the month before looked at too; None where its rule was another
    mean_places: float | None  # that an office could stand at, its own among them
    reliability: float | None  # mean over `parts` by their weights
    weight: float  # of `parts`, a fraction of all that counts
    parts: tuple[PartOfDifferences, ...]  # the indicators with bases


def order_over_time(county: PlacedUnit, page: RankingPage) -> OrderOverTime | None:
    """The shown edition's order beside the month before's, and beside chance. None without an edition. One query."""
    if page.edition is None or page.rule is None:
        return None
    before, rule = _places_in(county.id, page.month - 1)
    both = [entry for entry in page.entries if entry.code in before]
    was, now = _places_among([before[entry.code] for entry in both]), _places_among([entry.position for entry in both])
    widths = [e.high - e.low + 1 for e in page.entries if e.low is not None and e.high is not None]
    parts = tuple(_parts_of(page))
    weight = sum(part.indicator.weight_share for part in parts)
    of_weight = sum(part.indicator.weight_share * part.reliability for part in parts)
    return OrderOverTime(
        month=page.month,
        placed=len(page.entries),
        before=page.month - 1 if before else None,
        alike=stability(was, now),
        mean_moved=_mean([abs(after - earlier) for earlier, after in zip(was, now, strict=True)]),
        window=page.rule.window,
        same_months=page.rule.window - 1 if rule == (page.rule.code, page.rule.version) else None,
        mean_places=_mean(widths),
        reliability=of_weight / weight if weight > 0 else None,
        weight=weight,
        parts=parts,
    )


def _places_in(county: int, month: Month) -> tuple[Mapping[str, int], tuple[str, int] | None]:
    """Places by code in the month's newest edition that stands, and the code and version of its rule. One query."""
    rows = list(
        RankingEntry.objects.filter(NEWEST, ranking__county=county, ranking__month=month, position__isnull=False)
        .order_by()
        .values_list("unit__code", "position", "ranking__rule__code", "ranking__rule__version")
    )
    places = {code: position for code, position, *_ in rows if position is not None}
    return places, (rows[0][2], rows[0][3]) if rows else None


def _parts_of(page: RankingPage) -> list[PartOfDifferences]:
    """The indicators of which the figures that gave points say how many cases they rest on."""
    found = []
    for indicator in page.indicators:
        if indicator.facts.unit_of_measure not in WITH_BASES:
            continue
        lines = [
            line
            for entry in page.entries
            for line in entry.contributions
            if line.indicator.facts.id == indicator.facts.id and line.points is not None
        ]
        numerators, denominators = [line.numerator for line in lines], [line.denominator for line in lines]
        reliability = between(numerators, denominators, indicator.facts.unit_of_measure).reliability
        if reliability is not None:
            found.append(PartOfDifferences(indicator, reliability))
    return found


def _places_among(positions: Sequence[int]) -> list[int]:
    """The places that these would have without the others; equal ones still share."""
    ordered = sorted(positions)
    return [1 + bisect_left(ordered, position) for position in positions]


def _mean(numbers: Sequence[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
