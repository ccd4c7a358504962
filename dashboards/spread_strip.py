"""The spread of one indicator as a small drawing: a tick per office, the middle half as a box, mean and target."""

from markupsafe import Markup

from methods.conventions import exceeds
from scorecards.figures import Limits
from scorecards.spread import Spread

WIDTH, HEIGHT, EDGE = 480, 44, 8


def spread_strip(spread: Spread, own: set[str]) -> Markup:
    """From the lowest to the highest value from left to right, the target included; empty without a value.

    Says nothing to screen readers: its figures stand beside it. `own` are the codes of units to point out.
    """
    summary = spread.summary
    if summary.lowest is None or summary.highest is None:
        return Markup("")
    goals = _goals(spread.target)
    low, high = min(summary.lowest, *goals, summary.highest), max(summary.highest, *goals, summary.lowest)
    scale = (WIDTH - 2 * EDGE) / (high - low) if exceeds(high, low) else 0.0
    start = EDGE if scale else WIDTH / 2

    def x(value: float | None) -> int:
        return int(start + ((low if value is None else value) - low) * scale + 0.5)

    ticks = "".join(f"M{x(value)} 14v16" for value, _code in spread.values)
    box = f'<rect class="half" x="{x(summary.q1)}" y="8" width="{max(1, x(summary.q3) - x(summary.q1))}" height="28"/>'
    dots = "".join(
        f'<circle class="me" cx="{x(value)}" cy="22" r="7"/>' for value, code in spread.values if code in own
    )
    goal = "".join(f'<path class="goal-line" d="M{x(limit)} 0v{HEIGHT}"/>' for limit in goals)
    return Markup(  # noqa: S704 - a drawing, made of numbers
        f'<svg class="spread" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true"><path class="axis" d="M0 22h{WIDTH}"/>'
        f'{box}<path class="tick" d="{ticks}"/><path class="middle" d="M{x(summary.median)} 8v28"/>'
        f'<path class="mean" d="M{x(summary.mean)} 2v40"/>{goal}{dots}</svg>'
    )


def _goals(target: Limits | None) -> list[float]:
    """The limits of green."""
    if target is None:
        return []
    return [limit for limit in (target.green, target.green_upper) if limit is not None]
