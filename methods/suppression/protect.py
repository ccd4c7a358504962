"""Which cells and totals to hide so that no small count can be calculated back from what is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from methods.conventions import check_not_negative, check_same_length, check_shares
from methods.suppression.equations import Equations
from methods.suppression.proofs import Search, Secret, cell_opened
from methods.verdicts import Visibility

SHOWN, HIDDEN, HIDDEN_TOO = Visibility

Figures = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What becomes of each cell and each total: `shown`, `hidden` or, to protect others, `hidden_too`."""

    cells: tuple[Visibility, ...]
    totals: tuple[Visibility, ...]


def suppress(
    counts: Figures,
    groups: Sequence[Sequence[int]],
    bases: Figures | None = None,
    limit: float = 5,
    unknown: Iterable[int] = (),
    published_cells: Iterable[int] = (),
    hidden_cells: Iterable[int] = (),
    hidden_totals: Iterable[int] = (),
    kept_totals: Iterable[int] = (),
) -> Suppressed:
    """Hide small counts, and what else must be hidden so that no outsider can calculate them back.

    `counts` (and `bases`) have one figure per cell, `None` where there is none; `groups` lists the cells of every total
    that anybody is shown; `unknown` are cells delivered as hidden; `published_cells` are never chosen to protect
    others. A cell or total is `hidden` where 0 < count < limit or 0 < base − count < limit, or where it is or holds an
    unknown cell. As long as one of these is exposed (the largest figure that the shown totals allow it, by linear
    programming, is under `limit`), a further cell or total becomes `hidden_too`. `hidden_cells` and `hidden_totals` are
    so from the start; `kept_totals` are hidden only where hiding others doesn't help. Raises ValueError for lists of
    different lengths, figures that are negative or not finite, a count above its base, indexes that are no cell or no
    total, and a cell twice in a group. Source of the attack that is guarded against: Fischetti and Salazar 2001.
    """
    hidden_by_sender, published, before = set(unknown), set(published_cells), set(hidden_cells)
    totals_before, kept = set(hidden_totals), set(kept_totals)
    _check(counts, groups, bases, limit, hidden_by_sender | published | before)
    if not all(total in range(len(groups)) for total in totals_before | kept):
        raise ValueError("hidden_totals and kept_totals must be indexes of totals")
    figures: list[Figures] = [counts]
    if bases is not None:
        figures.append([None if c is None or b is None else b - c for c, b in zip(counts, bases, strict=True)])
    state = _State(figures, groups, limit, hidden_by_sender, published, kept)
    state.begin_with(before, totals_before)
    if HIDDEN in state.cells:
        state.protect()
    return Suppressed(tuple(state.cells), tuple(state.totals))


def _check(
    counts: Figures, groups: Sequence[Sequence[int]], bases: Figures | None, limit: float, named: set[int]
) -> None:
    check_same_length(counts=counts, bases=bases)
    check_not_negative(counts, "count")
    if bases is not None:
        check_not_negative(bases, "base")
        check_shares(counts, bases)
    check_not_negative((limit,), "limit")
    cells = range(len(counts))
    if not all(cell in cells for cell in named):
        raise ValueError("unknown, published_cells and hidden_cells must be indexes of cells")
    for group in groups:
        if len(set(group)) < len(group) or not all(cell in cells for cell in group):
            raise ValueError("a group must list indexes of cells, each once")


