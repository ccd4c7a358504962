"""Two addresses for whoever watches over the server."""

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers too, and has every table that this version needs."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    except OperationalError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HttpResponse("migrations are missing\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
