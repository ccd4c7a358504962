"""The comparison as a funnel: which offices differ by more than their numbers of cases explain."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.charts import as_json
from dashboards.comparison import ComparisonWriter, TableLine
from dashboards.formatting import listed
from dashboards.funnel_chart import FunnelDot, bases_to_draw, funnel_chart
from methods.cells import CellState
from methods.funnel import Funnel, funnel, funnel_limits
from methods.verdicts import FunnelVerdict


@dataclass(frozen=True, slots=True)
class FunnelView:
    """The chart with its words. `outside` names the offices beyond the lines, `centre` says what their middle leaves
    out; empty where there is none."""

    chart: Markup
    describe: str
    outside: str
    about: str
    dispersion: str
    centre: str


def funnel_view(writer: ComparisonWriter, lines: Sequence[TableLine], value_title: str) -> FunnelView | None:
    """The funnel of the lines' shown figures, of an indicator that may be one; None where none has a base."""
    known = [line for line in lines if line.source.figure.numerator is not None and line.source.figure.denominator]
    facts, target = writer.figures.indicator, writer.figures.target
    made = funnel(
        [line.source.figure.numerator for line in known],
        [line.source.figure.denominator for line in known],
        facts.unit_of_measure,
    )
    if made.centre is None:
        return None
    dots = [_dot(writer, line, unit.verdict) for line, unit in zip(known, made.units, strict=True)]
    limits = funnel_limits(made.centre, made.between_variance, bases_to_draw(dots), facts.unit_of_measure)
    chart = funnel_chart(
        facts,
        dots,
        made.centre,
        target.green if target else None,
        limits,
        writer.form,
        (_("grunnlag (antall)"), value_title),
    )
    outside = [dot.name for dot in dots if dot.is_outside]
    return FunnelView(
        chart=as_json(chart),
        describe=_describe(writer, made, dots, outside),
        outside=_outside(made, outside),
        about=_(
            "Stiplet og hel strek: innenfor dem ligger 95 og 99,8 prosent av kontorene når bare tilfeldigheter skiller"
            " dem. Små kontor svinger mer, derfor er trakten videst til venstre."
        ),
        dispersion=_("Strekene er gjort videre fordi kontorene er mer ulike enn tilfeldigheter alene tilsier.")
        if made.between_variance > 0
        else "",
        centre=_left_out_of_the_centre(lines),
    )


def _left_out_of_the_centre(lines: Sequence[TableLine]) -> str:
    """That the county's result may be another than the funnel's middle; empty where nobody is hidden."""
    if all(line.source.figure.state != CellState.TOO_FEW for line in lines):
        return ""
    return _(
        "Den vannrette streken regner bare med kontorene som vises. Fylket samlet kan være et annet tall,"
        " fordi noen kontor har for få saker til å vises."
    )


def _dot(writer: ComparisonWriter, line: TableLine, verdict: FunnelVerdict | None) -> FunnelDot:
    figure, facts = line.source.figure, writer.figures.indicator
    value, base = figure.value or 0.0, figure.denominator or 0.0
    return FunnelDot(
        name=line.name,
        base=base,
        value=value,
        text=writer.form.value(value, facts, writer.limits),
        base_text=writer.form.base(figure, facts),
        verdict=verdict_in_words(verdict),
        is_outside=verdict not in (None, FunnelVerdict.INSIDE),
        own=line.own,
    )


def verdict_in_words(verdict: FunnelVerdict | None) -> str:
    """What the lines say of an office, without saying whether that is good."""
    words = {
        FunnelVerdict.INSIDE: _("innenfor det som tilfeldigheter kan forklare"),
        FunnelVerdict.ABOVE: _("høyere enn tilfeldigheter vanligvis forklarer"),
        FunnelVerdict.BELOW: _("lavere enn tilfeldigheter vanligvis forklarer"),
        FunnelVerdict.FAR_ABOVE: _("langt høyere enn tilfeldigheter kan forklare"),
        FunnelVerdict.FAR_BELOW: _("langt lavere enn tilfeldigheter kan forklare"),
    }
    return words[verdict] if verdict else ""


def _outside(made: Funnel, outside: list[str]) -> str:
    if all(unit.verdict is None for unit in made.units):
        return _("For få kontor med nok saker til å si hvem som skiller seg ut.")
    if not outside:
        return _("Ingen kontor skiller seg mer ut enn tilfeldigheter kan forklare.")
    return _("Skiller seg mer ut enn tilfeldigheter vanligvis forklarer: %(names)s. Hva kan forklare det?") % {
        "names": listed(sorted(outside))
    }


def _describe(writer: ComparisonWriter, made: Funnel, dots: Sequence[FunnelDot], outside: list[str]) -> str:
    """One sentence about the chart for those who don't see it."""
    facts = writer.figures.indicator
    centre = writer.form.value(made.centre or 0.0, facts, writer.limits)
    return _(
        "Traktdiagram over %(n)s kontor etter grunnlag. Samlet: %(centre)s. %(outside)s Tallene står i tabellen."
    ) % {
        "n": len(dots),
        "centre": centre,
        "outside": _outside(made, outside),
    }