class _State:
    """What is shown while cells and totals are being hidden."""

    def __init__(
        self,
        figures: Sequence[Figures],
        groups: Sequence[Sequence[int]],
        limit: float,
        unknown: set[int],
        published: set[int],
        kept: set[int],
    ) -> None:
        self.figures, self.groups, self.limit = figures, groups, limit
        self.unknown, self.published, self.kept = unknown, published, kept
        self.cells = [self._at_first((cell,)) for cell in range(len(figures[0]))]
        nothing_hidden = HIDDEN not in self.cells  # then no total can be small either
        self.totals = [SHOWN if nothing_hidden else self._at_first(group) for group in groups]
        self._smallest_first: dict[tuple[int, int], list[int]] = {}

    def _at_first(self, group: Sequence[int]) -> Visibility:
        small = any(self._is_small(_total(figures, group)) for figures in self.figures)
        return HIDDEN if small or not self.unknown.isdisjoint(group) else SHOWN

    def _is_small(self, figure: float) -> bool:
        return 0 < figure < self.limit

    def begin_with(self, hidden_cells: set[int], hidden_totals: set[int]) -> None:
        """Take what was hidden before to protect others as hidden."""
        for states, hidden in ((self.cells, hidden_cells), (self.totals, hidden_totals)):
            for place in hidden:
                if states[place] is SHOWN:
                    states[place] = HIDDEN_TOO

    def protect(self) -> None:
        """Hide further cells and totals until nothing is exposed: counts before rests, cells before totals."""
        open_cells = {cell for cell, state in enumerate(self.cells) if state is not SHOWN}
        shown = {total for total, state in enumerate(self.totals) if state is SHOWN}
        # Where bases are given a hidden count may be zero; without them it was hidden for being above.
        least = 1.0 if len(self.figures) == 1 else 0.0
        systems = [Equations(figures, self.groups, least) for figures in self.figures]
        for equations in systems:
            equations.begin(open_cells, shown)
        for number, equations in enumerate(systems):
            secrets = self._secrets(self.figures[number])
            search = Search(equations, secrets, self.limit)
            for secret in secrets:
                while search.standing_proofs(secret):
                    self._hide_for(secret, self._blamed(search, secret), number, systems)

    def _secrets(self, figures: Figures) -> list[Secret]:
        """The hidden cells, then the hidden totals, whose own figure must not be found out."""
        candidates: list[tuple[int, ...]] = [(cell,) for cell in range(len(self.cells))] + [
            tuple(group) for group in self.groups
        ]
        return [
            Secret(group, _total(figures, group))
            for group, state in zip(candidates, self.cells + self.totals, strict=True)
            if state is HIDDEN and self.unknown.isdisjoint(group) and self._is_small(_total(figures, group))
        ]

    def _blamed(self, search: Search, secret: Secret) -> list[int]:
        """The shown totals to blame, smallest first: those it hangs on, or else all that share an open cell with it.

        Where some totals are to be kept, others that it hangs on wherever they are, or else all of its proofs' others.
        """
        totals_of, shown = search.equations.totals_of, search.equations.shown
        others = [shown.intersection(proof.weights) - self.kept for proof in secret.proofs] if self.kept else []
        if any(others):
            hung_on = self._hung_on(search, secret, set.intersection(*others))
            return self._smallest_group_first(hung_on or set.union(*others))
        sharing = {
            total
            for cell in secret.cells
            if self.cells[cell] is not SHOWN
            for total in totals_of[cell]
            if total in shown
        }
        in_all = sharing.intersection(*(proof.weights for proof in secret.proofs))
        return self._smallest_group_first(self._hung_on(search, secret, in_all) or sharing)

    def _hung_on(self, search: Search, secret: Secret, in_all: set[int]) -> set[int]:
        """Of the totals that are in all its proofs, those without any one of which there is none."""
        for total in sorted(in_all):
            if total in in_all and total not in secret.needed:
                proof = search.proof_without(secret, total)
                if proof is None:
                    secret.needed.add(total)
                else:
                    secret.proofs.append(proof)
                    in_all.intersection_update(proof.weights)
        return in_all

    def _smallest_group_first(self, totals: set[int]) -> list[int]:
        return sorted(totals, key=lambda total: (len(self.groups[total]), total))

    def _hide_for(self, secret: Secret, blamed: Sequence[int], number: int, systems: Sequence[Equations]) -> None:
        """Hide the smallest shown cell of the first blamed total that has one, else the first blamed total."""
        for total in blamed:
            for cell in self._choices(total, number):
                if self.cells[cell] is SHOWN:
                    self.cells[cell] = HIDDEN_TOO
                    for equations in systems:
                        equations.open_cell(cell)
                    cell_opened(systems[number], secret, cell)
                    return
        self.totals[blamed[0]] = HIDDEN_TOO
        for equations in systems:
            equations.hide_total(blamed[0])

    def _choices(self, total: int, number: int) -> list[int]:
        """The cells of a total that may be hidden to protect others, smallest figure first, then first."""
        if (total, number) not in self._smallest_first:
            figures = self.figures[number]
            sizes = {cell: figures[cell] or 0.0 for cell in self.groups[total] if cell not in self.published}
            self._smallest_first[total, number] = sorted(
                (cell for cell, size in sizes.items() if size > 0), key=lambda cell: (sizes[cell], cell)
            )
        return self._smallest_first[total, number]


def _total(figures: Figures, group: Sequence[int]) -> float:
    return sum(figure for cell in group if (figure := figures[cell]) is not None)
