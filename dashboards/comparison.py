"""The comparison page from its figures: five figures, the chart's rows and the table's, all in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.comparison_chart import Bar, ReferenceRow
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.marks import Marks, current_marks
from dashboards.names import shared_word, without
from dashboards.places import span_of
from organisation.alphabet import norwegian_key
from scorecards.cells import status_against
from scorecards.choices import Pooling
from scorecards.figures import Comparison, ComparisonRow, Figure, GroupFigures, Place

RANKS = {"green": 1, "yellow": 2, "red": 3}


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of the table as shown, with what it is sorted by."""

    name: str
    href: str
    value: Markup | str
    base: str
    status: Markup | str
    difference: str
    place: str
    own: bool
    name_key: tuple[str, str]
    number: float | None
    denominator: float | None
    status_rank: int | None
    region_key: tuple[object, ...]
    position: int | None
    source: ComparisonRow


@dataclass(frozen=True, slots=True)
class Reference:
    """Something the offices are compared to: what it is called, what it is, and its figures."""

    kind: str
    name: str
    about: str
    value: float | None
    text: str
    base: str
    status: Markup | str = ""
    difference: str = ""


class ComparisonWriter:
    """Writes a comparison's figures as texts; what they all need is looked up once."""

    def __init__(self, figures: Comparison, own: set[str], end: str = "") -> None:
        """`end` is what the addresses of the offices' own pages end with."""
        self.figures, self.own, self.end = figures, own, end
        self.form: Format = current_format()
        self.marks: Marks = current_marks()
        self.limits = limits_of(figures.target)
        self.mean = figures.county.mean if figures.county else None
        self.prefix = shared_word([row.name for row in figures.offices] + [figures.county_name])

    def lines(self) -> list[TableLine]:
        """The offices as table lines, by the alphabet."""
        return [self._line(row) for row in self.figures.offices]

    def _line(self, row: ComparisonRow) -> TableLine:
        facts, figure = self.figures.indicator, row.figure
        return TableLine(
            name=without(self.prefix, row.name),
            href=f"/offices/{row.code}/indicators/{facts.code}/{self.end}",
            value=cell(figure, facts, self.form, self.marks, self.limits),
            base=self.form.base(figure, facts) or DASH,
            status=self._status(row.status) if figure.value is not None else "",
            difference=self._difference(figure.value),
            place=place_in_table(row.place),
            own=row.code in self.own,
            name_key=norwegian_key(row.name),
            number=figure.value,
            denominator=figure.denominator,
            status_rank=RANKS.get(row.status or ""),
            region_key=self._region_key(row),
            position=row.place.position if row.place else None,
            source=row,
        )

    def _region_key(self, row: ComparisonRow) -> tuple[object, ...]:
        """Regions by the alphabet, offices without one last; in each the best first, and what is missing last."""
        value = row.figure.value
        by_value = 0.0 if value is None else value if self.figures.indicator.direction == "lower" else -value
        return (not row.region_name, norwegian_key(row.region_name), value is None, by_value, norwegian_key(row.name))

    def _status(self, status: str | None) -> Markup:
        return self.marks.icons[status] + " " + self.marks.words[status]

    def _difference(self, value: float | None) -> str:
        if value is None or self.mean is None:
            return ""
        facts = self.figures.indicator
        return self.form.numerals.signed(value - self.mean, facts.decimals, share=facts.unit_of_measure == "share")

    def references(self) -> list[Reference]:
        """County mean, county result, country and chosen county, each under its name; one without a figure says why.

        Where cases can't be pooled, country and chosen county are the means of their offices.
        """
        figures = self.figures
        county = without(self.prefix, figures.county_name)
        found = [self._of_mean("mean", _("Snitt av kontorene"), figures.county)]
        found.append(
            self._pooled(
                "county", _("%(county)s samlet") % {"county": county}, _("alle saker i fylket"), figures.county
            )
        )
        is_pooled = figures.indicator.pooling == Pooling.RATIO
        if figures.country is not None:
            # with how many offices: in the middle of a month there may be those of one county
            about = _("alle saker i landet, %(n)s kontor") % {"n": self.form.numerals.count(figures.country.n)}
            found.append(
                self._pooled("country", _("Landet"), about, figures.country)
                if is_pooled
                else self._of_mean("country", _("Snitt i landet"), figures.country)
            )
        if figures.reference_code:
            other = {"county": without(self.prefix, figures.reference_name)}
            found.append(
                self._pooled("reference", _("%(county)s samlet") % other, _("alle saker i fylket"), figures.reference)
                if is_pooled
                else self._of_mean("reference", _("Snitt i %(county)s") % other, figures.reference)
            )
        return found

    def _of_mean(self, kind: str, name: str, group: GroupFigures | None) -> Reference:
        if group is None:
            return self.reference(kind, name, _("ingen tall"), None, "")
        about = _("hvert kontor teller likt, %(n)s kontor") % {"n": group.n}
        return self.reference(kind, name, about, group.mean, "")

    def _pooled(self, kind: str, name: str, about: str, group: GroupFigures | None) -> Reference:
        facts = self.figures.indicator
        if group is None or group.pooled is None:
            return self.reference(kind, name, _why_not_pooled(group, facts.pooling), None, "")
        base = self.form.base(Figure("value", group.numerator, group.denominator, group.pooled), facts)
        return self.reference(kind, name, about, group.pooled, base)

    def reference(self, kind: str, name: str, about: str, value: float | None, base: str) -> Reference:
        """What a value is called and how it looks; its distance to the county's mean, which has none to itself."""
        if value is None:
            return Reference(kind, name, about, None, DASH, "")
        facts = self.figures.indicator
        status = status_against(value, facts.direction, self.figures.target)
        return Reference(
            kind, name, about, value,
            text=self.form.value(value, facts, self.limits),
            base=base,
            status=self._status(status),
            difference="" if kind == "mean" else self._difference(value),
        )  # fmt: skip

    def bars(self, lines: Sequence[TableLine]) -> list[Bar]:
        """The offices with a value, in the lines' order."""
        facts, form = self.figures.indicator, self.form
        return [
            Bar(
                row=line.source,
                name=line.name,
                text=form.bare(line.number, facts, self.limits),
                base="" if line.base == DASH else f"({line.base})",
                interval=_("usikkerhet %(interval)s") % {"interval": form.interval(*line.source.interval, facts)}
                if line.source.interval
                else "",
                own=line.own,
            )
            for line in lines
            if line.number is not None
        ]

    def chart_references(self, references: Sequence[Reference]) -> list[ReferenceRow]:
        """The target's green limit and the references that have a figure."""
        facts, target, rows = self.figures.indicator, self.figures.target, []
        if target is not None:
            rows.append(
                ReferenceRow("target", _("Krav"), target.green, self.form.bare(target.green, facts, self.limits))
            )
        for reference in references:
            if reference.value is not None:
                text = self.form.bare(reference.value, facts, self.limits)
                rows.append(ReferenceRow(reference.kind, reference.name, reference.value, text))
        return rows


def place_in_table(place: Place | None) -> str:
    """`12 (5–20)`: the place, and in brackets between which it could be, where that is known and says more."""
    if place is None:
        return ""
    reach = _reach(place)
    return f"{place.position} ({reach})" if reach else str(place.position)


def place_in_words(place: Place) -> str:
    """`plass 12 av 40 (kan ligge 5–20)`, without the brackets where there is nothing to say in them."""
    known = {"n": place.position, "of": place.of, "reach": _reach(place)}
    return (_("plass %(n)s av %(of)s (kan ligge %(reach)s)") if known["reach"] else _("plass %(n)s av %(of)s")) % known


def _reach(place: Place) -> str:
    return "" if place.low == place.high else span_of(place.low, place.high, "")


def _why_not_pooled(group: GroupFigures | None, pooling: str) -> str:
    if group is None:
        return _("ingen tall")
    if group.total_hidden:
        return _("for få, vises ikke")
    return _("ingen tall") if pooling == "ratio" else _("regnes ikke samlet")
