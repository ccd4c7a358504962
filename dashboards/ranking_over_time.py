"""Rankings over time in words: an office's places month by month, and how fast the order of a county is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import month_and_year, short_month
from dashboards.formatting import current_format
from dashboards.places import place_in_file, place_of, span_of
from dashboards.places_drawing import Mark, places_drawing
from dashboards.ranking_preview import ALIKE
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.queries.over_time import MonthsPlace, OfficeOverTime, OrderOverTime
from scorecards.exports import Cell

# Thresholds for words; those for how alike two orders are stand in `ranking_preview.ALIKE`.
NEXT_TO_NOTHING, NEARLY_ALL = 0.025, 0.975  # of the differences
ROUGHLY = 5  # per cent: as exact as "om lag" is

PLACES = (
    "unit", "unit_name", "month", "county", "county_name", "edition", "position", "of", "low", "high", "score",
    "reason", "previous_position", "outdated", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A month of the table. `without` says in place of the figures why there are none."""

    month: str
    href: str
    county: str
    place: str
    of: str
    reach: str
    score: str
    edition: str
    moved: str
    outdated: bool
    without: str


def places_context(unit: PlacedUnit, figures: OfficeOverTime, asked: Month | None) -> dict[str, Any]:
    """What the office's page shows. `asked`: the last month, where the address names one."""
    months = figures.months
    last = months[-1].month if months else asked
    context: dict[str, Any] = {
        "here": "office",
        "unit": unit,
        "month": last,
        "simulated": figures.simulated,
        "source": figures.source,
        "query": f"&month={asked}" if asked else "",
    }
    placed = [each for each in months if each.position is not None]
    if not months:
        return context
    rows = [_row(each) for each in reversed(months)]
    return {
        **context,
        "ranking_href": next(row.href for row in rows if row.href),
        "span": _span_of(months),
        "sentences": _sentences(unit, placed),
        "drawing": _drawing(unit, months, placed) if placed else "",
        "rows": rows,
        "several_counties": len({each.county_code for each in months if each.county_code}) > 1,
        "any_outdated": any(each.outdated for each in placed),
        "any_without_interval": any(each.low is None for each in placed),
    }


def places_rows(unit: PlacedUnit, figures: OfficeOverTime) -> Iterator[tuple[Cell, ...]]:
    """A row per month, oldest first, in the order of PLACES."""
    for each in figures.months:
        yield (
            unit.code, unit.name, str(each.month), each.county_code or None, each.county_name or None, each.edition,
            each.position, each.of or None, each.low, each.high, each.score,
            each.reason.value if each.reason else None, place_in_file(each.previous_place),
            each.outdated if each.edition else None, place_in_file(each.place),
        )  # fmt: skip


def _span_of(months: Sequence[MonthsPlace]) -> str:
    first, last = month_and_year(months[0].month), month_and_year(months[-1].month)
    return first if first == last else _("%(first)s til %(last)s") % {"first": first, "last": last}


def _sentences(unit: PlacedUnit, placed: Sequence[MonthsPlace]) -> list[str]:
    """Where the office stood last, over which places, and how many of the moves are more than noise."""
    if not placed:
        return [_("%(office)s har ikke vært rangert i disse månedene.") % {"office": unit.name}]
    found = [_stood(unit, placed[-1])]
    if len(placed) > 1:
        places = [each.place for each in placed if each.place is not None]
        words = {"n": len(placed), "low": place_of(min(places)), "high": place_of(max(places))}
        found.append(_("I de %(n)s månedene med plass har den vært fra %(low)s til %(high)s.") % words)
        moved = sum(each.previous_place is not None for each in placed)
        found.append(
            ngettext(
                "Én endring fra måned til måned er større enn tilfeldigheter kan gi.",
                "%(n)s endringer fra måned til måned er større enn tilfeldigheter kan gi.",
                moved,
            )
            % {"n": moved}
            if moved
            else _("Ingen endring fra måned til måned er større enn tilfeldigheter kan gi.")
        )
    return found


def _stood(unit: PlacedUnit, each: MonthsPlace) -> str:
    words = {
        "month": month_and_year(each.month),
        "office": unit.name,
        "n": place_of(each.place or 0.0),
        "of": each.of,
        "low": each.low,
        "high": each.high,
    }
    if each.low is None:
        return _("I %(month)s hadde %(office)s plass %(n)s av %(of)s.") % words
    text = _("I %(month)s hadde %(office)s plass %(n)s av %(of)s, og kunne ligge fra %(low)s til %(high)s.")
    return text % words


def _drawing(unit: PlacedUnit, months: Sequence[MonthsPlace], placed: Sequence[MonthsPlace]) -> object:
    words = {"office": unit.name, "span": _span_of(months)}
    sentence = _("Plassene til %(office)s, %(span)s, med plass 1 øverst. Tallene står i tabellen under.") % words
    return places_drawing([_mark(each) for each in months], max(each.of for each in placed), sentence)


