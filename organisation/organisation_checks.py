"""What is wrong with an organisation file as a whole: its lines held against each other and against what stands."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from organisation.choices import UnitKind
from organisation.coverage import gaps, in_words, overlap
from organisation.findings import ERROR, Found
from organisation.near_names import did_you_mean
from organisation.organisation_files import OrganisationFiles, SuccessionLine, UnitLine
from organisation.said import in_a_row, said
from organisation.standing import Span, Standing

# What each kind of unit stands under: (county, region), each needed, allowed or not.
PLACES = {
    UnitKind.COUNTRY: ("never", "never"),
    UnitKind.COUNTY: ("never", "never"),
    UnitKind.REGION: ("needed", "never"),
    UnitKind.OFFICE: ("needed", "allowed"),
    UnitKind.SPECIAL: ("allowed", "allowed"),
}


def check_organisation(files: OrganisationFiles, standing: Standing) -> list[Found]:
    """The findings of all checks. What hangs on a unit whose own line couldn't be read is not reported beside it."""
    after = after_loading(files, standing)
    for code in files.unread:
        after.kinds.pop(code, None)
    return [
        *_kinds_that_differ(files.units, standing),
        *_overlapping_lines(files.units),
        *_misplaced(files, after),
        *_outside_their_groups(files.units, after),
        *_left_behind(files, after),
        *_second_countries(files.units, after),
        *_wrong_successions(files, after),
    ]


def after_loading(files: OrganisationFiles, standing: Standing) -> Standing:
    """The organisation as it will stand: a file is the truth for the codes that it names."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for line in files.units:
        spans[line.code].append(line.span)
    successions: defaultdict[str, set[tuple[str, datetime.date]]] = defaultdict(set)
    for each in files.successions:
        successions[each.predecessor].add((each.successor, each.date))
    gone: dict[str, list[Span]] = {code: [] for code in files.emptied}
    nothing: dict[str, set[tuple[str, datetime.date]]] = {code: set() for code in files.unsucceeded}
    return Standing(
        kinds={line.code: line.kind for line in reversed(files.units)} | standing.kinds,
        spans=standing.spans
        | {code: sorted(own, key=lambda span: span.valid_from) for code, own in spans.items()}
        | gone,
        successions=standing.successions | successions | nothing,
    )


def _kinds_that_differ(lines: Iterable[UnitLine], standing: Standing) -> Iterator[Found]:
    kinds = dict(standing.kinds)
    for line in lines:
        kind = kinds.setdefault(line.code, line.kind)
        if line.kind != kind:
            message = said(
                "%(code)s er %(kind)s og kan ikke bli noe annet. Gi den nye enheten en ny kode.",
                code=line.code,
                kind=UnitKind(kind).label,
            )
            yield line.spot.error("kind_differs", message, "kind")


def _overlapping_lines(lines: Iterable[UnitLine]) -> Iterator[Found]:
    by_code: defaultdict[str, list[UnitLine]] = defaultdict(list)
    for line in lines:
        by_code[line.code].append(line)
    for same_code in by_code.values():
        for earlier, later in pairwise(sorted(same_code, key=lambda line: line.valid_from)):
            if overlap(earlier.span.days, later.span.days):
                message = said(
                    "%(code)s har alt en linje som gjelder %(days)s (%(file)s, rad %(row)s). "
                    "Avslutt den før denne begynner.",
                    code=later.code,
                    days=in_words(earlier.span.days),
                    file=earlier.spot.table.place,
                    row=earlier.spot.line.number,
                )
                yield later.spot.error("overlapping_spans", message, "valid_from")


def _misplaced(files: OrganisationFiles, after: Standing) -> Iterator[Found]:
    """Counties and regions missing, not allowed, unknown or of another kind."""
    for line in files.units:
        places = zip(("county", "region"), PLACES[UnitKind(line.kind)], line.span.groups, strict=True)
        for column, rule, code in places:
            kind, group = UnitKind(line.kind).label, UnitKind(column).label
            if rule == "needed" and not code:
                message = said(
                    "%(Kind)s må ha %(group)s. Fyll ut kolonnen «%(column)s».", Kind=kind, group=group, column=column
                )
                yield line.spot.error("missing_value", message, column)
            elif rule == "never" and code:
                message = said("%(Kind)s skal ikke ha %(group)s. La kolonnen stå tom.", Kind=kind, group=group)
                yield line.spot.error("unexpected_value", message, column)
            elif not code or code in files.unread:
                continue
            elif code not in after.kinds:
                known = [other for other, kind in after.kinds.items() if kind == column]
                message = in_a_row(
                    said("%(code)s er ukjent som %(group)s.", code=code, group=group),
                    did_you_mean(code, known),
                    said("Ta den med i filen, eller rett koden."),
                )
                yield line.spot.error("unknown_unit", message, column)
            elif after.kinds[code] != column:
                message = said(
                    "%(code)s er %(kind)s, ikke %(group)s. Rett koden.",
                    code=code,
                    kind=UnitKind(after.kinds[code]).label,
                    group=group,
                )
                yield line.spot.error("wrong_kind", message, column)


def _outside_their_groups(lines: Iterable[UnitLine], after: Standing) -> Iterator[Found]:
    for line in lines:
        for column, problem in _without_group(line.span, after):
            message = in_a_row(problem, said("Rett perioden eller koden."))
            yield line.spot.error(f"outside_{column}", message, column)


def _left_behind(files: OrganisationFiles, after: Standing) -> Iterator[Found]:
    """Units that the file doesn't name, under a county or region that it takes away from over them."""
    named = {line.code for line in files.units} | files.emptied
    place = next((line.spot.table.place for line in files.units), "")
    for code in after.spans.keys() - named:
        for span in after.spans_of(code):
            if named.isdisjoint(span.groups):
                continue
            for _, problem in _without_group(span, after):
                message = said(
                    "%(code)s %(name)s blir stående igjen: %(problem)s Ta med linjene for %(code)s i filen.",
                    code=code,
                    name=span.name,
                    problem=problem,
                )
                yield Found("unit_left_behind", ERROR, message, sheet=place, value=code)


