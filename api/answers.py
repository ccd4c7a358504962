"""From the figures that pages show to the shapes of the answers."""

from api.schemas import (
    ComparisonOut,
    ContributionOut,
    CountyLine,
    CountyOut,
    EntryOut,
    LineOut,
    NotRankedOut,
    OfficeOut,
    PlaceOut,
    PooledOut,
    RankingOut,
    ScorecardOut,
    TargetOut,
    UnitOut,
)
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.figures import RankedOffice, RankingPage
from scorecards.figures import Comparison, ComparisonRow, GroupFigures, Limits, OfficeMonth, Place, ScorecardLine


def unit_out(unit: PlacedUnit) -> UnitOut:
    return UnitOut(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        county=unit.county_code or None,
        region=unit.region_code or None,
    )


def scorecard_out(code: str, month: Month, page: OfficeMonth) -> ScorecardOut:
    return ScorecardOut(
        unit=code,
        month=str(month),
        package=page.package.code if page.package else None,
        lines=[_line(line) for line in page.lines],
    )


def _line(line: ScorecardLine) -> LineOut:
    figure, county = line.figure, line.county
    return LineOut(
        indicator=line.indicator.code,
        state=figure.state,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        target=_target(line.target),
        status=line.status,
        change=line.change,
        year_to_date=line.year_to_date,
        interval=_interval(line.interval),
        county=CountyLine(
            n=county.n if county else 0,
            mean=county.mean if county else None,
            pooled=county.pooled if county else None,
            median=county.median if county else None,
        ),
        place=_place(line.place),
        preliminary=figure.preliminary,
    )


def _target(limits: Limits | None) -> TargetOut | None:
    if limits is None:
        return None
    return TargetOut(
        green=limits.green,
        yellow=limits.yellow,
        green_upper=limits.green_upper,
        yellow_upper=limits.yellow_upper,
    )


def _interval(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else list(interval)


def _place(place: Place | None) -> PlaceOut | None:
    return None if place is None else PlaceOut(position=place.position, low=place.low, high=place.high, of=place.of)


def comparison_out(page: Comparison) -> ComparisonOut:
    county = page.county
    return ComparisonOut(
        offices=[_office(row) for row in page.offices],
        county=CountyOut(
            n=county.n if county else 0,
            mean=county.mean if county else None,
            pooled=county.pooled if county else None,
            median=county.median if county else None,
            q1=county.q1 if county else None,
            q3=county.q3 if county else None,
            published=county.published if county else None,
        ),
        country=_pooled(page.country),
        reference=_pooled(page.reference),
    )


def _pooled(group: GroupFigures | None) -> PooledOut:
    return PooledOut(pooled=group.pooled if group else None)


def _office(row: ComparisonRow) -> OfficeOut:
    figure = row.figure
    return OfficeOut(
        unit=row.code,
        state=figure.state,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        status=row.status,
        interval=_interval(row.interval),
    )


def ranking_out(rule: str, edition: int, page: RankingPage) -> RankingOut:
    return RankingOut(
        rule=rule,
        edition=edition,
        outdated=page.outdated,
        entries=[_entry(office) for office in page.entries],
        not_ranked=[NotRankedOut(unit=office.code, reason=office.reason) for office in page.not_ranked],
    )


def _entry(office: RankedOffice) -> EntryOut:
    return EntryOut(
        unit=office.code,
        position=office.position,
        low=office.low,
        high=office.high,
        group=office.group,
        score=office.score,
        contributions=[
            ContributionOut(indicator=line.indicator.facts.code, points=line.points) for line in office.contributions
        ],
    )
