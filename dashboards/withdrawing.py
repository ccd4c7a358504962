"""What somebody is told before they take a delivery back, and what is said of it afterwards."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.change_rows import RowWriter
from dashboards.dates import day_and_time, month_and_year
from dashboards.deliveries import about, kind_of
from dashboards.formatting import current_format
from scorecards.models import Delivery
from scorecards.queries.change_lines import TakenBack

MOST_SHOWN = 40  # figures of a kind; the rest are counted and in the file


def page_context(delivery: Delivery, effects: TakenBack, person: str, has_ranking: bool) -> dict[str, Any]:
    """What the template shows before it is done."""
    return {
        **about(delivery),
        **effects_shown(effects),
        "facts": [
            (_("Trekkes tilbake av"), person),
            (_("Pakke"), delivery.package.name),
            (_("Måned"), month_and_year(delivery.month)),
            (_("Slags tall"), kind_of(delivery.preliminary)),
            (_("Publisert"), day_and_time(delivery.published_at) if delivery.published_at else ""),
        ],
        "consequences": consequences(effects, delivery, has_ranking),
    }


def effects_shown(effects: TakenBack) -> dict[str, Any]:
    """The figures that stand again and those that go, the first of each; how many stand by later deliveries."""
    writer = RowWriter()
    return {
        "restored": [writer.change(line) for line in effects.restored[:MOST_SHOWN]],
        "removed": [writer.change(line) for line in effects.removed[:MOST_SHOWN]],
        "restored_total": len(effects.restored),
        "removed_total": len(effects.removed),
        "left_alone": [(number, f"/deliveries/{other}/", other) for other, number in effects.left_alone],
    }


def consequences(effects: TakenBack, delivery: Delivery, has_ranking: bool) -> list[str]:
    """What is worth knowing beforehand, a sentence each."""
    count = current_format().numerals.count
    restored, removed = len(effects.restored), len(effects.removed)
    left = sum(number for _other, number in effects.left_alone)
    sentences = []
    if restored:
        text = ngettext("Ett tall får det som sto før.", "%(n)s tall får det som sto før.", restored)
        sentences.append(text % {"n": count(restored)})
    if removed:
        text = ngettext("Ett tall blir borte: ingen andre har levert det.",
            "%(n)s tall blir borte: ingen andre har levert dem.", removed)  # fmt: skip
        sentences.append(text % {"n": count(removed)})
    if left:
        text = ngettext("Ett tall røres ikke: det står ved en annen leveranse.",
            "%(n)s tall røres ikke: de står ved andre leveranser.", left)  # fmt: skip
        sentences.append(text % {"n": count(left)})
    if has_ranking and (restored or removed) and not delivery.preliminary:
        text = _("Rangeringen for %(month)s blir merket som utdatert.")
        sentences.append(text % {"month": month_and_year(delivery.month)})
    sentences.append(_("Det som sto, vises som rettelse på indikatorens side, med grunnen du skriver."))
    sentences.append(_("Angrer du, kan filen leveres og publiseres på nytt."))
    return sentences
