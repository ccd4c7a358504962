"""What a person sees and sets of their own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import ChangePasswordForm, LanguageForm, RemindersForm
from accounts.queries import live_tokens, with_roles
from accounts.services import choose_language, choose_reminders, revoke_token, set_password
from accounts.views.reader import own_account


def settings_page(request: HttpRequest, password_form: ChangePasswordForm) -> HttpResponse:
    """The page with that form for a new password, empty or with its errors."""
    person = own_account(request)
    context = {
        "person": with_roles([person])[0],
        "password_form": password_form,
        "language_form": LanguageForm(initial={"language": person.language}),
        "reminders_form": RemindersForm(initial={"wanted": person.wants_reminders}),
        "tokens": live_tokens(person),
        "here": "settings",
    }
    return render(request, "accounts/settings.html", context)


@never_cache
@login_required
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Who I am, my roles, my language, my password and my tokens."""
    return settings_page(request, ChangePasswordForm(own_account(request)))


@login_required
@sensitive_post_parameters("current", "new", "again")
@require_POST
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this session goes on, others end."""
    person = own_account(request)
    form = ChangePasswordForm(person, request.POST)
    if not form.is_valid():
        return settings_page(request, form)
    set_password(person=person, password=form.cleaned_data["new"], by=person)
    update_session_auth_hash(request, person)
    messages.success(request, _("Passordet er endret. Andre steder du var logget inn, må du logge inn på nytt."))
    return redirect("accounts:settings")


@login_required
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Choose the language of one's pages."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        choose_language(person=own_account(request), language=language)
        with override(language):
            messages.success(request, _("Språket er endret."))
    return redirect("accounts:settings")


@login_required
@require_POST
def change_reminders(request: HttpRequest) -> HttpResponse:
    """Choose whether one is reminded by e-mail."""
    form = RemindersForm(request.POST)
    if form.is_valid():
        choose_reminders(person=own_account(request), wanted=form.cleaned_data["wanted"])
        text = (
            _("Du får påminnelser på e-post.") if form.cleaned_data["wanted"] else _("Du får ikke flere påminnelser.")
        )
        messages.success(request, text)
    return redirect("accounts:settings")


@login_required
@require_POST
def revoke_own_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """Stop one of one's own tokens."""
    person = own_account(request)
    revoke_token(token=get_object_or_404(person.tokens, pk=token_id), by=person)
    messages.success(request, _("Tokenet er trukket tilbake. Programmer som bruker det, kommer ikke inn lenger."))
    return redirect("accounts:settings")
