"""What is answered when something fails on our side: of the database, that nothing was changed, and to try again."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

SECONDS_UNTIL_NEXT_TRY = 30
DATABASE_FAILED = "the database did not answer or could not write; nothing was changed, try again"


def answer_failure(request: HttpRequest) -> HttpResponse:
    """Django's handler500. The database gone, restarted in the middle or out of disk: 503, and no more than that."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return server_error(request)
    answer: HttpResponse
    if request.path.startswith("/api/"):
        answer = JsonResponse({"detail": DATABASE_FAILED}, status=503)
    else:
        answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(SECONDS_UNTIL_NEXT_TRY)
    answer["Cache-Control"] = "no-store"
    return answer
