"""What can be said of a delivery: one function per finding, with its message in bokmål that can be read in others."""

from collections.abc import Sequence

from django.utils.functional import Promise

from organisation.findings import ERROR, WARNING, Found
from organisation.months import Month
from organisation.said import in_a_row, joined, quoted, said
from scorecards.month_words import in_words
from scorecards.pile import NOWHERE, Place

LONGEST_VALUE = 200  # characters of a cell that a finding repeats


def _found(code: str, message: str, place: Place = NOWHERE, *, severity: str = ERROR) -> Found:
    value = place.value.replace("\0", "")[:LONGEST_VALUE]
    return Found(code, WARNING if severity == WARNING else ERROR, message, place.sheet, place.row, place.column, value)


def _warning(code: str, message: str, place: Place = NOWHERE) -> Found:
    return _found(code, message, place, severity=WARNING)


# The file as a whole


def unreadable_file(what: str) -> Found:
    return _found("unreadable_file", in_a_row(what, said("Lever tallene som XLSX eller CSV.")))


def encrypted_file() -> Found:
    message = said("Filen er beskyttet med passord. Lagre den uten passord og lever den på nytt.")
    return _found("encrypted_file", message)


def too_large(what: str, place: Place = NOWHERE) -> Found:
    return _found("too_large", what, place)


def empty_file(what: str, place: Place = NOWHERE) -> Found:
    return _found("empty_file", in_a_row(what, said("Har du valgt riktig fil?")), place)


def same_file(delivery: int) -> Found:
    message = said(
        "Den samme filen er allerede publisert som leveranse %(delivery)s. Ingen ting endres.", delivery=delivery
    )
    return _warning("same_file", message)


def no_right_to_deliver(package: str) -> Found:
    message = said(
        "Bare de som kan levere for %(package)s, kan gjøre dette. "
        "Be en administrator om rollen, eller la en av dem gjøre det.",
        package=package,
    )
    return _found("not_permitted", message)


def no_right_to_withdraw(package: str) -> Found:
    message = said(
        "Bare de som kan publisere for %(package)s, kan trekke leveransen tilbake. "
        "Be en administrator om rollen, eller la en av dem gjøre det.",
        package=package,
    )
    return _found("not_permitted", message)


def no_right_to_layouts(package: str) -> Found:
    message = said("Du har ikke rett til å endre oppsett for pakken %(package)s.", package=package)
    return _found("not_permitted", message)


def closed(state: str | Promise) -> Found:
    """`state` in words."""
    message = said("Leveransen er %(state)s og kan ikke behandles en gang til.", state=state)
    return _found("not_permitted", message)


def not_read_yet() -> Found:
    message = said("Filen er ikke kontrollert ennå. Vent til det er gjort, eller avbryt leveransen.")
    return _found("not_permitted", message)


def not_published(state: str | Promise) -> Found:
    """`state` in words."""
    message = said("Leveransen er %(state)s. Bare en som er publisert, kan trekkes tilbake.", state=state)
    return _found("not_published", message)


def no_reason_given() -> Found:
    message = said("Skriv hvorfor leveransen trekkes tilbake: det vises der tallene har stått.")
    return _found("no_reason", message)


def left_as_it_stands(indicator: str, unit: str, delivery: int) -> Found:
    message = said(
        "%(indicator)s for %(unit)s er ikke rørt: der står tallet fra leveranse %(delivery)s.",
        indicator=indicator,
        unit=unit,
        delivery=delivery,
    )
    return _warning("left_alone", message, Place(value=f"{indicator} {unit}"))


def national_identity_number(place: Place, where: str = "") -> Found:
    """The number itself is never repeated: a `place` with a value is refused."""
    if place.value:
        raise ValueError("a finding never repeats an identity number")
    where = where or (said("i %(cell)s", cell=place.cell) if place.cell else said("i filen"))
    message = said(
        "Det står et fødselsnummer %(where)s. Filen er avvist og ikke lagret. "
        "Fjern personopplysningene der filen er laget, og lever den på nytt.",
        where=where,
    )
    return _found("national_identity_number", message, place)


# Columns and rows


def missing_column(what: str, place: Place = NOWHERE) -> Found:
    return _found("missing_column", what, place)


def unknown_column(place: Place, suggestion: str = "") -> Found:
    message = (
        said("Kolonnen «%(column)s» er ukjent og leses ikke.", column=place.value)
        if place.value
        else said("Kolonne %(column)s uten overskrift er ukjent og leses ikke.", column=place.column)
    )
    return _warning("unknown_column", in_a_row(message, suggestion), place)


def duplicate_row(place: Place, first: str, *, identical: bool) -> Found:
    if identical:
        alike = said("Linjen er lik %(first)s og telles én gang. Ta ut den ene.", first=first)
        return _warning("duplicate_row", alike, place)
    message = said(
        "Samme enhet og indikator står også i %(first)s, med andre tall. Behold den riktige linjen.", first=first
    )
    return _found("duplicate_row", message, place)


