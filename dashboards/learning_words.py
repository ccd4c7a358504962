"""How whom to learn from is said: size in words, why nobody is named, and what it takes to be named."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from dashboards.formatting import DASH
from dashboards.numbers import Numerals
from methods.conventions import exceeds
from methods.learning import GOOD, STEADY
from methods.learning_levels import FEWEST
from scorecards.learning import Nobody, Way
from scorecards.queries.learning import COUNTY

# Up to which ratio between two offices' bases each word holds, the larger over the smaller.
ALIKE, HALF_MORE, DOUBLE, FAR_FROM = 1.25, 1.75, 2.5, 5


def size_in_words(ratio: float | None, numerals: Numerals) -> str:
    """How large an office is beside the asker, by the base of the indicator; a dash where it has none."""
    if ratio is None:
        return DASH
    larger = exceeds(ratio, 1.0)
    times = ratio if larger else 1 / ratio
    if not exceeds(times, ALIKE):
        return _("omtrent like stort")
    if not exceeds(times, HALF_MORE):
        return _("halvannen gang så stort") if larger else _("to tredeler så stort")
    if not exceeds(times, DOUBLE):
        return _("dobbelt så stort") if larger else _("halvparten så stort")
    if larger:
        return _("%(times)s ganger så stort") % {"times": numerals.count(round(times))}
    return _("mye mindre") if exceeds(times, FAR_FROM) else _("under halvparten så stort")


def why_nobody(reason: Nobody, unit: str, where: str) -> str:
    """Why no office is named for an indicator, as a sentence or two."""
    if reason == Nobody.NO_BETTER_SIDE:
        return _("Indikatoren har ingen retning der mer eller mindre er bedre, så ingen kan sies å være gode på den.")
    if reason == Nobody.NUMBER:
        return _("Indikatoren er et antall. Store kontor har flere enn små, så kontorene kan ikke sammenlignes på den.")
    if reason == Nobody.NO_TARGET:
        return _("Indikatoren har ikke noe krav som kan nås jevnt.")
    if reason == Nobody.NOT_KNOWN:
        return _("%(unit)s har ingen tall å sammenligne med i disse månedene.") % {"unit": unit}
    if reason == Nobody.FEW_OFFICES:
        return _("For få kontor har tall til å si hvor mye som er tilfeldig. Det må være minst %(n)s.") % {"n": FEWEST}
    if reason == Nobody.REACHES:
        return _("%(unit)s når kravet i månedene samlet, og ingen er bedre ut over det tilfeldigheter gir.") % {
            "unit": unit
        }
    if where == COUNTY:
        return _("Ingen kontor i fylket har nådd kravet jevnt og er bedre ut over det tilfeldigheter gir.")
    return _("Ingen kontor i landet har nådd kravet jevnt og er bedre ut over det tilfeldigheter gir.")


def what_it_takes(unit: str, ways: Collection[Way]) -> list[str]:
    """What an office must meet to be named, a sentence each, and what it doesn't say; by the `ways` they are judged.

    Nothing where they can't be judged in any.
    """
    if not ways:
        return []
    return [
        _("Kontoret har nådd kravet i minst %(percent)s %% av månedene.") % {"percent": round(100 * STEADY)},
        *_better_than(unit, ways),
        _(
            "Av de andre prioriterte indikatorene er minst %(percent)s %% på midten av kontorene i fylket eller bedre."
            " Det er altså ikke bare ett tall som er godt."
        )
        % {"percent": round(100 * GOOD)},
        _("Nærmest i størrelse står først, målt i antallet bak indikatoren. Rekkefølgen sier ikke hvem som er best."),
        _("Blant mange kontor kan noen stå her av flaks. Spør hva de gjør, og se om det kan passe hos dere."),
    ]


def _better_than(unit: str, ways: Collection[Way]) -> list[str]:
    """How better than the asker is told from chance."""
    names = {"unit": unit}
    if Way.MONTHS not in ways:
        return [_("Alle månedene samlet er det bedre enn %(unit)s, ut over det tilfeldigheter gir.") % names]
    usual = _(
        "Da må også forskjellene mellom kontorene samlet være større enn svingningene, og kontorets siste tall kan ikke"
        " være et signal om at det er blitt svakere enn de andre."
    )
    if Way.CASES not in ways:
        better = _(
            "Snittet av månedene er bedre enn snittet til %(unit)s, ut over det tilfeldigheter gir. Hvor mye det er,"
            " ser vi av hvor mye kontorene svinger fra måned til måned, og hvor lenge en endring varer."
        )
        return [better % names, usual]
    both = _(
        "Alle månedene samlet er det bedre enn %(unit)s, ut over det tilfeldigheter gir. For andeler ser vi av antallet"
        " hvor mye det er. For andre tall ser vi det av hvor mye kontorene svinger fra måned til måned, og hvor lenge"
        " en endring varer."
    )
    return [both % names, usual]
