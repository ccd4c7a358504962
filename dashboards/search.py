"""Finding a unit or an indicator by what somebody writes of its name or code."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.names import NamedUnit
from scorecards.queries.indicators import NamedIndicator

WRITTEN_AS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t"})  # by who lacks the letter
PAGES = {
    UnitKind.OFFICE: "/offices/{code}/",
    UnitKind.COUNTY: "/counties/{code}/",
    UnitKind.REGION: "/regions/{code}/",
    UnitKind.COUNTRY: "/country/",
}
LEAST_LIKE = 0.7  # how alike a word must be to be asked about, of one


@dataclass(frozen=True, slots=True)
class Place:
    """Something that has a page: what it is, what it is called, and further names that it is found by."""

    kind: str
    code: str
    name: str
    about: str
    href: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The places that fit, the best first. `is_meant`: the first is the only one that is called just that."""

    places: tuple[Place, ...]
    is_meant: bool = False
    near: tuple[Place, ...] = ()  # where none fits: those that are called something like it


def folded(text: str) -> str:
    """Small letters without accents, as they are written by somebody who hasn't got them: `Øygarden` is `oygarden`."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(WRITTEN_AS))
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def places(units: Iterable[NamedUnit], indicators: Iterable[NamedIndicator]) -> list[Place]:
    """Everything that can be found: units with a page by all their names, indicators in one language."""
    found = [
        Place(unit.kind, unit.code, unit.name, _about(unit), _page(unit), unit.earlier_names)
        for unit in units
        if unit.kind in PAGES
    ]
    return found + [
        Place("indicator", each.code, each.name, _("Indikator"), f"/indicators/{each.code}/") for each in indicators
    ]


def _page(unit: NamedUnit) -> str:
    return PAGES[UnitKind(unit.kind)].format(code=unit.code)


def _about(unit: NamedUnit) -> str:
    what = {
        UnitKind.COUNTRY.value: _("Landet"),
        UnitKind.OFFICE.value: _("Kontor i %(county)s") if unit.county_name else _("Kontor"),
        UnitKind.COUNTY.value: _("Fylke"),
        UnitKind.REGION.value: _("Region i %(county)s") if unit.county_name else _("Region"),
    }[unit.kind] % {"county": unit.county_name}
    return what if unit.is_open else _("%(what)s, nedlagt") % {"what": what}


def search(written: str, among: Sequence[Place], most: int = 50) -> Found:
    """What fits the written words: each must begin a word of the name or of the code. At most `most`."""
    asked = folded(written)
    if not asked:
        return Found(())
    ranked = sorted(
        ((rank, norwegian_key(place.name), place) for place in among if (rank := _rank(asked, place)) is not None),
        key=lambda found: found[:2],
    )
    fitting = tuple(place for _rank_, _name, place in ranked[:most])
    exact = [place for rank, _name, place in ranked if rank == 0]
    return Found(fitting, len(exact) == 1 or len(fitting) == 1, () if fitting else _near(asked, among))


def _rank(asked: str, place: Place) -> int | None:
    """0 where it is called just that, 1 where its name begins so, 2 where its words do; None where it doesn't fit."""
    names = [folded(name) for name in (place.code, place.name, *place.other_names)]
    names += [name.removeprefix("nav ") for name in names]
    if asked in names:
        return 0
    if any(name.startswith(asked) for name in names):
        return 1
    words = " ".join(names).split()
    return 2 if all(any(word.startswith(part) for word in words) for part in asked.split()) else None


def _near(asked: str, among: Sequence[Place]) -> tuple[Place, ...]:
    by_name = {folded(place.name).removeprefix("nav "): place for place in among}
    return tuple(by_name[name] for name in get_close_matches(asked, by_name, n=3, cutoff=LEAST_LIKE))
