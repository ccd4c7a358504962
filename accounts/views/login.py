"""Logging in and out, and choosing a password by a one-time link."""

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.demo import demo_levels
from accounts.forms import LoginForm, NewPasswordForm
from accounts.models import User
from accounts.queries import DEMO_DOMAIN
from accounts.services import person_of_link, set_password

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """The login page; in a demo with a button per person."""
    if settings.IN_DEMO and "person" in request.POST:
        person = get_object_or_404(User, email=request.POST["person"], email__endswith=DEMO_DOMAIN, closed_at=None)
        login(request, person, backend=BACKEND)
        return redirect(_next_page(request))
    form = LoginForm(request.POST or None)
    if form.is_valid():
        # In lower case, so that every spelling of an e-mail counts as one when attempts are counted
        email = form.cleaned_data["email"].strip().lower()
        known = authenticate(request, email=email, password=form.cleaned_data["password"])
        if known is not None:
            login(request, known)
            return redirect(_next_page(request))
        form.add_error(None, _("E-posten eller passordet stemmer ikke. Prøv igjen, eller be om en ny lenke."))
    context = {"form": form, "next": _next_page(request), "levels": demo_levels() if settings.IN_DEMO else ()}
    return render(request, "accounts/login.html", context)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, str]) -> HttpResponse:
    """What axes answers after too many attempts: when to try again. Each attempt before that starts the wait anew."""
    cool_off = get_cool_off(request)
    until = timezone.localtime(timezone.now() + cool_off)
    return render(request, "accounts/locked.html", {"clock": f"{until:%H.%M}"}, status=429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out; asked for without a form, ask whether that is meant."""
    if request.method != "POST":
        return render(request, "accounts/logout.html")
    logout(request)
    return redirect("accounts:login")


@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a password by a one-time link, and be logged in with it."""
    person = person_of_link(uid, token)
    if person is None:
        return render(request, "accounts/link_spent.html", status=410)
    form = NewPasswordForm(person, request.POST or None)
    if form.is_valid():
        set_password(person=person, password=form.cleaned_data["new"], by=person)
        login(request, person, backend=BACKEND)
        messages.success(request, _("Passordet er lagret, og du er logget inn."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/choose_password.html", {"form": form, "person": person})


def _next_page(request: HttpRequest) -> str:
    """Where the reader was going, where that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else settings.LOGIN_REDIRECT_URL
