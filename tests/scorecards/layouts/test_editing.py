"""Layouts made by hand: an example is kept no longer than needed, and what is saved has been tried on it."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from audit.models import AuditLine, FieldChange
from scorecards.checker import something_waits
from scorecards.layout_files import as_entry, read_entry
from scorecards.layouts import layout_facts
from scorecards.models import Delivery, Layout, LayoutColumn, LayoutExample
from scorecards.queries.layouts import Example, first_guess, kept_example, latest_delivery_by, layouts_of, preview_of
from scorecards.services.layout_editing import (
    delete_layout,
    keep_example,
    read_delivery_by,
    retire_layout,
    save_layout,
)
from scorecards.services.layouts import load_layouts
from scorecards.services.uploads import check_waiting_deliveries
from tests.builders import a_county, a_package, a_person
from tests.scorecards.delivered_files import lines, workbook
from tests.scorecards.services.county import MAY, Delivering, delivering

pytestmark = pytest.mark.django_db

ROWS: list[list[Any]] = [
    ["Statistikk", None, None, None],
    [],
    [None, "Kontor nr", "Fulgt opp", "Av i alt", "Kommentar"],
    ["NAV A", "1201", 30, 40, "fint"],
    ["NAV B", "1202", 10, 40, None],
    ["Fylket", "Fylket", 40, 80, None],
]
ODD = workbook({"Forside": [["Til lederne"]], "Kontorvis 1805": ROWS})
ENTRY = {
    "code": "KONTORVIS",
    "package": "STYR",
    "sheet_pattern": "Kontorvis*",
    "header_row": 3,
    "unit_column": "B",
    "columns": {"C": "ANDEL numerator", "D": "ANDEL denominator"},
    "ignore": ["A", "E"],
    "total_rows_start_with": ["Fylket"],
}


@pytest.fixture
def county() -> Delivering:
    return delivering()


@pytest.fixture
def example(county) -> Example:
    return Example(county.package, ODD, "odd.xlsx", MAY)


@pytest.fixture
def stranger():
    return a_person(role="county", unit=a_county("1400"))


def save(example, by, changes=None, **changed):
    return save_layout(entry=ENTRY | changed, example=example, changes=changes, by=by)


@pytest.fixture
def layout(example, county):
    saved = save(example, county.staff).layout
    assert saved is not None
    return saved


class TestAnExample:
    def test_is_kept_for_whoever_uploaded_it(self, county):
        kept, findings = keep_example(package=county.package, content=ODD, file_name="odd.xlsx", by=county.staff)
        assert findings == []
        found = kept_example(kept.pk, county.staff)
        assert (found.content, found.file_name, found.package) == (ODD, "odd.xlsx", county.package)
        assert kept_example(kept.pk, a_person()) is None

    def test_is_read_as_of_the_month_its_package_waits_for(self, county):
        county.publish()
        kept, _ = keep_example(package=county.package, content=ODD, file_name="odd.xlsx", by=county.staff)
        assert kept_example(kept.pk, county.staff).delivered_for == MAY + 1

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (lines("enhet;tall", "01819010001;2"), "national_identity_number"),  # made up: the month is 81
            (b"%PDF-1.7", "unreadable_file"),
            (b"", "empty_file"),
            (lines("enhet;tall", *["1201;2"] * 600_000), "too_large"),
        ],
    )
    def test_that_may_not_be_kept_is_not(self, county, content, code):
        kept, findings = keep_example(package=county.package, content=content, file_name="x.csv", by=county.staff)
        assert (kept, [found.code for found in findings]) == (None, [code])
        assert not LayoutExample.objects.exists()

    def test_asks_for_the_right_to_deliver(self, county, stranger):
        kept, findings = keep_example(package=county.package, content=ODD, file_name="odd.xlsx", by=stranger)
        assert (kept, findings[0].code) == (None, "not_permitted")

    def test_goes_when_its_layout_is_saved(self, county):
        kept, _ = keep_example(package=county.package, content=ODD, file_name="odd.xlsx", by=county.staff)
        assert save(kept_example(kept.pk, county.staff), county.staff).layout
        assert not LayoutExample.objects.exists()

    def test_goes_after_a_day_at_the_latest(self, county):
        kept, _ = keep_example(package=county.package, content=ODD, file_name="odd.xlsx", by=county.staff)
        LayoutExample.objects.update(uploaded_at=timezone.now() - datetime.timedelta(hours=25))
        assert kept_example(kept.pk, county.staff) is None
        keep_example(package=county.package, content=ODD, file_name="ny.xlsx", by=county.staff)
        assert LayoutExample.objects.get().file_name == "ny.xlsx"

    def test_the_server_forgets_it_then_though_nobody_comes(self, county):
        keep_example(package=county.package, content=ODD, file_name="odd.xlsx", by=county.staff)
        assert not something_waits()
        LayoutExample.objects.update(uploaded_at=timezone.now() - datetime.timedelta(hours=25))
        assert something_waits()
        check_waiting_deliveries()
        assert not LayoutExample.objects.exists()
        assert not something_waits()


class TestAFirstGuess:
    def test_finds_the_sheet_the_units_and_the_header_above_them(self, example):
        guess = first_guess(example)
        assert (guess.sheet_pattern, guess.header_row, guess.unit_column) == ("Kontorvis*", 3, "B")

    def test_takes_headers_that_are_like_the_names_of_the_packages_indicators(self, county):
        county.share.name = "Oppfølging av arbeidssøkere"
        county.share.save()
        header = ["Kontor", "Oppfølging av arbeidssøkere, antall", "Oppfølging av arbeidssøkere, nevner", "Annet"]
        content = workbook({"Ark": [header, ["1201", 30, 40, 1], ["1202", 3, 4, 1]]})
        guess = first_guess(Example(county.package, content, "x.xlsx", MAY))
        assert guess.columns == (("B", "ANDEL numerator"), ("C", "ANDEL denominator"))

    def test_takes_codes(self, county):
        content = workbook({"Ark": [["Nr", "ANDEL teller", "ANDEL nevner"], [1201, 30, 40]]})
        guess = first_guess(Example(county.package, content, "x.xlsx", MAY))
        assert guess.columns == (("B", "ANDEL numerator"), ("C", "ANDEL denominator"))

    def test_leaves_columns_of_text_alone(self, county):
        content = workbook({"Ark": [["Nr", "ANDEL"], ["1201", "fint"], ["1202", "ok"]]})
        assert first_guess(Example(county.package, content, "x.xlsx", MAY)).columns == ()

    def test_of_a_sheet_without_units_is_only_its_first_row(self, county):
        content = workbook({"Ark": [[], ["Noe", "annet"]]})
        guess = first_guess(Example(county.package, content, "x.xlsx", MAY))
        assert (guess.header_row, guess.columns) == (2, ())

    def test_of_the_sheet_that_is_asked_for(self, example):
        assert first_guess(example, "Forside").sheet_pattern == "Forside"

    def test_of_what_can_not_be_read_is_none(self, county):
        assert first_guess(Example(county.package, b"%PDF-1.7", "x.pdf", MAY)) is None


class TestAPreview:
    def test_says_what_would_be_read(self, example):
        form, _ = read_entry(ENTRY, {"ANDEL": "ANDEL", "ANTALL": "ANTALL"})
        preview = preview_of(example, form.facts)
        assert (preview.rows, preview.results) == (2, 2)
        first = preview.figures[0]
        assert (first.unit, first.numerator, first.denominator, first.value) == ("1201 NAV 1201", 30, 40, 0.75)
        assert first.indicator == "Indikator ANDEL"
        assert [row.text.split()[0] for row in preview.parsed.recognised] == ["Statistikk", "Fylket"]

    def test_shows_figures_that_something_is_wrong_with(self, county):
        content = workbook({"Kontorvis": [*ROWS[:3], ["X", "9999", 50, 40, None], ["Y", "1202", "mange", 40, None]]})
        form, _ = read_entry(ENTRY, {"ANDEL": "ANDEL"})
        preview = preview_of(Example(county.package, content, "x.xlsx", MAY), form.facts)
        assert [(figure.unit, figure.numerator) for figure in preview.figures] == [
            ("9999", 50),
            ("1202 NAV 1202", None),
        ]
        assert {"unknown_unit", "not_a_number"} <= {found.code for found in preview.findings.kept}

    def test_of_a_layout_that_does_not_fit_says_so(self, example):
        form, _ = read_entry(ENTRY | {"sheet_pattern": "Tabell*"}, {"ANDEL": "ANDEL"})
        preview = preview_of(example, form.facts)
        assert (preview.rows, preview.figures) == (None, ())
        assert preview.findings.kept[0].code == "missing_column"


class TestSaving:
    def test_stores_what_was_described(self, layout, county):
        assert layout.package == county.package
        facts = layout_facts(layout)
        assert as_entry("STYR", facts) == ENTRY

    def test_leaves_a_line_with_every_field(self, layout):
        line = AuditLine.objects.get(verb="added layout")
        assert line.subject == "layout KONTORVIS"
        changes = {change.field: change.after for change in FieldChange.objects.filter(line=line)}
        assert changes["column C"] == "ANDEL numerator"
        assert changes["header_row"] == "3"

    def test_a_change_is_told_by_the_fields_that_changed(self, layout, example, county):
        save(example, county.staff, layout, columns={"C": "ANDEL numerator", "D": "ANDEL denominator"}, ignore=["A"])
        line = AuditLine.objects.get(verb="changed layout")
        assert [(each.field, each.before, each.after) for each in line.changes.all()] == [("ignore", "A E", "A")]

    def test_later_months_are_read_by_it_by_themselves(self, layout, county):
        outcome = county.receive(content=ODD, file_name="juni.xlsx", month=MAY + 1)
        assert (outcome.delivery.layout, outcome.delivery.results) == (layout, 2)

    def test_is_refused_where_nothing_of_the_example_is_read(self, example, county):
        saved = save(example, county.staff, sheet_pattern="Tabell*")
        assert (saved.layout, saved.findings[0].code) == (None, "missing_column")
        assert not Layout.objects.exists()

    def test_is_not_refused_for_what_is_wrong_with_the_examples_figures(self, county):
        content = workbook({"Kontorvis": [*ROWS[:3], ["X", "9999", 50, 40, None]]})
        assert save(Example(county.package, content, "x.xlsx", MAY), county.staff).layout

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"code": ""}, "wrong_value"),
            ({"code": "to ord"}, "wrong_value"),
            ({"columns": {"C": "NOPE numerator"}}, "unknown_indicator"),
            ({"unit_column": "C"}, "wrong_value"),
        ],
    )
    def test_is_held_to_the_rules_of_files(self, example, county, changed, code):
        saved = save(example, county.staff, **changed)
        assert (saved.layout, saved.findings[0].code) == (None, code)

    def test_a_new_one_does_not_take_anothers_code(self, layout, example, county):
        saved = save(example, county.staff, code="kontorvis")
        assert saved.findings[0].code == "duplicate_code"

    def test_another_code_is_that_layouts_new_code(self, layout, example, county):
        saved = save(example, county.staff, layout, code="NYTT")
        assert Layout.objects.get() == saved.layout
        assert (saved.layout.pk, saved.layout.code) == (layout.pk, "NYTT")
        assert AuditLine.objects.filter(verb="renamed layout").count() == 1

    def test_asks_for_the_right_to_deliver(self, example, stranger):
        assert save(example, stranger).findings[0].code == "not_permitted"

    def test_what_is_written_out_loads_back_unchanged(self, layout, tmp_path):
        import json

        path = tmp_path / "oppsett.json"
        path.write_text(json.dumps(as_entry("STYR", layout_facts(layout))), encoding="utf-8")
        assert load_layouts(path=path, by=None).unchanged == ("KONTORVIS",)


class TestADeliveryThatCouldNotBeRead:
    @pytest.fixture
    def delivery(self, county):
        delivery = county.receive(content=ODD, file_name="odd.xlsx").delivery
        assert delivery.state == "rejected"
        return delivery

    def test_is_checked_anew_by_the_layout(self, delivery, layout, county):
        read_delivery_by(delivery=delivery, layout=layout, by=county.staff)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.layout, delivery.results) == ("checked", layout, 2)

    def test_is_left_alone_by_those_who_may_not_deliver(self, delivery, layout, stranger):
        assert read_delivery_by(delivery=delivery, layout=layout, by=stranger).findings[0].code == "not_permitted"
        delivery.refresh_from_db()
        assert (delivery.state, delivery.layout) == ("rejected", None)

    def test_is_not_read_by_another_packages_layout(self, delivery, county):
        other = Layout.objects.create(
            code="B", package=a_package("B", owner=county.county), header_row=1, unit_column="A"
        )
        assert read_delivery_by(delivery=delivery, layout=other, by=county.staff).findings[0].code == "not_permitted"

    def test_a_published_one_stays_as_it_is(self, layout, county):
        published = county.publish().delivery
        assert read_delivery_by(delivery=published, layout=layout, by=county.staff).refused
        published.refresh_from_db()
        assert published.layout is None


class TestUseAndRetirement:
    def test_the_list_says_how_much_and_when_it_was_last_used(self, layout, county):
        county.receive(content=ODD, file_name="a.xlsx")
        (line,) = layouts_of([county.package])
        assert (line.code, line.columns, line.deliveries, line.retired) == ("KONTORVIS", 2, 1, False)
        assert line.last_used == Delivery.objects.get().received_at

    def test_a_layout_never_used_says_so(self, layout, county):
        (line,) = layouts_of([county.package])
        assert (line.deliveries, line.last_used) == (0, None)

    def test_the_latest_delivery_by_it_is_its_example(self, layout, county):
        assert latest_delivery_by(layout) is None
        county.receive(content=ODD, file_name="a.xlsx")
        later = county.receive(content=ODD, file_name="b.xlsx", month=MAY + 1).delivery
        assert latest_delivery_by(layout) == later

    def test_a_retired_one_reads_no_new_files(self, layout, county):
        assert retire_layout(layout=layout, retired=True, by=county.staff) == []
        outcome = county.receive(content=ODD, file_name="a.xlsx")
        assert (outcome.delivery.layout, outcome.delivery.state) == (None, "rejected")
        retire_layout(layout=layout, retired=False, by=county.staff)
        assert county.receive(content=ODD, file_name="b.xlsx").delivery.layout == layout

    def test_retiring_twice_is_told_once(self, layout, county):
        for _ in range(2):
            retire_layout(layout=layout, retired=True, by=county.staff)
        assert AuditLine.objects.filter(verb="retired layout").count() == 1

    def test_one_that_was_never_used_is_deleted(self, layout, county):
        assert delete_layout(layout=layout, by=county.staff) == []
        assert not Layout.objects.exists()
        assert not LayoutColumn.objects.exists()

    def test_one_that_was_used_is_not(self, layout, county):
        county.receive(content=ODD, file_name="a.xlsx")
        assert delete_layout(layout=layout, by=county.staff)[0].code == "layout_is_used"
        assert Layout.objects.exists()

    def test_others_may_do_neither(self, layout, stranger):
        assert retire_layout(layout=layout, retired=True, by=stranger)[0].code == "not_permitted"
        assert delete_layout(layout=layout, by=stranger)[0].code == "not_permitted"
