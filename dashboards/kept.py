"""Pages kept while the figures they were made from stand: made once for everybody who sees the same.

A browser that has the page already, for the same reader, is told so (304) and sent nothing.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.utils import csrf_input_lazy
from django.template.loader import get_template
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from jinja2 import Template
from markupsafe import Markup

from accounts.permissions import roles_of
from accounts.views.reader import own_account
from dashboards.compressed import KeptText
from dashboards.since import MARK
from dashboards.views.reading import wants_file
from scorecards.versions import figures_version_for

SAME_OR_SHOWN = (304, 200)
BLOCKS = ("title", "head", "crumbs", "content", "scripts")
OF_THE_FRAME = ("here", "simulated", "source")
TOKEN = b"<!-- token -->"  # where a kept form has the reader's token
PLACES = re.compile(re.escape(MARK) + b"|" + re.escape(TOKEN))  # where answers differ

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: its template, which extends the frame, and what the template shows."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page's own blocks as they look, and what the frame needs to know of it."""

    parts: dict[str, Any]


View: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponse]
PageView: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponse | Page | MadePage]


def kept_while_figures_stand(view: PageView[P]) -> View[P]:
    """Keep what a view's Page looks like until the version of the figures counts up; an HttpResponse is passed on.

    Kept apart for each address, language and set of roles. The frame around it (person, menu, messages) is made anew
    each time, and the token of its forms.
    """

    def kept_view(request: HttpRequest, key: str, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        parts = caches["pages"].get(key)
        if parts is None:
            page = view(request, *args, **kwargs)
            if isinstance(page, HttpResponse):
                return page
            parts = _made(request, page)
            caches["pages"].set(key, parts)
        return _framed(request, parts)

    return _told_when_unchanged(view, kept_view)


def _made(request: HttpRequest, page: Page | MadePage) -> dict[str, Any]:
    made = page.parts if isinstance(page, MadePage) else parts_of(page, request)
    return {**made, "making": secrets.token_hex(16)}


def _framed(request: HttpRequest, parts: dict[str, Any]) -> HttpResponse:
    """The page with what is the reader's own around it and in its forms."""
    texts = PLACES.split(parts["blocks"].get("content", "").encode())
    request.META["kept"] = KeptText(parts["making"], texts)  # for who compresses the answer
    response = render(request, "kept.html", parts)
    if TOKEN in response.content:
        response.content = response.content.replace(TOKEN, str(csrf_input_lazy(request)).encode())
    return response


def made_anew_unless_unchanged(view: View[P]) -> View[P]:
    """For pages that few read, which are not kept: only a browser that has the page already is told so."""

    def made_view(request: HttpRequest, key: str, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    return _told_when_unchanged(view, made_view)


def _told_when_unchanged(view: PageView[P], made: Callable[Concatenate[HttpRequest, str, P], HttpResponse]) -> View[P]:
    """The view's files as they are, or the page that says why there is none; its page by `made`, or not again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if wants_file(request):
            file = view(request, *args, **kwargs)
            return file if isinstance(file, HttpResponse) else _framed(request, _made(request, file))
        key = _key(request)
        stamp = _stamp(request, key)
        if stamp and (unchanged := get_conditional_response(request, etag=stamp)):
            return _stamped(unchanged, stamp)
        return _stamped(made(request, key, *args, **kwargs), stamp)

    return cast("View[P]", answer)


def _key(request: HttpRequest) -> str:
    version = figures_version_for(request.user)
    roles = sorted((role.name, role.unit_id) for role in roles_of(request.user))
    seen = repr((version, get_language(), request.get_full_path(), roles))
    return hashlib.sha256(seen.encode()).hexdigest()


def _stamp(request: HttpRequest, key: str) -> str:
    """The ETag of the whole page, frame included; empty where it brings a message, which is said once.

    The page's forms carry a token that holds as long as the reader's cookie for it does. What is due is said in days.
    """
    if len(get_messages(request)):
        return ""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    person = own_account(request)
    seen = f"{key} {person.pk} {person.name} {cookie} {settings.STARTED} {timezone.localdate()}"
    seen += request.META.get("told", "")  # what the page says to this reader alone
    return f'W/"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'


def _stamped(response: HttpResponse, stamp: str) -> HttpResponse:
    """Have the browser ask each time whether its copy still holds; nobody else may keep one."""
    if stamp and response.status_code in SAME_OR_SHOWN:
        response["ETag"] = stamp
    patch_cache_control(response, private=True, no_cache=True)
    return response


def parts_of(page: Page, request: HttpRequest | None = None) -> dict[str, Any]:
    """The page's own blocks as they look, in the language in use, and what the frame needs to know of it."""
    template: Template = get_template(page.template).template  # type: ignore[attr-defined]  # Django's wrapper
    given = {"request": request, "m": _macros(template), "csrf_input": Markup(TOKEN.decode())}  # noqa: S704 - ours
    context = template.new_context({**page.context, **given})
    made = {name: "".join(template.blocks[name](context)) for name in BLOCKS if name in template.blocks}
    blocks = {name: Markup(text) for name, text in made.items()}  # noqa: S704 - by the template, which escapes
    return {**{name: page.context.get(name) for name in OF_THE_FRAME}, "blocks": blocks}


def _macros(template: Template) -> Any:
    return template.environment.get_template("macros.html").module
