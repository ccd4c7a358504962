"""What is said of organisation files and of guided changes, word for word in bokmål, and that it can be translated."""

import datetime
from pathlib import Path

import pytest
from django.utils import translation

from organisation.changes import (
    CloseUnit,
    MergeOffices,
    MoveUnits,
    NewUnit,
    OpenUnit,
    RedrawRegions,
    RenameUnit,
    SplitCounty,
    SplitOffice,
    change_lines,
)
from organisation.organisation_checks import check_organisation
from organisation.organisation_files import read_organisation
from organisation.said import kept, said_again
from organisation.standing import Standing
from organisation.tables import UnreadableTable, read_content
from organisation.zeros import restore_zeros
from tests.organisation.files import SUCCESSIONS, UNITS, cells, workbook
from tests.organisation.standings import first, standing_of
from tests.translations import bokmål_left

NOTHING = Standing({}, {}, {})
COUNTRY = "NO;Hele landet;country;;;2017-01-01;"
COUNTY = "1200;NAV Hordaland;county;;;2017-01-01;2020-01-01"
REGION = "R12;Region Voss;region;1200;;2017-01-01;2020-01-01"
OFFICE = "1235;NAV Voss;office;1200;R12;2017-01-01;2020-01-01"
UNIT_MISTAKES = [
    ("X;NAV X;lag;;;2017-01-01;", "«lag» er ikke et enhetsslag. Bruk country, county, region, office, special."),
    ("X;NAV X;offise;;;2017-01-01;", "«offise» er ikke et enhetsslag. Mente du «office»? Bruk country, county,"),
    (
        "NAV 1;NAV X;county;;;2017-01-01;",
        "«NAV 1» kan ikke være en kode. En kode er 1–20 tegn av A–Z, a–z, 0–9, - og _.",
    ),
    ("X;;county;;;2017-01-01;", "Kolonnen «name» må fylles ut."),
    (f"X;{'N' * 121};county;;;2017-01-01;", "Navnet er lengre enn 120 tegn. Forkort det."),
    ("X;NAV X;county;;;1.5.2018;", "«1.5.2018» er ikke en dato. Skriv 2018-05-01."),
    ("X;NAV X;county;;;snart;", "«snart» er ikke en dato. Skriv den som 2020-01-31."),
    (
        "X;NAV X;county;;;2018-01-01;2017-01-01",
        "Perioden slutter 2017-01-01 og begynner 2018-01-01. valid_to er første dag den ikke gjelder.",
    ),
    ("X;NAV X;office;;;2017-01-01;", "Kontor må ha fylke. Fyll ut kolonnen «county»."),
    ("X;NAV X;county;1200;;2017-01-01;", "Fylke skal ikke ha fylke. La kolonnen stå tom."),
    (
        "X;NAV X;office;120;;2017-01-01;",
        "120 er ukjent som fylke. Mente du «1200»? Ta den med i filen, eller rett koden.",
    ),
    ("X;NAV X;office;1235;;2017-01-01;", "1235 er kontor, ikke fylke. Rett koden."),
    ("X;NAV X;office;1200;;2017-01-01;", "Fylket 1200 finnes ikke fra 2020-01-01. Rett perioden eller koden."),
    (
        "X;NAV X;office;4600;R12;2017-01-01;2020-01-01",
        "Regionen R12 hører ikke til fylket 4600 2017-01-01 til 2020-01-01. Rett perioden eller koden.",
    ),
    ("1235;NAV Voss;special;;;2020-01-01;", "1235 er kontor og kan ikke bli noe annet. Gi den nye enheten en ny kode."),
    (
        "1235;NAV Voss;office;1200;;2018-01-01;2019-01-01",
        "1235 har alt en linje som gjelder 2017-01-01 til 2020-01-01 (units.csv, rad 5). "
        "Avslutt den før denne begynner.",
    ),
    ("NN;Landet;country;;;2017-01-01;", "NO er alt landet i denne perioden, og det kan bare være ett. Bruk den koden."),
]
SUCCESSION_MISTAKES = [
    ("1235;1235;2018-01-01", "1235 kan ikke avløse seg selv. Rett koden."),
    ("1235;1253;2018-01-01", "1253 er ukjent. Mente du «1235»? Ta enheten med i filen, eller rett koden."),
    ("1235;4600;2017-01-01", "1235 finnes ikke 2016-12-31. Rett datoen, eller perioden til enheten."),
]


