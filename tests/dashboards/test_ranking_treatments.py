"""Ties and missing results in the browser and in files: chosen, tried, read, and told of in history and editions."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from organisation.queries import placed
from rankings.models import Ranking, RankingEntry, RankingRule
from rankings.services.publishing import publish_ranking
from rankings.services.rules import StatedRule, make_rule
from scorecards.models import Indicator, Result
from tests.dashboards.test_ranking_rules import EDIT, PAGE, WHY, said
from tests.dashboards.world import MAY, World, a_world, reader, text_of

pytestmark = pytest.mark.django_db
RANKING = "/rankings/1200/2018-05/"


@pytest.fixture
def world() -> World:
    """Four offices of figures without a base, the second and third with the same ones; the last lacks an indicator."""
    made = a_world(offices=4)
    Indicator.objects.update(unit_of_measure="index", pooling="none", kind="outcome")
    for month in (MAY - 11).through(MAY):
        made.publish(month, (95, 100), (85, 100), (85, 100), (50, 100))
    Result.objects.update(numerator=None, denominator=None)
    Result.objects.filter(unit=made.offices[3], indicator=made.indicators[2]).delete()
    return made


@pytest.fixture
def staff(world) -> Client:
    return reader("county", world.county)


def county():
    found = placed("1200", MAY)
    assert found is not None
    return found


def publish(**terms) -> Ranking:
    """An edition by a rule of the county's own with these terms."""
    newest = RankingRule.objects.filter(county__code="1200").order_by("-version").first()
    stated = StatedRule("Regelen", MAY.january, **{"least_weight": 0.5, "reason": WHY, **terms})
    make_rule(county=county(), stated=stated, seen=newest.pk if newest else None, by=None)
    return publish_ranking(county=county(), month=MAY, by=None)


def page(client: Client, address: str = RANKING, **asked: str) -> str:
    return text_of(client.get(address, asked))


