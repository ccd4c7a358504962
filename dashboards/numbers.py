"""Numbers as people read them. One function decides the decimals, and what is shown never contradicts the colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from methods.status import rounded, rounded_per_cent

NO_BREAK = "\u00a0"
MINUS = "\u2212"
POWERS = tuple(10.0**n for n in range(13))
FORMS = tuple(f"%.{n}f" for n in range(11))
NEARLY_HALF = 0.4999  # beyond it the float's own error could decide which way a number is rounded
UNGROUPED = tuple(999.5 * 10.0**n for n in range(11))  # numbers below have three digits before the point, or fewer


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a language writes numbers."""

    decimal_mark: str
    thousands: str
    per_cent: str

    def number(self, value: float, decimals: int, limits: Sequence[float | None] = (), *, share: bool = False) -> str:
        """`value` with at least `decimals` decimals, more where a limit would otherwise be crossed: `2 757`, `−7,4`.

        A share and its limits are fractions of one and written as per cent, without the sign. Rounded as
        `methods.status.rounded` does; nearly every number lies far from a limit and from halfway between two decimals,
        and those are rounded here, at a fifth of the cost.
        """
        power = POWERS[decimals + 2 if share else decimals]
        scaled = value * power
        if 0.0 <= scaled < UNGROUPED[decimals]:
            nearest = int(scaled + 0.5)
            if -NEARLY_HALF < scaled - nearest < NEARLY_HALF:
                for limit in limits:
                    if limit is not None and -1.0 < limit * power - scaled < 1.0:
                        break
                else:
                    return (FORMS[decimals] % (nearest / POWERS[decimals])).replace(".", self.decimal_mark)
        return self._by_the_rule(value, decimals, limits, share)

    def _by_the_rule(self, value: float, decimals: int, limits: Sequence[float | None], share: bool) -> str:
        exact = (rounded_per_cent if share else rounded)(value, decimals, limits)
        if exact is None:  # only None is rounded to None
            raise TypeError("a number to write is missing")
        whole, point, rest = (FORMS[exact.decimals] % abs(exact.value)).partition(".")
        text = f"{int(whole):,}".replace(",", self.thousands) + (self.decimal_mark + rest if point else "")
        return MINUS + text if exact.value < 0 else text

    def signed(self, value: float, decimals: int, *, share: bool = False) -> str:
        """A change: `+1,9`, `−7,4`; what is shown as zero has no sign."""
        text = self.number(abs(value), decimals, share=share)
        if not text.strip("0.,"):
            return text
        return MINUS + text if value < 0 else "+" + text

    def count(self, value: float) -> str:
        """A count or a base: whole where it is whole, else with as many decimals as it has, two at the most."""
        whole = int(value)
        if whole == value:
            return str(whole) if 0 <= whole < 1000 else self.number(value, 0)
        return self.number(value, 1 if round(value, 1) == value else 2)


NORWEGIAN = Numerals(",", NO_BREAK, NO_BREAK + "%")
ENGLISH = Numerals(".", ",", "%")
