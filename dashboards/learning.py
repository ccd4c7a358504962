"""The pages of whom to learn from: on one indicator, with two offices side by side, and on all that need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.addresses import chosen_href
from dashboards.cells import cell
from dashboards.dates import month_and_year, short_month
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.learning_words import size_in_words, what_it_takes, why_nobody
from dashboards.line_drawing import Frame, drawing
from dashboards.marks import current_marks
from dashboards.pages import Chip, month_navigation
from dashboards.svg import sparkline
from organisation.queries import PlacedUnit
from scorecards.cells import NOT_DELIVERED
from scorecards.choices import Pooling
from scorecards.figures import IndicatorFacts, MonthLinks, OfficeMonth, ScorecardLine
from scorecards.learning import OwnMonths
from scorecards.queries.as_now import Cells
from scorecards.queries.learning import COUNTRY, COUNTY, Learning, Lesson, TeachingOffice, of_one_definition

LISTED = 10  # teachers on an indicator's page; the file has all
NEAREST = 3  # for each indicator of the overview


@dataclass(frozen=True, slots=True)
class TeacherRow:
    name: str
    href: str
    county: str
    value: str
    reached: str
    size: str
    others: str
    trend: Markup
    beside_href: str
    is_beside: bool


@dataclass(frozen=True, slots=True)
class LessonRows:
    """An indicator of the overview: where the office stands on it, and the nearest teachers or why there are none."""

    name: str
    href: str
    status: Markup
    own: str
    rows: list[TeacherRow]
    more: str
    nobody: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Two offices on one indicator: the drawing, and a line per month for the table."""

    name: str
    heading: str
    chart: Markup
    target: str
    rows: list[tuple[str, Markup, str, Markup, str]]


def overview_context(
    unit: PlacedUnit, lines: Sequence[ScorecardLine], figures: OfficeMonth, found: Learning, asked: Mapping[str, str]
) -> dict[str, Any]:
    """What the page about `lines`, an office's yellow and red indicators, shows."""
    links, package = figures.links, figures.package
    statuses = {line.indicator.id: line.status for line in lines}
    before, query = f"/offices/{unit.code}/{links.month}/learn/", _query(found.where, asked)
    return {
        **_around(unit, links, found, asked, "learn/" + query),
        "together": _("Månedene samlet"),
        "simulated": package is not None and package.simulated,
        "source": package.source if package else "",
        "lessons": [
            _rows_of(unit, lesson, found, statuses[lesson.indicator.id], before, query) for lesson in found.lessons
        ],
    }


def indicator_context(
    unit: PlacedUnit,
    links: MonthLinks,
    found: Learning,
    beside: PlacedUnit | None,
    cells: Cells,
    origin: tuple[bool, str],
    asked: Mapping[str, str],
) -> dict[str, Any]:
    """What the page about one indicator shows; `beside` is the office that the asker is drawn with, `origin`
    whether figures are simulated and where they come from.
    """
    (lesson,), form = found.lessons, current_format()
    facts = lesson.indicator
    rows = _teachers(unit, lesson, found, f"?where={found.where}", beside)[:LISTED]
    return {
        **_around(unit, links, found, asked, f"learn/{facts.code}/{_query(found.where, asked)}"),
        "facts": facts,
        "together": _("Månedene samlet") if _is_pooled(facts) else _("Snitt av månedene"),
        "series_href": _series(unit, facts),
        "simulated": origin[0],
        "source": origin[1],
        "figures": _own_figures(unit, lesson, form),
        "rows": rows,
        "more": _more(lesson, len(rows)),
        "nobody": why_nobody(lesson.nobody, unit.name, found.where) if lesson.nobody else "",
        "beside_query": f"&where={found.where}&beside={beside.code}" if beside else "",
        "beside": side_by_side(unit, beside, lesson, found, cells, form) if beside else None,
    }


def chosen_beside(unit: PlacedUnit, found: Learning, code: str) -> PlacedUnit | None:
    """The office to draw beside the asker: the one asked for, else the first to learn from."""
    (lesson,) = found.lessons
    if code:
        return next((office for office in found.offices if office.code == code != unit.code), None)
    return lesson.teachers[0].unit if lesson.teachers else None


def _around(
    unit: PlacedUnit, links: MonthLinks, found: Learning, asked: Mapping[str, str], rest: str
) -> dict[str, Any]:
    month, first = links.month, found.months[0]
    choices = ((COUNTY, _("I fylket")), (COUNTRY, _("I hele landet")))
    return {
        "here": "office",
        "unit": unit,
        "month": month,
        "lead": _("%(unit)s · %(first)s til %(last)s")
        % {"unit": unit.name, "first": month_and_year(first), "last": month_and_year(month)},
        "months": month_navigation(links, f"/offices/{unit.code}/", rest),
        "places": [
            Chip(text, chosen_href(asked, where=where, beside=""), where == found.where) for where, text in choices
        ],
        "in_country": found.where == COUNTRY,
        "query": _query(found.where, asked).replace("?", "&"),
        "what_it_takes": what_it_takes(unit.name, {lesson.way for lesson in found.lessons if lesson.way}),
    }


def _query(where: str, asked: Mapping[str, str]) -> str:
    package = f"&package={asked['package']}" if asked.get("package") else ""
    return f"?where={where}{package}"


