"""Guided changes of the organisation, each turned into lines of its file: what the browser asks for in one step.

A change has a date, the first of a month, from which it holds. What stood before that is left as it was.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from organisation.choices import UnitKind
from organisation.drafts import ChangedLines, Draft, Place
from organisation.said import any_of, said
from organisation.standing import Span, Standing


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A code and a name that a change brings; for a part of a county the code may be the old one."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MergeOffices:
    """Offices become one: a new one, or one that is there already, which may get a new name."""

    date: datetime.date
    codes: tuple[str, ...]
    into: NewUnit
    place: Place | None = None  # of a new one; None is that of the first


@dataclass(frozen=True, slots=True)
class SplitOffice:
    """An office becomes several where it stands, or gives some off and goes on."""

    date: datetime.date
    code: str
    parts: tuple[NewUnit, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class MoveUnits:
    """Offices or special units come to stand under another county or region."""

    date: datetime.date
    codes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class RenameUnit:
    date: datetime.date
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CloseUnit:
    """An office or special unit is no more; others may have taken over."""

    date: datetime.date
    code: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A new office or special unit."""

    date: datetime.date
    kind: str
    unit: NewUnit
    place: Place


@dataclass(frozen=True, slots=True)
class RedrawRegions:
    """The offices of a county are divided among its regions anew; a region without offices is no more."""

    date: datetime.date
    county: str
    regions: tuple[tuple[str, str], ...]  # office, and its region from now on or empty
    new: tuple[NewUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeCounties:
    """Counties become one, with their offices; their regions follow, or are no more."""

    date: datetime.date
    codes: tuple[str, ...]
    into: NewUnit
    regions_follow: bool = True


@dataclass(frozen=True, slots=True)
class SplitCounty:
    """A county becomes several. Regions go to one part each with their offices; other units are named one by one."""

    date: datetime.date
    code: str
    parts: tuple[NewUnit, ...]
    shares: tuple[tuple[str, str], ...]  # region or unit without one, and the part it goes to


Change: TypeAlias = (
    MergeOffices
    | SplitOffice
    | MoveUnits
    | RenameUnit
    | CloseUnit
    | OpenUnit
    | RedrawRegions
    | MergeCounties
    | SplitCounty
)


def change_lines(change: Change, standing: Standing) -> ChangedLines:
    """The lines of the organisation file that carry out the change, and what stands in its way."""
    draft = Draft(standing, change.date)
    match change:
        case MergeOffices():
            _merge_offices(change, draft)
        case SplitOffice():
            _split_office(change, draft)
        case MoveUnits():
            _move(change, draft)
        case RenameUnit():
            _rename(change, draft)
        case CloseUnit():
            _close(change, draft)
        case OpenUnit():
            draft.begin(change.unit.code, change.kind, change.unit.name, change.place)
        case RedrawRegions():
            _redraw(change, draft)
        case MergeCounties():
            _merge_counties(change, draft)
        case SplitCounty():
            _split_county(change, draft)
        case _:
            assert_never(change)
    return draft.lines()


def _merge_offices(change: MergeOffices, draft: Draft) -> None:
    into = change.into.code
    ending = [code for code in dict.fromkeys(change.codes) if code != into]
    if not _of_kinds(draft, change.codes, (UnitKind.OFFICE,)):
        return
    ended = [draft.end(code) for code in ending]
    if draft.original.span_on(into, change.date):
        _keep(change.into, UnitKind.OFFICE, draft)
    else:
        first = next((span for span in ended if span), None)
        place = change.place or (first.groups if first else ("", ""))
        draft.begin(into, UnitKind.OFFICE, change.into.name, place, like=ending[0] if ending else "")
    _need(draft, len(ending) + (into in change.codes or draft.original.span_on(into, change.date) is not None) > 1)
    for code in ending:
        draft.succeed(code, into)


def _need(draft: Draft, several: bool) -> None:
    if not several:
        draft.refuse("too_few_units", said("Velg minst to enheter som skal bli én."))


def _keep(unit: NewUnit, kind: UnitKind, draft: Draft) -> None:
    """A unit that is there already goes on, under a new name where one is given."""
    if _of_kinds(draft, [unit.code], (kind,)) and unit.name:
        draft.alter(unit.code, name=unit.name)


def _split_office(change: SplitOffice, draft: Draft) -> None:
    if not _of_kinds(draft, [change.code], (UnitKind.OFFICE,)):
        return
    if len(change.parts) + change.goes_on < 2:
        draft.refuse("too_few_units", said("Oppgi minst to kontor som det skal bli til."))
    held = draft.span_on_the_date(change.code) if change.goes_on else draft.end(change.code)
    if held is None:
        return
    for part in change.parts:
        draft.begin(part.code, UnitKind.OFFICE, part.name, held.groups, like=change.code)
        draft.succeed(change.code, part.code)


def _move(change: MoveUnits, draft: Draft) -> None:
    if not change.codes:
        draft.refuse("too_few_units", said("Velg minst én enhet å flytte."))
    if _of_kinds(draft, change.codes, (UnitKind.OFFICE, UnitKind.SPECIAL)):
        for code in change.codes:
            draft.alter(code, place=change.place)


def _rename(change: RenameUnit, draft: Draft) -> None:
    if not change.name:
        draft.refuse("missing_value", said("Skriv det nye navnet."), change.code)
    else:
        draft.alter(change.code, name=change.name)


def _close(change: CloseUnit, draft: Draft) -> None:
    if _of_kinds(draft, [change.code], (UnitKind.OFFICE, UnitKind.SPECIAL)) and draft.end(change.code):
        for successor in change.successors:
            if draft.span_on_the_date(successor):
                draft.succeed(change.code, successor)


def _redraw(change: RedrawRegions, draft: Draft) -> None:
    if not _of_kinds(draft, [change.county], (UnitKind.COUNTY,)):
        return
    for new in change.new:
        draft.begin(new.code, UnitKind.REGION, new.name, (change.county, ""))
    for office, region in change.regions:
        held = draft.span_on_the_date(office)
        if held and held.county != change.county:
            message = said(
                "%(code)s hører ikke til fylket %(county)s %(day)s.", code=office, county=change.county, day=change.date
            )
            draft.refuse("outside_county", message, office)
        elif held:
            draft.alter(office, place=(held.county, region))
    _end_empty_regions(change, draft)


def _end_empty_regions(change: RedrawRegions, draft: Draft) -> None:
    placed = draft.standing.placed_on(change.date)
    for code, span in placed.items():
        under = [other for other, each in placed.items() if each.region == code]
        offices = [other for other in under if draft.standing.kinds[other] == UnitKind.OFFICE]
        if _is(draft, code, UnitKind.REGION) and span.county == change.county and not offices:
            if code in (new.code for new in change.new):
                message = said("Legg minst ett kontor i den nye regionen %(name)s.", name=span.name)
                draft.refuse("empty_region", message, code)
                continue
            for special in under:
                draft.alter(special, place=(span.county, ""))
            draft.end(code)


def _merge_counties(change: MergeCounties, draft: Draft) -> None:
    into = change.into.code
    if not _of_kinds(draft, change.codes, (UnitKind.COUNTY,)):
        return
    ending = [code for code in dict.fromkeys(change.codes) if code != into]
    is_there = draft.original.span_on(into, change.date) is not None
    _need(draft, len(ending) + (into in change.codes or is_there) > 1)
    if is_there:
        _keep(change.into, UnitKind.COUNTY, draft)
    else:
        draft.begin(into, UnitKind.COUNTY, change.into.name, ("", ""))
    for code in ending:
        _follow(draft, [code], into, regions_follow=change.regions_follow)
        draft.end(code)
        draft.succeed(code, into)


def _follow(draft: Draft, counties: Sequence[str], into: str, *, regions_follow: bool) -> None:
    """All that stands under the counties comes to stand under the other; regions with it, or not at all."""
    for code, span in draft.original.placed_on(draft.date).items():
        if span.county in counties:
            if _is(draft, code, UnitKind.REGION) and not regions_follow:
                draft.end(code)
            else:
                draft.alter(code, place=(into, span.region if regions_follow else ""))


def _split_county(change: SplitCounty, draft: Draft) -> None:
    if not _of_kinds(draft, [change.code], (UnitKind.COUNTY,)):
        return
    if len(change.parts) < 2:
        draft.refuse("too_few_units", said("Oppgi minst to fylker som det skal bli til."))
    goes_on = any(part.code == change.code for part in change.parts)
    for part in change.parts:
        if part.code == change.code:
            _keep(part, UnitKind.COUNTY, draft)
        else:
            draft.begin(part.code, UnitKind.COUNTY, part.name, ("", ""))
            draft.succeed(change.code, part.code)
    _divide(change, draft)
    if not goes_on:
        draft.end(change.code)


def _divide(change: SplitCounty, draft: Draft) -> None:
    """Each unit of the county to its part: its region's where it stands in one, else its own."""
    shares, parts = dict(change.shares), {part.code for part in change.parts}
    for code, span in draft.original.placed_on(change.date).items():
        if span.county != change.code:
            continue
        part = shares.get(span.region or code, "")
        if part not in parts:
            message = said("Velg hvilket fylke %(name)s (%(code)s) skal høre til.", name=span.name, code=code)
            draft.refuse("missing_share", message, code)
        elif part != change.code:
            draft.alter(code, place=(part, span.region))


def _is(draft: Draft, code: str, kind: UnitKind) -> bool:
    return draft.standing.kinds.get(code) == kind


def _of_kinds(draft: Draft, codes: Sequence[str], kinds: Sequence[UnitKind]) -> bool:
    """Whether all of them are of these kinds and stand on the date; what is not is found."""
    spans: list[Span | None] = []
    for code in codes:
        kind = draft.standing.kinds.get(code)
        if kind is not None and kind not in kinds:
            message = said(
                "%(code)s er %(kind)s, og endringen gjelder bare %(kinds)s. Velg en annen enhet.",
                code=code,
                kind=UnitKind(kind).label,
                kinds=any_of(each.label for each in kinds),
            )
            draft.refuse("wrong_kind", message, code)
            spans.append(None)
        else:
            spans.append(draft.span_on_the_date(code))
    return all(spans)
