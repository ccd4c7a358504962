"""What people fill in about accounts. What is refused beyond form is the services' to say."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language, RoleName
from accounts.models import User
from accounts.refusals import Refused
from accounts.services.passwords import weaknesses_of
from organisation.models import Unit
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said, translated

# Which field a refusal of the services belongs to; others are the form's as a whole.
FIELDS_OF_REFUSALS = {
    "missing_unit": "unit",
    "role_not_at_unit": "unit",
    "unknown_role": "role",
}


def add_refusal(form: forms.Form, refused: Refused) -> None:
    """Show a refusal at the field that it is about."""
    form.add_error(FIELDS_OF_REFUSALS.get(refused.found.code), refused.found.text)


class LoginForm(forms.Form):
    """The fields keep their names: scripts log in by them. Any e-mail is tried, so that the answer tells nothing."""

    email = forms.CharField(
        label=_("E-post"),
        error_messages={"required": _("Skriv e-posten din.")},
        widget=forms.EmailInput({"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Passord"),
        strip=False,
        error_messages={"required": _("Skriv passordet ditt.")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = forms.CharField(
        label=_("Nytt passord"),
        strip=False,
        help_text=_("Minst åtte tegn. Noen ord etter hverandre er lettere å huske enn tegn og tall."),
        error_messages={"required": _("Skriv et nytt passord.")},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nytt passord en gang til"),
        strip=False,
        error_messages={"required": _("Skriv det nye passordet en gang til.")},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if weaknesses := weaknesses_of(new, self.person):
            raise ValidationError(weaknesses)
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_t("De to passordene er ikke like. Skriv det samme to ganger."))
        return again


class ChangePasswordForm(NewPasswordForm):
    """A new password, from somebody who knows the old one."""

    current = forms.CharField(
        label=_("Passordet du har nå"),
        strip=False,
        error_messages={"required": _("Skriv passordet du har nå.")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("current", "new", "again")

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.person.check_password(current):
            raise ValidationError(_t("Det er ikke passordet du har nå. Prøv igjen."))
        return current


class LanguageForm(forms.Form):
    """The language of one's pages."""

    language = forms.ChoiceField(label=_("Språk"), choices=Language.choices)


class RemindersForm(forms.Form):
    """Whether one is reminded by e-mail."""

    wanted = forms.BooleanField(label=_("Få påminnelser på e-post"), required=False)


class RoleForm(forms.Form):
    """A role at a unit."""

    role = forms.ChoiceField(
        label=_("Rolle"), choices=lambda: [(role.value, str(role.label).capitalize()) for role in RoleName]
    )
    unit = forms.CharField(
        label=_("Enhet"),
        required=False,
        help_text=_("Koden, for eksempel 1200. Tom for direktoratet og administratorer."),
        widget=forms.TextInput({"list": "units", "autocomplete": "off"}),
    )

    def clean_unit(self) -> Unit | None:
        code: str = self.cleaned_data["unit"]
        if not code:
            return None
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            near = did_you_mean(code, Unit.objects.values_list("code", flat=True))
            raise ValidationError(translated(in_a_row(said("Ingen enhet har koden %(code)s.", code=code), near)))
        return unit


class PersonForm(RoleForm):
    """A new person, with a first role."""

    email = forms.EmailField(
        label=_("E-post"),
        error_messages={
            "required": _("Skriv e-posten."),
            "invalid": _("Det er ikke en e-postadresse. Skriv den som navn@nav.no."),
        },
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv navnet.")})
    field_order = ("email", "name", "role", "unit")
