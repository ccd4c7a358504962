"""METHODS.md 5 written out point by point, every rule from its sentence: to compare with."""

from itertools import pairwise


def higher(a, b):
    return a > b + 1e-9 * max(1, abs(b))


def lower_than(a, b):
    return a < b - 1e-9 * max(1, abs(b))


def limits_plainly(values, at_least):
    known = [v for v in values if v is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(known) < at_least or len(ranges) < at_least / 2 or not ranges:
        return None
    mean_range = sum(ranges) / len(ranges)
    kept = [r for r in ranges if lower_than(r, 3.267 * mean_range)]
    if sum(kept) > 0:
        mean_range = sum(kept) / len(kept)
    mean = sum(known) / len(known)
    return mean, mean - 2.66 * mean_range, mean + 2.66 * mean_range


def windows(values, length):
    """Every window of so many months in a row that are all known, as lists of indexes."""
    for first in range(len(values) - length + 1):
        window = list(range(first, first + length))
        if all(values[i] is not None for i in window):
            yield window


def rules_plainly(values, limits):
    """Side and rules of each point of one phase, trend with its direction."""
    count = len(values)
    rules = [{"side": 0, "outside": False, "shift": False, "trend": 0, "two_of_three": False} for _ in range(count)]
    if limits is None:
        return rules
    mean, low, high = limits
    near = [False] * count
    for i, value in enumerate(values):
        if value is None:
            continue
        rules[i]["side"] = 1 if higher(value, mean) else -1 if lower_than(value, mean) else 0
        rules[i]["outside"] = higher(value, high) or lower_than(value, low)
        near[i] = not rules[i]["outside"] and (
            higher(value, mean + 2 * (high - mean) / 3) or lower_than(value, mean - 2 * (mean - low) / 3)
        )
    for window in windows(values, 7):
        inside = [values[i] for i in window]
        sides = {rules[i]["side"] for i in window}
        if sides in ({1}, {-1}) and higher(max(inside), min(inside)):
            for i in window:
                rules[i]["shift"] = True
        if all(higher(b, a) for a, b in pairwise(inside)):
            for i in window:
                rules[i]["trend"] = 1
        if all(lower_than(b, a) for a, b in pairwise(inside)):
            for i in window:
                rules[i]["trend"] = -1
    for window in windows(values, 3):
        if {rules[i]["side"] for i in window} in ({1}, {-1}) and sum(near[i] for i in window) >= 2:
            for i in window:
                rules[i]["two_of_three"] = rules[i]["two_of_three"] or near[i]
    return rules


def signal_plainly(rule, direction):
    if rule["outside"]:
        way = rule["side"]
    elif rule["trend"]:
        way = rule["trend"]
    elif rule["two_of_three"] or rule["shift"]:
        way = rule["side"]
    else:
        return None
    words = {"higher": ("improvement", "concern"), "lower": ("concern", "improvement")}.get(direction, ("high", "low"))
    return words[0] if way > 0 else words[1]


def chart_plainly(values, breaks, direction, at_least):
    """Points, phases and verdict as plain dictionaries."""
    starts = [0, *sorted(set(breaks))]
    points, phases = [], []
    for number, first in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(values)
        months = values[first:end]
        limits = limits_plainly(months, at_least)
        mean, low, high = limits or (None, None, None)
        known = sum(v is not None for v in months)
        phases.append({"first": first, "last": end - 1, "known": known, "mean": mean, "lower": low, "upper": high})
        for value, rule in zip(months, rules_plainly(months, limits), strict=True):
            signal = signal_plainly(rule, direction)
            points.append(rule | {"value": value, "phase": number, "signal": signal, "trend": rule["trend"] != 0})
    last = [point for point in points if point["value"] is not None][-1:]
    verdict = "too_few"
    if last and phases[last[0]["phase"]]["mean"] is not None:
        verdict = last[0]["signal"] or "stable"
    return {"points": points, "phases": phases, "verdict": verdict}
