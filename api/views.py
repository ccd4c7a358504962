"""The addresses under `/api/v1/`: the same figures as the pages, from the same queries."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from api.answers import comparison_out, ranking_out, scorecard_out, unit_out
from api.authentication import either
from api.lookups import FIRST_YEAR, LAST_YEAR, indicator_called, month_of, this_month, unit_called, unit_in, well_formed
from api.queries import MOST_RESULTS, results_between
from api.readings import read_month, read_unit
from api.results_now import as_today
from api.schemas import (
    AsAsked,
    CodeAsked,
    CodeText,
    ComparisonOut,
    FromMonth,
    KindAsked,
    MonthAsked,
    MonthText,
    Organisation,
    Problem,
    RankingOut,
    ResultOut,
    ScorecardOut,
    UnitOut,
)
from organisation.as_now import OrganisationNow, read_organisation_now
from organisation.choices import UnitKind
from organisation.months import Month
from rankings.queries.page import ranking_page
from scorecards.queries.readings import AsNow, Reading, reading

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
    request: HttpRequest,
    month: MonthAsked = None,
    kind: KindAsked = None,
    county: CodeAsked = None,
    as_: AsAsked = None,
) -> list[UnitOut]:
    read = reading(this_month() if month is None else month_of(month), as_)
    of = None if county is None else _county(county, read)
    return [unit_out(unit) for unit in read.units(kind=kind, county=of)]


def _county(code: str, read: Reading) -> int:
    """The id of a county, whether it stood in the month or not; as now of what it is today."""
    return read_unit(code, UnitKind.COUNTY, read).id if read.is_now else unit_called(code, UnitKind.COUNTY).pk


@api.get("/offices/{code}/scorecard", response={200: ScorecardOut, **PROBLEMS}, summary="An office's month")
def scorecard(
    request: HttpRequest,
    code: CodeText,
    month: MonthAsked = None,
    package: CodeAsked = None,
    as_: AsAsked = None,
) -> ScorecardOut:
    read = read_month(month, as_, code, UnitKind.OFFICE)
    unit, at = read_unit(code, UnitKind.OFFICE, read), read.month
    page = read.office_month(unit, package)
    if package is not None and package.upper() not in {known.upper() for known, _name in page.packages}:
        raise HttpError(404, f"{code} has no package {package} in {at}")
    return scorecard_out(unit.code, at, page)


@api.get("/indicators/{code}/comparison", response={200: ComparisonOut, **PROBLEMS}, summary="A county's offices")
def comparison(
    request: HttpRequest,
    code: CodeText,
    county: CodeText,
    month: MonthAsked = None,
    reference: CodeAsked = None,
    as_: AsAsked = None,
) -> ComparisonOut:
    read = read_month(month, as_, county, UnitKind.COUNTY)
    other = None if reference is None else read_unit(reference, UnitKind.COUNTY, read)
    page = read.comparison(well_formed(code), read_unit(county, UnitKind.COUNTY, read), other)
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
    as_: AsAsked = None,
) -> HttpResponse:
    if indicator is None and unit is None:
        raise HttpError(422, "name an indicator, a unit or both")
    now = this_month()
    organisation = read_organisation_now(now) if as_ == Organisation.NOW else None
    rows = results_between(
        indicator=None if indicator is None else indicator_called(indicator).pk,
        units=None if unit is None else _with_predecessors(unit, organisation, now),
        first=Month(FIRST_YEAR, 1) if from_ is None else month_of(from_, "from"),
        last=Month(LAST_YEAR, 12) if to is None else month_of(to, "to"),
        most=MOST_RESULTS + 1,
    )
    if len(rows) > MOST_RESULTS:
        raise HttpError(422, f"more than {MOST_RESULTS} figures: ask for fewer months with from and to")
    found = rows if organisation is None else as_today(rows, organisation, now)
    # as it is: checking each of so many against the shape costs more than the rest
    return JsonResponse(found, safe=False)


def _with_predecessors(code: str, organisation: OrganisationNow | None, now: Month) -> list[int]:
    """The id of a unit; as now of all that is one today with it, of which a county's own lines are no part."""
    unit = unit_called(code)
    if organisation is None:
        return [unit.pk]
    today = read_unit(code, UnitKind(unit.kind), AsNow(now, now)).id
    return list(organisation.made_of(today)) or [today]


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
