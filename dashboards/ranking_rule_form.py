"""What is said of a county's rule for its ranking: the form, and the rule it states."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from dashboards.forms import MonthInput
from dashboards.local_forms import number_input
from organisation.months import Month
from rankings.choices import Method, Missing, Ties
from rankings.models import RankingRule
from rankings.queries.rules import Weighed, Weights
from rankings.services.rules import StatedRule
from scorecards.queries.packages import Item

YEAR_SO_FAR = "year"
WINDOWS = (
    ("12", _("Siste tolv måneder")),
    (YEAR_SO_FAR, _("Hittil i år")),
    ("3", _("Siste tre måneder")),
    ("1", _("Måneden alene")),
)
PACKAGE, OWN = "package", "own"
WEIGHING = ((PACKAGE, _("Pakkens prioriteringer og vekter")), (OWN, _("Egne vekter for fylket")))
WEIGHT, BASE = "weight-", "base-"


class RuleForm(forms.Form):
    """A rule, with a weight and a least base for each indicator of the county's package."""

    name = forms.CharField(
        label=_("Regelens navn"), max_length=200, error_messages={"required": _("Gi regelen et navn.")}
    )
    valid_from = MonthInput(
        label=_("Gjelder fra og med"), error_messages={"required": _("Velg den første måneden regelen gjelder.")}
    )
    window = forms.ChoiceField(label=_("Måneder som regnes med"), choices=WINDOWS)
    at_least = forms.IntegerField(
        label=_("Minst så mange måneder med tall"),
        min_value=1,
        max_value=12,
        error_messages={
            "required": _("Skriv hvor mange måneder et kontor må ha tall for."),
            "invalid": _("Skriv et helt tall fra 1 til 12."),
            "min_value": _("Skriv et helt tall fra 1 til 12."),
            "max_value": _("Skriv et helt tall fra 1 til 12."),
        },
    )
    method = forms.ChoiceField(label=_("Poeng etter"), choices=Method.choices)
    missing = forms.ChoiceField(label=_("Når et kontor mangler tall"), choices=Missing.choices)
    least_weight = number_input(_("Tall på så mye av vekten, i prosent"))
    ties = forms.ChoiceField(label=_("Når kontor har like mange poeng"), choices=Ties.choices)
    weighing = forms.ChoiceField(label=_("Hva som teller"), choices=WEIGHING)
    reason = forms.CharField(
        label=_("Hvorfor regelen endres"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Skriv hvorfor. Grunnen står i historikken, og alle kan lese den.")},
    )

    def __init__(self, items: Sequence[Item], *args: Any, to_be_saved: bool = False, **kwargs: Any) -> None:
        """`to_be_saved`: a preview asks for no reason."""
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["reason"].required = to_be_saved
        for item in items:
            self.fields[WEIGHT + item.indicator.code] = number_input(_("Vekt"))
            self.fields[BASE + item.indicator.code] = number_input(_("Minste grunnlag"))

    @property
    def rows(self) -> list[tuple[Item, forms.BoundField, forms.BoundField]]:
        """Each indicator with its two fields."""
        return [(item, self[WEIGHT + item.indicator.code], self[BASE + item.indicator.code]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("missing") == Missing.COMPLETE:  # whatever stands in the field, which then asks for nothing
            self.cleaned_data["least_weight"] = 100.0
            self.errors.pop("least_weight", None)
        share = said.get("least_weight")
        if share is None or not 0 <= share <= 100:
            self.add_error("least_weight", _t("Skriv en andel fra 0 til 100 prosent."))
        window = said.get("window")
        if window and window != YEAR_SO_FAR and said.get("at_least", 1) > int(window):
            self.add_error("at_least", _t("Det kan ikke kreves tall for flere måneder enn perioden har."))
        for item in self.items:
            self._check(WEIGHT + item.indicator.code, _t("En vekt kan ikke være under null."))
            self._check(BASE + item.indicator.code, _t("Et grunnlag kan ikke være under null."))
        if said.get("weighing") == OWN and not self._weights():
            self.add_error("weighing", _t("Gi minst én indikator en vekt over null."))
        return said

    def _check(self, name: str, text: str) -> None:
        number = self.cleaned_data.get(name)
        if number is not None and not 0 <= number < float("inf"):
            self.add_error(name, text)

    def _weights(self) -> dict[int, Weighed]:
        said, found = self.cleaned_data, {}
        for item in self.items:
            weight = said.get(WEIGHT + item.indicator.code)
            if weight:
                found[item.indicator.id] = Weighed(weight, said.get(BASE + item.indicator.code))
        return found

    def stated(self) -> StatedRule:
        """What the service is told."""
        said = self.cleaned_data
        first: Month = said["valid_from"]
        return StatedRule(
            name=said["name"],
            valid_from=first,
            method=said["method"],
            window=None if said["window"] == YEAR_SO_FAR else int(said["window"]),
            at_least=said["at_least"],
            least_weight=said["least_weight"] / 100,
            missing=said["missing"],
            ties=said["ties"],
            weights=self._weights() if said["weighing"] == OWN else {},
            reason=said["reason"],
        )


def initial_of(rule: RankingRule, weights: Weights, items: Sequence[Item], month: Month) -> Mapping[str, object]:
    """What the form begins with: a rule as it is, from the month that it serves from, else from January."""
    found: dict[str, object] = {
        "name": rule.name if rule.county_id else _t("Regelen for %(year)s") % {"year": month.year},
        "valid_from": str(rule.valid_from or month.january),
        "window": YEAR_SO_FAR if rule.window is None else str(rule.window),
        "at_least": rule.at_least,
        "method": rule.method,
        "least_weight": _written(100 * rule.least_weight),
        "missing": rule.missing,
        "ties": rule.ties,
        "weighing": OWN if weights else PACKAGE,
    }
    for item in items:
        each = weights.get(item.indicator.id) if weights else _of_the_package(item)
        if each is not None:
            found[WEIGHT + item.indicator.code] = _written(each.weight)
            found[BASE + item.indicator.code] = "" if each.min_base is None else _written(each.min_base)
    return found


def _of_the_package(item: Item) -> Weighed | None:
    return Weighed(item.weight) if item.priority >= 1 else None


def _written(number: float) -> str:
    return format(number, "g").replace(".", ",")
