"""The deliveries in tests/data/samples, received against the real organisation of those years."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from organisation.months import Month
from scorecards.models import Layout, Package, Result
from scorecards.services.deliveries import receive_delivery
from tests.scorecards.delivered_files import parse

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "tests/data/samples"
CASES = {path.name.split(".")[0]: json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.expected.json"))}


@pytest.fixture
def organisation(db):
    folder = ROOT / "demo/data/organisation"
    call_command("load_organisation", str(folder / "units.csv"), str(folder / "successions.csv"), skip_checks=True)
    call_command("load_catalogue", str(SAMPLES / "setup/catalogue"), skip_checks=True)


def deliver(case, package, *, publish=False, layout=None):
    return receive_delivery(
        package=Package.objects.get(code=package),
        month=Month.parse(case["month"]),
        content=(SAMPLES / case["file"]).read_bytes(),
        file_name=case["file"],
        by=None,
        publish=publish,
        layout=layout,
    )


def with_its_layout(name, case, tmp_path):
    if "layout" not in case:
        return None
    form = tmp_path / "layout.json"
    form.write_text(json.dumps({"code": name.upper()[:20], "package": case["package"], **case["layout"]}))
    call_command("load_layout", str(form), skip_checks=True)
    return Layout.objects.get()


def fits(wanted, found):
    known = {"row": found.row, "column": found.column, "severity": found.severity}
    return wanted["code"] == found.code and all(wanted.get(key) in (None, value) for key, value in known.items())


def compare_findings(wanted, found):
    left = list(found)
    for one in sorted(wanted, key=lambda one: bool(one.get("optional"))):
        hit = next((other for other in left if fits(one, other)), None)
        if hit:
            left.remove(hit)
        assert hit or one.get("optional"), f"not found: {one}"
    assert left == []


def compare_results(case):
    for wanted in case.get("check", []):
        result = Result.objects.get(
            indicator__code=wanted["indicator"], unit__code=wanted["unit"], month=Month.parse(case["month"])
        )
        assert (result.absence or "value") == wanted["state"]
        if wanted["state"] == "value":
            assert result.value == pytest.approx(wanted["value"], abs=1e-9)
            assert (result.numerator, result.denominator) == (wanted["numerator"], wanted["denominator"])


def play(name, case, tmp_path):
    """Publish what goes before, then the sample itself where it has no errors."""
    for before in case["after"]:
        deliver(before, case["package"], publish=True)
    outcome = deliver(case, case["package"], publish=True, layout=with_its_layout(name, case, tmp_path))
    counts = outcome.to_json()
    for key in ("rows", "results", "added", "changed", "unchanged"):
        assert case.get(key) in (None, counts[key]), key
    compare_findings(case["findings"], outcome.findings)
    assert outcome.refused is not case["publishable"]
    if case["publishable"]:
        compare_results(case)
    if case.get("kept") is False:
        assert outcome.delivery is None


def test_every_sample_says_what_it_must(organisation, subtests, tmp_path):
    assert len(CASES) == 13
    for name, case in CASES.items():
        with subtests.test(name), transaction.atomic():
            play(name, case, tmp_path)
            transaction.set_rollback(True)


def test_the_sheet_that_needs_a_layout_lacks_columns_without_one():
    findings = parse((SAMPLES / "s13_by_layout.xlsx").read_bytes()).findings
    assert [found.code for found in findings.kept] == ["missing_column"]


def test_titles_totals_and_notes_are_told_apart():
    rows = {}
    for one in parse((SAMPLES / "s03_wide_titles.xlsx").read_bytes()).recognised:
        rows.setdefault(f"{one.kind}_rows", []).append(one.row)
    assert rows == CASES["s03_wide_titles"]["recognised"]