def findings_of_units(*lines):
    text = "\n".join([UNITS, COUNTRY, COUNTY, REGION, OFFICE, "4600;NAV Vestland;county;;;2017-01-01;", *lines, ""])
    files = read_organisation((), [("units.csv", text.encode())])
    return [*files.findings, *check_organisation(files, NOTHING)]


def findings_of_successions(line):
    units = "\n".join([UNITS, COUNTRY, COUNTY, REGION, OFFICE, "4600;NAV Vestland;county;;;2017-01-01;", ""])
    named = [("units.csv", units.encode()), ("successions.csv", f"{SUCCESSIONS}\n{line}\n".encode())]
    files = read_organisation((), named)
    return [*files.findings, *check_organisation(files, NOTHING)]


def unreadable(content, name="units.csv"):
    with pytest.raises(UnreadableTable) as raised:
        read_content(content, Path(name))
    return raised.value.found


class TestFiles:
    @pytest.mark.parametrize(("line", "sentence"), UNIT_MISTAKES)
    def test_a_line_of_units_is_told_of(self, line, sentence):
        assert any(found.message.startswith(sentence) for found in findings_of_units(line))

    @pytest.mark.parametrize(("line", "sentence"), SUCCESSION_MISTAKES)
    def test_a_line_of_successions_is_told_of(self, line, sentence):
        assert sentence in [found.message for found in findings_of_successions(line)]

    def test_all_of_it_can_be_read_in_another_language(self, translations):
        translations.strike_out("en")
        found = [each for line, _ in UNIT_MISTAKES for each in findings_of_units(line)]
        found += [each for line, _ in SUCCESSION_MISTAKES for each in findings_of_successions(line)]
        with translation.override("en"):
            texts = {each.text for each in found}
        assert len(texts) > 15
        assert bokmål_left(texts) == {}

    def test_all_of_it_can_be_kept(self):
        for line, _ in UNIT_MISTAKES:
            for found in findings_of_units(line):
                assert said_again(**kept(found.message)) == found.message
                assert kept(found.message)["template"]

    @pytest.mark.parametrize(
        ("content", "name", "sentence"),
        [
            (b"", "units.csv", "units.csv er tom. Har du valgt riktig fil?"),
            (
                b"\0\0",
                "units.csv",
                "units.csv er verken tekst eller en arbeidsbok. Lagre den som CSV (UTF-8) eller XLSX.",
            ),
            (
                b"PK\x03\x04",
                "u.xlsx",
                "u.xlsx er ikke en arbeidsbok som kan leses. Lagre den på nytt som XLSX eller CSV.",
            ),
        ],
    )
    def test_a_file_that_is_no_table_is_told_of(self, translations, content, name, sentence):
        found = unreadable(content, name)
        assert found.message == sentence
        translations.strike_out("en")
        with translation.override("en"):
            assert bokmål_left([found.text]) == {}
            assert name in found.text

    def test_codes_that_are_numbers_are_told_of(self, tmp_path, translations):
        path = workbook(
            tmp_path / "u.xlsx",
            units=[*cells(UNITS), [301, "NAV X", "county", "", "", "2017-01-01", ""]],
        )
        translations.strike_out("en")
        for known, sentence in (
            (["0301"], "Koden 301 er et tall i regnearket og er lest som 0301. Skriv koder som tekst."),
            (["0301", "00301"], "Koden 301 er et tall i regnearket og kan være 00301 eller 0301. Skriv den som tekst."),
            ([], "Koden 301 er et tall i regnearket og kan ha mistet nuller foran. Skriv den som tekst."),
        ):
            (found,) = restore_zeros(read_organisation([path]), known).findings
            assert found.message == sentence
            with translation.override("en"):
                assert bokmål_left([found.text]) == {}


