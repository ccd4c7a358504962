"""What can be said of a delivery: one function per finding, with its message in bokmål, and the pile they make."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from organisation.findings import ERROR, WARNING, Found
from organisation.months import Month
from scorecards.month_words import in_words

MOST_KEPT = 1000  # findings of one file; the rest are counted
LONGEST_VALUE = 200  # characters of a cell that a finding repeats


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: sheet (empty for CSV), row from 1, column as a letter, and what the cell holds."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    @property
    def cell(self) -> str:
        """As a person points at it: `D2`, `rad 5`, `kolonne F`; empty for the file as a whole."""
        if self.row and self.column:
            return f"{self.column}{self.row}"
        return f"rad {self.row}" if self.row else f"kolonne {self.column}" if self.column else ""

    @property
    def stands(self) -> str:
        """`I D2 står «ca. 30»`: how most messages begin."""
        cell = f"I {self.cell}" if self.cell else "Her"
        return f"{cell} står «{self.value}»" if self.value else f"{cell} står det ingen ting"


NOWHERE = Place()


class Findings:
    """Findings of a file: at most `MOST_KEPT` are kept, errors before warnings, all are counted."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Found]] = {ERROR: [], WARNING: []}
        self._counts = {ERROR: 0, WARNING: 0}

    def copy(self) -> "Findings":
        """The same findings, to add to."""
        other = Findings()
        other._kept = {severity: list(kept) for severity, kept in self._kept.items()}
        other._counts = dict(self._counts)
        return other

    def add(self, found: Found) -> None:
        self._counts[found.severity] += 1
        if len(self._kept[found.severity]) < MOST_KEPT:
            self._kept[found.severity].append(found)

    def extend(self, findings: Iterable[Found]) -> None:
        for found in findings:
            self.add(found)

    def add_each(self, spots: Iterable[int], make: Callable[[int], Found]) -> None:
        """A finding for each spot. Once those of a severity are full, the rest are counted without being made.

        All that `make` makes have one severity.
        """
        severity = ""
        for spot in spots:
            if severity and len(self._kept[severity]) >= MOST_KEPT:
                self._counts[severity] += 1
                continue
            found = make(spot)
            severity = found.severity
            self.add(found)

    @property
    def total(self) -> int:
        return self._counts[ERROR] + self._counts[WARNING]

    @property
    def errors(self) -> int:
        return self._counts[ERROR]

    @property
    def stop(self) -> bool:
        """Whether there is an error, so that nothing may be published."""
        return self.errors > 0

    @property
    def kept(self) -> list[Found]:
        """Those kept, in the order of the file; errors first where not all fit."""
        chosen = [*self._kept[ERROR], *self._kept[WARNING]][:MOST_KEPT]
        return sorted(chosen, key=lambda found: (found.sheet, found.row or 0, len(found.column), found.column))


def _found(code: str, message: str, place: Place = NOWHERE, *, severity: str = ERROR) -> Found:
    value = place.value.replace("\0", "")[:LONGEST_VALUE]
    return Found(code, WARNING if severity == WARNING else ERROR, message, place.sheet, place.row, place.column, value)


def _warning(code: str, message: str, place: Place = NOWHERE) -> Found:
    return _found(code, message, place, severity=WARNING)


def sentence(text: str) -> str:
    """With a space before it, to follow another sentence; nothing stays nothing."""
    return f" {text}" if text else ""


# The file as a whole


def unreadable_file(what: str) -> Found:
    return _found("unreadable_file", f"{what} Lever tallene som XLSX eller CSV.")


def encrypted_file() -> Found:
    return _found("encrypted_file", "Filen er beskyttet med passord. Lagre den uten passord og lever den på nytt.")


def too_large(what: str, place: Place = NOWHERE) -> Found:
    return _found("too_large", what, place)


def empty_file(what: str, place: Place = NOWHERE) -> Found:
    return _found("empty_file", f"{what} Har du valgt riktig fil?", place)


def same_file(delivery: int) -> Found:
    return _warning("same_file", f"Den samme filen er allerede publisert som leveranse {delivery}. Ingen ting endres.")


def not_permitted(what: str) -> Found:
    return _found("not_permitted", what)


def not_published(state: str) -> Found:
    return _found("not_published", f"Leveransen er {state}. Bare en som er publisert, kan trekkes tilbake.")