def _rows_of(
    unit: PlacedUnit, lesson: Lesson, found: Learning, status: str | None, before: str, query: str
) -> LessonRows:
    facts, form = lesson.indicator, current_format()
    href = f"{before}{facts.code}/"
    rows = _teachers(unit, lesson, found, f"{href}?where={found.where}", None)[:NEAREST]
    return LessonRows(
        name=facts.name,
        href=href + query,
        status=current_marks().tags[status],
        own=_("%(unit)s disse månedene samlet: %(value)s, krav %(target)s")
        % {
            "unit": unit.name,
            "value": _value(lesson.own, lesson, form),
            "target": form.target(lesson.target, facts) if lesson.target else DASH,
        },
        rows=rows,
        more=_more(lesson, len(rows)),
        nobody=why_nobody(lesson.nobody, unit.name, found.where) if lesson.nobody else "",
    )


def _more(lesson: Lesson, shown: int) -> str:
    rest = len(lesson.teachers) - shown
    return ngettext("og %(num)s kontor til", "og %(num)s kontor til", rest) % {"num": rest} if rest else ""


def _teachers(
    unit: PlacedUnit, lesson: Lesson, found: Learning, before: str, beside: PlacedUnit | None
) -> list[TeacherRow]:
    """`before` is the address of the page that draws them beside the asker, with its query."""
    form = current_format()
    return [_teacher(each, lesson, found, before, beside, form) for each in lesson.teachers]


def _teacher(
    teacher: TeachingOffice, lesson: Lesson, found: Learning, before: str, beside: PlacedUnit | None, form: Format
) -> TeacherRow:
    office, facts = teacher.unit, lesson.indicator
    green = lesson.target.green if lesson.target else None
    nothing = (None,) * len(teacher.months.months)
    return TeacherRow(
        name=office.name,
        href=_series(office, facts),
        county=office.county_name,
        value=_value(teacher.months, lesson, form),
        reached=_reached(teacher.months),
        size=size_in_words(teacher.size_ratio, form.numerals),
        others=_("%(good)s av %(known)s") % {"good": teacher.good, "known": teacher.others},
        trend=sparkline(
            teacher.months.months, nothing, green, _course(office.name, teacher.months, lesson, found, form)
        ),
        beside_href=f"{before}&beside={office.code}#beside",
        is_beside=beside is not None and beside.id == office.id,
    )


def _value(months: OwnMonths, lesson: Lesson, form: Format) -> str:
    return DASH if months.value is None else form.value(months.value, lesson.indicator, limits_of(lesson.target))


def _reached(months: OwnMonths) -> str:
    return _("%(reached)s av %(known)s måneder") % {"reached": months.reached, "known": months.known}


def _series(unit: PlacedUnit, facts: IndicatorFacts) -> str:
    return f"/offices/{unit.code}/indicators/{facts.code}/"


def _own_figures(unit: PlacedUnit, lesson: Lesson, form: Format) -> list[tuple[str, str, str]]:
    """The office's own months as one, and how steadily it has reached its target."""
    own, facts = lesson.own, lesson.indicator
    together = _("Disse månedene samlet") if _is_pooled(facts) else _("Snitt av disse månedene")
    figures = [(together, _value(own, lesson, form), unit.name)]
    if lesson.target and own.known:
        target = _("krav %(target)s") % {"target": form.target(lesson.target, facts)}
        figures.append((_("Krav nådd"), _reached(own), target))
    return figures


def _is_pooled(facts: IndicatorFacts) -> bool:
    """Whether the months are one figure of all their cases, or the plain mean of each."""
    return facts.pooling == Pooling.RATIO


def _course(name: str, months: OwnMonths, lesson: Lesson, found: Learning, form: Format) -> str:
    """A line of months in a sentence."""
    known = [(month, value) for month, value in zip(found.months, months.months, strict=True) if value is not None]
    if not known:
        return _("%(unit)s: ingen tall.") % {"unit": name}
    (first, then), (last, now) = known[0], known[-1]
    return _("%(unit)s: fra %(then)s i %(first)s til %(now)s i %(last)s.") % {
        "unit": name,
        "then": form.value(then, lesson.indicator),
        "first": month_and_year(first),
        "now": form.value(now, lesson.indicator),
        "last": month_and_year(last),
    }


def side_by_side(
    unit: PlacedUnit, other: PlacedUnit, lesson: Lesson, found: Learning, cells: Cells, form: Format
) -> Beside:
    """The two offices month by month, in one drawing and one table of the same cells."""
    facts, marks, limits = lesson.indicator, current_marks(), limits_of(lesson.target)
    months = of_one_definition(facts, found.months)
    both = [[cells.get((each.id, facts.id, month), NOT_DELIVERED) for month in months] for each in (unit, other)]
    names = {"unit": unit.name, "other": other.name}
    frame = Frame(
        first=short_month(months[0]),
        last=short_month(months[-1]),
        text=lambda value: form.value(value, facts),
        sentence=_("Linjer for %(unit)s og %(other)s måned for måned. Samme tall står i tabellen.") % names,
        mark=lesson.target.green if lesson.target else None,
    )
    own, others = ([figure.value for figure in figures] for figures in both)
    return Beside(
        name=other.name,
        heading=_("%(unit)s og %(other)s side om side") % names,
        chart=drawing(own, others, frame),
        target=form.target(lesson.target, facts) if lesson.target else "",
        rows=[
            (
                month_and_year(month),
                cell(mine, facts, form, marks, limits), form.base(mine, facts),
                cell(theirs, facts, form, marks, limits), form.base(theirs, facts),
            )
            for month, mine, theirs in reversed(list(zip(months, *both, strict=True)))
        ],
    )  # fmt: skip
