"""The fields by which a perspective, goal, indicator or package is edited: one for each column of its file."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT, AREA, CHOICE, MONTH, LIST, YES = "text", "area", "choice", "month", "list", "yes"


@dataclass(frozen=True, slots=True)
class Field:
    """A column's field: which kind, and what belongs in it. `of` names what a LIST is chosen from."""

    column: str
    kind: str = TEXT
    help: str | Promise = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together under a heading."""

    heading: str | Promise
    fields: tuple[Field, ...]


CODE_HELP = _("1–20 tegn: A–Z, tall, bindestrek og understrek. Koden står i alle filer og kan ikke endres siden.")
OWNER = Field("owner", LIST, _("Koden til enheten som bestemmer over den, for eksempel 1200."), "units")

SECTIONS: dict[str, tuple[Section, ...]] = {
    "perspectives": (
        Section(
            _("Perspektivet"),
            (
                Field("code", help=CODE_HELP),
                Field("name"),
                Field("order", help=_("Lavest står først på alle sider.")),
            ),
        ),
    ),
    "goals": (
        Section(
            _("Målet"),
            (
                Field("code", help=CODE_HELP),
                Field("name", help=_("En ønsket tilstand, for eksempel «Flere i arbeid».")),
                Field("parent", LIST, _("Koden til målet som dette er en del av. Tomt for et øverste mål."), "goals"),
                Field("perspective", CHOICE, of="perspectives"),
                Field("owner", LIST, _("Koden til enheten som eier målet. Tomt: målet er felles for alle."), "units"),
            ),
        ),
    ),
    "packages": (
        Section(
            _("Pakken"),
            (
                Field("code", help=CODE_HELP),
                Field("name"),
                OWNER,
                Field("parent", LIST, _("Pakken som denne bygger på, for eksempel målekortet."), "packages"),
            ),
        ),
    ),
    "indicators": (
        Section(
            _("Hva det er"),
            (
                Field("code", help=CODE_HELP),
                Field("name", help=_("Kort og uten punktum. Navnet står i alle tabeller.")),
                Field("name_nn", help=_("Tomt: navnet på bokmål brukes.")),
                Field("name_en", help=_("Tomt: navnet på bokmål brukes.")),
                Field("goal", LIST, _("Koden til målet som indikatoren hører til."), "goals"),
                Field("kind", CHOICE, _("Innsats er ressurser, aktivitet er det vi gjør, resultat er det vi oppnår.")),
                OWNER,
            ),
        ),
        Section(
            _("Hvordan den regnes"),
            (
                Field("unit", CHOICE, _("En andel vises som prosent av nevneren.")),
                Field("decimals", help=_("Antall desimaler på skjermen, 0–6. For en andel: i prosent.")),
                Field("direction", CHOICE, _("Avgjør hva som er grønt, og hvem som står først.")),
                Field("pooling", CHOICE, _("Slik blir kontorene til fylkets tall og månedene til hittil i år.")),
                Field("min_base", help=_("Mindre nevner enn dette teller ikke i rangeringen. Tomt: alt teller.")),
                Field(
                    "hide_below", help=_("Antall under dette vises ikke, av hensyn til personvern. Tomt: alt vises.")
                ),
                Field("negative", YES, _("Slike indikatorer kan ikke være med i en rangering.")),
            ),
        ),
        Section(
            _("Når den måles"),
            (
                Field("valid_from", MONTH, _("Første måned. Tomt: så lenge det finnes tall.")),
                Field("valid_to", MONTH, _("Siste måned. Tomt: ingen slutt er bestemt.")),
                Field(
                    "definition_changed",
                    MONTH,
                    _("Første måned med ny definisjon. Tall før og etter sammenlignes ikke."),
                ),
            ),
        ),
        Section(
            _("Forklaringen som alle leser"),
            (
                Field("what", AREA, _("Hva telles, og hva deles det på?")),
                Field("why", AREA, _("Hvorfor måler vi dette?")),
                Field("how", AREA, _("Hva kan et kontor gjøre for å påvirke tallet?")),
                Field("weaknesses", AREA, _("Når sier tallet noe annet enn det ser ut til?")),
                Field(
                    "related", LIST, _("Koder med mellomrom mellom: indikatorer som pleier å følges ad."), "indicators"
                ),
            ),
        ),
    ),
}
HEADINGS = {
    "perspectives": (_("Nytt perspektiv"), _("Endre perspektivet")),
    "goals": (_("Nytt mål"), _("Endre målet")),
    "indicators": (_("Ny indikator"), _("Endre indikatoren")),
    "packages": (_("Ny pakke"), _("Endre pakken")),
}