def no_reason_given() -> Found:
    return _found("no_reason", "Skriv hvorfor leveransen trekkes tilbake: det vises der tallene har stått.")


def left_as_it_stands(indicator: str, unit: str, delivery: int) -> Found:
    return _warning(
        "left_alone",
        f"{indicator} for {unit} er ikke rørt: der står tallet fra leveranse {delivery}.",
        Place(value=f"{indicator} {unit}"),
    )


def national_identity_number(place: Place, where: str = "") -> Found:
    """The number itself is never repeated: a `place` with a value is refused."""
    if place.value:
        raise ValueError("a finding never repeats an identity number")
    where = where or (f"i {place.cell}" if place.cell else "i filen")
    message = (
        f"Det står et fødselsnummer {where}. Filen er avvist og ikke lagret. "
        "Fjern personopplysningene der filen er laget, og lever den på nytt."
    )
    return _found("national_identity_number", message, place)


# Columns and rows


def missing_column(what: str, place: Place = NOWHERE) -> Found:
    return _found("missing_column", what, place)


def unknown_column(place: Place, suggestion: str = "") -> Found:
    named = f"Kolonnen «{place.value}»" if place.value else f"Kolonne {place.column} uten overskrift"
    return _warning("unknown_column", f"{named} er ukjent og leses ikke.{sentence(suggestion)}", place)


def duplicate_row(place: Place, first: str, *, identical: bool) -> Found:
    if identical:
        return _warning("duplicate_row", f"Linjen er lik {first} og telles én gang. Ta ut den ene.", place)
    return _found(
        "duplicate_row", f"De samme tallene står i {first}, men er ikke like. Behold den riktige linjen.", place
    )


def duplicate_column(place: Place, first: str) -> Found:
    message = f"«{place.value}» står også i kolonne {first}. Behold den riktige kolonnen."
    return _found("duplicate_row", message, place)


def field_too_many(place: Place) -> Found:
    message = (
        f"{place.stands}, men raden har flere felt enn overskriften. Noe i raden inneholder nok skilletegnet: "
        "sett den i anførselstegn."
    )
    return _found("not_a_number", message, place)


# Units


def unknown_unit(place: Place, suggestion: str = "") -> Found:
    if not place.value:
        return _found(
            "unknown_unit", f"Enheten mangler i {place.cell}. Skriv enhetsnummeret, eller ta ut linjen.", place
        )
    message = (
        f"{place.stands}, som ikke er en kjent enhet.{sentence(suggestion)} Skriv enhetsnummeret, eller ta ut linjen."
    )
    return _found("unknown_unit", message, place)


def unit_not_in_existence(place: Place, unit: str, month: Month, became: str = "") -> Found:
    message = f"{unit} fantes ikke i {in_words(month)}.{sentence(became)} Rett enheten, eller ta ut linjen."
    return _found("unit_not_in_existence", message, place)


def unit_outside_county(place: Place, unit: str, owner: str) -> Found:
    message = f"{unit} hører ikke til {owner}, som eier pakken. Ta ut linjen, eller velg en annen pakke."
    return _found("unit_outside_county", message, place)


def code_repaired(place: Place, unit: str) -> Found:
    message = f"{place.stands}, lest som {unit}. Gi kolonnen tekstformat i Excel, så nullene foran ikke blir borte."
    return _warning("code_repaired", message, place)


def missing_unit(code: str, name: str, month: Month) -> Found:
    message = f"{code} {name} hadde tall i {in_words(month)} og mangler i filen. Er den glemt?"
    return _warning("missing_unit", message, Place(value=code))


# Indicators


def unknown_indicator(place: Place, suggestion: str = "") -> Found:
    if not place.value:
        return _found(
            "unknown_indicator", f"Indikatoren mangler i {place.cell}. Skriv koden, eller ta ut linjen.", place
        )
    message = f"{place.stands}, som ikke er en kjent indikator.{sentence(suggestion)} Rett koden, eller ta ut linjen."
    return _found("unknown_indicator", message, place)


def outside_package(place: Place, indicator: str, package: str, month: Month) -> Found:
    message = (
        f"{indicator} er ikke med i pakken {package} i {in_words(month)}. Ta den ut, eller legg den til i pakken først."
    )
    return _found("outside_package", message, place)


def missing_indicator(code: str, name: str) -> Found:
    message = f"{code} {name} er med i pakken denne måneden, men har ingen tall i filen. Er den glemt?"
    return _warning("missing_indicator", message, Place(value=code))


