"""The form that a delivery is handed in by."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.months import Month
from scorecards.models import Layout, Package


class MonthInput(forms.CharField):
    """A month written `YYYY-MM`, as browsers' own month pickers send it."""

    def clean(self, value: Any) -> Month:
        text = super().clean(value)
        try:
            return Month.parse(text)
        except ValueError as error:
            raise forms.ValidationError(_("Skriv måneden som ÅÅÅÅ-MM, for eksempel 2018-05.")) from error


if TYPE_CHECKING:
    PackageField = forms.ModelChoiceField[Package]
else:
    PackageField = forms.ModelChoiceField  # no generic at run time


class NamedPackage(PackageField):
    def label_from_instance(self, obj: Package) -> str:
        return obj.name


class TimeForm(forms.Form):
    """A day and a time of day, as browsers' own pickers send them, in Norwegian time."""

    at = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Velg dag og klokkeslett."),
            "invalid": _("Skriv tiden som ÅÅÅÅ-MM-DD TT:MM, for eksempel 2018-06-15 09:00."),
        },
    )


class DeliveryForm(forms.Form):
    """Which package and month a file is for. `packages` are those that the person may deliver."""

    package = NamedPackage(Package.objects.none(), label=_("Pakke"), to_field_name="code", empty_label=None)
    month = MonthInput(label=_("Måned"), error_messages={"required": _("Velg måneden tallene gjelder.")})
    file = forms.FileField(
        label=_("Fil"), error_messages={"required": _("Velg en fil å laste opp.")}, allow_empty_file=True
    )
    layout = forms.ModelChoiceField(
        Layout.objects.none(),
        label=_("Oppsett"),
        to_field_name="code",
        required=False,
        empty_label=_("Finn ut av filen selv"),
    )
    preliminary = forms.BooleanField(label=_("Foreløpige tall"), required=False)

    def __init__(self, packages: list[Package], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [package.pk for package in packages]
        self.fields["package"].queryset = Package.objects.filter(pk__in=allowed)  # type: ignore[attr-defined]
        self.fields["layout"].queryset = Layout.objects.filter(package__in=allowed, retired=False)  # type: ignore[attr-defined]