def _mark(each: MonthsPlace) -> Mark:
    name = short_month(each.month)
    if each.place is None:
        return Mark(name)
    words = {"month": month_and_year(each.month), "n": place_of(each.place)}
    sentence = _("%(month)s: plass %(n)s") % words
    if each.low is not None and each.high is not None:
        text = _("%(month)s: plass %(n)s, kan ligge fra %(low)s til %(high)s")
        sentence = text % {**words, "low": each.low, "high": each.high}
    return Mark(name, each.place, each.low, each.high, each.outdated, sentence)


def _row(each: MonthsPlace) -> PlaceRow:
    without = ""
    if each.edition is None:
        without = _("ingen rangering")
    elif each.position is None:
        without = _("ikke rangert: %(reason)s") % {"reason": each.reason.label if each.reason else ""}
    moved = _("var nr. %(n)s") % {"n": place_of(each.previous_place)} if each.previous_place is not None else ""
    return PlaceRow(
        month=month_and_year(each.month),
        href=f"/rankings/{each.county_code}/{each.month}/" if each.edition else "",
        county=each.county_name,
        place=place_of(each.place) if each.place is not None else "",
        of=str(each.of),
        reach=span_of(each.low, each.high),
        score="" if each.score is None else current_format().numerals.number(each.score, 1),
        edition=str(each.edition or ""),
        moved=moved,
        outdated=each.outdated,
        without=without,
    )


# How fast the order of a county is


def order_context(order: OrderOverTime | None) -> dict[str, Any]:
    """What the ranking's page says of its own order: sentences, and the indicators behind the last of them."""
    if order is None:
        return {}
    parts = [
        (part.indicator.facts.name, _share(part.indicator.weight_share), _roughly(part.reliability))
        for part in order.parts
    ]
    return {
        "order_sentences": [text for text in (*_against_before(order), _width(order), *_beyond_chance(order)) if text],
        "order_parts": parts,
    }


def _against_before(order: OrderOverTime) -> list[str]:
    """How alike the month before was, how far offices moved, and why alike doesn't mean right."""
    earlier, number = month_and_year(order.month - 1), current_format().numerals
    if order.before is None:
        return [_("Det er ingen rangering for %(month)s å sammenligne med.") % {"month": earlier}]
    found = []
    if order.alike.correlation is not None:
        words = {"month": earlier, "number": number.number(order.alike.correlation, 2)}
        found.append(_alike(order.alike.correlation) % words)
    if order.mean_moved is not None:
        found.append(_("Kontorene flyttet seg %(n)s plasser i snitt.") % {"n": number.number(order.mean_moved, 1)})
    if order.same_months is None:
        found.append(_("Regelen er en annen enn den var da, og det flytter også på kontorene."))
    elif order.same_months:
        words = {"same": str(order.same_months), "window": str(order.window)}
        text = _(
            "%(same)s av de %(window)s månedene er de samme som sist: lik rekkefølge betyr ikke riktig rekkefølge."
        )
        found.append(text % words)
    return found


def _alike(correlation: float) -> str:
    nearly, much, somewhat = ALIKE
    if correlation >= nearly:
        return _("Rekkefølgen er nesten den samme som i %(month)s (rangkorrelasjon %(number)s, der 1 er helt lik).")
    if correlation >= much:
        return _("Rekkefølgen er mye lik den i %(month)s (rangkorrelasjon %(number)s, der 1 er helt lik).")
    if correlation >= somewhat:
        return _("Rekkefølgen er bare noe lik den i %(month)s (rangkorrelasjon %(number)s, der 1 er helt lik).")
    return _("Rekkefølgen er en annen enn i %(month)s (rangkorrelasjon %(number)s, der 1 er helt lik).")


def _width(order: OrderOverTime) -> str:
    if order.mean_places is None:
        return ""
    words = {"n": current_format().numerals.number(order.mean_places, 0), "of": order.placed}
    return _("I snitt kan et kontor ligge på %(n)s av %(of)s plasser når tilfeldigheter regnes med.") % words


def _beyond_chance(order: OrderOverTime) -> list[str]:
    if order.reliability is None:
        return []
    if order.reliability < NEXT_TO_NOTHING:
        text = _("Forskjellene mellom kontorene er ikke større enn tilfeldigheter kan gi.")
    elif order.reliability > NEARLY_ALL:
        text = _("Nesten alt av forskjellene mellom kontorene er mer enn tilfeldigheter.")
    else:
        words = {"share": _roughly(order.reliability)}
        text = _("Av forskjellene mellom kontorene er om lag %(share)s mer enn tilfeldigheter.") % words
    if order.weight > 1 - 1e-9:
        return [text]
    part = _("Det er regnet på indikatorene med teller og nevner, %(share)s av vekten.") % {
        "share": _share(order.weight)
    }
    return [text, part]


def _share(share: float) -> str:
    number = current_format().numerals
    return number.number(share, 0, share=True) + number.per_cent


def _roughly(share: float) -> str:
    """To the nearest five per cent."""
    return _share(ROUGHLY * round(100 * share / ROUGHLY) / 100)
