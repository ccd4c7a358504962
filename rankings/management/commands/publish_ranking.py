"""publish_ranking: calculate, store and publish a county's ranking of a month."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.commands import acting_person, add_by, add_json, refusals_reported, report, unit_named
from accounts.refusals import Refused
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from rankings.models import Ranking
from rankings.services.publishing import publish_ranking


def a_month(text: str) -> Month:
    """The month of `YYYY-MM`; anything else is wrong usage."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = "Calculate, store and publish a county's ranking of a month, as a new edition."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", required=True, metavar="CODE")
        parser.add_argument("--month", required=True, type=a_month, metavar="YYYY-MM")
        parser.add_argument("--rule", metavar="CODE", help="the rule (default: the county's own, else STANDARD)")
        add_by(parser)
        add_json(parser)

    def handle(self, **options: Any) -> None:
        with refusals_reported(self, as_json=options["json"]):
            county = county_in(options["county"], options["month"])
            by = acting_person(options["by"], "publish_ranking", county.id, options["month"])
            ranking = publish_ranking(county=county, month=options["month"], rule=options["rule"], by=by)
            facts = facts_of(ranking, county)
            report(self, facts, as_json=options["json"], sentence=in_a_sentence(facts))


def county_in(code: str, month: Month) -> PlacedUnit:
    """The county as it stood in the month. Raises Refused where there is none."""
    unit = unit_named(code)
    county = placed(code, month)
    if unit.kind != UnitKind.COUNTY or county is None:
        text = _("%(code)s er ikke et fylke i %(month)s.") % {"code": code, "month": month}
        raise Refused("unit_not_in_existence", text, code)
    return county


def facts_of(ranking: Ranking, county: PlacedUnit) -> dict[str, Any]:
    """What was published, for programs."""
    entries = ranking.entries.select_related("unit").order_by("unit__code")
    return {
        "county": county.code,
        "month": str(ranking.month),
        "edition": ranking.edition,
        "rule": ranking.rule.code,
        "package": ranking.package.code,
        "intervals_shown": ranking.intervals_shown,
        "ranked": sum(entry.position is not None for entry in entries),
        "not_ranked": [{"unit": entry.unit.code, "reason": entry.reason} for entry in entries if entry.reason],
    }


def in_a_sentence(facts: dict[str, Any]) -> str:
    """What was published, for people."""
    text = _("Rangeringen for %(county)s i %(month)s er publisert, utgave %(edition)s: %(ranked)s kontor har en plass.")
    unplaced = len(facts["not_ranked"])
    return text % facts + (" " + _("%(n)s kontor er ikke rangert.") % {"n": unplaced} if unplaced else "")