def duplicate_column(place: Place, first: str) -> Found:
    message = said(
        "«%(value)s» står også i kolonne %(first)s. Behold den riktige kolonnen.", value=place.value, first=first
    )
    return _found("duplicate_row", message, place)


def field_too_many(place: Place) -> Found:
    message = said(
        "%(stands)s, men raden har flere felt enn overskriften. Noe i raden inneholder nok skilletegnet: "
        "sett den i anførselstegn.",
        stands=place.stands,
    )
    return _found("not_a_number", message, place)


# Units


def unknown_unit(place: Place, suggestion: str = "") -> Found:
    if not place.value:
        what = said("Enheten mangler i %(cell)s.", cell=place.cell)
    else:
        what = said("%(stands)s, som ikke er en kjent enhet.", stands=place.stands)
    remedy = said("Skriv bare enhetsnummeret, eller ta ut linjen.")
    return _found("unknown_unit", in_a_row(what, suggestion if place.value else "", remedy), place)


def unit_not_in_existence(place: Place, unit: str, month: Month, became: str = "") -> Found:
    what = said("%(unit)s fantes ikke i %(month)s.", unit=unit, month=in_words(month))
    message = in_a_row(what, became, said("Rett enheten, eller ta ut linjen."))
    return _found("unit_not_in_existence", message, place)


def unit_outside_county(place: Place, unit: str, owner: str) -> Found:
    message = said(
        "%(unit)s hører ikke til %(owner)s, som eier pakken. Ta ut linjen, eller velg en annen pakke.",
        unit=unit,
        owner=owner,
    )
    return _found("unit_outside_county", message, place)


def code_repaired(place: Place, unit: str) -> Found:
    message = said(
        "%(stands)s, lest som %(unit)s. Gi kolonnen tekstformat i Excel, så nullene foran ikke blir borte.",
        stands=place.stands,
        unit=unit,
    )
    return _warning("code_repaired", message, place)


def missing_unit(code: str, name: str, month: Month) -> Found:
    message = said(
        "%(unit)s hadde tall i %(month)s og mangler i filen. Er den glemt?",
        unit=joined(" ", [code, name]),
        month=in_words(month),
    )
    return _warning("missing_unit", message, Place(value=code))


# Indicators


def unknown_indicator(place: Place, suggestion: str = "") -> Found:
    if not place.value:
        missing = said("Indikatoren mangler i %(cell)s. Skriv koden, eller ta ut linjen.", cell=place.cell)
        return _found("unknown_indicator", missing, place)
    what = said("%(stands)s, som ikke er en kjent indikator.", stands=place.stands)
    remedy = said("Rett koden, eller ta ut linjen.")
    return _found("unknown_indicator", in_a_row(what, suggestion, remedy), place)


def outside_package(place: Place, indicator: str, package: str, month: Month) -> Found:
    message = said(
        "%(indicator)s er ikke med i pakken %(package)s i %(month)s. Ta den ut, eller legg den til i pakken først.",
        indicator=indicator,
        package=package,
        month=in_words(month),
    )
    return _found("outside_package", message, place)


def missing_indicator(code: str, name: str) -> Found:
    message = said(
        "%(indicator)s er med i pakken denne måneden, men har ingen tall i filen. Er den glemt?",
        indicator=joined(" ", [code, name]),
    )
    return _warning("missing_indicator", message, Place(value=code))


# Months


def month_mismatch(place: Place, month: Month, written: Month | None) -> Found:
    if written is None:
        message = said(
            "%(stands)s, som ikke er en måned. Skriv %(month)s eller %(in_words)s.",
            stands=place.stands,
            month=month,
            in_words=in_words(month),
        )
    else:
        message = said(
            "%(stands)s, men leveransen gjelder %(month)s. Rett måneden, eller lever filen for %(written)s.",
            stands=place.stands,
            month=in_words(month),
            written=in_words(written),
        )
    return _found("month_mismatch", message, place)


def sheets_of_other_months(names: Sequence[str], month: Month) -> Found:
    message = said(
        "Arkene %(sheets)s gjelder andre måneder enn %(month)s. Velg riktig måned, eller rett navnene.",
        sheets=quoted(names),
        month=in_words(month),
    )
    return _found("month_mismatch", message)


def month_in_future(month: Month) -> Found:
    message = said("%(Month)s har ikke begynt ennå. Velg riktig måned.", Month=in_words(month))
    return _found("month_in_future", message)


# Numbers


def not_a_number(place: Place, why: str = "") -> Found:
    what = said("%(stands)s, som ikke er et tall.", stands=place.stands)
    remedy = said("Skriv et tall, eller «-» der det ikke finnes.")
    return _found("not_a_number", in_a_row(what, why, remedy), place)


