"""What a change of the catalogue would do, in words and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.catalogue_words import label, shown
from dashboards.dates import month_and_year
from dashboards.formatting import current_format, listed
from dashboards.marks import current_marks
from scorecards.catalogue_files.differences import CHANGED, Difference
from scorecards.catalogue_files.rows import Row
from scorecards.queries.catalogue_effects import Share
from scorecards.services.catalogue_preview import Preview, Turn, Weighed

MOST_NAMES = 12  # of offices in one sentence


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field that changes: what it is called, and its text before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row that changes: what it is, what becomes of it, and its fields."""

    heading: str
    fate: str
    fields: tuple[FieldLine, ...]
    one_sided: bool  # new, or taken away: each field has one text


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code of units and indicators, and which indicators are shares."""

    units: Mapping[str, str]
    indicators: Mapping[str, str]
    shares: frozenset[str]


def rows_in_words(differences: Iterable[Difference], names: Names) -> list[RowLine]:
    """Each row with its fields before and after, in the order of the tables."""
    fates = {"added": _("ny"), "changed": _("endres"), "removed": _("tas bort")}
    return [
        RowLine(_heading(each, names), fates[each.fate], _fields(each, names), each.fate != CHANGED)
        for each in differences
    ]


def _heading(each: Difference, names: Names) -> str:
    row = each.row
    if each.table == "items":
        what = {"indicator": names.indicators.get(row["indicator"], row["indicator"]), "package": row["package"]}
        return _("%(indicator)s i pakken %(package)s") % what
    if each.table == "targets":
        who = shown("targets", "unit", row["unit"], units=names.units)
        indicator = names.indicators.get(row["indicator"], row["indicator"])
        return _("Krav til %(indicator)s for %(unit)s") % {"indicator": indicator, "unit": who}
    kinds = {
        "perspectives": _("Perspektivet %(name)s"),
        "goals": _("Målet %(name)s"),
        "indicators": _("Indikatoren %(name)s"),
        "packages": _("Pakken %(name)s"),
    }
    return kinds[each.table] % {"name": (each.before or row)["name"]}


def _fields(each: Difference, names: Names) -> tuple[FieldLine, ...]:
    indicator = each.row.get("indicator", "")
    left_out = {"package", "indicator", "unit"} if each.table in ("items", "targets") else set()

    def say(column: str, text: str) -> str:
        return shown(each.table, column, text, share=indicator in names.shares, units=names.units)

    return tuple(
        FieldLine(label(column), say(column, before), say(column, after))
        for column, (before, after) in each.changes.items()
        if column not in left_out
    )


def consequences(preview: Preview, names: Names) -> list[str]:
    """What follows, in sentences."""
    said = [*_ended(preview.loaded.differences), *_turns(preview, names)]
    if preview.recalculated:
        said.append(
            ngettext(
                "Tallene for regioner, fylker og landet regnes på nytt for %(num)s måned.",
                "Tallene for regioner, fylker og landet regnes på nytt for %(num)s måneder.",
                preview.recalculated,
            )
            % {"num": preview.recalculated}
        )
    return said


def _ended(differences: Iterable[Difference]) -> list[str]:
    said = []
    for each in differences:
        ends = each.changes.get("valid_to", ("", ""))[1]
        if each.table == "indicators" and each.before and ends:
            month = shown("indicators", "valid_to", ends)
            text = _("%(name)s måles til og med %(month)s. Tall fra før blir stående og kan leses som nå.")
            said.append(text % {"name": each.row["name"], "month": month})
    return said


def _turns(preview: Preview, names: Names) -> list[str]:
    if preview.figures_of is None or not preview.judged:
        return []
    when = {"month": month_and_year(preview.figures_of)}
    if not preview.turns:
        return [_("Med tallene for %(month)s skifter ingen kontorer farge.") % when]
    groups: dict[tuple[str, str | None, str | None], list[Turn]] = {}
    for turn in preview.turns:
        groups.setdefault((turn.indicator, turn.before, turn.after), []).append(turn)
    return [
        _turn(names.indicators.get(indicator, indicator), before, after, found, when["month"])
        for (indicator, before, after), found in sorted(groups.items(), key=_largest_first)
    ]


def _largest_first(group: tuple[tuple[str, str | None, str | None], list[Turn]]) -> tuple[str, int]:
    return group[0][0], -len(group[1])


def _turn(indicator: str, before: str | None, after: str | None, turns: list[Turn], month: str) -> str:
    words = current_marks().words
    offices = sorted(turn.unit_name for turn in turns)
    more = len(offices) - MOST_NAMES
    shown_names = [*offices[:MOST_NAMES], *([_("%(n)s til") % {"n": more}] if more > 0 else [])]
    text = ngettext(
        "%(indicator)s: i %(month)s ville %(num)s kontor gått fra %(before)s til %(after)s: %(names)s.",
        "%(indicator)s: i %(month)s ville %(num)s kontorer gått fra %(before)s til %(after)s: %(names)s.",
        len(turns),
    )
    return text % {
        "indicator": indicator,
        "month": month,
        "num": len(turns),
        "before": words[before].lower(),
        "after": words[after].lower(),
        "names": listed(shown_names),
    }


@dataclass(frozen=True, slots=True)
class ShareLine:
    """An indicator's part in a ranking before and after; empty where it has none."""

    package: str
    indicator: str
    before: str
    after: str


def shares_in_words(weighed: Iterable[Weighed]) -> list[ShareLine]:
    """What each indicator weighs in its package's ranking, of those that change."""
    return [
        ShareLine(each.package, each.indicator_name, *(_share(one) for one in (each.before, each.after)))
        for each in weighed
    ]


def _share(share: Share | None) -> str:
    if share is None:
        return _("ikke i pakken")
    if not share.priority:
        return _("teller ikke")
    numerals = current_format().numerals
    return _("%(share)s, prioritet %(n)s") % {
        "n": share.priority,
        "share": numerals.number(share.share, 1, share=True) + numerals.per_cent,
    }


def names_of(rows: Mapping[str, Iterable[Row]], units: Mapping[str, str]) -> Names:
    """Names for what is said of a catalogue with these rows."""
    indicators = list(rows["indicators"])
    return Names(
        units,
        {row["code"]: row["name"] for row in indicators},
        frozenset(row["code"] for row in indicators if row["unit"] == "share"),
    )
