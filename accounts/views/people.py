"""The administrator's pages: who has an account, and which roles they have."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from accounts.account_log import account_log
from accounts.forms import PersonForm, RoleForm, add_refusal
from accounts.models import User
from accounts.permissions import can
from accounts.queries import people, role_that_ended, with_roles
from accounts.refusals import Refused
from accounts.views.reader import own_account
from organisation.months import Month
from organisation.queries import units_in

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Only for those who may manage people; 403 for others."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not can(request.user, "manage_people"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_administrators
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody, or those whose name, e-mail or unit is asked for."""
    text = request.GET.get("q", "").strip()
    page = people(text=text, page=request.GET.get("page", 1))
    context = {"page": page, "people": with_roles(page), "text": text, "here": "people"}
    return render(request, "accounts/people.html", context)


@for_administrators
def add_person(request: HttpRequest) -> HttpResponse:
    """Add a person with a first role, or a further role to one who is there already."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        try:
            person = services.add_person(**form.cleaned_data, by=own_account(request))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("%(name)s er lagt til.") % {"name": person.name})
            return redirect("accounts:person", person.pk)
    context = {"form": form, "units": _units(), "here": "people"}
    return render(request, "accounts/add_person.html", context)


@for_administrators
@require_safe
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: roles, state, and what has happened to the account."""
    person = get_object_or_404(User, pk=person_id)
    ended = role_that_ended(person, request.GET.get("again", ""))
    again = {"role": ended.name, "unit": ended.unit.code} if ended else {}
    return _person_page(request, person, RoleForm(initial=again))


@for_administrators
@require_POST
def give_role(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give the person a role."""
    person = get_object_or_404(User, pk=person_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            services.give_role(person=person, **form.cleaned_data, by=own_account(request))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Rollen er gitt."))
            return redirect("accounts:person", person.pk)
    return _person_page(request, person, form)


@for_administrators
@require_POST
def remove_role(request: HttpRequest, person_id: int, role_id: int) -> HttpResponse:
    """Take a role from the person, and have it ready to be given again."""
    person = get_object_or_404(User, pk=person_id)
    role = get_object_or_404(person.roles.select_related("unit"), pk=role_id, ended_at=None)
    return _done(
        request,
        person,
        lambda by: services.remove_role(person=person, role=role.name, unit=role.unit, by=by),
        _("Rollen er tatt bort. Var det feil, velger du «Gi rollen»."),
        f"?again={role.pk}",
    )


@for_administrators
@require_POST
def close_account(request: HttpRequest, person_id: int) -> HttpResponse:
    """Close the account."""
    person = get_object_or_404(User, pk=person_id)
    return _done(request, person, lambda by: services.close_account(person=person, by=by), _("Kontoen er stengt."))


@for_administrators
@require_POST
def reopen_account(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open the account again."""
    person = get_object_or_404(User, pk=person_id)
    said = _("Kontoen er åpen igjen. Gi personen en engangslenke for å velge passord.")
    return _done(request, person, lambda by: services.reopen_account(person=person, by=by), said)


@for_administrators
@require_POST
def make_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a one-time link. It stands in the answer alone: a page that is loaded again doesn't have it."""
    person = get_object_or_404(User, pk=person_id)
    try:
        link = services.make_one_time_link(person=person, by=own_account(request))
    except Refused as refused:
        messages.error(request, refused.found.text)
        return redirect("accounts:person", person.pk)
    address = request.build_absolute_uri(reverse("accounts:set-password", args=[link.uid, link.token]))
    return _person_page(request, person, RoleForm(), address=address, expires_at=link.expires_at)


def _done(request: HttpRequest, person: User, write: Callable[[User], None], said: str, then: str = "") -> HttpResponse:
    """Do it, say so or why not, and show the person; `then` is the query of the address where it was done."""
    try:
        write(own_account(request))
    except Refused as refused:
        messages.error(request, refused.found.text)
        then = ""
    else:
        messages.success(request, said)
    return redirect(reverse("accounts:person", args=[person.pk]) + then)


def _person_page(request: HttpRequest, person: User, form: RoleForm, **link: object) -> HttpResponse:
    context = {
        "person": with_roles([person])[0],
        "form": form,
        "units": _units(),
        "log": account_log(person),
        "here": "people",
        **link,
    }
    return render(request, "accounts/person.html", context)


def _units() -> list[tuple[str, str]]:
    """Codes and names to choose from: the units of today."""
    return [(unit.code, unit.name) for unit in units_in(Month.of(timezone.localdate()))]
