"""Figures that stand already, where the file has others: one finding for each line."""

from collections.abc import Iterator

import numpy as np

from organisation.findings import Found
from organisation.said import joined, said
from scorecards.checks.resolved import Resolved, Verdict
from scorecards.checks.words import figure_text
from scorecards.compare import differing
from scorecards.delivered import Figures
from scorecards.findings import published_figure_differs

MOST_NAMED = 3  # differences that a message spells out


def figures_are_as_published(figures: Figures, resolved: Resolved) -> Iterator[Verdict]:
    context, parsed = resolved.context, resolved.parsed
    differs = np.flatnonzero(differing(figures, context.standing))
    _, at = context.standing.find(figures.keys)
    line_of = parsed.pairs.line[figures.pair[differs]]
    lines, starts = np.unique(line_of, return_index=True)  # figures are in file order, so each line's stand together
    ends = np.append(starts, len(differs))[1:]
    span = {line: (start, end) for line, start, end in zip(lines.tolist(), starts, ends, strict=True)}

    def make(line: int) -> Found:
        start, end = span[line]
        places = differs[start:end].tolist()
        named = [_difference(figures, place, resolved, int(at[place])) for place in places[:MOST_NAMED]]
        more = [said("og %(n)s til", n=len(places) - MOST_NAMED)] if len(places) > MOST_NAMED else []
        stays = context.preliminary and not context.standing.preliminary[at[places[0]]]
        place = parsed.figure_place(int(figures.pair[places[0]]))
        return published_figure_differs(place, joined("; ", [*named, *more]), stays=bool(stays))

    yield Verdict(lines, make)


def _difference(figures: Figures, place: int, resolved: Resolved, at: int) -> str:
    standing, rules = resolved.context.standing, resolved.rules_of(int(figures.pair[place]))
    before = figure_text(
        standing.numerator[at], standing.denominator[at], standing.value[at], int(standing.absence[at]), rules
    )
    now = figure_text(
        figures.numerator[place], figures.denominator[place], figures.value[place], int(figures.absence[place]), rules
    )
    return joined(" ", [rules.code, before, "→", now])
