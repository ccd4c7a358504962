"""What the pages' views have in common: the unit a page is about, and tables as files."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from scorecards.exports import Cell, Sheet, as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chosen_package(request: HttpRequest) -> str | None:
    return request.GET.get("package") or None


def refuse_unknown_package(asked: str | None, packages: Sequence[tuple[str, str]]) -> None:
    """Http404 where the address names a package that the unit is not read by."""
    if asked and asked.upper() not in {code.upper() for code, _name in packages}:
        raise Http404(_("Enheten har ingen pakke med koden %(code)s.") % {"code": asked})


def wants_file(request: HttpRequest) -> bool:
    return request.GET.get("format") in ("csv", "xlsx")


def as_file(
    request: HttpRequest,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    more: Sequence[Sheet] = (),
) -> HttpResponse:
    """The page's table in the form that `?format=` asks for, named `name` and the form; a workbook has `more` too."""
    if request.GET["format"] == "csv":
        response = HttpResponse(as_csv(header, rows), content_type="text/csv; charset=utf-8")
        ending = "csv"
    else:
        response = HttpResponse(as_xlsx(header, rows, more=more), content_type=XLSX)
        ending = "xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