def rows_of(client: Client, address: str = RANKING, **asked: str) -> list[dict[str, str]]:
    text = client.get(address, {"format": "csv", **asked}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def sheet(client: Client, name: str) -> list[dict[str, object]]:
    book = load_workbook(io.BytesIO(client.get(RANKING, {"format": "xlsx"}).content))
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


class TestChoosing:
    def test_the_form_begins_with_what_the_rule_says(self, world, staff):
        text = page(staff, EDIT)
        assert '<option value="scaled" selected>' in text
        assert '<option value="best" selected>' in text
        publish(missing="common", ties="targets")
        text = page(staff, EDIT)
        assert '<option value="common" selected>' in text
        assert '<option value="targets" selected>' in text

    def test_they_are_saved_in_a_new_version_and_the_old_one_stands(self, world, staff):
        staff.post(EDIT, said())
        staff.post(EDIT, said(seen=str(RankingRule.objects.get().pk), missing="common", ties="mean"))
        assert list(RankingRule.objects.order_by("version").values_list("missing", "ties")) == [
            ("scaled", "best"),
            ("common", "mean"),
        ]

    def test_the_live_preview_ranks_by_them(self, world, staff):
        asked = {"headers": {"X-Part": "preview"}}
        part = text_of(staff.post(EDIT, said(step="preview", least_weight="50", ties="mean"), **asked))
        assert '<td class="num">2,5</td>' in part
        part = text_of(staff.post(EDIT, said(step="preview", missing="complete"), **asked))
        assert "ikke rangert" in part

    def test_previews_name_what_would_count_for_nobody(self, world, staff):
        words = "Teller ikke, fordi et kontor med plass mangler tall:</b> Indikator 2"
        rule = said(step="preview", least_weight="50", missing="common")
        assert words in text_of(staff.post(EDIT, rule, headers={"X-Part": "preview"}))
        assert words not in text_of(staff.post(EDIT, rule | {"missing": "scaled"}, headers={"X-Part": "preview"}))
        assert words not in page(staff, f"{RANKING}publish/")
        publish(missing="common")
        assert words in page(staff, f"{RANKING}publish/")

    @pytest.mark.parametrize("written", ["80", "", "mye"])
    def test_who_asks_for_all_needs_to_say_no_share(self, world, staff, written):
        staff.post(EDIT, said(missing="complete", least_weight=written))
        rule = RankingRule.objects.get()
        assert (rule.missing, rule.least_weight) == ("complete", 1)

    @pytest.mark.parametrize("more", [{"missing": "mean"}, {"missing": ""}, {"ties": "dense"}, {"ties": ""}])
    def test_nothing_else_can_be_chosen(self, world, staff, more):
        staff.post(EDIT, said(**more))
        assert not RankingRule.objects.exists()

    def test_nothing_in_common_says_why_there_is_no_preview(self, world, staff):
        for office, indicator in zip(world.offices, [*world.indicators, world.indicators[0]], strict=True):
            Result.objects.filter(unit=office, indicator=indicator).delete()
        text = text_of(staff.post(EDIT, said(step="preview", least_weight="30", missing="common")))
        assert "Ingen indikator har tall for alle kontorene med plass." in text
        assert "Lagre regelen" not in text


class TestReading:
    WORDS: tuple[tuple[dict[str, object], str], ...] = (
        ({}, "Mangler det tall på en indikator, teller kontorets andre indikatorer mer."),
        ({"missing": "complete", "least_weight": 1.0}, "Et kontor må ha tall på alt som teller"),
        ({"missing": "common"}, "En indikator som et kontor med plass mangler tall på, teller ikke for noen."),
        ({"ties": "best"}, "Kontor med like mange poeng deler den beste plassen."),
        ({"ties": "mean"}, "Kontor med like mange poeng får midten av plassene de deler."),
        ({"ties": "targets"}, "Av kontor med like mange poeng står det først som når krav med mest av vekten."),
    )

    @pytest.mark.parametrize(("terms", "words"), WORDS)
    def test_the_rule_and_its_rankings_say_it_in_the_same_words(self, world, staff, terms, words):
        publish(**terms)
        assert words in page(staff, PAGE)
        assert words in page(staff)
        (found,) = [row for row in sheet(staff, "Regelen") if words in str(row["words"])]
        assert found["value"] == terms.get(str(found["term"]), "scaled")

    def test_history_says_what_was_changed(self, world, staff):
        publish()
        publish(missing="common", ties="mean")
        text = page(staff, PAGE)
        assert "Likt: Kontor med like mange poeng får midten av plassene de deler. (før: Kontor med like" in text
        assert "teller ikke for noen. (før: Et kontor må ha" in text

    def test_the_next_edition_says_what_is_new(self, world, staff):
        publish()
        publish(missing="common", ties="mean")
        text = page(staff)
        assert "Regelen er en annen." in text
        assert "Indikator 2 teller ikke lenger." in text
        assert "Se hva regelen sier nå" in text
        assert "Likt: Kontor med like mange poeng får midten av plassene de deler. (før: Kontor" in text
        assert "Poeng:" not in text
        assert "NAV Odda: plass 2,5, før 2" in text

    def test_what_is_left_out_is_named(self, world, staff):
        publish(missing="common")
        assert "Teller ikke, fordi et kontor med plass mangler tall:</b> Indikator 2" in page(staff)
        assert "uten krav eller retning" not in page(staff)
        rows = {row["indicator"]: row for row in sheet(staff, "Indikatorer")}
        assert [(rows[code]["counts"], rows[code]["left_out"]) for code in ("IND0", "IND2")] == [
            (True, False),
            (False, True),
        ]
        assert {row["indicator"] for row in rows_of(staff)} == {"IND0", "IND1"}


class TestSharedPlaces:
    def test_the_page_says_the_middle_of_them(self, world, staff):
        publish(ties="mean")
        text = page(staff)
        assert text.count("plass </span>2,5</span>") == 2
        assert 'aria-label="Plass 2,5' in text
        assert "plass </span>4</span>" in text

    def test_by_the_default_it_says_the_better_one(self, world, staff):
        publish()
        text = page(staff)
        assert text.count("plass </span>2</span>") == 2
        assert "2,5" not in text

    def test_files_have_the_position_and_the_place(self, world, staff):
        publish(ties="mean")
        found = {row["unit"]: (row["position"], row["place"]) for row in rows_of(staff)}
        assert found == {"1235": ("1", "1"), "1236": ("2", "2.5"), "1237": ("2", "2.5"), "1238": ("4", "4")}

    def test_over_time_and_on_the_offices_own_page_it_is_said_too(self, world, staff):
        publish(ties="mean")
        address = "/offices/1236/places/"
        assert "2,5" in page(staff, address)
        (row,) = rows_of(staff, address)
        assert (row["position"], row["place"]) == ("2", "2.5")
        assert "2–3 av 4" in page(staff, "/offices/1236/2018-05/")
        RankingEntry.objects.update(low=None, high=None, group="")
        assert "2,5 av 4" in page(staff, "/offices/1237/2018-05/")

    def test_the_api_keeps_its_form_with_the_better_of_the_shared_places(self, world, staff):
        publish(ties="mean")
        answer = staff.get("/api/v1/rankings/1200/2018-05").json()
        positions = {entry["unit"]: entry["position"] for entry in answer["entries"]}
        assert positions == {"1235": 1, "1236": 2, "1237": 2, "1238": 4}
        assert all(type(position) is int for position in positions.values())
        assert set(answer["entries"][0]) == {"unit", "position", "low", "high", "group", "score", "contributions"}

    @pytest.mark.parametrize(
        ("ties", "words"),
        [("best", "Alle er nummer én."), ("targets", "Alle er nummer én."), ("mean", "deler alle plassene.")],
    )
    def test_where_all_reach_all_it_is_said_by_what_the_rule_gives_them(self, world, staff, ties, words):
        Result.objects.update(value=0.95)
        publish(ties=ties)
        assert f"Alle kontor når alle kravene sine{',' if ties == 'mean' else '.'}" in page(staff)
        assert words in page(staff)