LINES = (
    "NO;Landet;country;;;2017-01-01;",
    "12;Hordaland;county;;;2017-01-01;",
    "14;Sogn og Fjordane;county;;;2017-01-01;",
    "R1;Voss;region;12;;2017-01-01;",
    "1235;NAV Voss;office;12;R1;2017-01-01;",
    "1233;NAV Ulvik;office;12;R1;2017-01-01;2019-01-01",
    "1420;NAV Sogndal;office;14;;2017-01-01;",
)
JUNE = first("2018-06")
NEW = NewUnit("1299", "NAV Ny")
CHANGES = [
    (MergeOffices(JUNE, ("1235",), NewUnit("1235", "")), "Velg minst to enheter som skal bli én."),
    (SplitOffice(JUNE, "1235", (NEW,)), "Oppgi minst to kontor som det skal bli til."),
    (MoveUnits(JUNE, (), ("12", "")), "Velg minst én enhet å flytte."),
    (RenameUnit(JUNE, "1235", ""), "Skriv det nye navnet."),
    (RenameUnit(JUNE, "1235", "N" * 121), "Navnet er lengre enn 120 tegn. Forkort det."),
    (
        RenameUnit(datetime.date(2018, 6, 2), "1235", "X"),
        "2018-06-02 er ikke den første i en måned. Velg den første i måneden.",
    ),
    (RenameUnit(JUNE, "9999", "X"), "9999 er ukjent. Velg en enhet som finnes på datoen, eller en annen dato."),
    (
        RenameUnit(first("2016-06"), "1235", "X"),
        "1235 finnes ikke 2016-06-01. Velg en enhet som finnes på datoen, eller en annen dato.",
    ),
    (
        CloseUnit(JUNE, "1233"),
        "1233 NAV Ulvik avsluttes eller avløses alt 2019-01-01. Velg en dato etter det, eller angre det først.",
    ),
    (
        CloseUnit(first("2017-01"), "1235"),
        "1235 begynner 2017-01-01 og kan ikke avsluttes samme dag. Velg en senere dato.",
    ),
    (CloseUnit(JUNE, "12"), "12 er fylke, og endringen gjelder bare kontor eller spesialenhet. Velg en annen enhet."),
    (
        OpenUnit(JUNE, "office", NewUnit("1235", "X"), ("12", "")),
        "Koden 1235 er brukt om NAV Voss, og en kode er én enhet. Velg en annen.",
    ),
    (OpenUnit(JUNE, "office", NewUnit("1299", ""), ("12", "")), "Gi 1299 et navn på høyst 120 tegn."),
    (
        OpenUnit(JUNE, "office", NewUnit("å 1", "X"), ("12", "")),
        "«å 1» kan ikke være en kode. En kode er 1–20 tegn av A–Z, a–z, 0–9, - og _.",
    ),
    (RedrawRegions(JUNE, "12", (("1420", "R1"),)), "1420 hører ikke til fylket 12 2018-06-01."),
    (
        RedrawRegions(JUNE, "12", (), (NewUnit("R9", "Ny region"),)),
        "Legg minst ett kontor i den nye regionen Ny region.",
    ),
    (SplitCounty(JUNE, "12", (NewUnit("46", "Vest"),), ()), "Oppgi minst to fylker som det skal bli til."),
    (
        SplitCounty(JUNE, "12", (NewUnit("46", "Vest"), NewUnit("47", "Sør")), ()),
        "Velg hvilket fylke NAV Voss (1235) skal høre til.",
    ),
]


class TestChanges:
    @pytest.mark.parametrize(("change", "sentence"), CHANGES)
    def test_what_stands_in_the_way_is_told(self, change, sentence):
        assert sentence in [found.message for found in change_lines(change, standing_of(*LINES)).findings]

    @pytest.mark.parametrize(("change", "sentence"), CHANGES)
    def test_it_can_be_read_in_another_language(self, translations, change, sentence):
        translations.strike_out("en")
        with translation.override("en"):
            texts = {found.text for found in change_lines(change, standing_of(*LINES)).findings}
        assert bokmål_left(texts, "å 1") == {}
        assert sentence not in texts
