"""What an outsider can calculate with: each shown total is an equation in the cells that are not shown.

A total that holds other shown totals says no more than what is left when they are taken out: February's year to date
less January's is February. Rows are kept in that shortened form, which is why this is quick for thousands of totals.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

ENOUGH = 1e7  # room to fall that protects any small count, and that a linear programme can still calculate with


@dataclass(frozen=True, slots=True)
class Row:
    """A shown total less the shown totals `parts`, which hold none of its cells twice; `rest` is what is left."""

    parts: tuple[int, ...]
    rest: frozenset[int]


class Equations:
    """The equations of one set of figures (counts or rests), while cells are opened and totals hidden.

    An open cell is one that is not shown; its figure may be anything from `least` up, and `rooms` says how far it may
    fall (one without a figure adds nothing to its totals, which an outsider can't know). Everything is in differences
    from the true figures, so that each row of open cells adds up to nothing.
    """

    def __init__(self, figures: Sequence[float | None], groups: Sequence[Sequence[int]], least: float) -> None:
        self.rooms = [0.0 if figure is None else min(figure - min(least, figure), ENOUGH) for figure in figures]
        self.open_cells: set[int] = set()
        self.totals_of: list[list[int]] = [[] for _ in figures]
        self.cells_of = [frozenset(group) for group in groups]
        order = sorted(range(len(groups)), key=lambda total: (len(groups[total]), total))
        for total in order:
            for cell in groups[total]:
                self.totals_of[cell].append(total)
        self._rank = {total: place for place, total in enumerate(order)}
        self._starts: dict[int, list[int]] = {}
        for total in reversed(order):
            if groups[total]:
                self._starts.setdefault(min(groups[total]), []).append(total)
        self._smaller: dict[int, list[int]] = {}
        self.shown = set(order)
        self.rows: dict[int, Row] = {}
        self._part_of: dict[int, set[int]] = {total: set() for total in order}
        self.rows_of: list[set[int]] = [set() for _ in figures]
        self.open_in_row: dict[int, set[int]] = {}

    def begin(self, open_cells: set[int], shown: set[int]) -> None:
        """Set up the rows once it is known which cells are open and which totals shown."""
        self.open_cells = set(open_cells)
        self.shown = set(shown)
        for total in sorted(shown, key=self._rank.__getitem__):
            self._write(total)

    def open_cell(self, cell: int) -> None:
        """The cell is no longer shown."""
        self.open_cells.add(cell)
        for total in self.totals_of[cell]:
            row = self.rows.get(total)
            if row is not None and cell in row.rest:
                self.open_in_row[total].add(cell)
                self.rows_of[cell].add(total)

    def hide_total(self, total: int) -> None:
        """The total is no longer shown; those that it shortened are written anew."""
        self.shown.discard(total)
        for longer in self._take_out(total):
            self._write(longer)

    @contextmanager
    def without(self, total: int) -> Iterator[None]:
        """The equations as they would be if the total were not shown."""
        kept = self.rows[total]
        longer_kept = {longer: self.rows[longer] for longer in self._part_of[total]}
        self.hide_total(total)
        try:
            yield
        finally:
            self.shown.add(total)
            for longer, row in longer_kept.items():
                self._erase(longer)
                self._enter(longer, row)
            self._enter(total, kept)

    def connected(self, cells: Sequence[int]) -> tuple[list[int], list[int]]:
        """Open cells and rows that hang together with the given open cells; of equal rows only the first."""
        reached, rows = set(cells), {}
        todo = list(reached)
        while todo:
            for total in self.rows_of[todo.pop()]:
                if total not in rows:
                    rows[total] = frozenset(self.open_in_row[total])
                    new = rows[total] - reached
                    reached |= new
                    todo.extend(new)
        different: dict[frozenset[int], int] = {}
        for total in sorted(rows, key=self._rank.__getitem__):
            different.setdefault(rows[total], total)
        return sorted(reached), list(different.values())

    def _smaller_inside(self, total: int) -> list[int]:
        """The totals that lie wholly inside this one, the largest first; of equal ones those before it."""
        if total not in self._smaller:
            cells, rank = self.cells_of[total], self._rank
            inside = [
                other
                for cell in cells
                for other in self._starts.get(cell, ())
                if rank[other] < rank[total] and self.cells_of[other] <= cells
            ]
            self._smaller[total] = sorted(inside, key=rank.__getitem__, reverse=True)
        return self._smaller[total]

    def _write(self, total: int) -> None:
        """Shorten the total by the largest shown totals that fit into what is left of it."""
        rest, parts = self.cells_of[total], []
        for other in self._smaller_inside(total):
            if other in self.shown and self.cells_of[other] <= rest:
                parts.append(other)
                rest -= self.cells_of[other]
                if not rest:
                    break
        self._enter(total, Row(tuple(parts), rest))

    def _enter(self, total: int, row: Row) -> None:
        self.rows[total] = row
        self.open_in_row[total] = set(row.rest & self.open_cells)
        for cell in self.open_in_row[total]:
            self.rows_of[cell].add(total)
        for part in row.parts:
            self._part_of[part].add(total)

    def _erase(self, total: int) -> None:
        row = self.rows.pop(total)
        for cell in self.open_in_row.pop(total):
            self.rows_of[cell].discard(total)
        for part in row.parts:
            self._part_of[part].discard(total)

    def _take_out(self, total: int) -> list[int]:
        """Erase a total's row and those it shortens; returns the latter, the smallest first."""
        longer = sorted(self._part_of[total], key=self._rank.__getitem__)
        for other in longer:
            self._erase(other)
        self._erase(total)
        return longer
