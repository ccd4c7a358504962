"""load_layout: layouts from JSON, all or nothing, safe to repeat."""

import json

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditLine
from scorecards.layouts import layout_facts
from scorecards.models import Layout
from scorecards.services.layouts import load_layouts
from tests.builders import a_county, a_package, a_person, an_indicator

pytestmark = pytest.mark.django_db

FORM = {
    "code": "KONTORVIS",
    "package": "PROVE",
    "sheet_pattern": "Kontorvis*",
    "header_row": 5,
    "unit_column": "C",
    "columns": {"D": "OPPF numerator", "e": "oppf nevner", "F": "OVG value %"},
    "ignore": ["B"],
    "total_rows_start_with": ["Fylket"],
}


@pytest.fixture(autouse=True)
def catalogue():
    a_package("PROVE", owner=a_county("1200", "NAV Hordaland"))
    an_indicator("OPPF")
    an_indicator("OVG")


def written(tmp_path, content):
    path = tmp_path / "oppsett.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def load(tmp_path, content, by=None):
    return load_layouts(path=written(tmp_path, content), by=by)


def refused(tmp_path, content, by=None):
    """Codes and messages of what is found; nothing is stored."""
    loaded = load(tmp_path, content, by)
    assert loaded.refused
    assert not Layout.objects.exists()
    return [(found.code, found.message) for found in loaded.findings]


def refusal(tmp_path, **changed):
    """The one finding of the form with these fields; None leaves one out."""
    form = {name: value for name, value in (FORM | changed).items() if value is not None}
    (found,) = refused(tmp_path, form)
    return found


class TestLoading:
    def test_a_layout_is_stored_as_the_reading_takes_it(self, tmp_path):
        assert load(tmp_path, FORM).added == ("KONTORVIS",)
        layout = Layout.objects.get()
        assert layout.package.code == "PROVE"
        facts = layout_facts(layout)
        assert (facts.code, facts.header_row, facts.unit_column) == ("KONTORVIS", 5, "C")
        assert facts.columns == (("D", "OPPF numerator"), ("E", "OPPF denominator"), ("F", "OVG value %"))
        assert (facts.sheet_pattern, facts.ignore, facts.total_rows_start_with) == ("Kontorvis*", ("B",), ("Fylket",))

    def test_what_may_be_left_out_has_its_default(self, tmp_path):
        few = {name: FORM[name] for name in ("code", "package", "header_row", "unit_column", "columns")}
        load(tmp_path, few)
        facts = layout_facts(Layout.objects.get())
        assert (facts.sheet_pattern, facts.ignore, facts.total_rows_start_with) == ("*", (), ())

    def test_a_list_holds_several(self, tmp_path):
        loaded = load(tmp_path, [FORM, FORM | {"code": "ANNET", "package": "prove"}])
        assert loaded.added == ("KONTORVIS", "ANNET")
        assert Layout.objects.count() == 2

    def test_loading_again_changes_nothing(self, tmp_path):
        load(tmp_path, FORM)
        before = AuditLine.objects.count()
        assert load(tmp_path, FORM).unchanged == ("KONTORVIS",)
        assert AuditLine.objects.count() == before

    def test_a_layout_of_the_same_code_is_replaced(self, tmp_path):
        load(tmp_path, FORM)
        loaded = load(tmp_path, FORM | {"code": "Kontorvis", "header_row": 7, "columns": {"G": "OVG value"}})
        assert loaded.changed == ("Kontorvis",)
        facts = layout_facts(Layout.objects.get())
        assert (facts.code, facts.header_row, facts.columns) == ("Kontorvis", 7, (("G", "OVG value"),))

    def test_another_package_is_a_change(self, tmp_path):
        load(tmp_path, FORM)
        a_package("ANNEN")
        assert load(tmp_path, FORM | {"package": "ANNEN"}).changed == ("KONTORVIS",)

    def test_it_is_written_in_the_log(self, tmp_path):
        load(tmp_path, FORM)
        assert AuditLine.objects.get().verb == "added layout"

    def test_a_mark_at_the_files_beginning_does_no_harm(self, tmp_path):
        assert load(tmp_path, "\ufeff" + json.dumps(FORM)).added == ("KONTORVIS",)


class TestRights:
    def test_who_may_deliver_the_package_may_store_its_layouts(self, tmp_path):
        county = a_package("HORDALAND", owner=a_county("1201")).owner
        staff = a_person(role="county", unit=county)
        assert load(tmp_path, FORM | {"package": "HORDALAND"}, by=staff).added == ("KONTORVIS",)

    def test_others_may_not(self, tmp_path):
        ((code, message),) = refused(tmp_path, FORM, by=a_person(role="county", unit=a_county("1400")))
        assert code == "not_permitted"
        assert "PROVE" in message


