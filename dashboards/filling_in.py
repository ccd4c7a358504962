"""The month's form for what is counted by hand: its rows, and what is said of a row that was saved or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.dates import clock, day_and_time, short_month
from dashboards.formatting import current_format
from dashboards.marks import current_marks
from organisation.choices import UnitKind
from organisation.findings import Found
from organisation.months import Month
from scorecards.cells import figure_of
from scorecards.choices import Absence
from scorecards.queries.by_hand import RowByHand, StandingByHand
from scorecards.services.filling_in import Entry, Filled

MONTHS_BESIDE = 6
FIELDS = ("numerator", "denominator", "value", "absence")
Standing = Mapping[tuple[int, Month], StandingByHand]

# What a check has to say, as a form says it: without a file's rows and columns. Others say what they say of a file.
WORDS = {
    "not_a_number": gettext_lazy("«%(value)s» er ikke et tall. Skriv bare sifre, for eksempel 12 eller 12,5."),
    "negative": gettext_lazy("Tallet kan ikke være under null."),
    "numerator_over_denominator": gettext_lazy("Telleren er større enn nevneren. Er de byttet om?"),
    "denominator_zero": gettext_lazy("Nevneren er null, og da finnes det ingen andel. Det er lagret som ikke talt."),
    "national_identity_number": gettext_lazy("Dette ligner et fødselsnummer, og er ikke lagret. Skriv bare antall."),
    "month_in_future": gettext_lazy("Måneden har ikke begynt ennå."),
}
UNSAID = ("published_figure_differs",)  # that is what correcting a figure does
SAVED, UNCHANGED, WRONG, OVERTAKEN, UNFINISHED = "saved", "unchanged", "wrong", "overtaken", "unfinished"


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a row: a state, a sentence, and how the form goes on."""

    state: str
    text: str
    shown: int | None = None  # the figure's delivery from now on
    undo: int | None = None  # the delivery that can be taken back


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the form: what stands in its fields, and the months before."""

    code: str
    name: str
    href: str
    about: str
    owner: str  # who asks for it, where it isn't the unit itself
    unit: str  # what is counted
    has_parts: bool
    fields: dict[str, str]
    hidden: Markup  # what those who only read see of a hidden figure; empty where it may be shown
    shown: int | None
    before: tuple[Markup, ...]
    saved: str  # who filled it in, and when
    said: Said | None


def form_rows(
    rows: Sequence[RowByHand], month: Month, standing: Standing, said: Mapping[str, Said], typed: Mapping[str, Entry]
) -> list[FormRow]:
    """The rows as the form shows them; what was `typed` and not saved stays as it was typed."""
    return [_form_row(row, month, standing, said.get(row.code), typed.get(row.code)) for row in rows]


def _form_row(row: RowByHand, month: Month, standing: Standing, said: Said | None, typed: Entry | None) -> FormRow:
    stands = standing.get((row.indicator.id, month))
    keeps = typed is not None and said is not None and said.state in (WRONG, OVERTAKEN, UNFINISHED)
    fields = {name: getattr(typed, name) for name in FIELDS} if keeps else as_typed(stands)
    return FormRow(
        code=row.code,
        name=row.indicator.name,
        href=f"/indicators/{row.code}/",
        about=row.what,
        owner=_asked_by(row.owner_kind) if row.is_from_above else "",
        unit=_counted(row.indicator.unit_of_measure),
        has_parts=row.has_parts,
        fields=fields,
        hidden=_shown(row, stands) if stands is not None and stands.suppressed else Markup(""),
        shown=said.shown if said else stands.delivery if stands else None,
        before=tuple(_shown(row, standing.get((row.indicator.id, each))) for each in months_before(month)),
        saved="" if stands is None else _who(stands),
        said=said,
    )


def _asked_by(kind: str) -> str:
    return {
        UnitKind.COUNTRY.value: _("fra direktoratet"),
        UnitKind.COUNTY.value: _("fra fylket"),
        UnitKind.REGION.value: _("fra regionen"),
    }[kind]


def months_before(month: Month) -> list[Month]:
    return list((month - MONTHS_BESIDE).through(month - 1))


def month_heads(month: Month) -> list[str]:
    return [short_month(each) for each in months_before(month)]


def _counted(unit: str) -> str:
    return {
        "share": _("andel"),
        "number": _("antall"),
        "days": _("dager"),
        "rate": _("rate"),
        "index": _("indeks"),
    }[unit]


def _shown(row: RowByHand, stands: StandingByHand | None) -> Markup:
    """An earlier month's figure as every page shows it; nothing where none was asked for or given."""
    if stands is None:
        return Markup("")
    figure = figure_of(
        stands.numerator, stands.denominator, stands.value, stands.absence, False, stands.suppressed, stands.delivery
    )
    return cell(figure, row.indicator, current_format(), current_marks())


