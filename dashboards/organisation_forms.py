"""The forms of guided changes: each gives the change that it asks for. Units to choose from are those of one month."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from organisation import changes
from organisation.changes import Change, NewUnit
from organisation.choices import UnitKind
from organisation.drafts import Place
from organisation.months import Month
from organisation.organisation_files import LONGEST_NAME
from organisation.queries import PlacedUnit

Choices = list[tuple[str, str]]

LONGEST_CODE = 20
MOST_PARTS = 4  # new units that a form has room for
NEW = "+"  # before the number of a new unit among choices: "+1"


@dataclass(frozen=True)
class Ground:
    """What a form's choices are made from: the units of the month from which the change holds, and the county."""

    month: Month
    units: Sequence[PlacedUnit]
    county: PlacedUnit | None

    def of(self, *kinds: UnitKind) -> list[PlacedUnit]:
        """The county's units of these kinds; the whole country's where no county is chosen."""
        county = self.county.code if self.county else ""
        return [unit for unit in self.units if unit.kind in kinds and county in ("", unit.county_code, unit.code)]

    @property
    def counties(self) -> list[PlacedUnit]:
        return [unit for unit in self.units if unit.kind == UnitKind.COUNTY]

    def places(self) -> list[tuple[str, Choices]]:
        """Every county with its regions, as `county/region`, grouped by county."""
        regions = [unit for unit in self.units if unit.kind == UnitKind.REGION]
        return [
            (
                county.name,
                [
                    (f"{county.code}/", _t("%(county)s, uten region") % {"county": county.name}),
                    *((f"{county.code}/{each.code}", each.name) for each in regions if each.county_id == county.id),
                ],
            )
            for county in self.counties
        ]


def choices_of(units: Sequence[PlacedUnit]) -> Choices:
    return [(unit.code, f"{unit.name} ({unit.code})") for unit in units]


def place_of(text: str) -> Place:
    county, _slash, region = text.partition("/")
    return county, region


