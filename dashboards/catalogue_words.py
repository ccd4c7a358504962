"""The catalogue's columns in words: what each is called, what belongs in it, and how its values are said."""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as marked

from dashboards.dates import day, month_and_year
from dashboards.numbers import NO_BREAK
from organisation.months import Month
from organisation.said import Said, translated
from scorecards.choices import Direction, IndicatorKind, Part, Pooling, UnitOfMeasure

LABELS = {
    "code": gettext_lazy("Kode"),
    "name": gettext_lazy("Navn"),
    "name_nn": gettext_lazy("Navn på nynorsk"),
    "name_en": gettext_lazy("Navn på engelsk"),
    "order": gettext_lazy("Rekkefølge"),
    "parent": gettext_lazy("Ligger under"),
    "perspective": gettext_lazy("Perspektiv"),
    "owner": gettext_lazy("Eier"),
    "goal": gettext_lazy("Mål"),
    "unit": gettext_lazy("Måleenhet"),
    "decimals": gettext_lazy("Desimaler"),
    "direction": gettext_lazy("Retning"),
    "kind": gettext_lazy("Type"),
    "pooling": gettext_lazy("Måneder og kontor slås sammen ved"),
    "min_base": gettext_lazy("Minste grunnlag i rangeringen"),
    "valid_from": gettext_lazy("Fra og med"),
    "valid_to": gettext_lazy("Til og med"),
    "definition_changed": gettext_lazy("Definisjonen endret fra"),
    "what": gettext_lazy("Hva den måler"),
    "why": gettext_lazy("Hvorfor den måles"),
    "how": gettext_lazy("Hva kontoret kan gjøre"),
    "weaknesses": gettext_lazy("Kjente svakheter"),
    "related": gettext_lazy("Henger sammen med"),
    "hide_below": gettext_lazy("Skjul antall under"),
    "negative": gettext_lazy("Kan være under null"),
    "package": gettext_lazy("Pakke"),
    "indicator": gettext_lazy("Indikator"),
    "part": gettext_lazy("Del"),
    "priority": gettext_lazy("Prioritet"),
    "weight": gettext_lazy("Vekt"),
    "green": gettext_lazy("Grønn fra"),
    "yellow": gettext_lazy("Gul fra"),
    "green_upper": gettext_lazy("Grønn til"),
    "yellow_upper": gettext_lazy("Gul til"),
}
CHOICES = {
    "unit": UnitOfMeasure,
    "direction": Direction,
    "kind": IndicatorKind,
    "pooling": Pooling,
    "part": Part,
}
MONTHS = frozenset({"valid_from", "definition_changed"})
LIMITS = frozenset({"green", "yellow", "green_upper", "yellow_upper"})
NUMBERS = LIMITS | {"weight", "min_base"}


def label(column: str) -> str:
    return str(LABELS[column])


def shown(table: str, column: str, text: str, *, share: bool = False, units: Mapping[str, str] | None = None) -> str:
    """A file's text as people read it: months, numbers and closed lists in words. `units`: names by code."""
    if not text:
        return _("alle enheter") if (table, column) == ("targets", "unit") else ""
    if column == "owner" or (table, column) == ("targets", "unit"):
        return (units or {}).get(text, text)
    if column in CHOICES and text in CHOICES[column].values:
        return str(CHOICES[column](text).label)
    if column in MONTHS or column == "valid_to":
        return month_in_words(column, text)
    if column in NUMBERS:
        return number_to_form(text, share=share and column in LIMITS).replace(" ", NO_BREAK)
    if column == "negative":
        return _("ja")
    return text


def month_in_words(column: str, text: str) -> str:
    """`mai 2018`; of the day on which something ends, the last month that it still holds."""
    found = datetime.date.fromisoformat(text)
    if column == "valid_to":
        return month_and_year(Month.first_from(found) - 1)
    return month_and_year(Month.of(found)) if found.day == 1 else day(found)


def month_to_form(column: str, text: str) -> str:
    """A file's day as the form has it: `2018-05`; of `valid_to` the last month that is still held."""
    if not text:
        return ""
    found = datetime.date.fromisoformat(text)
    if column == "valid_to":
        return str(Month.first_from(found) - 1)
    return str(Month.of(found)) if found.day == 1 else text


def month_from_form(column: str, text: str, standing: str) -> str:
    """The file's day for what stands in the form; what was not touched stays the very day that it was."""
    if text == month_to_form(column, standing):
        return standing
    try:
        month = Month.parse(text)
    except ValueError:
        return text  # what is no month is the checks' to say
    return str((month + 1).first_day) if column == "valid_to" else str(month.first_day)


def number_to_form(text: str, *, share: bool) -> str:
    """A file's number with decimal comma; a limit of a share as per cent: `75 %`, and exactly that."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    plain = f"{(number.scaleb(2) if share else number).normalize():f}".replace(".", ",")
    return f"{plain} %" if share else plain


# What is said of a file's cell, as it is said of a field
OF_A_FIELD = {
    "Cellen er tom, men «%(column)s» må fylles ut.": marked("Feltet er tomt, men «%(column)s» må fylles ut."),
    "«%(written)s» passer ikke i kolonnen «%(column)s». %(remedy)s": marked(
        "«%(written)s» passer ikke i feltet «%(column)s». %(remedy)s"
    ),
}
BARE = "yellow_upper|green_upper|yellow|green|valid_from|valid_to|priority|negative"
COLUMN_IN_TEXT = re.compile(rf"[«“]?\b({BARE})\b[»”]?|[«“]({'|'.join(LABELS)})[»”]")


def in_form_words(message: str) -> str:
    """A finding about a file's row as one about the form, in the reader's language: its fields are called what they
    are called there.
    """
    if isinstance(message, Said) and message.template in OF_A_FIELD:
        message = Said(OF_A_FIELD[message.template], message.words)
    return COLUMN_IN_TEXT.sub(
        lambda found: _("«%(name)s»") % {"name": label(found[1] or found[2])}, translated(message)
    )