def _without_group(span: Span, after: Standing) -> Iterator[tuple[str, str]]:
    """The column and what is wrong: a county that isn't there all the time, a region that isn't in that county."""
    county, region = span.groups
    if after.kinds.get(county) == UnitKind.COUNTY:
        for gap in gaps(span.days, (other.days for other in after.spans_of(county))):
            yield "county", said("Fylket %(county)s finnes ikke %(days)s.", county=county, days=in_words(gap))
            return
    if after.kinds.get(region) == UnitKind.REGION:
        in_county = (other.days for other in after.spans_of(region) if other.county == county)
        for gap in gaps(span.days, in_county):
            yield (
                "region",
                said(
                    "Regionen %(region)s hører ikke til fylket %(county)s %(days)s.",
                    region=region,
                    county=county,
                    days=in_words(gap),
                ),
            )
            return


def _second_countries(lines: Iterable[UnitLine], after: Standing) -> Iterator[Found]:
    countries = {code for code, kind in after.kinds.items() if kind == UnitKind.COUNTRY}
    for line in lines:
        for other in countries - {line.code} if line.kind == UnitKind.COUNTRY else ():
            if any(overlap(line.span.days, span.days) for span in after.spans_of(other)):
                message = said(
                    "%(code)s er alt landet i denne perioden, og det kan bare være ett. Bruk den koden.", code=other
                )
                yield line.spot.error("second_country", message, "code")


def _wrong_successions(files: OrganisationFiles, after: Standing) -> Iterator[Found]:
    first_rows: dict[tuple[str, str, datetime.date], int] = {}
    for line in files.successions:
        row = first_rows.setdefault((line.predecessor, line.successor, line.date), line.spot.line.number)
        if line.predecessor == line.successor:
            message = said("%(code)s kan ikke avløse seg selv. Rett koden.", code=line.successor)
            yield line.spot.error("succeeds_itself", message, "to")
        elif row != line.spot.line.number:
            message = said("Samme avløsning står i rad %(row)s. Fjern den ene.", row=row)
            yield line.spot.warning("duplicate_row", message, "from")
        else:
            day_before = line.date - datetime.timedelta(days=1)
            for column, code, day in (("from", line.predecessor, day_before), ("to", line.successor, line.date)):
                if code not in files.unread:
                    yield from _wrong_unit(line, column, code, day, after)


def _wrong_unit(line: SuccessionLine, column: str, code: str, day: datetime.date, after: Standing) -> Iterator[Found]:
    """A unit of a succession that is unknown, or wasn't there on the day that it should have been."""
    if code not in after.kinds:
        message = in_a_row(
            said("%(code)s er ukjent.", code=code),
            did_you_mean(code, after.kinds),
            said("Ta enheten med i filen, eller rett koden."),
        )
        yield line.spot.error("unknown_unit", message, column)
    elif not any(overlap(span.days, (day, day + datetime.timedelta(days=1))) for span in after.spans_of(code)):
        message = said("%(code)s finnes ikke %(day)s. Rett datoen, eller perioden til enheten.", code=code, day=day)
        yield line.spot.warning("unit_not_in_existence", message, column)
