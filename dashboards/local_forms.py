"""What is said of a new local goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from dashboards.forms import MonthInput
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.choices import Direction, FilledInBy, UnitOfMeasure
from scorecards.figures import Limits
from scorecards.models import Goal
from scorecards.services.local_goals import LocalIndicator

COUNTED = (
    (UnitOfMeasure.SHARE, _("Andel: så mange av så mange")),
    (UnitOfMeasure.NUMBER, _("Antall")),
    (UnitOfMeasure.DAYS, _("Dager")),
    (UnitOfMeasure.INDEX, _("Indeks eller poeng")),
    (UnitOfMeasure.RATE, _("Rate: teller delt på nevner")),
)
DECIMALS = {UnitOfMeasure.NUMBER: 0}
LIMITS = ("green", "yellow", "green_upper", "yellow_upper")


class NumberInput(forms.CharField):
    """A number as Norwegians write it; a per cent sign is understood."""

    def clean(self, value: Any) -> float | None:
        text = super().clean(value).replace("\u00a0", "").replace(" ", "").rstrip("%").replace(",", ".")
        if not text:
            return None
        try:
            return float(text)
        except ValueError as error:
            raise forms.ValidationError(_("Skriv bare et tall, for eksempel 90 eller 12,5.")) from error


def number_input(label: Any) -> NumberInput:
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    return NumberInput(label=label, required=False, max_length=20, widget=widget)


class LocalGoalForm(forms.Form):
    """A short form: what is counted, against which limit, by whom. `goals` are all goals with how deep they stand."""

    name = forms.CharField(
        label=_("Navn"), max_length=200, error_messages={"required": _("Gi det som telles, et navn.")}
    )
    goal = forms.ChoiceField(label=_("Hører til målet"), required=False)
    own_goal = forms.CharField(label=_("Eget mål under dette"), max_length=200, required=False)
    unit_of_measure = forms.ChoiceField(label=_("Hva telles"), choices=COUNTED, initial=UnitOfMeasure.NUMBER)
    direction = forms.ChoiceField(label=_("Retning"), choices=Direction.choices, initial=Direction.HIGHER)
    green = number_input(_("Krav"))
    yellow = number_input(_("Gul grense"))
    green_upper = number_input(_("Krav, øvre grense"))
    yellow_upper = number_input(_("Gul, øvre grense"))
    filled_in_by = forms.ChoiceField(label=_("Hvem fyller ut"), choices=FilledInBy.choices, initial=FilledInBy.OWNER)
    first = MonthInput(label=_("Fra måned"), error_messages={"required": _("Velg den første måneden.")})
    what = forms.CharField(label=_("Hva regnes med"), required=False, max_length=2000, widget=forms.Textarea)
    why = forms.CharField(label=_("Hvorfor"), required=False, max_length=2000, widget=forms.Textarea)
    how = forms.CharField(label=_("Hvordan kan det påvirkes"), required=False, max_length=2000, widget=forms.Textarea)
    weaknesses = forms.CharField(label=_("Kjente svakheter"), required=False, max_length=2000, widget=forms.Textarea)

    def __init__(self, unit: PlacedUnit, goals: list[tuple[Goal, int]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = {str(goal.pk): goal for goal, _depth in goals}
        choices = [(str(goal.pk), "\u2003" * depth + goal.name) for goal, depth in goals]
        self.fields["goal"].choices = [("", _t("Ingen")), *choices]  # type: ignore[attr-defined]
        if unit.kind in (UnitKind.OFFICE, UnitKind.SPECIAL):
            del self.fields["filled_in_by"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        limits = {name: said.get(name) for name in LIMITS}
        direction = said.get("direction")
        if direction == Direction.NONE and any(limit is not None for limit in limits.values()):
            self.add_error("direction", _t("Et krav trenger en retning. Velg en, eller ta ut kravet."))
        if limits["green"] is None and limits["yellow"] is not None:
            self.add_error("green", _t("Skriv kravet også, ikke bare den gule grensen."))
        self._compare(direction, limits)
        return said

    def _compare(self, direction: str | None, limits: dict[str, Any]) -> None:
        green, yellow, upper = limits["green"], limits["yellow"], limits["green_upper"]
        if green is None:
            return
        if yellow is not None and direction == Direction.HIGHER and yellow > green:
            self.add_error("yellow", _t("Når høyere er bedre, er den gule grensen lavere enn kravet."))
        if yellow is not None and direction == Direction.LOWER and yellow < green:
            self.add_error("yellow", _t("Når lavere er bedre, er den gule grensen høyere enn kravet."))
        if direction == Direction.INSIDE and (upper is None or upper < green):
            self.add_error("green_upper", _t("Et intervall trenger en øvre grense som er høyere enn den nedre."))

    def stated(self) -> LocalIndicator:
        """What the service is told; a share's limits are typed in per cent."""
        said = self.cleaned_data
        unit: str = said["unit_of_measure"]
        first: Month = said["first"]
        return LocalIndicator(
            name=said["name"],
            unit_of_measure=unit,
            first=first,
            goal=self._goals.get(said["goal"]),
            own_goal=said["own_goal"],
            direction=said["direction"],
            decimals=DECIMALS.get(UnitOfMeasure(unit), 1),
            target=self._target(unit),
            filled_in_by=said.get("filled_in_by", FilledInBy.OWNER),
            what=said["what"],
            why=said["why"],
            how=said["how"],
            weaknesses=said["weaknesses"],
        )

    def _target(self, unit: str) -> Limits | None:
        said = self.cleaned_data
        part = 100 if unit == UnitOfMeasure.SHARE else 1
        green, yellow, *upper = (None if said[name] is None else said[name] / part for name in LIMITS)
        if green is None:
            return None
        return Limits(green, yellow, *upper) if said["direction"] == Direction.INSIDE else Limits(green, yellow)
