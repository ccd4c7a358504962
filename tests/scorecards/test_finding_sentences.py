"""What each finding of a delivery says, word for word, and that every word of it can be read in another language."""

import inspect
import json
import re

import pytest
from django.utils import translation

from organisation.months import Month
from organisation.said import Said, kept, said_again, translated
from scorecards import findings
from scorecards.choices import DeliveryState
from scorecards.month_words import in_words
from scorecards.pile import Place

MAY = Month(2018, 5)
# What a finding says of a file, of units and of indicators: in every language as it is.
DATA = {
    *(
        "NAV",
        "Voss",
        "Odda",
        "Frogner",
        "Hordaland",
        "IND",
        "INDO",
        "NOPE",
        "STYR",
        "Styringspakke",
        "Indikator",
        "Mai",
        "REF",
    ),
    *("A", "B", "C", "D", "E", "Antal", "teller", "ca", "snart", "Mars", "April", "avvist", "av"),
}
# Sentences that others hand in, in the tests below as plain text.
HANDED_IN = re.compile(
    r"Filen er en PDF\.|Filen er tom\.|i navnet på et ark|Mente du [^?]*\?|Gi den en overskrift, eller ta den ut\."
    r"|rad 2(?: i arket «Mai»)?|Den ble til 1299 NAV Hardanger\.|55 til 68,3 %|Bruk mellomrom[^.]*\."
)
SENTENCES = [
    (
        lambda: findings.unreadable_file("Filen er en PDF."),
        "Filen er en PDF. Lever tallene som XLSX eller CSV.",
    ),
    (
        lambda: findings.encrypted_file(),
        "Filen er beskyttet med passord. Lagre den uten passord og lever den på nytt.",
    ),
    (
        lambda: findings.empty_file("Filen er tom."),
        "Filen er tom. Har du valgt riktig fil?",
    ),
    (
        lambda: findings.same_file(12),
        "Den samme filen er allerede publisert som leveranse 12. Ingen ting endres.",
    ),
    (
        lambda: findings.not_published("avvist"),
        "Leveransen er avvist. Bare en som er publisert, kan trekkes tilbake.",
    ),
    (
        lambda: findings.no_reason_given(),
        "Skriv hvorfor leveransen trekkes tilbake: det vises der tallene har stått.",
    ),
    (
        lambda: findings.left_as_it_stands("IND0", "1235 NAV Voss", 12),
        "IND0 for 1235 NAV Voss er ikke rørt: der står tallet fra leveranse 12.",
    ),
    (
        lambda: findings.national_identity_number(Place("", 4, "C")),
        "Det står et fødselsnummer i C4. Filen er avvist og ikke lagret. "
        "Fjern personopplysningene der filen er laget, og lever den på nytt.",
    ),
    (
        lambda: findings.national_identity_number(Place(), "i navnet på et ark"),
        "Det står et fødselsnummer i navnet på et ark. Filen er avvist og ikke lagret. "
        "Fjern personopplysningene der filen er laget, og lever den på nytt.",
    ),
    (
        lambda: findings.unknown_column(Place("", 1, "E", "Antal"), "Mente du «antall»?"),
        "Kolonnen «Antal» er ukjent og leses ikke. Mente du «antall»?",
    ),
    (
        lambda: findings.unknown_column(Place("", 1, "E"), "Gi den en overskrift, eller ta den ut."),
        "Kolonne E uten overskrift er ukjent og leses ikke. Gi den en overskrift, eller ta den ut.",
    ),
    (
        lambda: findings.duplicate_row(Place("", 5, "A", "1235"), "rad 2", identical=True),
        "Linjen er lik rad 2 og telles én gang. Ta ut den ene.",
    ),
    (
        lambda: findings.duplicate_row(Place("", 5, "A", "1235"), "rad 2 i arket «Mai»", identical=False),
        "Samme enhet og indikator står også i rad 2 i arket «Mai», med andre tall. Behold den riktige linjen.",
    ),
    (
        lambda: findings.duplicate_column(Place("", 1, "D", "teller"), "C"),
        "«teller» står også i kolonne C. Behold den riktige kolonnen.",
    ),
    (
        lambda: findings.field_too_many(Place("", 3, "E", "5")),
        "I E3 står «5», men raden har flere felt enn overskriften. "
        "Noe i raden inneholder nok skilletegnet: sett den i anførselstegn.",
    ),
    (
        lambda: findings.unknown_unit(Place("", 3, "A", "1253"), "Mente du 1235 NAV Voss?"),
        "I A3 står «1253», som ikke er en kjent enhet. "
        "Mente du 1235 NAV Voss? Skriv bare enhetsnummeret, eller ta ut linjen.",
    ),
    (
        lambda: findings.unknown_unit(Place("", 3, "A", "9999")),
        "I A3 står «9999», som ikke er en kjent enhet. Skriv bare enhetsnummeret, eller ta ut linjen.",
    ),
    (
        lambda: findings.unknown_unit(Place("", 3, "A")),
        "Enheten mangler i A3. Skriv bare enhetsnummeret, eller ta ut linjen.",
    ),
    (
        lambda: findings.unit_not_in_existence(
            Place("", 3, "A", "1236"), "1236 NAV Odda", MAY, "Den ble til 1299 NAV Hardanger."
        ),
        "1236 NAV Odda fantes ikke i mai 2018. Den ble til 1299 NAV Hardanger. Rett enheten, eller ta ut linjen.",
    ),
    (
        lambda: findings.unit_not_in_existence(Place("", 3, "A", "1236"), "1236 NAV Odda", MAY),
        "1236 NAV Odda fantes ikke i mai 2018. Rett enheten, eller ta ut linjen.",
    ),
    (
        lambda: findings.unit_outside_county(Place("", 3, "A", "0301"), "0301 NAV Frogner", "1200 NAV Hordaland"),
        "0301 NAV Frogner hører ikke til 1200 NAV Hordaland, som eier pakken. Ta ut linjen, eller velg en annen pakke.",
    ),
    (
        lambda: findings.code_repaired(Place("", 3, "A", "301"), "0301 NAV Frogner"),
        "I A3 står «301», lest som 0301 NAV Frogner. "
        "Gi kolonnen tekstformat i Excel, så nullene foran ikke blir borte.",
    ),
    (
        lambda: findings.missing_unit("1235", "NAV Voss", MAY),
        "1235 NAV Voss hadde tall i mai 2018 og mangler i filen. Er den glemt?",
    ),
    (
        lambda: findings.unknown_indicator(Place("", 3, "B", "INDO"), "Mente du IND0?"),
        "I B3 står «INDO», som ikke er en kjent indikator. Mente du IND0? Rett koden, eller ta ut linjen.",
    ),
    (
        lambda: findings.unknown_indicator(Place("", 3, "B", "NOPE")),
        "I B3 står «NOPE», som ikke er en kjent indikator. Rett koden, eller ta ut linjen.",
    ),
    (
        lambda: findings.unknown_indicator(Place("", 3, "B")),
        "Indikatoren mangler i B3. Skriv koden, eller ta ut linjen.",
    ),
    (
        lambda: findings.outside_package(Place("", 3, "B", "IND9"), "IND9 Indikator 9", "STYR", MAY),
        "IND9 Indikator 9 er ikke med i pakken STYR i mai 2018. Ta den ut, eller legg den til i pakken først.",
    ),
    (
        lambda: findings.missing_indicator("IND0", "Indikator 0"),
        "IND0 Indikator 0 er med i pakken denne måneden, men har ingen tall i filen. Er den glemt?",
    ),
    (
        lambda: findings.month_mismatch(Place("", 3, "C", "snart"), MAY, None),
        "I C3 står «snart», som ikke er en måned. Skriv 2018-05 eller mai 2018.",
    ),
    (
        lambda: findings.month_mismatch(Place("", 3, "C", "2018-04"), MAY, MAY - 1),
        "I C3 står «2018-04», men leveransen gjelder mai 2018. Rett måneden, eller lever filen for april 2018.",
    ),
    (
        lambda: findings.sheets_of_other_months(["Mars", "April"], MAY),
        "Arkene «Mars», «April» gjelder andre måneder enn mai 2018. Velg riktig måned, eller rett navnene.",
    ),
    (
        lambda: findings.month_in_future(MAY),
        "Mai 2018 har ikke begynt ennå. Velg riktig måned.",
    ),
    (
        lambda: findings.not_a_number(Place("", 3, "C", "ca. 30")),
        "I C3 står «ca. 30», som ikke er et tall. Skriv et tall, eller «-» der det ikke finnes.",
    ),
    (
        lambda: findings.not_a_number(
            Place("", 3, "C", "1,234,5"), "Bruk mellomrom mellom tusener og komma foran desimaler."
        ),
        "I C3 står «1,234,5», som ikke er et tall. Bruk mellomrom mellom tusener og komma foran desimaler. "
        "Skriv et tall, eller «-» der det ikke finnes.",
    ),
    (
        lambda: findings.lone_numerator(Place("", 3, "D"), "C3", "12"),
        "Telleren i C3 er 12, men i D3 står det ingen ting. "
        "Skriv nevneren eller verdien, eller «-» i stedet for telleren.",
    ),
    (
        lambda: findings.two_readings(Place("", 3, "C", "1.234"), "1234", "1,234"),
        "I C3 står «1.234». Det kan være 1234 eller 1,234. Skriv 1234 uten punktum, eller 1,234 med komma.",
    ),
    (
        lambda: findings.comma_in_thousands(Place("", 3, "C", "1,234"), "1234"),
        "I C3 står «1,234». Komma skiller desimaler, og et antall har ingen. Mente du 1234? Skriv det uten komma.",
    ),
    (
        lambda: findings.formula_error(Place("", 3, "C", "#REF!")),
        "I C3 står «#REF!», en feil fra en formel. Rett formelen, eller skriv tallet selv.",
    ),
    (
        lambda: findings.negative(Place("", 3, "C", "-4")),
        "I C3 står «-4», men tallet kan ikke være under null. Rett tallet.",
    ),
    (
        lambda: findings.denominator_zero(Place("", 3, "D", "0")),
        "Nevneren i D3 er null, og da finnes det ingen verdi. Resultatet blir «ikke levert».",
    ),
    (
        lambda: findings.numerator_over_denominator(Place("", 3, "C", "12"), "10"),
        "Telleren i C3 er 12, mer enn nevneren 10. Er de byttet om?",
    ),
    (
        lambda: findings.value_disagrees(Place("", 3, "E", "45"), "45 %", meant_per_cent=True),
        "I E3 står «45», men teller delt på nevner er 45 %. Mente du 45 %?",
    ),
    (
        lambda: findings.value_disagrees(Place("", 3, "E", "0,5"), "0,45"),
        "I E3 står «0,5», men teller delt på nevner er 0,45. Rett det som er feil, eller ta ut verdien.",
    ),
    (
        lambda: findings.share_out_of_range(Place("", 3, "E", "45"), "45"),
        "I E3 står «45», men en andel er høyst 1, altså 100 %. Mente du 45 %? Skriv prosenttegnet også.",
    ),
    (
        lambda: findings.share_out_of_range(Place("", 3, "E", "45"), "45", "IND0"),
        "I E3 står «45», men en andel er høyst 1, altså 100 %. Mente du 45 %? "
        "Skriv prosenttegnet også, eller «IND0 %» øverst hvis hele kolonnen er i prosent.",
    ),
    (
        lambda: findings.share_out_of_range(Place("", 3, "E", "450"), ""),
        "I E3 står «450», men en andel er høyst 1, altså 100 %. Rett verdien.",
    ),
    (
        lambda: findings.all_equal(Place(column="C", value="IND0"), "IND0 Indikator 0", "75,5 %"),
        "IND0 Indikator 0 er 75,5 % for alle kontorene. Er det riktig?",
    ),
    (
        lambda: findings.large_change(Place("", 3, "C", "12"), "IND0 Indikator 0", "12 %", "55 til 68,3 %", 23),
        "IND0 Indikator 0 er 12 %, utenfor det som 23 tidligere måneder tilsier: 55 til 68,3 %. Er tallet riktig?",
    ),
    (
        lambda: findings.published_figure_differs(Place("", 3, "C", "40"), "IND0 73 av 90 → 40 av 90"),
        "Andre tall er publisert: IND0 73 av 90 → 40 av 90. De erstattes når filen publiseres.",
    ),
    (
        lambda: findings.published_figure_differs(Place("", 3, "C", "40"), "IND0 73 av 90 → 40 av 90", stays=True),
        "Andre tall er publisert: IND0 73 av 90 → 40 av 90. Foreløpige tall erstatter ikke endelige.",
    ),
    (
        lambda: findings.county_figure_differs(Place("", 9, "C", "7"), "IND0 Indikator 0", "70 %", "75 %"),
        "IND0 Indikator 0: fylkets egen linje sier 70 %, mens kontorene samlet gir 75 %. Hva er riktig?",
    ),
    (
        lambda: findings.negative(Place(row=3, value="-4")),
        "I rad 3 står «-4», men tallet kan ikke være under null. Rett tallet.",
    ),
    (
        lambda: findings.negative(Place(column="C", value="-4")),
        "I kolonne C står «-4», men tallet kan ikke være under null. Rett tallet.",
    ),
    (
        lambda: findings.negative(Place(value="-4")),
        "Her står «-4», men tallet kan ikke være under null. Rett tallet.",
    ),
    (
        lambda: findings.negative(Place()),
        "Her står det ingen ting, men tallet kan ikke være under null. Rett tallet.",
    ),
    (
        lambda: findings.no_right_to_deliver("Styringspakke"),
        "Bare de som kan levere for Styringspakke, kan gjøre dette. "
        "Be en administrator om rollen, eller la en av dem gjøre det.",
    ),
    (
        lambda: findings.no_right_to_withdraw("Styringspakke"),
        "Bare de som kan publisere for Styringspakke, kan trekke leveransen tilbake. "
        "Be en administrator om rollen, eller la en av dem gjøre det.",
    ),
    (
        lambda: findings.no_right_to_layouts("Styringspakke"),
        "Du har ikke rett til å endre oppsett for pakken Styringspakke.",
    ),
    (
        lambda: findings.closed(DeliveryState.PUBLISHED.label),
        "Leveransen er publisert og kan ikke behandles en gang til.",
    ),
    (
        lambda: findings.not_read_yet(),
        "Filen er ikke kontrollert ennå. Vent til det er gjort, eller avbryt leveransen.",
    ),
]


