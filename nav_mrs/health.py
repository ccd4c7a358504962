"""Two addresses for whoever watches over the server: /healthz and /readyz.

They are answered before anything else: who asks stands inside, without TLS and by a host name that people don't use.
"""

from collections.abc import Callable

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase


def answer_health(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that answers those two, and passes on all else."""
    answers = {"/healthz": healthz, "/readyz": readyz}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        answer = answers.get(request.path)
        return answer() if answer else get_response(request)

    return middleware


def healthz() -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> HttpResponse:
    """The database answers too, and has every table that this version needs."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    except OperationalError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HttpResponse("migrations are missing\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