def lone_numerator(place: Place, cell: str, numerator: str) -> Found:
    """`place` is the empty cell where its denominator or value is missing, `cell` where the numerator stands."""
    message = said(
        "Telleren i %(cell)s er %(numerator)s, men i %(empty)s står det ingen ting. "
        "Skriv nevneren eller verdien, eller «-» i stedet for telleren.",
        cell=cell,
        numerator=numerator,
        empty=place.cell,
    )
    return _found("not_a_number", message, place)


def two_readings(place: Place, first: str, second: str) -> Found:
    message = said(
        "%(stands)s. Det kan være %(first)s eller %(second)s. "
        "Skriv %(first)s uten punktum, eller %(second)s med komma.",
        stands=place.stands,
        first=first,
        second=second,
    )
    return _found("not_a_number", message, place)


def comma_in_thousands(place: Place, meant: str) -> Found:
    message = said(
        "%(stands)s. Komma skiller desimaler, og et antall har ingen. Mente du %(meant)s? Skriv det uten komma.",
        stands=place.stands,
        meant=meant,
    )
    return _found("not_a_number", message, place)


def formula_error(place: Place) -> Found:
    message = said("%(stands)s, en feil fra en formel. Rett formelen, eller skriv tallet selv.", stands=place.stands)
    return _found("formula_error", message, place)


def negative(place: Place) -> Found:
    message = said("%(stands)s, men tallet kan ikke være under null. Rett tallet.", stands=place.stands)
    return _found("negative", message, place)


def denominator_zero(place: Place) -> Found:
    message = said(
        "Nevneren i %(cell)s er null, og da finnes det ingen verdi. Resultatet blir «ikke levert».", cell=place.cell
    )
    return _warning("denominator_zero", message, place)


def numerator_over_denominator(place: Place, denominator: str) -> Found:
    message = said(
        "Telleren i %(cell)s er %(numerator)s, mer enn nevneren %(denominator)s. Er de byttet om?",
        cell=place.cell,
        numerator=place.value,
        denominator=denominator,
    )
    return _found("numerator_over_denominator", message, place)


def value_disagrees(place: Place, calculated: str, *, meant_per_cent: bool = False) -> Found:
    what = said("%(stands)s, men teller delt på nevner er %(calculated)s.", stands=place.stands, calculated=calculated)
    remedy = _meant(place.value) if meant_per_cent else said("Rett det som er feil, eller ta ut verdien.")
    return _found("value_disagrees", in_a_row(what, remedy), place)


def share_out_of_range(place: Place, meant: str, header: str = "") -> Found:
    """`meant`: the per cent that was probably meant. `header`: of its column, where it has one of its own."""
    what = said("%(stands)s, men en andel er høyst 1, altså 100 %%.", stands=place.stands)
    if not meant:
        return _found("share_out_of_range", in_a_row(what, said("Rett verdien.")), place)
    of_all = said(
        "Skriv prosenttegnet også, eller «%(header)s» øverst hvis hele kolonnen er i prosent.",
        header=joined(" ", [header, "%"]),
    )
    remedy = of_all if header else said("Skriv prosenttegnet også.")
    return _found("share_out_of_range", in_a_row(what, _meant(meant), remedy), place)


def _meant(per_cent: str) -> str:
    return said("Mente du %(value)s %%?", value=per_cent)


# Held against what is known


def all_equal(place: Place, indicator: str, value: str) -> Found:
    message = said("%(indicator)s er %(value)s for alle kontorene. Er det riktig?", indicator=indicator, value=value)
    return _warning("all_equal", message, place)


def large_change(place: Place, indicator: str, value: str, expected: str, months: int) -> Found:
    """`expected` is a range, `months` how many earlier ones it comes from."""
    message = said(
        "%(indicator)s er %(value)s, utenfor det som %(months)s tidligere måneder tilsier: %(expected)s. "
        "Er tallet riktig?",
        indicator=indicator,
        value=value,
        months=months,
        expected=expected,
    )
    return _warning("large_change", message, place)


def published_figure_differs(place: Place, differences: str, *, stays: bool = False) -> Found:
    """`stays`: what stands is final and the delivery preliminary, so that it isn't replaced."""
    what = said("Andre tall er publisert: %(differences)s.", differences=differences)
    then = said("Foreløpige tall erstatter ikke endelige.") if stays else said("De erstattes når filen publiseres.")
    return _warning("published_figure_differs", in_a_row(what, then), place)


def county_figure_differs(place: Place, indicator: str, own: str, pooled: str) -> Found:
    message = said(
        "%(indicator)s: fylkets egen linje sier %(own)s, mens kontorene samlet gir %(pooled)s. Hva er riktig?",
        indicator=indicator,
        own=own,
        pooled=pooled,
    )
    return _warning("county_figure_differs", message, place)
