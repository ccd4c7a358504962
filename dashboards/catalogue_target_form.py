"""The forms of a new target, and of the last month of an indicator."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.catalogue_words import label, month_from_form
from dashboards.forms import MonthInput
from organisation.months import Month
from scorecards.catalogue_files.rows import Row, columns_of

EVERYONE = "*"


class TargetForm(forms.Form):
    """Whom a target is for, from when, and its limits. What is right the catalogue's checks decide."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Gjelder"),
        help_text=gettext_lazy(
            "Kravet gjelder for enheten og alle under den. Har et kontor, en region eller et fylke eget krav, går det"
            " nærmeste foran."
        ),
    )
    valid_from = forms.CharField(
        label=gettext_lazy("Fra og med"),
        widget=forms.TextInput({"type": "month", "placeholder": gettext_lazy("ÅÅÅÅ-MM")}),
        error_messages={"required": gettext_lazy("Velg den første måneden kravet gjelder.")},
        help_text=gettext_lazy("Kravet som gjelder fra før for samme enhet, slutter måneden før."),
    )  # fmt: skip
    valid_to = forms.CharField(
        label=gettext_lazy("Til og med"), required=False, help_text=gettext_lazy("Tomt: til noe annet er bestemt."),
        widget=forms.TextInput({"type": "month", "placeholder": gettext_lazy("ÅÅÅÅ-MM")}),
    )  # fmt: skip
    green = forms.CharField(
        label=gettext_lazy("Grønn fra"), error_messages={"required": gettext_lazy("Skriv grensen for grønt.")}
    )
    yellow = forms.CharField(
        label=gettext_lazy("Gul fra"), required=False, help_text=gettext_lazy("Tomt: under grønt er rødt.")
    )
    green_upper = forms.CharField(label=gettext_lazy("Grønn til"), required=False)
    yellow_upper = forms.CharField(label=gettext_lazy("Gul til"), required=False)

    def __init__(
        self,
        indicator: Row,
        units: Mapping[str, str],
        everyone: bool,
        first: Month,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"valid_from": str(first)})
        self.indicator = indicator
        choices = [*([(EVERYONE, _("alle enheter"))] if everyone else []), *units.items()]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if indicator["direction"] != "inside":
            del self.fields["green_upper"], self.fields["yellow_upper"]
        if indicator["unit"] == "share":
            self.fields["green"].help_text = _("En andel skrives med prosenttegn: 75 %.")
        for name in self.fields:
            if name != "unit":
                self.fields[name].label = label(name)

    def row(self) -> Row:
        """The target as a file would have it."""
        written = self.cleaned_data
        row = {**dict.fromkeys(columns_of("targets"), ""), "indicator": self.indicator["code"]}
        for name in self.fields:
            row[name] = month_from_form(name, written[name], "") if name.startswith("valid_") else written[name]
        row["unit"] = "" if written["unit"] == EVERYONE else written["unit"]
        return row


class LastMonthForm(forms.Form):
    """The last month in which an indicator is measured."""

    last = MonthInput(
        label=gettext_lazy("Siste måned den måles"),
        widget=forms.TextInput({"type": "month", "placeholder": gettext_lazy("ÅÅÅÅ-MM")}),
        help_text=gettext_lazy(
            "Fra måneden etter er den ute av pakker, målekort og rangering. Tallene til og med denne blir stående."
        ),
        error_messages={"required": gettext_lazy("Velg den siste måneden.")},
    )
