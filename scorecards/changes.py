"""What a delivery does to the figures of its month: each figure before and after, what is new, and what is missing."""

from dataclasses import dataclass

from scorecards.figures import Figure, IndicatorFacts


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that another takes the place of, that is new, or that goes."""

    unit_code: str
    unit_name: str
    indicator: IndicatorFacts
    before: Figure | None  # None: nothing stood
    after: Figure | None  # None: nothing stands any longer
    status_before: str | None = None
    status_after: str | None = None
    last: Figure | None = None  # the package's latest published month before, where something is known of it
    expected: tuple[float, float] | None = None  # where it lies outside what chance and history explain: what they do
    surprise: float = 0.0  # how far outside, in half-widths of that; 0 inside

    @property
    def changes_status(self) -> bool:
        return self.before is not None and self.status_before != self.status_after

    @property
    def is_unusual(self) -> bool:
        return self.expected is not None

    @property
    def size(self) -> float | None:
        """After less before; None where one of them has no value."""
        return _difference(self.before, self.after)

    @property
    def since_last(self) -> float | None:
        """After less that of the month before."""
        return _difference(self.last, self.after)


def _difference(before: Figure | None, after: Figure | None) -> float | None:
    if before is None or after is None or before.value is None or after.value is None:
        return None
    return after.value - before.value


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure of the month before that has none after it; without an indicator, all `number` that a unit had."""

    unit_code: str
    unit_name: str
    indicator: IndicatorFacts | None
    number: int
    last: Figure | None
