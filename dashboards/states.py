"""What the states of the cells on a page mean, for its legend: only of those that occur there."""

from collections.abc import Iterable
from functools import cache

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.marks import marks_for
from methods.cells import CellState


def explained(states: Iterable[str]) -> list[tuple[Markup, str]]:
    """Each state as it looks in a cell, and what it means; in the order of `CellState`, a value needs no word."""
    found = set(states)
    explanations = _explanations(get_language() or "nb")
    return [explanations[state] for state in CellState if state in found and state in explanations]


@cache
def _explanations(language: str) -> dict[str, tuple[Markup, str]]:
    marks = marks_for(language)
    with translation.override(language):
        words = {
            CellState.TOO_FEW: _("så få saker at tallet ikke vises, av hensyn til personvern; det er ikke null"),
            CellState.NOT_DELIVERED: _("tallet er ikke kommet i noen leveranse"),
            CellState.NOT_APPLICABLE: _("indikatoren gjelder ikke her"),
            CellState.NOT_EXISTING: _("enheten eller indikatoren fantes ikke den måneden"),
            CellState.UNDER_REVIEW: _("den som leverer, ser på om tallet er riktig"),
        }
        preliminary = (marks.preliminary, _("foreløpig: kan endre seg og rangeres ikke"))
    return {
        CellState.PRELIMINARY: preliminary,
        **{state: (marks.absences[state], text) for state, text in words.items()},
    }
