"""The words in which the methods answer and the words they are asked with. Pages translate them in one place.

Each is a text as well: `Status.GREEN == "green"`, and JSON shows it as such.
"""

from enum import StrEnum


class Direction(StrEnum):
    """Which way is better for an indicator."""

    HIGHER = "higher"
    LOWER = "lower"
    INSIDE = "inside"
    NONE = "none"


class Pooling(StrEnum):
    """How an indicator's months or offices are put together."""

    RATIO = "ratio"
    MEAN = "mean"
    SUM = "sum"
    NONE = "none"


class Status(StrEnum):
    """The colour of a value against its limits."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Signal(StrEnum):
    """What a point in a control chart signals."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"


class ProcessVerdict(StrEnum):
    """What a control chart says when no signal stands at its last known point."""

    STABLE = "stable"
    TOO_FEW = "too_few"


class Assurance(StrEnum):
    """Whether a month of the process as it runs will reach the target."""

    REACHED = "reached"
    MISSED = "missed"
    CHANGING = "changing"


class FunnelVerdict(StrEnum):
    """Where a unit lies in the funnel."""

    INSIDE = "inside"
    ABOVE = "above"
    BELOW = "below"
    FAR_ABOVE = "far_above"
    FAR_BELOW = "far_below"


class Group(StrEnum):
    """The half of the county where an office most likely belongs."""

    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


class NotPlaced(StrEnum):
    """Why a unit is not placed in a ranking."""

    NO_RESULTS = "no_results"
    TOO_FEW_INDICATORS = "too_few_indicators"


class ForecastVerdict(StrEnum):
    """How the year's target stands."""

    SECURED = "secured"
    OUT_OF_REACH = "out_of_reach"
    ON_COURSE = "on_course"
    IN_DANGER = "in_danger"
    OPEN = "open"
    REACHED = "reached"
    MISSED = "missed"
    NO_TARGET = "no_target"
    TOO_FEW = "too_few"


class EffectVerdict(StrEnum):
    """What an action seems to have done."""

    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"
    CHANGED = "changed"
    TOO_FEW = "too_few"


class CoherenceVerdict(StrEnum):
    """How two indicators that hang together have moved."""

    TOO_FEW = "too_few"
    QUIET = "quiet"
    OPPOSITE = "opposite"
    UNANSWERED = "unanswered"
    COHERENT = "coherent"


class Visibility(StrEnum):
    """What becomes of a cell or a total where small counts are protected; pages show the last two alike."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    HIDDEN_TOO = "hidden_too"
