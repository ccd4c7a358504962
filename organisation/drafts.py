"""The organisation while a change is written into it: spans cut, begun and altered, and what stands in the way."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from organisation.findings import ERROR, Found
from organisation.lines import succession_rows, unit_rows
from organisation.organisation_files import (
    CODE_FORM,
    LONGEST_NAME,
    SUCCESSION_COLUMNS,
    UNIT_COLUMNS,
    OrganisationFiles,
    name_too_long,
    no_code,
    read_tables_of_organisation,
)
from organisation.said import in_a_row, said
from organisation.standing import Span, Standing
from organisation.tables import table_of

Place: TypeAlias = tuple[str, str]  # codes of the county and the region, or empty


class Draft:
    """Spans and successions by code, changed step by step; what can't be done is among the `findings`, all of it."""

    def __init__(self, standing: Standing, date: datetime.date) -> None:
        self.date = date
        self.original = standing
        self.standing = Standing(
            dict(standing.kinds),
            {code: list(spans) for code, spans in standing.spans.items()},
            {code: set(became) for code, became in standing.successions.items()},
        )
        self.findings: list[Found] = []
        self._units: dict[str, None] = {}  # what was touched, in order
        self._predecessors: dict[str, None] = {}
        if date.day != 1:
            message = said("%(date)s er ikke den første i en måned. Velg den første i måneden.", date=date)
            self.refuse("not_the_first", message, str(date))

    def refuse(self, code: str, message: str, value: str = "") -> None:
        self.findings.append(Found(code, ERROR, message, value=value))

    def span_on_the_date(self, code: str) -> Span | None:
        """The unit's span that holds the date; a finding where there is none."""
        held = self.standing.span_on(code, self.date)
        if held is None:
            message = (
                said("%(code)s finnes ikke %(day)s.", code=code, day=self.date)
                if code in self.standing.kinds
                else said("%(code)s er ukjent.", code=code)
            )
            remedy = said("Velg en enhet som finnes på datoen, eller en annen dato.")
            self.refuse("unit_not_in_existence", in_a_row(message, remedy), code)
        return held

    def end(self, code: str) -> Span | None:
        """Let the unit end at the date, with all that was to come; returns the span that it ended in."""
        held = self.span_on_the_date(code)
        if held is None:
            return None
        earlier = [span for span in self.standing.spans_of(code) if span.valid_from < self.date]
        ended = self._known_end(code)
        if ended:
            unit = f"{code} {held.name}"
            message = said(
                "%(code)s avsluttes eller avløses alt %(date)s. Velg en dato etter det, eller angre det først.",
                code=unit,
                date=ended,
            )
            self.refuse("later_change", message, code)
        elif not earlier:
            message = said(
                "%(code)s begynner %(date)s og kan ikke avsluttes samme dag. Velg en senere dato.",
                code=code,
                date=held.valid_from,
            )
            self.refuse("date_before_start", message, code)
        else:
            self._write(code, [replace(span, valid_to=self.date) if span == held else span for span in earlier])
        return held

    def _known_end(self, code: str) -> datetime.date | None:
        """A day after the date on which the unit ends, becomes another or takes over from one, by what is known."""
        to_it = [pair for became in self.original.successions.values() for pair in became if pair[0] == code]
        later = [day for _, day in [*self.original.became(code), *to_it] if day > self.date]
        return self.standing.spans_of(code)[-1].valid_to or min(later, default=None)

    def alter(self, code: str, *, name: str | None = None, place: Place | None = None) -> Span | None:
        """Give the unit another name or place from the date on; returns the span as it was.

        Changes that are known to come later stand; what they left as it was follows along.
        """
        held = self.span_on_the_date(code)
        if held is None:
            return None
        if len(name or "") > LONGEST_NAME:
            self.refuse("too_long", name_too_long(), name or "")
        if _altered(held, name, place) != held:
            self._write(code, self._spans_altered(code, held, name, place))
        return held

    def _spans_altered(self, code: str, held: Span, name: str | None, place: Place | None) -> Iterator[Span]:
        follows = True
        for span in self.standing.spans_of(code):
            if span == held and span.valid_from < self.date:
                yield replace(span, valid_to=self.date)
                yield replace(_altered(span, name, place), valid_from=self.date)
            elif span.valid_from < self.date:
                yield span
            else:
                same_name = name is None or span.name == held.name
                same_place = place is None or span.groups == held.groups
                follows = follows and same_name and same_place
                yield _altered(span, name, place) if follows else span

    def begin(self, code: str, kind: str, name: str, place: Place, like: str = "") -> None:
        """A new unit from the date on; a finding where the code is in use.

        Where it begins in the place of the unit `like`, it goes along with that one's later moves.
        """
        if not CODE_FORM.fullmatch(code):
            self.refuse("invalid_code", no_code(code), code)
        elif self.standing.spans_of(code):
            message = said(
                "Koden %(code)s er brukt om %(name)s, og en kode er én enhet. Velg en annen.",
                code=code,
                name=self.standing.spans_of(code)[-1].name,
            )
            self.refuse("code_in_use", message, code)
        elif self.standing.kinds.get(code, kind) != kind:
            message = said("Koden %(code)s har vært brukt om et annet slag enhet. Velg en annen.", code=code)
            self.refuse("code_in_use", message, code)
        elif not name or len(name) > LONGEST_NAME:
            message = said("Gi %(code)s et navn på høyst %(most)s tegn.", code=code, most=LONGEST_NAME)
            self.refuse("missing_value", message, code)
        else:
            self.standing.kinds[code] = kind
            self._write(code, self._spans_like(like, name, place))

    def _spans_like(self, code: str, name: str, place: Place) -> list[Span]:
        spans = [Span(name, *place, self.date, None)]
        for later in self.original.spans_of(code):
            holds = later.valid_from <= self.date and (later.valid_to is None or later.valid_to > self.date)
            if holds and later.groups != place:
                return spans
            if later.valid_from > self.date and later.groups != spans[-1].groups:
                spans[-1:] = [
                    replace(spans[-1], valid_to=later.valid_from),
                    Span(name, *later.groups, later.valid_from, None),
                ]
        return spans

    def succeed(self, predecessor: str, successor: str) -> None:
        """One unit becomes (part of) another at the date."""
        self.standing.successions.setdefault(predecessor, set()).add((successor, self.date))
        self._predecessors[predecessor] = None

    def _write(self, code: str, spans: Iterable[Span]) -> None:
        self.standing.spans[code] = sorted(spans, key=lambda span: span.valid_from)
        self._units[code] = None

    def lines(self) -> "ChangedLines":
        """What the change makes of the file: all lines of the units and predecessors that it touched."""
        return ChangedLines(
            units=tuple(unit_rows(self.standing, self._units)),
            successions=tuple(succession_rows(self.standing, self._predecessors)),
            findings=tuple(self.findings),
        )


def _altered(span: Span, name: str | None, place: Place | None) -> Span:
    county, region = place or span.groups
    return replace(span, name=span.name if name is None else name, county=county, region=region)


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """A change as lines of the organisation file, and what stands in its way."""

    units: tuple[tuple[str, ...], ...]
    successions: tuple[tuple[str, ...], ...]
    findings: tuple[Found, ...] = ()

    def as_files(self) -> OrganisationFiles:
        """The lines as if they had been read from files; where something stands in the way that alone."""
        files = OrganisationFiles(findings=list(self.findings))
        if self.findings:
            return files
        tables = [
            table_of("units", UNIT_COLUMNS, self.units),
            table_of("successions", SUCCESSION_COLUMNS, self.successions),
        ]
        read_tables_of_organisation(tables, files)
        return files
