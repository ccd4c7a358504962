"""What stands under `/api/v1/`. Every error is JSON there, also for an address or a method that doesn't exist."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path, re_path

from api.views import api


def no_such_address(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"detail": f"there is nothing at {request.path}"}, status=404)


def refusing_in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with words where it doesn't know the method."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **named: str) -> HttpResponse:
        answer = view(request, *args, **named)
        if isinstance(answer, HttpResponseNotAllowed):
            allowed = answer["Allow"]
            answer = JsonResponse({"detail": f"only {allowed} is answered here"}, status=405)
            answer["Allow"] = allowed
        return answer

    return wrapped


patterns, app_name, namespace = api.urls
for pattern in patterns:
    if pattern.callback:
        pattern.callback = refusing_in_json(pattern.callback)

urlpatterns = [path("", (patterns, app_name, namespace)), re_path("", no_such_address)]
