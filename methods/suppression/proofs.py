"""Whether a hidden figure can be found out, and which shown totals give it away."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from methods.suppression.equations import Equations
from methods.suppression.programme import largest_rise, rises_together

HAIR = 1e-6  # below the limit by less than this is numerical noise of the linear programme


@dataclass(slots=True)
class Secret:
    """A hidden cell or total: its cells, its own figure, and what is known about how far it may rise.

    `safe` once it may reach the limit: opening cells and hiding totals only ever allows more, so it stays so.
    `needed` are shown totals without any one of which it would be safe.
    """

    cells: tuple[int, ...]
    figure: float
    safe: bool = False
    needed: set[int] = field(default_factory=set)
    proofs: list["Proof"] = field(default_factory=list)


@dataclass(slots=True)
class Proof:
    """A sum of shown totals, each times its weight, that keeps a secret at or under `bound`.

    Every open cell is in that sum at least as often as in the secret; what it is in there more often raises the bound.
    """

    weights: dict[int, float]
    bound: float


def weigh(equations: Equations, secret: Secret, weights: dict[int, float]) -> Proof:
    """The proof that these weights make; its bound is infinite where they make none."""
    excess = dict.fromkeys((cell for cell in secret.cells if cell in equations.open_cells), -1.0)
    for total, weight in weights.items():
        for cell in equations.cells_of[total] & equations.open_cells:
            excess[cell] = excess.get(cell, 0.0) + weight
    bound = secret.figure
    for cell, times in excess.items():
        bound += _raised(times, equations.rooms[cell])
    return Proof(weights, bound)


def _raised(times: float, room: float) -> float:
    """How much a cell that is in the sum so many times too often raises the bound."""
    if times < -1e-7:
        return float("inf")
    return times * room if times > 1e-9 else 0.0


def cell_opened(equations: Equations, secret: Secret, cell: int) -> None:
    """Bring the secret's proofs up to date after a cell was opened."""
    for proof in secret.proofs:
        times = sum(weight for total, weight in proof.weights.items() if cell in equations.cells_of[total])
        proof.bound += _raised(times - (cell in secret.cells), equations.rooms[cell])


class Search:
    """Looks for proofs in one set of figures, for the secrets in it that are still to be examined."""

    def __init__(self, equations: Equations, secrets: Sequence[Secret], limit: float) -> None:
        self.equations = equations
        self.secrets = secrets
        self.limit = limit
        self._pause = self._wait = 0

    def standing_proofs(self, secret: Secret) -> list[Proof]:
        """The proofs that the secret is under the limit, at least one, or none where it is safe."""
        shown = self.equations.shown
        secret.proofs = [p for p in secret.proofs if p.bound < self.limit - HAIR and p.weights.keys() <= shown]
        if not secret.proofs and not secret.safe:
            self._try_all_together()
            proof = None if secret.safe else self.proof_of(secret)
            if proof is None:
                secret.safe = True
            else:
                secret.proofs.append(proof)
        return secret.proofs

    def proof_without(self, secret: Secret, total: int) -> Proof | None:
        """A proof that does without the total, or `None` where there is none."""
        with self.equations.without(total):
            return self.proof_of(secret, keep=False)

    def proof_of(self, secret: Secret, keep: bool = True) -> Proof | None:
        """A proof that the secret is under the limit, or `None` where it can reach it.

        With `keep`, what shows that it can is held against the other secrets as well.
        """
        equations, need = self.equations, self.limit - secret.figure
        cells = [cell for cell in secret.cells if cell in equations.open_cells]
        if not all(equations.rows_of[cell] for cell in cells):
            return None
        weights = self._single_row(cells, need)
        if weights is None:
            rise, moved, weights = largest_rise(equations, cells, need)
            if rise >= need - HAIR:
                if keep:
                    self._mark_safe(moved)
                return None
        return weigh(equations, secret, weights)

    def _single_row(self, cells: Sequence[int], need: float) -> dict[int, float] | None:
        """One row that alone keeps the cells from rising by `need`, as weights of totals."""
        equations = self.equations
        for total in equations.rows_of[cells[0]]:
            inside = equations.open_in_row[total]
            if inside.issuperset(cells):
                fall = sum(equations.rooms[cell] for cell in inside) - sum(equations.rooms[cell] for cell in cells)
                if fall < need - HAIR:
                    return {total: 1.0, **dict.fromkeys(equations.rows[total].parts, -1.0)}
        return None

    def _mark_safe(self, moved: dict[int, float]) -> int:
        """Mark the secrets that reach the limit with these rises; returns how many were marked anew."""
        marked = 0
        for secret in self.secrets:
            if not secret.safe:
                rise = sum(moved.get(cell, 0.0) for cell in secret.cells)
                secret.safe = secret.figure + rise >= self.limit - HAIR
                marked += secret.safe
        return marked

    def _try_all_together(self) -> None:
        """One programme that lifts as many secrets as it can; tried again more seldom where it finds nothing."""
        if self._wait:
            self._wait -= 1
            return
        needs = {
            secret.cells[0]: self.limit - secret.figure
            for secret in self.secrets
            if len(secret.cells) == 1 and not secret.safe
        }
        found = self._mark_safe(rises_together(self.equations, needs)) if len(needs) > 1 else 0
        self._pause = 0 if found > 1 else min(2 * self._pause + 1, 64)
        self._wait = self._pause
