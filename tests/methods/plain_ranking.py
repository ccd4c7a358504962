"""METHODS.md 7 written out cell by cell, without arrays: to compare with."""

import random


def points_of_cell(value, direction, green, yellow, green_upper, yellow_upper, method, cap):
    """The points of one cell; None where it has none."""
    if value is None or green is None or direction == "none":
        return None
    if method == "status":
        return {"green": 100.0, "yellow": 50.0, "red": 0.0}[
            colour(value, direction, green, yellow, green_upper, yellow_upper)
        ]
    if method == "distance":
        wrong_side = shortfall(value, direction, green, yellow, green_upper, yellow_upper)
        if wrong_side is not None:
            short, limit, width = wrong_side
            if short <= 1e-9 * max(1, abs(limit)):
                return 100.0
            return min(100.0, max(0.0, 100 * (1 - short / (2 * width))))
        cap = 1.0
    return 100 * reached(value, direction, green, green_upper, cap)


def shortfall(value, direction, green, yellow, green_upper, yellow_upper):
    """How far the value lies on the wrong side of green, that limit, and its distance to yellow; None without one."""
    if direction == "lower":
        return None if yellow is None else (value - green, green, abs(green - yellow))
    if direction == "inside" and value > green_upper:
        return None if yellow_upper is None else (value - green_upper, green_upper, abs(green_upper - yellow_upper))
    return None if yellow is None else (green - value, green, abs(green - yellow))


def reached(value, direction, green, green_upper, cap):
    room = 1e-9 * max(1, abs(green))
    if direction == "higher":
        share = max(0.0, value / green)
        return min(max(share, 1.0) if value >= green - room else share, cap)
    if direction == "lower":
        if value <= 1e-9:
            return cap
        share = green / value
        return min(max(share, 1.0) if value <= green + room else share, cap)
    if green - room <= value <= green_upper + 1e-9 * max(1, abs(green_upper)):
        return 1.0
    return max(0.0, value / green) if value < green else green_upper / value


def colour(value, direction, green, yellow, green_upper, yellow_upper):
    def within(low, high):
        at_least = low is None or value >= low - 1e-9 * max(1, abs(low))
        return at_least and (high is None or value <= high + 1e-9 * max(1, abs(high)))

    green_range, yellow_range = {
        "higher": ((green, None), (yellow, None)),
        "lower": ((None, green), (None, yellow)),
        "inside": ((green, green_upper), (yellow, yellow_upper)),
    }[direction]
    if within(*green_range):
        return "green"
    return "yellow" if yellow is not None and within(*yellow_range) else "red"


def places_of_column(values, direction):
    """100 × (m − place) / (m − 1) among those with a value, ties by their mean place."""
    known = [value for value in values if value is not None]
    points = []
    for value in values:
        if value is None or direction not in ("higher", "lower"):
            points.append(None)
            continue
        better = sum(other > value if direction == "higher" else other < value for other in known)
        equal = sum(other == value for other in known)
        place = better + (equal + 1) / 2
        points.append(100.0 if len(known) == 1 else 100 * (len(known) - place) / (len(known) - 1))
    return points


def score_plainly(
    values,
    weights,
    directions,
    green,
    yellow=None,
    green_upper=None,
    yellow_upper=None,
    denominators=None,
    min_base=None,
    method="distance",
    cap=1.0,
    least_weight=0.8,
):
    """Score, contributions, position and reason of each unit, as dictionaries."""
    units, indicators = range(len(values)), range(len(weights))

    def limit(limits, unit, k):
        if limits is None:
            return None
        return limits[unit][k] if isinstance(limits[unit], list | tuple) else limits[k]

    def nested(limits):
        return limits is not None and any(isinstance(row, list | tuple) for row in limits)

    limits = [
        [[None if x is None else (x[u][k] if nested(x) else x[k]) for k in indicators] for u in units]
        for x in (green, yellow, green_upper, yellow_upper)
    ]
    cells = [
        [
            None
            if denominators and min_base and denominators[u][k] is not None and min_base[k] is not None
            and denominators[u][k] < min_base[k]
            else values[u][k]
            for k in indicators
        ]
        for u in units
    ]  # fmt: skip
    if method == "mean_position":
        columns = [places_of_column([cells[u][k] for u in units], directions[k]) for k in indicators]
        points = [[columns[k][u] for k in indicators] for u in units]
    else:
        points = [
            [points_of_cell(cells[u][k], directions[k], *(x[u][k] for x in limits), method, cap) for k in indicators]
            for u in units
        ]
    counted = sum(weights[k] for k in indicators if any(points[u][k] is not None for u in units))
    answers = []
    for u in units:
        weight = sum(weights[k] for k in indicators if points[u][k] is not None)
        if weight <= 0 or weight < least_weight * counted - 1e-9:
            nothing = all(value is None for value in values[u])
            reason = "no_results" if nothing else "too_few_indicators"
            answers.append({"score": None, "contributions": [None] * len(weights), "reason": reason})
            continue
        parts = [None if p is None else weights[k] * p / weight for k, p in enumerate(points[u])]
        answers.append({"score": sum(p for p in parts if p is not None), "contributions": parts, "reason": None})
    for answer in answers:
        score = answer["score"]
        answer["position"] = None
        if score is not None:
            higher = [a for a in answers if a["score"] is not None and a["score"] > score + 1e-9 * max(1, abs(score))]
            answer["position"] = 1 + len(higher)
    return answers


def spread_plainly(values, variances):
    """DerSimonian and Laird: the mean, and the variance between."""
    weights = [1 / v for v in variances]
    total = sum(weights)
    centre = sum(w * y for w, y in zip(weights, values, strict=True)) / total
    q = sum(w * (y - centre) ** 2 for w, y in zip(weights, values, strict=True))
    between = max(0.0, (q - (len(values) - 1)) / (total - sum(w * w for w in weights) / total))
    again = [1 / (v + between) for v in variances]
    return sum(w * y for w, y in zip(again, values, strict=True)) / sum(again), between


def rank_shares_plainly(numerators, denominators, green, yellow, draws, seed):
    """Mean score, 5 % and 95 % places of offices by one share with direction higher, method distance."""
    generator = random.Random(seed)
    pooled = sum(numerators) / sum(denominators)
    mean, between = spread_plainly(
        [x / n for x, n in zip(numerators, denominators, strict=True)],
        [pooled * (1 - pooled) / n for n in denominators],
    )
    cases = min(max(mean * (1 - mean) / between - 1, 1), 100_000) if between else 100_000
    totals = [0.0] * len(numerators)
    places = [[] for _ in numerators]
    for _ in range(draws):
        scores = []
        for x, n in zip(numerators, denominators, strict=True):
            level = generator.betavariate(x + mean * cases, n - x + (1 - mean) * cases)
            scores.append(round(points_of_cell(level, "higher", green, yellow, None, None, "distance", 1.0), 9))
        for unit, score in enumerate(scores):
            totals[unit] += score / draws
            places[unit].append(1 + sum(other > score for other in scores))
    ends = [(sorted(p)[-(-draws // 20) - 1], sorted(p)[draws * 19 // 20 - 1]) for p in places]
    return totals, ends
