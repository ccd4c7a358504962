"""The pages, and beside them the least that a Django view can do."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from nav_mrs import urls


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
