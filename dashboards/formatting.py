"""An indicator's figures as text in the reader's language: value, change, base, target, interval."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.numbers import ENGLISH, NO_BREAK, NORWEGIAN, Numerals
from scorecards.figures import Figure, IndicatorFacts, Limits

DASH = "–"


def limits_of(target: Limits | None) -> tuple[float, ...]:
    """The limits that shown decimals must not contradict."""
    if target is None:
        return ()
    every = (target.green, target.yellow, target.green_upper, target.yellow_upper)
    return tuple(limit for limit in every if limit is not None)


@dataclass(frozen=True, slots=True)
class Format:
    """Figures in one language. `suffixes` follow a value, `change_suffixes` a difference, by unit of measure."""

    numerals: Numerals
    suffixes: dict[str, str]
    change_suffixes: dict[str, str]
    base_of_share: str
    base_of_other: str

    def value(self, value: float, facts: IndicatorFacts, limits: tuple[float, ...] = ()) -> str:
        """`73,4 %`, `13,1 dager`, `4,7`: with the decimals that the limits ask for."""
        unit = facts.unit_of_measure
        return self.numerals.number(value, facts.decimals, limits, share=unit == "share") + self.suffixes[unit]

    def bare(self, value: float, facts: IndicatorFacts, limits: tuple[float, ...] = ()) -> str:
        """The value without its unit, where a heading or an axis says it."""
        return self.numerals.number(value, facts.decimals, limits, share=facts.unit_of_measure == "share")

    def change(self, change: float, facts: IndicatorFacts) -> str:
        """`−7,4 pp`, `−1,5 dager`, `0,0`."""
        unit = facts.unit_of_measure
        return self.numerals.signed(change, facts.decimals, share=unit == "share") + self.change_suffixes[unit]

    def base(self, figure: Figure, facts: IndicatorFacts) -> str:
        """`73 av 90` for a share, the denominator alone for others, empty where a part is not known."""
        if figure.numerator is None or figure.denominator is None:
            return ""
        count = self.numerals.count
        if facts.unit_of_measure == "share":
            return self.base_of_share % {"n": count(figure.numerator), "of": count(figure.denominator)}
        return self.base_of_other % {"of": count(figure.denominator)}

    def target(self, target: Limits, facts: IndicatorFacts) -> str:
        """`≥ 90 %`, `≤ 14 dager`, `95–102 %`: the sign says the direction."""
        return _target(
            self.numerals, target, facts.direction, facts.unit_of_measure, self.suffixes[facts.unit_of_measure]
        )

    def limit(self, limit: float, facts: IndicatorFacts) -> str:
        """A limit alone: `90 %`."""
        share = facts.unit_of_measure == "share"
        return (
            self.numerals.number(limit, _decimals_of(limit, share), share=share) + self.suffixes[facts.unit_of_measure]
        )

    def interval(self, low: float, high: float, facts: IndicatorFacts, limits: tuple[float, ...] = ()) -> str:
        """`85,1–100,0 %`, with more decimals where an end would otherwise come on the other side of one of `limits`."""
        return f"{self.bare(low, facts, limits)}{DASH}{self.value(high, facts, limits)}"


@lru_cache(maxsize=4096)
def _target(numerals: Numerals, target: Limits, direction: str, unit: str, suffix: str) -> str:
    share = unit == "share"

    def limit(value: float) -> str:
        return numerals.number(value, _decimals_of(value, share), share=share)

    if direction == "inside" and target.green_upper is not None:
        return f"{limit(target.green)}{DASH}{limit(target.green_upper)}{suffix}"
    sign = "≤" if direction == "lower" else "≥"
    return f"{sign}{NO_BREAK}{limit(target.green)}{suffix}"


def _decimals_of(limit: float, share: bool, most: int = 4) -> int:
    """The fewest decimals that write the limit as it is, four at the most."""
    shown = round(limit * 100 if share else limit, 9)
    return next((places for places in range(most) if round(shown, places) == shown), most)


@cache
def format_for(language: str) -> Format:
    """The format of a language: `nb`, `nn` or `en`."""
    numerals = ENGLISH if language == "en" else NORWEGIAN
    with translation.override(language):
        days = NO_BREAK + _("dager")
        return Format(
            numerals=numerals,
            suffixes={"share": numerals.per_cent, "days": days, "number": "", "index": "", "rate": ""},
            change_suffixes={"share": NO_BREAK + _("pp"), "days": days, "number": "", "index": "", "rate": ""},
            base_of_share=_("%(n)s av %(of)s"),
            base_of_other=_("grunnlag %(of)s"),
        )


def current_format() -> Format:
    """The format of the language in use."""
    return format_for(get_language() or "nb")


def listed(names: list[str]) -> str:
    """`Eidfjord, Fedje og Ulvik`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
