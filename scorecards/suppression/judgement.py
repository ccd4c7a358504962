"""What of an indicator is hidden, decided in two steps: cells for the sake of the month's totals, then other totals.

In the first step the month's cells are judged with the totals of the groups they are in. In the second no further cell
is hidden: an office's year to date, its last twelve months and, where that doesn't help, a group's total are. (In one
step hardly a cell would stay, because each new month can be calculated from two years to date.)
"""

from collections.abc import Collection, Sequence

from methods.suppression import suppress
from methods.verdicts import Visibility
from organisation.months import Month
from scorecards.models import Indicator
from scorecards.suppression.cells import Cell, small_ones, system_of
from scorecards.suppression.totals import ADDED_UP, Key, Total, covers, group_totals, span_totals


def hidden_cells(indicator: Indicator, cells: Sequence[Cell], month: Month, fresh: Collection[int]) -> set[int]:
    """Which cells, by index, are hidden when those of `month` are judged anew; `fresh` are the units just written.

    A cell that has been shown is hidden only for being small itself.
    """
    hidden = {index for index, is_small in enumerate(small_ones(indicator, cells)) if is_small}
    hidden |= {index for index, cell in enumerate(cells) if cell.suppressed and cell.month != month}
    here = [index for index, cell in enumerate(cells) if cell.month == month]
    of_month = [cells[index] for index in here]
    found = suppress(
        groups=[total.cells for total in group_totals(indicator, of_month, {month} if here else ())],
        published_cells=[place for place, cell in enumerate(of_month) if _was_shown(cell, fresh)],
        **system_of(indicator, of_month),
    )
    return hidden | {here[place] for place, state in enumerate(found.cells) if state != Visibility.SHOWN}


def _was_shown(cell: Cell, fresh: Collection[int]) -> bool:
    if cell.unit in fresh:
        return cell.seen
    return not cell.suppressed and cell.absence == ""


def hidden_totals(
    indicator: Indicator,
    cells: Sequence[Cell],
    hidden: set[int],
    month: Month,
    fresh: Collection[int],
    before: Collection[Key],
) -> set[Key]:
    """Which totals may not be shown while `hidden` cells are not; `before` are those that weren't until now.

    A total that was hidden stays so unless it takes in `month`, and one that was shown is hidden only where others
    won't do: who kept it could go on calculating with it.
    """
    totals = group_totals(indicator, cells, {cells[index].month for index in hidden})
    totals += span_totals(indicator, cells, {cells[index].unit for index in hidden})
    totals = [total for total in totals if not hidden.isdisjoint(total.cells)]
    if indicator.pooling not in ADDED_UP:  # a mean that leaves out a hidden month would tell it
        return {key for total in totals for key in total.keys}
    used = sorted({index for total in totals for index in total.cells})
    place = {index: number for number, index in enumerate(used)}
    new = {index for index in used if cells[index].month == month and cells[index].unit in fresh}
    found = suppress(
        groups=[[place[index] for index in total.cells] for total in totals],
        published_cells=[place[index] for index in used if index not in hidden],
        hidden_cells=[place[index] for index in used if index in hidden],
        hidden_totals=[number for number, total in enumerate(totals) if _stays_hidden(total, hidden, month, before)],
        kept_totals=[number for number, total in enumerate(totals) if _is_kept(total, new, before)],
        **system_of(indicator, [cells[index] for index in used]),
    )
    states = zip(totals, found.totals, strict=True)
    return {key for total, state in states if state != Visibility.SHOWN for key in total.keys}


def _stays_hidden(total: Total, hidden: set[int], month: Month, before: Collection[Key]) -> bool:
    """Hidden before; or a year to date that ends with a hidden month, which is not shown beside it."""
    if total.to_date and total.cells[-1] in hidden:
        return True
    return any(key in before and not covers(key, month) for key in total.keys)


def _is_kept(total: Total, new: set[int], before: Collection[Key]) -> bool:
    """A group's total, which many ask for; or one that was shown as it stands."""
    return total.of_a_group or (new.isdisjoint(total.cells) and not any(key in before for key in total.keys))