def makers():
    return {
        name
        for name, make in vars(findings).items()
        if inspect.isfunction(make) and make.__module__ == findings.__name__ and name[0] != "_"
    }


def name_of(make):
    return make.__code__.co_names[1]


@pytest.mark.parametrize(("make", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_it_says(make, sentence):
    assert make().message == sentence


@pytest.mark.parametrize(("make", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_it_can_be_kept_and_comes_back(make, sentence):
    again = said_again(**json.loads(json.dumps(kept(make().message))))
    assert isinstance(again, Said)
    assert again == sentence


def test_nothing_that_can_be_found_is_left_out_here():
    only_hands_on = {"too_large", "missing_column"}  # another's sentence, and nothing to it
    assert makers() - {name_of(make) for make, _ in SENTENCES} == only_hands_on


def test_every_word_that_is_not_the_files_own_can_be_read_in_another_language(translations):
    translations.strike_out("en")
    with translation.override("en"):
        shown = {sentence: translated(make().message) for make, sentence in SENTENCES}
    struck = {"x" * letters for letters in range(1, 40)} | {"X" + "x" * letters for letters in range(40)}
    left = {
        sentence: words
        for sentence, text in shown.items()
        if (words := set(re.findall(r"[A-Za-zÆØÅæøå]+", HANDED_IN.sub("", text))) - DATA - struck)
    }
    assert left == {}
    assert all(text != sentence for sentence, text in shown.items())


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_named_in_the_readers_language(translations, number):
    month = Month(2018, number)
    translations.supply("en", {in_words(month).split()[0]: f"month {number}"})
    with translation.override("en"):
        assert translated(in_words(month)) == f"month {number} 2018"
        assert translated(findings.month_in_future(month).message).startswith(f"Month {number} 2018")


def test_a_state_is_named_in_the_readers_language(translations):
    translations.supply(
        "en",
        {
            "Leveransen er %(state)s. Bare en som er publisert, kan trekkes tilbake.": "It is %(state)s.",
            "avvist": "rejected",
        },
    )
    found = findings.not_published(DeliveryState.REJECTED.label)
    assert found.message == "Leveransen er avvist. Bare en som er publisert, kan trekkes tilbake."
    with translation.override("en"):
        assert found.text == "It is rejected."
