"""The addresses under `/api/v1/`: the same figures as the pages, from the same queries."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from api.answers import comparison_out, ranking_out, scorecard_out, unit_out
from api.authentication import either
from api.lookups import FIRST_YEAR, LAST_YEAR, indicator_called, month_of, this_month, unit_called, unit_in, well_formed
from api.queries import MOST_RESULTS, results_between
from api.schemas import (
    CodeAsked,
    CodeText,
    ComparisonOut,
    FromMonth,
    KindAsked,
    MonthAsked,
    MonthText,
    Problem,
    RankingOut,
    ResultOut,
    ScorecardOut,
    UnitOut,
)
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
    request: HttpRequest, month: MonthAsked = None, kind: KindAsked = None, county: CodeAsked = None
) -> list[UnitOut]:
    at = this_month() if month is None else month_of(month)
    of = None if county is None else unit_called(county, UnitKind.COUNTY)
    return [unit_out(unit) for unit in units_in(at, kind=kind, county=of)]


@api.get("/offices/{code}/scorecard", response={200: ScorecardOut, **PROBLEMS}, summary="An office's month")
def scorecard(
    request: HttpRequest, code: CodeText, month: MonthAsked = None, package: CodeAsked = None
) -> ScorecardOut:
    at = _latest(OF_AN_OFFICE, unit_called(code, UnitKind.OFFICE).pk) if month is None else month_of(month)
    page = office_month(unit_in(code, UnitKind.OFFICE, at), at, package)
    if package is not None and package.upper() not in {known.upper() for known, _name in page.packages}:
        raise HttpError(404, f"{code} has no package {package} in {at}")
    return scorecard_out(code, at, page)


@api.get("/indicators/{code}/comparison", response={200: ComparisonOut, **PROBLEMS}, summary="A county's offices")
def comparison(
    request: HttpRequest, code: CodeText, county: CodeText, month: MonthAsked = None, reference: CodeAsked = None
) -> ComparisonOut:
    at = _latest(OF_A_GROUP, unit_called(county, UnitKind.COUNTY).pk) if month is None else month_of(month)
    other = None if reference is None else unit_in(reference, UnitKind.COUNTY, at)
    page = compare_offices(well_formed(code), unit_in(county, UnitKind.COUNTY, at), at, other)
    if page is None:
        raise HttpError(404, f"no indicator has the code {code}")
    return comparison_out(page)


@api.get("/rankings/{county}/{month}", response={200: RankingOut, **PROBLEMS}, summary="A published ranking")
def ranking(request: HttpRequest, county: CodeText, month: MonthText) -> RankingOut:
    at = month_of(month)
    page = ranking_page(unit_in(county, UnitKind.COUNTY, at), at)
    if page is None or page.edition is None or page.rule is None:
        raise HttpError(404, f"no ranking of {at} is published for {county}")
    return ranking_out(page.rule.code, page.edition.edition, page)


@api.get("/results", response={200: list[ResultOut], **PROBLEMS}, summary="Stored figures and how often they changed")
def results(
    request: HttpRequest,
    indicator: CodeAsked = None,
    unit: CodeAsked = None,
    from_: FromMonth = None,
    to: MonthAsked = None,
) -> HttpResponse:
    if indicator is None and unit is None:
        raise HttpError(422, "name an indicator, a unit or both")
    rows = results_between(
        indicator=None if indicator is None else indicator_called(indicator).pk,
        unit=None if unit is None else unit_called(unit).pk,
        first=Month(FIRST_YEAR, 1) if from_ is None else month_of(from_, "from"),
        last=Month(LAST_YEAR, 12) if to is None else month_of(to, "to"),
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
