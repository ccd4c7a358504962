"""METHODS.md 12 written out as plainly as it can be, with a linear programme for every question: to compare with."""

from scipy.optimize import linprog


class PlainSystem:
    """One set of figures (counts or rests) and what is shown of it."""

    def __init__(self, figures, groups, cells, totals, least):
        self.figures, self.groups, self.cells, self.totals, self.least = figures, groups, cells, totals, least

    def total(self, group):
        return sum(self.figures[c] for c in group if self.figures[c] is not None)

    def largest(self, target, without=None):
        """The largest possible sum of the cells of `target`, None where it is unbounded."""
        free = [c for c in range(len(self.figures)) if self.cells[c] != "shown"]
        place = {c: k for k, c in enumerate(free)}
        rows, sums = [], []
        for g, group in enumerate(self.groups):
            inside = [c for c in group if c in place]
            if self.totals[g] == "shown" and g != without and inside:
                row = [0.0] * len(free)
                for c in inside:
                    row[place[c]] = 1.0
                rows.append(row)
                sums.append(sum(self.figures[c] for c in inside if self.figures[c] is not None))
        objective = [0.0] * len(free)
        known = 0.0
        for c in target:
            if c in place:
                objective[place[c]] = -1.0
            elif self.figures[c] is not None:
                known += self.figures[c]
        if not free or not any(objective):
            return known
        answer = linprog(
            objective, A_eq=rows or None, b_eq=sums or None, bounds=[(self.least, None)] * len(free), method="highs"
        )
        if answer.status == 3:
            return None
        assert answer.status == 0, answer.message
        return known - answer.fun

    def exposed(self, target, limit, without=None):
        largest = self.largest(target, without)
        return largest is not None and largest < limit - 1e-6


def suppress_plainly(counts, groups, bases=None, limit=5, unknown=(), published_cells=()):
    rests = None
    if bases is not None:
        rests = [None if c is None or b is None else b - c for c, b in zip(counts, bases, strict=True)]

    def small(figures, group):
        known = [figures[c] for c in group if figures[c] is not None]
        return 0 < sum(known) < limit

    def hidden(group):
        return any(c in unknown for c in group) or small(counts, group) or (rests is not None and small(rests, group))

    cells = ["hidden" if hidden([c]) else "shown" for c in range(len(counts))]
    totals = ["hidden" if hidden(group) else "shown" for group in groups]
    figures = [counts] if rests is None else [counts, rests]
    systems = [PlainSystem(f, groups, cells, totals, 1 if rests is None else 0) for f in figures]

    def targets():
        for system in systems:
            for c in range(len(counts)):
                if cells[c] == "hidden" and c not in unknown and small(system.figures, [c]):
                    yield system, [c]
            for g, group in enumerate(groups):
                if totals[g] == "hidden" and not any(c in unknown for c in group) and small(system.figures, group):
                    yield system, group

    while True:
        found = next(((s, t) for s, t in targets() if s.exposed(t, limit)), None)
        if found is None:
            return {"cells": cells, "totals": totals}
        system, target = found
        touched = {c for c in target if cells[c] != "shown"}
        sharing = [g for g, group in enumerate(groups) if totals[g] == "shown" and touched & set(group)]
        blamed = [g for g in sharing if not system.exposed(target, limit, without=g)] or sharing
        blamed.sort(key=lambda g: (len(groups[g]), g))
        for g in blamed:
            choice = [
                c
                for c in groups[g]
                if cells[c] == "shown" and c not in published_cells and (system.figures[c] or 0) > 0
            ]
            if choice:
                cells[min(choice, key=lambda c: (system.figures[c], c))] = "hidden_too"
                break
        else:
            totals[blamed[0]] = "hidden_too"
