"""When a change of place is more than noise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stand:
    """A place in an edition, and between which places chance could have put the office."""

    position: int
    low: int | None
    high: int | None

    def reaches(self, position: int) -> bool | None:
        """Whether chance alone could have put the office at `position`; None where the edition has no intervals."""
        if self.low is None or self.high is None:
            return None
        return self.low <= position <= self.high


def is_more_than_noise(before: Stand, now: Stand) -> bool:
    """Whether each place lies outside of where the office could have stood at the other time.

    One of the two is not enough: eleven of a window's twelve months are the month before's too, and what is left of the
    difference is mostly chance. Without intervals nothing is said.
    """
    return before.reaches(now.position) is False and now.reaches(before.position) is False
