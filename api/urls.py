"""What stands under `/api/v1/`. Every error is JSON there, also for an address or a method that doesn't exist."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path, re_path

from api.views import api


def no_such_address(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"detail": f"there is nothing at {request.path}"}, status=404)


def refusing_in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with words where there is nothing or the method is unknown."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **named: str) -> HttpResponse:
        try:
            answer = view(request, *args, **named)
        except Http404:  # the library's own root
            return no_such_address(request)
        if isinstance(answer, HttpResponseNotAllowed):
            allowed = answer["Allow"]
            answer = JsonResponse({"detail": f"only {allowed} is answered here"}, status=405)
            answer["Allow"] = allowed
        return answer

    return wrapped


answers = api.urls
for pattern in answers[0]:
    if pattern.callback:
        pattern.callback = refusing_in_json(pattern.callback)

urlpatterns = [path("", answers), re_path("", no_such_address)]
