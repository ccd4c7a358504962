"""What figures were in the months before: what a new one is judged by."""

from dataclasses import dataclass

import numpy as np

from organisation.months import Month
from scorecards.arrays import Floats, Wholes

MONTHS = 24  # looked back: two of each season, and no more than can be read while somebody waits


@dataclass(frozen=True, slots=True)
class History:
    """Final and shown figures of the `MONTHS` months before one: figures × months, oldest first; NaN where none is."""

    before: Month
    keys: Wholes  # int64, ascending
    values: Floats
    numerators: Floats
    denominators: Floats

    def of(self, keys: Wholes) -> "History":
        """The history of the figures with those keys, in that order; all NaN where there is none."""
        places = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        found = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), np.bool_)

        def rows(numbers: Floats) -> Floats:
            chosen = np.full((len(keys), numbers.shape[1]), np.nan)
            chosen[found] = numbers[places[found]]
            return chosen

        return History(self.before, keys, rows(self.values), rows(self.numerators), rows(self.denominators))


def no_history(month: Month) -> History:
    """Nothing is known of the time before that month."""
    nothing = np.zeros((0, MONTHS))
    return History(month, np.zeros(0, np.int64), nothing, nothing, nothing)
