"""Numbers as people read them. One function decides the decimals, so that what is shown never contradicts the colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from methods.status import rounded, rounded_per_cent

NO_BREAK = "\u00a0"
MINUS = "\u2212"
POWERS = tuple(10.0**n for n in range(13))
FORMS = tuple(f"%.{n}f" for n in range(11))
NEARLY_HALF = 0.4999  # beyond it the float's own error could decide which way a number is rounded
EXACT_BELOW = 1e9  # scaled numbers above it are rounded by `methods.status` alone


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a language writes numbers."""

    decimal_mark: str
    thousands: str
    per_cent: str

    def number(self, value: float, decimals: int, limits: Sequence[float | None] = (), *, share: bool = False) -> str:
        """`value` with at least `decimals` decimals, more where a limit would otherwise be crossed: `2 757`, `−7,4`.

        A share and its limits are fractions of one and written as per cent, without the sign.
        """
        text = digits(value, decimals, limits, share)
        negative = text[0] == "-"
        if negative:
            text = text[1:]
        if len(text) > 3 and text.find(".", 0, 4) < 0:  # more than three digits before the point
            text = self._grouped(text)
        elif self.decimal_mark != ".":
            text = text.replace(".", self.decimal_mark)
        return MINUS + text if negative else text

    def _grouped(self, text: str) -> str:
        whole, point, decimals = text.partition(".")
        return f"{int(whole):,}".replace(",", self.thousands) + (self.decimal_mark + decimals if point else "")

    def signed(self, value: float, decimals: int, *, share: bool = False) -> str:
        """A change: `+1,9`, `−7,4`; what is shown as zero has no sign."""
        text = self.number(value, decimals, share=share)
        return text if text[0] == MINUS or not text.strip("0.,") else "+" + text

    def count(self, value: float) -> str:
        """A count or a base: whole where it is whole, else with as many decimals as it has, two at the most."""
        if value == int(value):
            return self.number(value, 0)
        return self.number(value, 1 if round(value, 1) == value else 2)


NORWEGIAN = Numerals(",", NO_BREAK, NO_BREAK + "%")
ENGLISH = Numerals(".", ",", "%")


def digits(value: float, decimals: int, limits: Sequence[float | None] = (), share: bool = False) -> str:
    """The digits of a number as `methods.status.rounded` rounds it, in ASCII: `-7.4`.

    Nearly every number lies far from a limit and from halfway between two decimals; those are rounded here, the
    others by the rule itself, which costs ten times as much.
    """
    power = POWERS[decimals + 2 if share else decimals]
    scaled = value * power
    if -EXACT_BELOW < scaled < EXACT_BELOW:
        nearest = floor(scaled + 0.5)
        if -NEARLY_HALF < scaled - nearest < NEARLY_HALF:
            for limit in limits:
                if limit is not None and -1.0 < limit * power - scaled < 1.0:
                    break
            else:
                return FORMS[decimals] % (nearest / POWERS[decimals])
    exact = (rounded_per_cent if share else rounded)(value, decimals, limits)
    assert exact is not None  # only None is rounded to None
    return FORMS[exact.decimals] % exact.value
