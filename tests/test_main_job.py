"""The main job from end to end: a county's months from files to dashboards, comparison and ranking, then the next."""

import json
import re
from collections.abc import Iterator
from statistics import fmean

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from audit.models import AuditLine
from rankings.models import Ranking
from scorecards.models import Delivery, Result, ResultRevision
from tests.county_from_files import (
    CLOSING,
    ELSEWHERE,
    JUNE,
    MAY,
    MONTHS,
    OFFICES,
    PASSWORD,
    SILENT,
    days,
    import_content,
    load_county,
    long_csv,
    offices_of,
    rows_of,
    run,
    share,
    value,
    wide_xlsx,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county", "nothing_kept")]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, dict[str, object]]]:
    """Everything loaded and six months published, once for all tests; what the command said of each month."""
    folder = tmp_path_factory.mktemp("county")
    with django_db_blocker.unblock(), transaction.atomic():
        load_county(folder)
        national = long_csv(MAY, ELSEWHERE, shares_alone=True)
        said = {"LAND": import_content(folder, national, MAY, package="LAND")}
        for month in MONTHS:
            by = ("--by", "fylke@test.example")
            said[str(month)] = import_content(folder, long_csv(month, offices_of(month)), month, *by)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def nothing_kept() -> None:
    caches["pages"].clear()


def logged_in(name: str) -> Client:
    """A browser in which somebody has logged in by the form."""
    client = Client()
    answer = client.post("/login/", {"email": f"{name}@test.example", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    text: str = answer.content.decode()
    return text


def table(client: Client, address: str) -> list[dict[str, str]]:
    """The page's table, read from its CSV."""
    return rows_of(page(client, address + ("&" if "?" in address else "?") + "format=csv"))


def line_of(client: Client, office: str, month, indicator: str = "ANDEL") -> dict[str, str]:
    (line,) = (row for row in table(client, f"/offices/{office}/{month}/") if row["indicator"] == indicator)
    return line


def upload(client: Client, content: bytes, month=JUNE, name: str = "juni.xlsx"):
    file = SimpleUploadedFile(name, content, content_type=XLSX)
    return client.post("/deliveries/new/", {"package": "STYR", "month": str(month), "file": file}, follow=True)


def pooled(offices, month) -> float:
    parts = [share(office, month) for office in offices]
    return sum(above for above, _ in parts) / sum(below for _, below in parts)


class TestFilesIn:
    def test_every_month_was_published_as_it_was_sent(self, county):
        for month in MONTHS:
            said = county[str(month)]
            lines = 3 * len(offices_of(month))
            assert (said["status"], said["state"]) == (0, "published")
            assert (said["rows"], said["results"], said["added"], said["changed"]) == (lines, lines, lines, 0)

    def test_nothing_was_found_but_the_office_that_never_delivers(self, county):
        assert [found for month in MONTHS for found in county[str(month)]["findings"]] == []

    def test_the_log_says_who_delivered_what(self):
        lines = AuditLine.objects.filter(verb="published delivery", detail__startswith="STYR")
        assert {line.actor.email for line in lines} == {"fylke@test.example"}
        assert len(lines) == len(MONTHS)


class TestTheOfficesMonth:
    def test_the_leader_comes_home_to_the_own_offices_last_month(self):
        answer = logged_in("leder").get("/", follow=True)
        assert answer.redirect_chain[-1][0] == f"/offices/1201/{MAY}/"
        assert "NAV Kontor 1" in answer.content.decode()

    def test_every_figure_is_what_the_files_say(self):
        leader = logged_in("leder")
        for office in offices_of(MAY):
            line = line_of(leader, office, MAY)
            above, below = share(office, MAY)
            assert (float(line["numerator"]), float(line["denominator"])) == (above, below)
            assert float(line["value"]) == above / below
            assert float(line["change"]) == pytest.approx(value(office, MAY) - value(office, MAY - 1))

    def test_the_county_mean_and_the_county_result_are_two_figures(self):
        line = line_of(logged_in("leder"), "1201", MAY)
        offices = offices_of(MAY)
        assert int(line["county_n"]) == len(offices)
        assert float(line["county_mean"]) == pytest.approx(fmean(value(office, MAY) for office in offices))
        assert float(line["county_result"]) == pytest.approx(pooled(offices, MAY))
        assert line["county_mean"] != line["county_result"]

    def test_the_colour_is_that_of_the_target(self):
        leader = logged_in("leder")
        for office in offices_of(MAY):
            found = value(office, MAY)
            expected = "green" if found >= 0.7 else "yellow" if found >= 0.6 else "red"
            assert line_of(leader, office, MAY)["status"] == expected
            waited = days(office, MAY)
            expected = "green" if waited <= 15 else "yellow" if waited <= 20 else "red"
            assert line_of(leader, office, MAY, "DAGER")["status"] == expected

    def test_year_to_date_begins_in_january(self):
        months = (MAY - 4).through(MAY)
        parts = [share("1202", month) for month in months]
        expected = sum(above for above, _ in parts) / sum(below for _, below in parts)
        assert float(line_of(logged_in("leder"), "1202", MAY)["year_to_date"]) == pytest.approx(expected)

    def test_the_place_is_the_number_of_better_offices_and_one(self):
        leader = logged_in("leder")
        assert run("prepare_places", "--month", MAY)[0] == 0
        values = {office: value(office, MAY) for office in offices_of(MAY)}
        for office, mine in values.items():
            line = line_of(leader, office, MAY)
            assert int(line["place"]) == 1 + sum(other > mine for other in values.values())
            assert int(line["place_low"]) <= int(line["place"]) <= int(line["place_high"]) <= int(line["place_of"])

    def test_the_page_has_perspective_goal_target_and_ways_to_other_months_and_offices(self):
        shown = page(logged_in("leder"), f"/offices/1201/{MAY}/")
        for text in ("Brukere", "Flere i arbeid", "Overgang til arbeid", "Dager til svar", "Deltakere"):
            assert text in shown
        assert f'href="/offices/1201/{MAY - 1}/' in shown
        assert f"/offices/1202/{MAY}/" in shown

    def test_a_month_that_has_not_come_says_so_and_where_the_last_one_is(self):
        shown = page(logged_in("leder"), f"/offices/1201/{JUNE}/")
        assert "Ingen tall" in shown
        assert f"/offices/1201/{MAY}/" in shown

    def test_an_office_that_never_delivered_has_no_figures_and_no_zeros(self):
        assert "Ingen tall for mai 2018" in page(logged_in("leder"), f"/offices/{SILENT}/{MAY}/")
        assert not Result.objects.filter(unit__code=SILENT).exists()

    def test_one_indicator_over_time_has_every_month(self):
        rows = table(logged_in("leder"), "/offices/1203/indicators/ANDEL/")
        known = {row["month"]: float(row["value"]) for row in rows if row["value"]}
        assert known == {str(month): value("1203", month) for month in MONTHS}


class TestComparing:
    ADDRESS = f"/indicators/ANDEL/{MAY}/?county=1200"

    def test_all_offices_of_the_county_stand_side_by_side(self):
        rows = [row for row in table(logged_in("ansatt"), self.ADDRESS) if row["kind"] == "office"]
        known = {row["unit"]: float(row["value"]) for row in rows if row["value"]}
        assert known == {office: value(office, MAY) for office in offices_of(MAY)}
        assert {row["unit"] for row in rows} == {*known, SILENT}

    def test_with_the_mean_the_result_the_country_and_a_chosen_county(self):
        rows = table(logged_in("ansatt"), self.ADDRESS + "&reference=1400")
        others = {(row["kind"], row["unit"]): float(row["value"]) for row in rows if row["kind"] != "office"}
        assert others == {
            ("county_mean", "1200"): pytest.approx(fmean(value(office, MAY) for office in offices_of(MAY))),
            ("county_result", "1200"): pytest.approx(pooled(offices_of(MAY), MAY)),
            ("country_result", ""): pytest.approx(pooled((*offices_of(MAY), *ELSEWHERE), MAY)),
            ("county_result", "1400"): pytest.approx(pooled(ELSEWHERE, MAY)),
        }

    def test_the_chart_and_the_table_show_the_same_numbers(self):
        shown = page(logged_in("ansatt"), self.ADDRESS)
        for office in offices_of(MAY):
            assert f"{100 * value(office, MAY):.1f}".replace(".", ",") in shown
            assert f"Kontor {office[-1]}" in shown

    def test_the_table_can_be_sorted(self):
        shown = page(logged_in("ansatt"), self.ADDRESS + "&sort=-value")
        found = re.findall(r'/indicators/ANDEL/">Kontor (\d)</a>', shown)
        assert found[-7:-1] == ["6", "5", "4", "3", "2", "1"]

    def test_the_whole_county_is_one_page(self):
        shown = page(logged_in("fylke"), f"/counties/1200/{MAY}/")
        for office in offices_of(MAY):
            assert f"/offices/{office}/{MAY}/" in shown


class TestRanking:
    @pytest.fixture
    def published(self):
        status, out = run("publish_ranking", "--county", "1200", "--month", MAY, "--by", "fylke@test.example", "--json")
        assert status == 0
        return json.loads(out)

    def test_the_better_office_stands_before_the_other(self, published):
        rows = table(logged_in("ansatt"), f"/rankings/1200/{MAY}/")
        places = {row["unit"]: int(row["position"]) for row in rows if row["position"]}
        assert set(places) == set(offices_of(MAY))
        assert [places[office] for office in sorted(places, reverse=True)] == [1, 2, 3, 4, 5, 6]

    def test_an_office_without_figures_is_named_with_the_reason_and_has_no_place(self, published):
        assert published["not_ranked"] == [{"unit": SILENT, "reason": "no_results"}]
        shown = page(logged_in("ansatt"), f"/rankings/1200/{MAY}/")
        assert re.search(r"<b>Ikke rangert[^<]*</b>[^<]*NAV Kontor 7", shown)

    def test_contributions_add_up_to_the_score(self, published):
        rows = table(logged_in("ansatt"), f"/rankings/1200/{MAY}/")
        for office in offices_of(MAY):
            lines = [row for row in rows if row["unit"] == office]
            assert {row["indicator"] for row in lines} == {"ANDEL", "DAGER"}
            assert sum(float(row["points"]) for row in lines) == pytest.approx(float(lines[0]["score"]))

    def test_the_office_sees_its_place_on_its_own_page(self, published):
        assert f"/rankings/1200/{MAY}/" in page(logged_in("leder"), f"/offices/1201/{MAY}/")

    def test_nobody_from_an_office_publishes_one(self):
        answer = logged_in("leder").post(f"/rankings/1200/{MAY}/publish/", follow=True)
        assert answer.status_code == 200
        assert not Ranking.objects.exists()

    def test_a_month_without_one_says_so(self):
        assert "Ingen rangering" in page(logged_in("ansatt"), f"/rankings/1200/{MAY}/")


class TestWhoMayDeliver:
    def test_an_employee_is_refused_everywhere_and_nothing_is_kept(self):
        employee, before = logged_in("ansatt"), Delivery.objects.count()
        assert employee.get("/deliveries/").status_code == 403
        assert employee.get("/deliveries/new/").status_code == 403
        assert upload(employee, wide_xlsx(JUNE, OFFICES)).status_code == 403
        assert Delivery.objects.count() == before

    def test_an_employee_at_the_command_line_too(self, tmp_path):
        answer = import_content(tmp_path, long_csv(JUNE, OFFICES), JUNE, "--by", "ansatt@test.example")
        assert (answer["status"], answer["findings"][0]["code"]) == (1, "not_permitted")
        assert not Result.objects.filter(month=JUNE).exists()

    def test_the_staff_of_another_county_can_not_choose_the_package(self):
        assert upload(logged_in("sogn"), wide_xlsx(JUNE, OFFICES)).status_code == 403  # it has no package of its own
        assert not Delivery.objects.filter(month=JUNE).exists()

    def test_the_directorate_may(self):
        assert "Kontrollert" in upload(logged_in("dir"), wide_xlsx(JUNE, OFFICES)).content.decode()


class TestTheNextMonth:
    """County staff in the browser: a workbook with an error, the corrected one, publication, and what follows."""

    @pytest.fixture
    def staff(self):
        return logged_in("fylke")

    @pytest.fixture
    def published(self, staff):
        upload(staff, wide_xlsx(JUNE, OFFICES))
        delivery = Delivery.objects.latest("id")
        answer = staff.post(f"/deliveries/{delivery.pk}/publish/", follow=True)
        return answer.content.decode()

    def test_an_error_is_shown_with_its_cell_and_nothing_is_published(self, staff):
        shown = upload(staff, wide_xlsx(JUNE, OFFICES, wrong={"1203": "ca. 70"})).content.decode()
        assert "C6" in shown
        assert "ca. 70" in shown
        assert "/publish/" not in shown
        assert not Result.objects.filter(month=JUNE).exists()

    def test_an_office_that_is_no_more_is_an_error(self, staff):
        shown = upload(staff, wide_xlsx(JUNE, (*OFFICES, CLOSING))).content.decode()
        assert "A9" in shown
        assert "/publish/" not in shown

    def test_the_corrected_file_says_what_it_brings(self, staff):
        shown = upload(staff, wide_xlsx(JUNE, OFFICES)).content.decode()
        assert "15 tall er nye" in shown
        assert "/publish/" in shown

    def test_publishing_says_what_was_done(self, published):
        assert "Publisert. 15 nye tall, 0 endret." in published
        assert f'href="/rankings/1200/{JUNE}/"' in published

    def test_dashboards_follow(self, published):
        leader = logged_in("leder")
        assert leader.get("/", follow=True).redirect_chain[-1][0] == f"/offices/1201/{JUNE}/"
        assert float(line_of(leader, "1201", JUNE)["value"]) == value("1201", JUNE)

    def test_the_month_before_has_a_way_to_it_at_once(self, staff):
        leader = logged_in("leder")
        assert f'href="/offices/1201/{JUNE}/" rel="next"' not in page(leader, f"/offices/1201/{MAY}/")
        upload(staff, wide_xlsx(JUNE, OFFICES))
        staff.post(f"/deliveries/{Delivery.objects.latest('id').pk}/publish/")
        assert f'href="/offices/1201/{JUNE}/" rel="next"' in page(leader, f"/offices/1201/{MAY}/")

    def test_the_comparison_follows_and_has_the_offices_of_that_month(self, published):
        rows = table(logged_in("ansatt"), f"/indicators/ANDEL/{JUNE}/?county=1200")
        assert {row["unit"] for row in rows if row["kind"] == "office"} == {*OFFICES, SILENT}

    def test_the_ranking_is_one_click_away_and_names_who_is_no_more(self, staff, published):
        answer = staff.post(f"/rankings/1200/{JUNE}/publish/", follow=True)
        assert "Utgave 1 er publisert." in answer.content.decode()
        rows = table(logged_in("ansatt"), f"/rankings/1200/{JUNE}/")
        reasons = {row["unit"]: row["reason"] for row in rows if row["reason"]}
        assert reasons == {SILENT: "no_results", CLOSING: "not_in_existence"}

    def test_the_same_file_again_changes_nothing_and_says_so(self, staff, published):
        before = Delivery.objects.count()
        same = bytes(Delivery.objects.latest("id").file.content)  # made anew, a workbook holds another time
        assert "allerede publisert" in upload(staff, same).content.decode()
        assert Delivery.objects.count() == before

    def test_a_correction_is_shown_before_it_is_published_and_kept_after(self, staff, published):
        upload(staff, wide_xlsx(JUNE, OFFICES, wrong={"1201": 90}))
        delivery = Delivery.objects.latest("id")
        assert (delivery.added, delivery.changed, delivery.unchanged) == (0, 1, 14)
        staff.post(f"/deliveries/{delivery.pk}/publish/")
        assert float(line_of(logged_in("leder"), "1201", JUNE)["value"]) == 0.9
        revision = ResultRevision.objects.get()
        assert (revision.value, revision.replaced_by) == (value("1201", JUNE), delivery)

    def test_a_ranking_of_figures_that_were_corrected_says_so_until_a_new_edition(self, staff, published):
        staff.post(f"/rankings/1200/{JUNE}/publish/")
        address = f"/rankings/1200/{JUNE}/"
        assert "utdatert" not in page(staff, address).lower()
        upload(staff, wide_xlsx(JUNE, OFFICES, wrong={"1201": 90}))
        staff.post(f"/deliveries/{Delivery.objects.latest('id').pk}/publish/")
        assert "endret" in page(staff, address)
        assert "Utgave 2 er publisert." in staff.post(f"{address}publish/", follow=True).content.decode()

    def test_every_stored_number_still_follows_from_the_results(self, staff, published):
        staff.post(f"/rankings/1200/{JUNE}/publish/")
        status, out = run("check_numbers", "--json")
        assert status == 0, out
