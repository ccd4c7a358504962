"""The one state that each cell of a table has. A zero is a value."""

from enum import StrEnum


class CellState(StrEnum):
    """What stands in a cell, or why nothing does."""

    VALUE = "value"
    PRELIMINARY = "preliminary"
    TOO_FEW = "too_few"
    NOT_DELIVERED = "not_delivered"
    NOT_APPLICABLE = "not_applicable"
    NOT_EXISTING = "not_existing"
    UNDER_REVIEW = "under_review"


ABSENCES = frozenset(CellState) - {CellState.VALUE, CellState.PRELIMINARY}


def state_of(
    value: float | None, *, absence: str | None, hidden: bool, preliminary: bool, existed: bool = True
) -> CellState:
    """The state of one cell; the first of these that holds decides.

    `existed` false: `not_existing`; `hidden` by us, or by the sender (`absence` is `too_few`): `too_few`;
    another `absence` (`not_existing`, `not_applicable`, `under_review`, `not_delivered`): that one;
    no value: `not_delivered`; `preliminary`; `value`, a zero too. Raises ValueError for an unknown absence.
    """
    if absence and absence not in ABSENCES:
        raise ValueError(f"unknown absence {absence!r}: use one of {', '.join(sorted(ABSENCES))}")
    if not existed:
        return CellState.NOT_EXISTING
    if hidden:
        return CellState.TOO_FEW
    if absence:
        return CellState(absence)
    if value is None:
        return CellState.NOT_DELIVERED
    return CellState.PRELIMINARY if preliminary else CellState.VALUE
