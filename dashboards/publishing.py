"""What somebody is told before they publish a delivery: who publishes what, and what follows from it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.change_rows import RowWriter
from dashboards.dates import month_and_year
from dashboards.deliveries import about, kind_of
from dashboards.formatting import current_format
from scorecards.models import Delivery
from scorecards.queries.change_lines import Changes

TURNS_NAMED = 12


def page_context(
    delivery: Delivery, changes: Changes, person: str, *, has_ranking: bool, doubt: str = ""
) -> dict[str, Any]:
    """What the template shows. `doubt`: a sentence on whether the file is of the month."""
    writer = RowWriter()
    turning = changes.changed.turning()
    return {
        **about(delivery),
        "facts": facts(delivery, changes, person),
        "turns": [(writer.change(line), writer.turns(line)) for line in turning[:TURNS_NAMED]],
        "more_turns": max(0, len(turning) - TURNS_NAMED),
        "consequences": [*([doubt] if doubt else []), *consequences(delivery, changes, has_ranking)],
    }


def facts(delivery: Delivery, changes: Changes, person: str) -> list[tuple[str, str]]:
    """Who publishes which figures, and how many."""
    count = current_format().numerals.count
    return [
        (_("Publiseres av"), person),
        (_("Pakke"), delivery.package.name),
        (_("Måned"), month_and_year(delivery.month)),
        (_("Slags tall"), kind_of(delivery.preliminary)),
        (_("Nye tall"), count(len(changes.added))),
        (_("Endrede tall"), count(len(changes.changed))),
        (_("Uendrede tall"), count(changes.unchanged)),
    ]


def consequences(delivery: Delivery, changes: Changes, has_ranking: bool) -> list[str]:
    """What is worth knowing beforehand, a sentence each."""
    sentences = [_("Tallene blir synlige for alle med en gang.")]
    if delivery.preliminary:
        sentences.append(_("De merkes som foreløpige og rangeres ikke. Endelige tall som alt står, blir stående."))
    if n := changes.unusual:
        text = ngettext(
            "Ett tall er utenfor vanlig variasjon. Har du sett på det?",
            "%(n)s tall er utenfor vanlig variasjon. Har du sett på dem?",
            n,
        )
        sentences.append(text % {"n": n})
    if changes.missing and changes.earlier:
        sentences.append(
            _("Noe som hadde tall i %(earlier)s, mangler denne gangen.") % {"earlier": month_and_year(changes.earlier)}
        )
    if has_ranking and changes.changed and not delivery.preliminary:
        text = _("Rangeringen for %(month)s blir merket som utdatert. Du kan lage den på nytt etterpå.")
        sentences.append(text % {"month": month_and_year(delivery.month)})
    sentences.append(_("Leveransen kan trekkes tilbake. Da gjelder det som sto før."))
    return sentences
