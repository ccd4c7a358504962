"""What each kind of finding is called on a delivery's page, and what it is about in one sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, tuple[Promise, Promise]] = {
    "unreadable_file": (_("Filen kan ikke leses"), _("Lever den som XLSX eller CSV.")),
    "encrypted_file": (_("Filen er beskyttet"), _("Lagre den uten passord.")),
    "too_large": (_("Filen er for stor"), _("Del den opp, eller ta ut det som ikke er tall.")),
    "empty_file": (_("Filen er tom"), _("Ingen linjer med tall ble funnet.")),
    "missing_column": (_("En kolonne mangler"), _("Uten den kan ikke linjene leses.")),
    "unknown_column": (_("Ukjent kolonne"), _("Kolonnen leses ikke.")),
    "unknown_unit": (_("Ukjent enhet"), _("Koden finnes ikke i organisasjonen.")),
    "unknown_indicator": (_("Ukjent indikator"), _("Koden finnes ikke i katalogen.")),
    "outside_package": (
        _("Indikatoren er ikke med i pakken"),
        _("Den kan ikke leveres i denne pakken for denne måneden."),
    ),
    "unit_outside_county": (
        _("Enheten hører til et annet fylke"),
        _("Fylkets pakke gjelder bare fylkets egne enheter."),
    ),
    "unit_not_in_existence": (_("Enheten fantes ikke da"), _("Den var ikke plassert i organisasjonen denne måneden.")),
    "duplicate_row": (_("Samme tall flere ganger"), _("Enhet og indikator står på mer enn én linje.")),
    "not_a_number": (_("Ikke et tall"), _("Teksten i cella kan ikke leses som tall.")),
    "negative": (_("Tallet er under null"), _("Indikatoren kan ikke være negativ.")),
    "denominator_zero": (_("Nevneren er null"), _("Da finnes det ingen verdi.")),
    "numerator_over_denominator": (_("Telleren er større enn nevneren"), _("En andel kan ikke være over 100 prosent.")),
    "value_disagrees": (
        _("Verdien stemmer ikke med teller og nevner"),
        _("Verdien er en annen enn teller delt på nevner."),
    ),
    "share_out_of_range": (_("Andelen er over 100 prosent"), _("Er verdien ment som prosent?")),
    "month_mismatch": (_("Feil måned"), _("Linjen gjelder en annen måned enn leveransen.")),
    "month_in_future": (_("Måneden har ikke vært"), _("Tall kan ikke leveres for en måned som ikke har begynt.")),
    "national_identity_number": (_("Fødselsnummer i filen"), _("Filen er ikke tatt vare på.")),
    "formula_error": (_("Formelfeil i cella"), _("Regnearket viser en feil i stedet for et tall.")),
    "missing_unit": (_("En enhet mangler"), _("Den var med forrige måned, men ikke nå.")),
    "missing_indicator": (_("En indikator mangler"), _("Den er med i pakken, men ikke i filen.")),
    "all_equal": (_("Alle kontor har samme verdi"), _("Det er sjelden riktig.")),
    "large_change": (_("Stor endring"), _("Utenfor det tilfeldigheter og historikken forklarer. Kan være riktig.")),
    "published_figure_differs": (
        _("Et annet tall er publisert"),
        _("Det nye tallet tar plassen hvis leveransen publiseres."),
    ),
    "county_figure_differs": (_("Fylkets tall avviker"), _("Linjen for fylket er en annen enn summen av kontorene.")),
    "code_repaired": (_("Kode rettet"), _("Regnearket har mistet nullene først i koden. Enheten er likevel funnet.")),
    "same_file": (_("Samme fil"), _("Den er publisert før, og ingen ting endres.")),
    "not_published": (_("Ikke publisert"), _("Bare det som er publisert, kan trekkes tilbake.")),
    "no_reason": (_("Grunnen mangler"), _("Den vises der tallene har stått.")),
    "left_alone": (_("Ikke rørt"), _("Tallet står ved en annen leveranse.")),
    "not_permitted": (_("Ikke lov"), _("Du mangler rollen som trengs.")),
}


def title_of(code: str) -> str:
    return str(WORDS[code][0]) if code in WORDS else code


def about(code: str) -> str:
    return str(WORDS[code][1]) if code in WORDS else ""
