"""The addresses under `/api/v1/`: the same figures as the pages, from the same queries."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError

from api.answers import comparison_out, ranking_out, scorecard_out, unit_out
from api.authentication import either
from api.lookups import indicator_called, month_of, this_month, unit_called, unit_in, well_formed
from api.queries import MOST_RESULTS, results_between
from api.schemas import ComparisonOut, MonthText, Problem, RankingOut, ResultOut, ScorecardOut, UnitOut
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import units_in
from rankings.queries.page import ranking_page
from scorecards.queries.comparison import compare_offices
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, latest_month
from scorecards.queries.office_month import office_month

PROBLEMS = {401: Problem, 404: Problem, 422: Problem}

api = NinjaAPI(
    title="Mål og resultater",
    version="1",
    description="The figures of the pages as JSON: unrounded, shares as fractions of one, what is missing as null.",
    docs_url=None,  # its page would load from elsewhere
    auth=either,
    urls_namespace="api",
)


@api.get("/units", response={200: list[UnitOut], **PROBLEMS}, summary="Units as they stood in a month")
def units(
    request: HttpRequest, month: MonthText | None = None, kind: UnitKind | None = None, county: str | None = None
) -> list[UnitOut]:
    at = month_of(month) if month else this_month()
    of = unit_called(county, UnitKind.COUNTY) if county else None
    return [unit_out(unit) for unit in units_in(at, kind=kind, county=of)]


@api.get("/offices/{code}/scorecard", response={200: ScorecardOut, **PROBLEMS}, summary="An office's month")
def scorecard(
    request: HttpRequest, code: str, month: MonthText | None = None, package: str | None = None
) -> ScorecardOut:
    at = month_of(month) if month else _latest(OF_AN_OFFICE, unit_called(code, UnitKind.OFFICE).pk)
    page = office_month(unit_in(code, UnitKind.OFFICE, at), at, package)
    if package and package.upper() not in {known.upper() for known, _name in page.packages}:
        raise HttpError(404, f"{code} has no package {package} in {at}")
    return scorecard_out(code, at, page)


@api.get("/indicators/{code}/comparison", response={200: ComparisonOut, **PROBLEMS}, summary="A county's offices")
def comparison(
    request: HttpRequest, code: str, county: str, month: MonthText | None = None, reference: str | None = None
) -> ComparisonOut:
    at = month_of(month) if month else _latest(OF_A_GROUP, unit_called(county, UnitKind.COUNTY).pk)
    other = unit_in(reference, UnitKind.COUNTY, at) if reference else None
    page = compare_offices(well_formed(code), unit_in(county, UnitKind.COUNTY, at), at, other)
    if page is None:
        raise HttpError(404, f"no indicator has the code {code}")
    return comparison_out(page)


@api.get("/rankings/{county}/{month}", response={200: RankingOut, **PROBLEMS}, summary="A published ranking")
def ranking(request: HttpRequest, county: str, month: MonthText) -> RankingOut:
    at = month_of(month)
    page = ranking_page(unit_in(county, UnitKind.COUNTY, at), at)
    if page is None or page.edition is None or page.rule is None:
        raise HttpError(404, f"no ranking of {at} is published for {county}")
    return ranking_out(page.rule.code, page.edition.edition, page)


@api.get("/results", response={200: list[ResultOut], **PROBLEMS}, summary="Stored figures and how often they changed")
def results(
    request: HttpRequest,
    indicator: str | None = None,
    unit: str | None = None,
    from_: Annotated[MonthText | None, Query(alias="from")] = None,
    to: MonthText | None = None,
) -> HttpResponse:
    if not (indicator or unit):
        raise HttpError(422, "name an indicator, a unit or both")
    rows = results_between(
        indicator=indicator_called(indicator).pk if indicator else None,
        unit=unit_called(unit).pk if unit else None,
        first=month_of(from_, "from") if from_ else Month(1900, 1),
        last=month_of(to, "to") if to else Month(2199, 12),
        most=MOST_RESULTS + 1,
    )
    if len(rows) > MOST_RESULTS:
        raise HttpError(422, f"more than {MOST_RESULTS} figures: ask for fewer months with from and to")
    return JsonResponse(
        rows, safe=False
    )  # as it is: checking each of so many against the shape costs more than the rest


def _latest(table: tuple[str, str], unit: int) -> Month:
    return latest_month(table, unit) or this_month()


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """One sentence for all that is wrong with what was asked."""
    found = "; ".join(f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors)
    return api.create_response(request, {"detail": found}, status=422)


@api.exception_handler(AuthenticationError)
def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Says how to make oneself known."""
    answer = api.create_response(request, {"detail": "log in, or send Authorization: Bearer TOKEN"}, status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer
