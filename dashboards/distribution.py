"""Where an office lies among others: the middle half of them as a box, and the same in words. Never who is good."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.formatting import Format
from methods.conventions import equal, exceeds
from methods.pooling import Summary
from scorecards.figures import GroupFigures, IndicatorFacts

FEWEST = 4  # offices, before quarters of them say anything
WIDTH, EDGE = 224, 10


@dataclass(frozen=True, slots=True)
class Distribution:
    """The drawing, silent to screen readers, and the sentence that says all of it."""

    drawing: Markup
    sentence: str


def distribution(
    of: GroupFigures | Summary,
    ends: tuple[float, float],
    own: Sequence[tuple[str, float]],
    form: Format,
    facts: IndicatorFacts,
) -> Distribution | None:
    """Where the named offices' values lie among those of a group from `ends[0]` to `ends[1]`; None of a small group."""
    if of.n < FEWEST or of.q1 is None or of.median is None or of.q3 is None:
        return None
    quartiles = (of.q1, of.median, of.q3)
    sentences = [
        _("Halvparten av kontorene ligger på %(interval)s, det midterste på %(median)s.")
        % {"interval": form.interval(of.q1, of.q3, facts), "median": form.value(of.median, facts)}
    ]
    sentences += [_where(value, quartiles) % {"office": name} for name, value in own]
    return Distribution(_box(ends, quartiles, [value for _name, value in own]), " ".join(sentences))


def _where(value: float, quartiles: tuple[float, float, float]) -> str:
    low, middle, high = quartiles
    if exceeds(low, value):
        return _("%(office)s er blant fjerdedelen med lavest tall.")
    if exceeds(value, high):
        return _("%(office)s er blant fjerdedelen med høyest tall.")
    if equal(value, middle):
        return _("%(office)s ligger på midten.")
    if value < middle:
        return _("%(office)s ligger blant dem, under midten.")
    return _("%(office)s ligger blant dem, over midten.")


def _box(ends: tuple[float, float], quartiles: tuple[float, float, float], own: Sequence[float]) -> Markup:
    """From the lowest to the highest value as a line, the middle half as a box with the median, the offices as dots."""
    low, high = ends
    scale = (WIDTH - 2 * EDGE) / (high - low) if exceeds(high, low) else 0.0
    start = EDGE if scale else WIDTH / 2

    def x(value: float) -> int:
        return int(start + (value - low) * scale + 0.5)

    left, middle, right = (x(value) for value in quartiles)
    dots = "".join(f'<circle class="me" cx="{x(value)}" cy="18" r="9"/>' for value in own)
    return Markup(  # noqa: S704 - a drawing, made of numbers
        f'<svg class="strip box" viewBox="0 0 {WIDTH} 36" aria-hidden="true">'
        f'<path class="axis" d="M{x(low)} 18H{x(high)}"/><path class="half" d="M{left} 6H{right}V30H{left}z"/>'
        f'<path class="mean" d="M{middle} 2v32"/>{dots}</svg>'
    )
