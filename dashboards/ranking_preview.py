"""A month's ranking by another rule, beside what it is: the orders in words, office by office, and what weights do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import month_and_year
from dashboards.formatting import DASH, current_format
from dashboards.places import place_of, span_of
from rankings.calculation import Outcome
from rankings.queries.preview import PreviewLine, RulePreview
from rankings.weighing import IndicatorWeight

ALIKE = (0.95, 0.8, 0.5)  # rank correlations: nearly the same order, much alike, somewhat alike


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """An office: its place now and by the other rule, and whether the move is more than chance could make."""

    name: str
    now: str
    then: str
    reach: str
    other_weights: str  # where it stands when the weights are others
    marked: bool


@dataclass(frozen=True, slots=True)
class WeightRow:
    """An indicator: its part of the weight and of the differences, and what leaving it out would do."""

    name: str
    weight: str
    difference: str
    without: str
    warned: bool


def preview_context(preview: RulePreview, names: Mapping[int, str]) -> dict[str, object]:
    """What the template shows. `names` of indicators by id."""
    placed = iter(preview.weighing.offices)
    sensitivity = {line.unit.id: next(placed) for line in preview.lines if line.then.position is not None}
    return {
        "month": month_and_year(preview.month),
        "sentence": _alike(preview.alike.correlation),
        "moved": _moved(preview),
        "offices": [
            _row(line, span_of(each.low, each.high) if (each := sensitivity.get(line.unit.id)) else "")
            for line in preview.lines
        ],
        "left_out": ", ".join(names.get(key, str(key)) for key in preview.left_out),
        "weights": weight_rows(preview.weighing.indicators, [names.get(key, str(key)) for key in preview.indicators]),
    }


def _alike(correlation: float | None) -> str:
    if correlation is None:
        return ""
    nearly, much, somewhat = ALIKE
    if correlation >= nearly:
        return _("Rekkefølgen blir nesten den samme.")
    if correlation >= much:
        return _("Rekkefølgen blir mye lik den som er.")
    if correlation >= somewhat:
        return _("Rekkefølgen blir bare noe lik den som er.")
    return _("Rekkefølgen blir en annen.")


def _moved(preview: RulePreview) -> str:
    if all(line.now.position is None for line in preview.lines):
        return _("Det er ingen rangering å sammenligne med.")
    number = sum(line.is_more_than_noise for line in preview.lines)
    if not number:
        return _("Ingen kontor flytter seg mer enn tilfeldigheter også kunne ha flyttet dem.")
    return ngettext(
        "Ett kontor flytter seg mer enn tilfeldigheter kunne ha flyttet det.",
        "%(n)s kontor flytter seg mer enn tilfeldigheter kunne ha flyttet dem.",
        number,
    ) % {"n": number}


def _row(line: PreviewLine, other_weights: str) -> PreviewRow:
    return PreviewRow(
        name=line.unit.name,
        now=_place(line.now),
        then=_place(line.then),
        reach=span_of(line.then.low, line.then.high, ""),
        other_weights=other_weights,
        marked=line.is_more_than_noise,
    )


def _place(outcome: Outcome) -> str:
    return _("ikke rangert") if outcome.place is None else place_of(outcome.place)


def weight_rows(weights: Sequence[IndicatorWeight], names: list[str]) -> list[WeightRow]:
    """The indicators with what their weights do."""
    return [_weight_row(name, each) for name, each in zip(names, weights, strict=False)]


def _weight_row(name: str, each: IndicatorWeight) -> WeightRow:
    number, without = current_format().numerals, each.without
    return WeightRow(
        name=name,
        weight=number.number(each.weight, 0, share=True) + number.per_cent,
        difference=DASH if each.difference is None else number.number(each.difference, 0, share=True) + number.per_cent,
        without=DASH
        if without is None
        else _("%(mean)s plasser i snitt, %(most)s på det meste")
        % {"mean": number.number(without.mean_moved, 1), "most": without.most_moved},
        warned=each.decides_more_than_meant,
    )