class ChangeForm(forms.Form):
    """A guided change. `parts` is how many new units it has room for."""

    parts: ClassVar[int] = 0
    needs_county: ClassVar[bool] = True

    def __init__(self, ground: Ground, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground = ground
        for number in range(1, self.parts + 1):
            code = forms.CharField(label=_t("Kode"), max_length=LONGEST_CODE, required=False)
            name = forms.CharField(label=_t("Navn"), max_length=LONGEST_NAME, required=False)
            self.fields[f"code_{number}"], self.fields[f"name_{number}"] = code, name
        self.fill()

    def fill(self) -> None:
        """Put the choices of the ground into the fields."""
        raise NotImplementedError

    def change(self) -> Change:
        """What the valid form asks for."""
        raise NotImplementedError

    def choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def pairs(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """The code and name of each new unit, with its number."""
        return [(n, self[f"code_{n}"], self[f"name_{n}"]) for n in range(1, self.parts + 1)]

    def new_units(self) -> dict[str, NewUnit]:
        """The new units that were filled in, by `+1`."""
        asked = self.cleaned_data
        return {
            f"{NEW}{n}": NewUnit(asked[f"code_{n}"], asked[f"name_{n}"])
            for n in range(1, self.parts + 1)
            if asked[f"code_{n}"] or asked[f"name_{n}"]
        }

    def new_choices(self, words: str) -> Choices:
        return [(f"{NEW}{n}", words % {"number": n}) for n in range(1, self.parts + 1)]


class Several(forms.MultipleChoiceField):
    """Units ticked in a list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar = {"required": _("Kryss av hvem det gjelder.")}


class MergeOfficesForm(ChangeForm):
    parts = 1
    units = Several(label=_("Kontor som slås sammen"))
    more = forms.CharField(
        label=_("Kontor i andre fylker"), required=False, help_text=_("Koder med mellomrom mellom, om noen.")
    )
    keep = forms.ChoiceField(label=_("De blir til"), required=False)
    place = forms.ChoiceField(label=_("Et nytt kontor hører til"), required=False)

    def fill(self) -> None:
        offices = choices_of(self.ground.of(UnitKind.OFFICE))
        self.choose("units", offices)
        self.choose("keep", [("", _t("et nytt kontor")), *offices])
        self.choose("place", [("", _t("samme sted som det første")), *self.ground.places()])

    def change(self) -> Change:
        asked = self.cleaned_data
        into = self.new_units().get("+1", NewUnit("", ""))
        return changes.MergeOffices(
            self.ground.month.first_day,
            (*asked["units"], *asked["more"].split()),
            NewUnit(asked["keep"], into.name) if asked["keep"] else into,
            place_of(asked["place"]) if asked["place"] else None,
        )


class SplitOfficeForm(ChangeForm):
    parts = MOST_PARTS
    unit = forms.ChoiceField(label=_("Kontor som deles"))
    goes_on = forms.BooleanField(label=_("Kontoret består, og gir fra seg noe til de nye"), required=False)

    def fill(self) -> None:
        self.choose("unit", choices_of(self.ground.of(UnitKind.OFFICE)))

    def change(self) -> Change:
        asked = self.cleaned_data
        parts = tuple(self.new_units().values())
        return changes.SplitOffice(self.ground.month.first_day, asked["unit"], parts, asked["goes_on"])


class MoveForm(ChangeForm):
    units = Several(label=_("Enheter som flyttes"))
    place = forms.ChoiceField(label=_("Hører fra da av til"))

    def fill(self) -> None:
        self.choose("units", choices_of(self.ground.of(UnitKind.OFFICE, UnitKind.SPECIAL)))
        self.choose("place", self.ground.places())

    def change(self) -> Change:
        asked = self.cleaned_data
        return changes.MoveUnits(self.ground.month.first_day, tuple(asked["units"]), place_of(asked["place"]))


class RenameForm(ChangeForm):
    unit = forms.ChoiceField(label=_("Enhet"))
    name = forms.CharField(
        label=_("Nytt navn"), max_length=LONGEST_NAME, error_messages={"required": _("Skriv det nye navnet.")}
    )

    def fill(self) -> None:
        self.choose("unit", choices_of(self.ground.of(*UnitKind)))

    def change(self) -> Change:
        asked = self.cleaned_data
        return changes.RenameUnit(self.ground.month.first_day, asked["unit"], asked["name"])


class CloseForm(ChangeForm):
    unit = forms.ChoiceField(label=_("Enhet som legges ned"))
    successors = Several(label=_("Hvem tar over? Kryss av ingen, én eller flere"), required=False)

    def fill(self) -> None:
        self.choose("unit", choices_of(self.ground.of(UnitKind.OFFICE, UnitKind.SPECIAL)))
        self.choose("successors", choices_of(self.ground.of(UnitKind.OFFICE, UnitKind.SPECIAL)))

    def change(self) -> Change:
        asked = self.cleaned_data
        return changes.CloseUnit(self.ground.month.first_day, asked["unit"], tuple(asked["successors"]))


class OpenForm(ChangeForm):
    parts = 1
    needs_county = False
    kind = forms.ChoiceField(
        label=_("Slag"), choices=[(kind.value, kind.label) for kind in (UnitKind.OFFICE, UnitKind.SPECIAL)]
    )
    place = forms.ChoiceField(label=_("Hører til"))

    def fill(self) -> None:
        self.choose("place", self.ground.places())

    def change(self) -> Change:
        asked = self.cleaned_data
        unit = self.new_units().get("+1", NewUnit("", ""))
        return changes.OpenUnit(self.ground.month.first_day, asked["kind"], unit, place_of(asked["place"]))


class SharedOutForm(ChangeForm):
    """A county of which each of some units goes somewhere: a choice field for each."""

    parts = MOST_PARTS

    def share_out(self, units: Sequence[PlacedUnit], choices: Choices, now: str) -> None:
        """A field per unit; `now` names the attribute that says where it is today."""
        for unit in units:
            field = forms.ChoiceField(
                label=unit.name, choices=choices, required=False, initial=getattr(unit, now) if now else None
            )
            self.fields[f"to_{unit.code}"] = field

    @property
    def shares(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("to_")]

    def shared(self) -> dict[str, str]:
        """The chosen place of each unit, a new one by its code."""
        new = self.new_units()
        chosen = {name[3:]: self.cleaned_data[name] for name in self.fields if name.startswith("to_")}
        return {code: new[to].code if to in new else to for code, to in chosen.items()}

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        new = self.new_units() if not self.errors else None
        for name in [name for name in self.fields if name.startswith("to_")]:
            to = asked.get(name, "")
            if new is not None and to.startswith(NEW) and to not in new:
                self.add_error(name, _t("Fyll ut kode og navn for nummer %(number)s.") % {"number": to[1:]})
        return asked


class RegionsForm(SharedOutForm):
    def fill(self) -> None:
        regions = choices_of(self.ground.of(UnitKind.REGION))
        choices = [("", _t("uten region")), *regions, *self.new_choices(_t("ny region %(number)s"))]
        self.share_out(self.ground.of(UnitKind.OFFICE), choices, "region_code")

    def change(self) -> Change:
        now = {unit.code: unit.region_code for unit in self.ground.units}
        county = self.ground.county.code if self.ground.county else ""
        moved = tuple((code, region) for code, region in self.shared().items() if now[code] != region)
        return changes.RedrawRegions(self.ground.month.first_day, county, moved, tuple(self.new_units().values()))


class MergeCountiesForm(ChangeForm):
    parts = 1
    needs_county = False
    units = Several(label=_("Fylker som slås sammen"))
    keep = forms.ChoiceField(label=_("De blir til"), required=False)
    regions_follow = forms.BooleanField(
        label=_("Regionene følger med, med kontorene sine"), required=False, initial=True
    )

    def fill(self) -> None:
        counties = choices_of(self.ground.counties)
        self.choose("units", counties)
        self.choose("keep", [("", _t("et nytt fylke")), *counties])

    def change(self) -> Change:
        asked = self.cleaned_data
        into = self.new_units().get("+1", NewUnit("", ""))
        into = NewUnit(asked["keep"], into.name) if asked["keep"] else into
        codes = tuple(asked["units"])
        return changes.MergeCounties(self.ground.month.first_day, codes, into, asked["regions_follow"])


class SplitCountyForm(SharedOutForm):
    def fill(self) -> None:
        loose = [unit for unit in self.ground.of(UnitKind.OFFICE, UnitKind.SPECIAL) if not unit.region_code]
        choices = [("", _t("velg")), *self.new_choices(_t("fylke %(number)s"))]
        self.share_out([*self.ground.of(UnitKind.REGION), *loose], choices, "")

    def change(self) -> Change:
        county = self.ground.county.code if self.ground.county else ""
        parts = tuple(self.new_units().values())
        return changes.SplitCounty(self.ground.month.first_day, county, parts, tuple(self.shared().items()))