class TestRefusals:
    @pytest.mark.parametrize("content", ["{", "", "hei", '{"code": 1,}', "\x00"])
    def test_what_is_no_json(self, tmp_path, content):
        ((code, _),) = refused(tmp_path, content)
        assert code == "unreadable_file"

    @pytest.mark.parametrize("content", ["[]", "5", '["KONTORVIS"]', "null", '"x"'])
    def test_json_that_is_no_layout(self, tmp_path, content):
        ((code, message),) = refused(tmp_path, content)
        assert (code, "oppsett" in message) == ("unreadable_file", True)

    def test_bytes_that_are_no_text(self, tmp_path):
        path = tmp_path / "x.json"
        path.write_bytes(b"\xff\xfe\x81")
        assert load_layouts(path=path, by=None).findings[0].code == "unreadable_file"

    def test_a_name_that_stands_twice(self, tmp_path):
        ((code, message),) = refused(tmp_path, '{"code": "A", "columns": {"D": "x", "D": "y"}}')
        assert (code, "«D»" in message) == ("unreadable_file", True)

    def test_an_unknown_field_with_the_one_meant(self, tmp_path):
        code, message = refusal(tmp_path, sheet_patern="x")
        assert (code, "Mente du «sheet_pattern»?" in message) == ("unknown_field", True)

    @pytest.mark.parametrize("name", ["code", "package", "header_row", "unit_column", "columns"])
    def test_a_field_that_is_missing(self, tmp_path, name):
        code, message = refusal(tmp_path, **{name: None})
        assert (code, f"«{name}» mangler" in message) == ("missing_field", True)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("code", ""),
            ("code", 5),
            ("package", []),
            ("header_row", 0),
            ("header_row", "5"),
            ("header_row", True),
            ("header_row", 1.5),
            ("header_row", 2_000_000),
            ("unit_column", ""),
            ("columns", {}),
            ("columns", []),
            ("columns", {"D": 5}),
            ("ignore", "B"),
            ("ignore", [5]),
            ("total_rows_start_with", [""]),
            ("sheet_pattern", " "),
            ("code", "to ord"),
            ("code", "x" * 21),
            ("unit_column", "C5"),
            ("ignore", ["ABCD"]),
            ("sheet_pattern", "x" * 61),
            ("total_rows_start_with", ["x" * 61]),
        ],
    )
    def test_a_value_that_cannot_be(self, tmp_path, name, value):
        code, message = refusal(tmp_path, **{name: value})
        assert code == "wrong_value"
        assert message.startswith("Oppsett ")

    @pytest.mark.parametrize("changed", [{"unit_column": "d"}, {"ignore": ["B", "b"]}, {"ignore": ["D"]}])
    def test_a_column_that_is_two_things(self, tmp_path, changed):
        found = refused(tmp_path, FORM | changed)
        assert {code for code, _ in found} == {"wrong_value"}
        assert any("to ganger" in message for _, message in found)

    @pytest.mark.parametrize("part", ["numerator", "denominator"])
    def test_half_a_figure(self, tmp_path, part):
        code, message = refusal(tmp_path, columns={"D": f"OPPF {part}", "E": "OVG value"})
        assert (code, "OPPF mangler" in message, "OVG" in message) == ("wrong_value", True, False)

    def test_one_thing_in_two_columns(self, tmp_path):
        code, message = refusal(tmp_path, columns={"D": "OVG value", "E": "ovg verdi"})
        assert (code, "to kolonner" in message) == ("wrong_value", True)

    @pytest.mark.parametrize("text", ["OVGG value", "OVG", "OVG mål", "value"])
    def test_a_meaning_that_is_unknown(self, tmp_path, text):
        code, message = refusal(tmp_path, columns={"D": text})
        assert code == "unknown_indicator"
        assert ("Mente du «OVG»?" in message) == (text == "OVGG value")

    def test_an_unknown_package_with_the_one_meant(self, tmp_path):
        code, message = refusal(tmp_path, package="PROVEE")
        assert (code, "Mente du «PROVE»?" in message) == ("unknown_package", True)

    def test_one_code_twice(self, tmp_path):
        ((code, _),) = refused(tmp_path, [FORM, FORM | {"code": "kontorvis"}])
        assert code == "duplicate_code"

    def test_all_is_told_at_once_and_nothing_stored(self, tmp_path):
        found = refused(tmp_path, [FORM, {"header_row": 0}, FORM | {"code": "B", "columns": {"D": "BORTE value"}}])
        assert [code for code, _ in found].count("missing_field") == 4
        assert {code for code, _ in found} == {"missing_field", "wrong_value", "unknown_indicator"}
        assert any(message.startswith("Oppsett nr. 2") for _, message in found)


class TestTheCommand:
    def run(self, path, *options):
        call_command("load_layout", str(path), *options, skip_checks=True)

    def test_it_says_what_it_did(self, tmp_path, capsys):
        self.run(written(tmp_path, FORM), "--json")
        answer = capsys.readouterr()
        assert json.loads(answer.out) == {
            "added": ["KONTORVIS"],
            "changed": [],
            "unchanged": [],
            "findings_total": 0,
            "findings": [],
        }
        assert "1 nye" in answer.err

    def test_it_refuses_with_findings_and_status_one(self, tmp_path, capsys):
        with pytest.raises(SystemExit) as stopped:
            self.run(written(tmp_path, FORM | {"package": "BORTE"}), "--json")
        assert stopped.value.code == 1
        assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "unknown_package"

    def test_the_right_of_the_person_named_is_checked(self, tmp_path, capsys):
        a_person("ola@test.example", role="employee", unit=a_county("1400"))
        with pytest.raises(SystemExit):
            self.run(written(tmp_path, FORM), "--by", "ola@test.example")
        assert "not_permitted" in capsys.readouterr().err
        assert not Layout.objects.exists()

    def test_a_file_that_is_not_there_is_wrong_usage(self, tmp_path):
        with pytest.raises(CommandError):
            self.run(tmp_path / "borte.json")