# Months


def month_mismatch(place: Place, month: Month, written: Month | None) -> Found:
    if written is None:
        message = f"{place.stands}, som ikke er en måned. Skriv {month} eller {in_words(month)}."
    else:
        remedy = f"Rett måneden, eller lever filen for {in_words(written)}."
        message = f"{place.stands}, men leveransen gjelder {in_words(month)}. {remedy}"
    return _found("month_mismatch", message, place)


def sheets_of_other_months(names: Sequence[str], month: Month) -> Found:
    named = ", ".join(f"«{name}»" for name in names)
    message = f"Arkene {named} gjelder andre måneder enn {in_words(month)}. Velg riktig måned, eller rett navnene."
    return _found("month_mismatch", message)


def month_in_future(month: Month) -> Found:
    return _found("month_in_future", f"{in_words(month).capitalize()} har ikke begynt ennå. Velg riktig måned.")


# Numbers


def not_a_number(place: Place, why: str = "") -> Found:
    remedy = "Skriv et tall, eller - der det ikke finnes."
    return _found("not_a_number", f"{place.stands}, som ikke er et tall.{sentence(why)} {remedy}", place)


def lone_numerator(place: Place, cell: str, numerator: str) -> Found:
    """`place` is the empty cell where its denominator or value is missing, `cell` where the numerator stands."""
    message = (
        f"Telleren i {cell} er {numerator}, men i {place.cell} står det ingen ting. "
        "Skriv nevneren eller verdien, eller - i stedet for telleren."
    )
    return _found("not_a_number", message, place)


def two_readings(place: Place, first: str, second: str) -> Found:
    message = (
        f"{place.stands}. Det kan være {first} eller {second}. Skriv {first} uten punktum, eller {second} med komma."
    )
    return _found("not_a_number", message, place)


def formula_error(place: Place) -> Found:
    message = f"{place.stands}, en feil fra en formel. Rett formelen, eller skriv tallet selv."
    return _found("formula_error", message, place)


def negative(place: Place) -> Found:
    return _found("negative", f"{place.stands}, men tallet kan ikke være under null. Rett tallet.", place)


def denominator_zero(place: Place) -> Found:
    message = f"Nevneren i {place.cell} er null, og da finnes det ingen verdi. Resultatet blir «ikke levert»."
    return _warning("denominator_zero", message, place)


def numerator_over_denominator(place: Place, denominator: str) -> Found:
    message = f"Telleren i {place.cell} er {place.value}, mer enn nevneren {denominator}. Er de byttet om?"
    return _found("numerator_over_denominator", message, place)


def value_disagrees(place: Place, calculated: str, *, meant_per_cent: bool = False) -> Found:
    remedy = f"Mente du {place.value} %?" if meant_per_cent else "Rett det som er feil, eller ta ut verdien."
    return _found("value_disagrees", f"{place.stands}, men teller delt på nevner er {calculated}. {remedy}", place)


def share_out_of_range(place: Place, meant: str) -> Found:
    remedy = f"Mente du {meant} %?" if meant else "Rett verdien."
    return _found("share_out_of_range", f"{place.stands}, men en andel er høyst 1, altså 100 %. {remedy}", place)


# Held against what is known


def all_equal(place: Place, indicator: str, value: str) -> Found:
    message = f"{indicator} er {value} for alle kontorene. Er det riktig?"
    return _warning("all_equal", message, place)


def large_change(place: Place, indicator: str, value: str, expected: str, months: int) -> Found:
    """`expected` is a range, `months` how many earlier ones it comes from."""
    message = (
        f"{indicator} er {value}, utenfor det som {months} tidligere måneder tilsier: {expected}. Er tallet riktig?"
    )
    return _warning("large_change", message, place)


def published_figure_differs(place: Place, differences: str, *, stays: bool = False) -> Found:
    """`stays`: what stands is final and the delivery preliminary, so that it isn't replaced."""
    then = "Foreløpige tall erstatter ikke endelige." if stays else "De erstattes når filen publiseres."
    return _warning("published_figure_differs", f"Andre tall er publisert: {differences}. {then}", place)


def county_figure_differs(place: Place, indicator: str, own: str, pooled: str) -> Found:
    message = f"{indicator}: fylkets egen linje sier {own}, mens kontorene samlet gir {pooled}. Hva er riktig?"
    return _warning("county_figure_differs", message, place)
