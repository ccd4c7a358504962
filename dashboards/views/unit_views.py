"""A page with several views, in the one chosen: as a page, or as the file that is asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from dashboards.asked_table import Asked
from dashboards.kept import Page
from dashboards.unit_views import VIEWS
from dashboards.views.reading import as_file, wants_file


def view_page(request: HttpRequest, name: str, asked: Asked, around: dict[str, Any]) -> HttpResponse | Page:
    """The view chosen with what stands `around` it, or its rows as a file called `name`."""
    view = VIEWS[asked.choice.view]
    found = view.read(asked)
    file_name = f"{name}-{asked.choice.view}" if asked.choice.view else name
    if wants_file(request):
        return as_file(request, file_name, view.header, view.rows(asked, found))
    here = {"file_name": file_name, "view_template": view.template}
    return Page("unit_table.html", {**around, **view.shows(asked, found), **here})
