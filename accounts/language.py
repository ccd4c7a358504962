"""Which language a request is answered in: the one in its address, the reader's own, the one chosen before, bokmål."""

from collections.abc import Callable
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.choices import Language

Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]


def in_the_readers_language(get_response: Answer) -> Answer:
    """Middleware, after the one that knows the user. `?lang=nn` is remembered in a cookie for who isn't logged in."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        with translation.override(language_of(request)):
            response = get_response(request)
        if asked in Language.values:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, samesite="Lax", secure=request.is_secure())
        return response

    return answer


def language_of(request: HttpRequest) -> str:
    """The code of the language: nb, nn or en."""
    choices = (
        request.GET.get("lang"),
        getattr(request.user, "language", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME),
    )
    return next((choice for choice in choices if choice in Language.values), settings.LANGUAGE_CODE)
