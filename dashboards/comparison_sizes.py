"""The comparison by size in words: each group with its limits, its own mean and result, and its like in the country."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.comparison import ComparisonWriter, Reference, TableLine, place_in_words
from dashboards.distribution import Distribution, distribution
from dashboards.formatting import DASH, Format
from methods.pooling import Summary
from scorecards.compared import SizeGroup
from scorecards.figures import Figure


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A group as a row: what it is, its figures in the county, and those of all such offices in the country."""

    name: str
    limits: str
    number: int
    mean: str
    pooled: str
    base: str
    median: str
    half: str
    country_number: int
    country_median: str
    country_half: str
    where: Distribution | None
    own: bool


def name_of(group: SizeGroup) -> str:
    """Which part of the county's offices it is, by size."""
    if group.parts == 2:
        return [_("De minste"), _("De største")][group.part]
    return [_("De minste"), _("De nest minste"), _("De nest største"), _("De største")][group.part]


def limits_in_words(group: SizeGroup, form: Format) -> str:
    """From which base to which."""
    low, high = form.numerals.count(group.smallest), form.numerals.count(group.largest)
    if low == high:
        return _("grunnlag %(low)s") % {"low": low}
    return _("grunnlag %(low)s–%(high)s") % {"low": low, "high": high}


def heading_of(group: SizeGroup, form: Format) -> str:
    """Part, limits and number of offices."""
    return _("%(name)s: %(limits)s, %(n)s kontor") % {
        "name": name_of(group),
        "limits": limits_in_words(group, form),
        "n": group.summary.n,
    }


def short_heading(group: SizeGroup, form: Format) -> str:
    """Limits and number, where there is little room."""
    return _("%(limits)s, %(n)s kontor") % {"limits": limits_in_words(group, form).capitalize(), "n": group.summary.n}


def references_of(writer: ComparisonWriter, group: SizeGroup) -> list[Reference]:
    """The group's own mean and, where cases can be pooled, its result."""
    found = [writer.reference("group", _("Snitt i gruppen"), "", group.summary.mean, "")]
    if group.pooled.value is not None:
        found.append(writer.reference("group", _("Gruppen samlet"), "", group.pooled.value, _base(writer, group)))
    return found


def _base(writer: ComparisonWriter, group: SizeGroup) -> str:
    pooled = group.pooled
    figure = Figure("value", pooled.numerator, pooled.denominator, pooled.value)
    return writer.form.base(figure, writer.figures.indicator)


def size_lines(writer: ComparisonWriter, lines: Sequence[TableLine], groups: Sequence[SizeGroup]) -> list[SizeLine]:
    """A row per group, the smallest offices first."""
    own = {line.source.code: line.name for line in lines if line.own}
    return [_size_line(writer, group, own) for group in groups]


def nearest_in_words(
    writer: ComparisonWriter, lines: Sequence[TableLine], groups: Sequence[SizeGroup]
) -> list[tuple[str, str]]:
    """For each own office: its name, and its place among the country's offices that are nearest to it in size."""
    names = {line.source.code: line.source.name for line in lines}
    count = writer.form.numerals.count
    return [
        (
            names[found.code],
            _("Blant de %(of)s kontorene i landet som er nærmest i størrelse (grunnlag %(low)s–%(high)s): %(place)s.")
            % {
                "of": found.place.of,
                "low": count(found.smallest),
                "high": count(found.largest),
                "place": place_in_words(found.place),
            },
        )
        for group in groups
        for found in group.nearest
    ]


def _size_line(writer: ComparisonWriter, group: SizeGroup, own: dict[str, str]) -> SizeLine:
    facts, summary = writer.figures.indicator, group.summary
    mine = [
        (own[row.code], row.figure.value) for row in group.offices if row.code in own and row.figure.value is not None
    ]
    ends = (summary.lowest or 0.0, summary.highest or 0.0)
    country = group.country or Summary(0, None, None, None, None, None, None, None)
    return SizeLine(
        name=name_of(group),
        limits=limits_in_words(group, writer.form),
        number=summary.n,
        mean=_text(writer, summary.mean),
        pooled=_text(writer, group.pooled.value),
        base=_base(writer, group),
        median=_text(writer, summary.median),
        half=_half(writer, summary),
        country_number=country.n,
        country_median=_text(writer, country.median),
        country_half=_half(writer, country),
        where=distribution(summary, ends, mine, writer.form, facts),
        own=bool(mine),
    )


def _text(writer: ComparisonWriter, value: float | None) -> str:
    return DASH if value is None else writer.form.value(value, writer.figures.indicator, writer.limits)


def _half(writer: ComparisonWriter, summary: Summary) -> str:
    if summary.q1 is None or summary.q3 is None:
        return DASH
    return writer.form.interval(summary.q1, summary.q3, writer.figures.indicator)