def _who(stands: StandingByHand) -> str:
    at = day_and_time(stands.at)
    return _("%(person)s, %(at)s") % {"person": stands.person, "at": at} if stands.person else at


def as_typed(stands: StandingByHand | None) -> dict[str, str]:
    """A figure as somebody would type it, whole: with a decimal comma and no more digits than it has."""
    if stands is None:
        return dict.fromkeys(FIELDS, "")
    choice = stands.absence if stands.absence in (Absence.NOT_DELIVERED, Absence.NOT_APPLICABLE) else ""
    return {**{name: number_text(getattr(stands, name)) for name in FIELDS[:3]}, "absence": choice}


def number_text(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}".replace(".", ",")


def unfinished(row: RowByHand, entry: Entry, stands: StandingByHand | None) -> Said | None:
    """What to say of a row that can't be saved as it stands, before anything is checked; None of one that can."""
    if entry.absence:
        return None
    if entry.is_empty:
        if stands is None:
            return Said(UNCHANGED, "", None)
        text = _("Feltet er tomt, og tallet står som det var. Velg «ikke talt» hvis det ikke skal være noe tall.")
        return Said(UNFINISHED, text, stands.delivery)
    if row.has_parts and not entry.numerator:
        return Said(UNFINISHED, _("Fyll ut telleren også."), entry.shown)
    if row.has_parts and not entry.denominator:
        return Said(UNFINISHED, _("Fyll ut nevneren også."), entry.shown)
    return None


def said_of(filled: Filled) -> Said:
    """What came of saving a row."""
    if filled.overtaken:
        return _overtaken(filled)
    if filled.refused:
        text = " ".join(sentences(found for found in filled.findings if found.severity == "E"))
        return Said(WRONG, text, filled.standing.delivery if filled.standing else None)
    if filled.delivery is None:
        return Said(UNCHANGED, _("Står som det var."), filled.standing.delivery if filled.standing else None)
    notes = " ".join(sentences(filled.findings))
    text = _("Lagret %(at)s.") % {"at": clock(timezone.now())}
    return Said(SAVED, f"{text} {notes}".strip(), filled.delivery.pk, filled.delivery.pk)


def _overtaken(filled: Filled) -> Said:
    stands = filled.standing
    if stands is None:
        text = _("Tallet som sto her, er tatt bort siden du åpnet siden. Lagre én gang til for å sette inn ditt.")
        return Said(OVERTAKEN, text)
    who = stands.person or _("Noen andre")
    what = {"who": who, "value": standing_text(filled.row, stands), "at": clock(stands.at)}
    text = _("%(who)s lagret %(value)s %(at)s. Lagre én gang til for å erstatte det med ditt.") % what
    return Said(OVERTAKEN, text, stands.delivery)


def standing_text(row: RowByHand, stands: StandingByHand) -> str:
    """`12`, `9 av 12`, or the reason why there is no figure."""
    if stands.absence:
        return _("«%(name)s»") % {"name": Absence(stands.absence).label}
    if row.has_parts:
        parts = {"n": number_text(stands.numerator), "of": number_text(stands.denominator)}
        return _("%(n)s av %(of)s") % parts
    return number_text(stands.value)


def sentences(findings: "Sequence[Found] | Iterator[Found]") -> Iterator[str]:
    """What checks found, as the form says it; each thing once."""
    said = set()
    for found in findings:
        if found.code in UNSAID or found.code in said:
            continue
        said.add(found.code)
        words = WORDS.get(found.code)
        yield str(words) % {"value": found.value} if words else found.text
