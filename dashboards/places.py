"""Places as they are written: one, a shared one, and from where to where a unit could stand."""

from dashboards.formatting import DASH, current_format


def span_of(low: int | None, high: int | None, without: str = DASH) -> str:
    """Where a unit could stand: `3–7`, one place, or what is said `without` knowing it."""
    if low is None or high is None:
        return without
    return str(low) if low == high else f"{low}{DASH}{high}"


def place_of(place: float) -> str:
    """`4`, and `2,5` for the middle of shared places."""
    return current_format().numerals.count(place)


def place_in_file(place: float | None) -> float | None:
    """As a whole number where it is one, which text files then write without a decimal."""
    return int(place) if place is not None and place == int(place) else place
