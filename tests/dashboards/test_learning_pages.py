"""The pages of whom to learn from: on one indicator, two offices side by side, and all that are yellow or red."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecards.models import Indicator, Package, Result
from scorecards.versions import count_up_version
from tests.builders import a_county, a_target, an_indicator, an_item, an_office
from tests.dashboards.test_exports import read_xlsx
from tests.dashboards.world import reader, text_of
from tests.scorecards.published import MAY, publish
from tests.scorecards.teaching import DAYS, YEAR, a_teaching_county

pytestmark = pytest.mark.django_db

WEAK, STRONG = (40, 100), (70, 100)


@pytest.fixture
def teaching():
    """The asker is at 40 %; one that is alike and one four times as large reach 60 % each month."""
    made = a_teaching_county()
    made.publish({"asker": WEAK, "alike": (77, 110), "large": (280, 400)})
    return made


@pytest.fixture
def browser(teaching):
    return reader("leader", teaching.asker)


def address_of(teaching, indicator="MAIN", month=MAY) -> str:
    return f"/offices/{teaching.asker.code}/{month}/learn/{indicator and indicator + '/'}"


def words_of(page: str) -> str:
    plain = re.sub(r"<script.*?</script>|<[^>]+>", " ", page[page.index("<main") :], flags=re.DOTALL)
    return " ".join(plain.split())


def rows_of(page: str, table: int = 0) -> list[list[str]]:
    """The cells of a table's body, row by row."""
    body = page.split("<table")[table + 1].split("</table>")[0]
    lines = re.findall(r"<tr[^>]*>(.*?)</tr>", body.split("</thead>")[1], flags=re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, flags=re.DOTALL) for line in lines]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def file_of(browser, address: str) -> list[dict[str, str]]:
    joint = "&" if "?" in address else "?"
    text = browser.get(f"{address}{joint}format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


class TestOnOneIndicator:
    def test_each_teacher_is_told_with_value_months_size_and_the_rest(self, teaching, browser):
        rows = rows_of(text_of(browser.get(address_of(teaching))))
        assert [row[:5] for row in rows] == [
            ["NAV Alike", "70,0 %", "12 av 12 måneder", "omtrent like stort", "2 av 2"],
            ["NAV Large", "70,0 %", "12 av 12 måneder", "4 ganger så stort", "2 av 2"],
        ]

    def test_the_askers_own_figure_and_target_stand_above(self, teaching, browser):
        page = words_of(text_of(browser.get(address_of(teaching))))
        assert "Disse månedene samlet 40,0 % NAV Asker" in page
        assert "0 av 12 måneder" in page
        assert "juni 2017 til mai 2018" in page

    def test_it_says_what_it_takes_and_that_some_may_be_luck(self, teaching, browser):
        page = words_of(text_of(browser.get(address_of(teaching))))
        assert "Nærmest i størrelse står først" in page
        assert "Blant mange kontor kan noen stå her av flaks." in page

    def test_a_teachers_name_leads_to_its_own_months(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching)))
        assert f'href="/offices/{teaching.office("alike").code}/indicators/MAIN/"' in page

    def test_each_teachers_months_are_drawn_and_said(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching)))
        assert 'aria-label="NAV Alike: fra 70,0\u00a0% i juni 2017 til 70,0\u00a0% i mai 2018."' in page

    def test_no_place_and_no_praise(self, teaching, browser):
        page = words_of(text_of(browser.get(address_of(teaching)))).lower()
        assert not re.search(r"\b(plass|vinner|flinkest|topp|verst|dårlig)\b", page)

    def test_ten_are_listed_and_the_file_has_them_all(self, teaching, browser):
        names = {f"office{number:02}": (70 + number, 100 + number) for number in range(12)}
        teaching.publish({"asker": WEAK, **names})
        count_up_version()
        page = text_of(browser.get(address_of(teaching)))
        assert len(rows_of(page)) == 10
        assert "og 4 kontor til" in words_of(page)
        assert len(file_of(browser, address_of(teaching))) == 14

    def test_the_whole_country_is_looked_in_where_asked_with_the_county_beside_each(self, teaching, browser):
        teaching.offices["far"] = an_office(county=a_county("1400", "NAV Sogn"), name="NAV Far")
        teaching.publish({"asker": WEAK, "alike": (77, 110), "far": STRONG})
        count_up_version()
        near = rows_of(text_of(browser.get(address_of(teaching))))
        wide = rows_of(text_of(browser.get(address_of(teaching) + "?where=country")))
        assert [row[0] for row in near] == ["NAV Alike", "NAV Large"]
        assert [row[:2] for row in wide][:2] == [["NAV Far", "NAV Sogn"], ["NAV Alike", "NAV Hordaland"]]

    def test_the_choice_of_where_is_kept_from_month_to_month(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching) + "?where=country"))
        assert f"{address_of(teaching, month=MAY - 1)}?where=country" in page

    def test_an_office_that_reaches_its_target_is_told_so(self, teaching, browser):
        for month in YEAR:
            teaching.publish_month(month, {"asker": (700, 1000)})
        count_up_version()
        page = words_of(text_of(browser.get(address_of(teaching))))
        assert "NAV Asker når kravet i månedene samlet, og ingen er bedre ut over det tilfeldigheter gir." in page
        assert "side om side" not in page

    def test_an_indicator_without_a_target_says_so(self, teaching, browser):
        an_indicator("FREE")
        page = words_of(text_of(browser.get(address_of(teaching, "FREE"))))
        assert "Indikatoren har ikke noe krav som kan nås jevnt." in page

    def test_a_count_says_that_large_offices_have_more_and_not_what_it_takes(self, teaching, browser):
        Indicator.objects.filter(code="MAIN").update(unit_of_measure="number", pooling="sum")
        count_up_version()
        page = words_of(text_of(browser.get(address_of(teaching))))
        assert "Store kontor har flere enn små, så kontorene kan ikke sammenlignes på den." in page
        assert "Hvem står her?" not in page
        assert "Snitt av disse månedene" in page

    def test_of_days_those_that_are_steadily_quick_are_told_and_how_it_was_judged(self):
        teaching = a_teaching_county(direction="lower", green=10, unit="days", pooling="mean")
        teaching.publish_levels(DAYS)
        browser = reader("leader", teaching.asker)
        page = text_of(browser.get(address_of(teaching)))
        assert [row[:5] for row in rows_of(page)] == [
            ["NAV Quick", "9,0 dager", "12 av 12 måneder", "–", "2 av 2"],
            ["NAV Quicker", "8,0 dager", "12 av 12 måneder", "–", "2 av 2"],
        ]
        words = words_of(page)
        assert "Snitt av disse månedene 14,0 dager NAV Asker" in words
        assert "Snittet av månedene er bedre enn snittet til NAV Asker" in words
        assert "hvor mye kontorene svinger fra måned til måned" in words
        assert "Alle månedene samlet" not in words
        assert [
            (row["teacher_name"], row["size_ratio"], row["judged_by"]) for row in file_of(browser, address_of(teaching))
        ] == [
            ("NAV Quick", "", "months"),
            ("NAV Quicker", "", "months"),
        ]

    def test_too_few_offices_to_judge_days_by_says_so(self):
        teaching = a_teaching_county(direction="lower", green=10, unit="days", pooling="mean")
        teaching.publish_levels({name: DAYS[name] for name in ("asker", "quick", "slow")})
        page = words_of(text_of(reader("leader", teaching.asker).get(address_of(teaching))))
        assert "For få kontor har tall til å si hvor mye som er tilfeldig. Det må være minst 6." in page

    def test_the_overview_tells_shares_and_days_apart(self):
        teaching = a_teaching_county(direction="lower", green=10, unit="days", pooling="mean")
        teaching.publish_levels(DAYS)
        a_target(teaching.others[0], 0.6)
        publish({(teaching.others[0], teaching.asker): WEAK}, package=teaching.package)
        count_up_version()
        page = words_of(text_of(reader("leader", teaching.asker).get(address_of(teaching, ""))))
        assert "NAV Quick 9,0 dager" in page
        assert "For andeler ser vi av antallet hvor mye det er." in page

    def test_simulated_figures_say_so(self, teaching, browser):
        assert "simulert" not in text_of(browser.get(address_of(teaching)))
        Package.objects.update(simulated=True)
        count_up_version()
        assert "simulert" in text_of(browser.get(address_of(teaching)))

    @pytest.mark.parametrize("indicator", ["NOBODY", "main2"])
    def test_an_unknown_indicator_is_not_found(self, teaching, browser, indicator):
        assert browser.get(address_of(teaching, indicator)).status_code == 404

    def test_an_office_without_a_place_in_the_month_says_so(self, teaching, browser):
        teaching.office("asker").placements.update(valid_to=MAY.first_day)
        count_up_version()
        page = words_of(text_of(browser.get(address_of(teaching))))
        assert "Kontor å lære av" not in page
        assert "NAV Asker" in page

    def test_a_county_is_no_office(self, teaching, browser):
        assert browser.get(f"/offices/1200/{MAY}/learn/MAIN/").status_code == 404


class TestSideBySide:
    def test_the_nearest_is_drawn_beside_the_asker_unless_another_is_chosen(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching)))
        assert "NAV Asker og NAV Alike side om side" in words_of(page)
        large = teaching.office("large").code
        assert f"?where=county&amp;beside={large}#beside" in page
        chosen = text_of(browser.get(f"{address_of(teaching)}?where=county&beside={large}"))
        assert "NAV Asker og NAV Large side om side" in words_of(chosen)

    def test_the_table_has_both_offices_month_by_month_the_newest_first(self, teaching, browser):
        teaching.publish_month(MAY, {"asker": (51, 100)})
        count_up_version()
        rows = rows_of(text_of(browser.get(address_of(teaching))), table=1)
        assert len(rows) == 12
        assert rows[0] == ["mai 2018", "51,0 %", "51 av 100", "70,0 %", "77 av 110"]
        assert rows[-1] == ["juni 2017", "40,0 %", "40 av 100", "70,0 %", "77 av 110"]

    def test_both_are_drawn_with_the_target(self, teaching, browser):
        drawn = re.search(r'<svg class="lines".*?</svg>', text_of(browser.get(address_of(teaching))))
        assert drawn
        assert [drawn[0].count(f'<circle class="{css}"') for css in ("own", "other")] == [12, 12]
        assert 'class="goal-line"' in drawn[0]

    def test_a_hidden_month_is_said_and_not_drawn(self, teaching, browser):
        Result.objects.filter(unit=teaching.office("alike"), month=MAY, indicator__code="MAIN").update(suppressed=True)
        count_up_version()
        page = text_of(browser.get(address_of(teaching)))
        assert rows_of(page, table=1)[0] == ["mai 2018", "40,0 %", "40 av 100", "for få", ""]
        drawn = re.search(r'<svg class="lines".*?</svg>', page)
        assert drawn
        assert drawn[0].count('<circle class="other"') == 11

    def test_months_of_an_earlier_definition_are_not_beside_each_other(self, teaching, browser):
        Indicator.objects.filter(code="MAIN").update(definition_changed=YEAR[2].first_day)
        count_up_version()
        rows = rows_of(text_of(browser.get(address_of(teaching))), table=1)
        assert [row[0] for row in rows][-1] == "august 2017"

    def test_any_office_of_the_county_may_be_chosen(self, teaching, browser):
        teaching.publish({"asker": WEAK, "weak": (30, 100)})
        count_up_version()
        page = text_of(browser.get(f"{address_of(teaching)}?beside={teaching.office('weak').code}"))
        assert "NAV Asker og NAV Weak side om side" in words_of(page)

    @pytest.mark.parametrize("code", ["9999", "asker"])
    def test_one_that_is_not_there_or_is_the_asker_itself_is_not_found(self, teaching, browser, code):
        beside = teaching.asker.code if code == "asker" else code
        assert browser.get(f"{address_of(teaching)}?beside={beside}").status_code == 404

    def test_its_table_is_a_file_too(self, teaching, browser):
        rows = file_of(browser, f"{address_of(teaching)}?table=beside&beside={teaching.office('large').code}")
        assert len(rows) == 24
        assert {row["unit_name"] for row in rows} == {"NAV Asker", "NAV Large"}
        assert {(row["month"], row["state"]) for row in rows} == {(str(month), "value") for month in YEAR}
        assert {row["numerator"] for row in rows} == {"40.0", "280.0"}


class TestWhatIsSpecial:
    def test_a_preliminary_month_has_its_hourglass(self, teaching, browser):
        figures = {(teaching.indicator, teaching.office(name)): (50, 100) for name in ("asker", "alike")}
        publish(figures, MAY + 1, preliminary=True, package=teaching.package)
        count_up_version()
        rows = rows_of(text_of(browser.get(address_of(teaching, month=MAY + 1))), table=1)
        assert [row[1] for row in rows][:2] == ["foreløpig: 50,0 %", "40,0 %"]

    def test_an_office_that_came_of_a_merger_seven_months_ago_is_no_teacher_yet(self, teaching, browser):
        merged = an_office(county=teaching.county, name="NAV Merged", since=str(YEAR[5].first_day))
        teaching.offices["merged"] = merged
        for month in YEAR[5:]:
            teaching.publish_month(month, {"merged": (80, 100)})
        publish({(each, merged): 0.5 for each in teaching.others}, package=teaching.package)
        count_up_version()
        assert "NAV Merged" not in [row[0] for row in rows_of(text_of(browser.get(address_of(teaching))))]
        later = address_of(teaching, month=MAY + 1)
        figures = {(teaching.indicator, each): (80, 100) for each in (merged, teaching.asker)}
        publish({**figures, **{(each, merged): 0.5 for each in teaching.others}}, MAY + 1, package=teaching.package)
        count_up_version()
        assert ["NAV Merged", "80,0 %", "8 av 8 måneder"] in [row[:3] for row in rows_of(text_of(browser.get(later)))]

    def test_numbers_are_written_as_the_language_writes_them(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching) + "?lang=en"))
        assert "70.0%" in page
        assert "70,0" not in page


class TestOnAllThatAreYellowOrRed:
    @pytest.fixture(autouse=True)
    def _targets(self, teaching):
        a_target(teaching.others[0], 0.4)  # green at one half
        count_up_version()

    def test_each_prioritised_one_that_is_red_has_its_nearest_teachers(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching, "")))
        rows = rows_of(page)
        assert rows[0][0].startswith("Oppfølging Rød NAV Asker disse månedene samlet: 40,0 %, krav ≥ 60 %")
        assert [row[0] for row in rows[1:]] == ["NAV Alike", "NAV Large"]
        assert "OTHER0" not in page

    def test_at_most_three_are_named_and_the_rest_is_a_link(self, teaching, browser):
        names = {f"office{number}": (70 + number, 100 + number) for number in range(4)}
        teaching.publish({"asker": WEAK, **names})
        count_up_version()
        page = text_of(browser.get(address_of(teaching, "")))
        assert len(rows_of(page)) == 1 + 3 + 1
        assert rows_of(page)[-1] == ["og 3 kontor til : Oppfølging"]
        assert f'<a href="{address_of(teaching)}?where=county">og 3 kontor til' in page

    def test_side_by_side_leads_to_the_indicators_page(self, teaching, browser):
        href = f"{address_of(teaching)}?where=county&amp;beside={teaching.office('alike').code}#beside"
        assert href in text_of(browser.get(address_of(teaching, "")))
        assert browser.get(href.replace("&amp;", "&")).status_code == 200

    def test_one_without_a_teacher_says_why(self, teaching, browser):
        a_target(teaching.others[1], 0.1)  # red at one half, where less is better; no share of anything is known
        count_up_version()
        page = words_of(text_of(browser.get(address_of(teaching, ""))))
        assert "NAV Asker har ingen tall å sammenligne med i disse månedene." in page

    def test_what_is_not_prioritised_is_not_there(self, teaching, browser):
        teaching.package.items.filter(indicator=teaching.indicator).update(priority=0)
        count_up_version()
        page = words_of(text_of(browser.get(address_of(teaching, ""))))
        assert "Ingen prioriterte indikatorer er gule eller røde i mai 2018" in page

    def test_an_office_with_nothing_red_is_told_what_would_stand_here(self, teaching, browser):
        teaching.publish_month(MAY, {"asker": (90, 100)})
        count_up_version()
        page = words_of(text_of(browser.get(address_of(teaching, ""))))
        assert "Her står kontor å lære av for hver prioritert indikator som ikke når kravet." in page

    def test_a_month_without_figures_leads_to_the_nearest(self, teaching, browser):
        page = text_of(browser.get(address_of(teaching, "", MAY + 5)))
        assert "Ingen tall for oktober 2018" in words_of(page)

    def test_an_unknown_package_is_not_found_and_a_known_one_is_kept(self, teaching, browser):
        assert browser.get(address_of(teaching, "") + "?package=NONE").status_code == 404
        page = text_of(browser.get(address_of(teaching, "") + "?package=STYR"))
        assert f"{address_of(teaching, '', MAY - 1)}?where=county&amp;package=STYR" in page

    def test_the_file_has_the_figures_of_the_page(self, teaching, browser):
        rows = file_of(browser, address_of(teaching, ""))
        assert [(row["indicator"], row["teacher_name"]) for row in rows] == [
            ("MAIN", "NAV Alike"),
            ("MAIN", "NAV Large"),
        ]
        first = rows[0]
        assert [float(first[name]) for name in ("green", "value", "teacher_value", "size_ratio")] == [
            0.6,
            0.4,
            0.7,
            1.1,
        ]
        assert [first[name] for name in ("months_reached", "months_known", "others_good", "others_known")] == [
            "0", "12", "2", "2",
        ]  # fmt: skip
        assert (first["first_month"], first["month"], first["nobody"]) == ("2017-06", "2018-05", "")

    def test_the_workbook_has_the_rows_of_the_text_file(self, teaching, browser):
        answer = browser.get(address_of(teaching, "") + "?format=xlsx")
        assert [row["teacher_name"] for row in read_xlsx(answer.content)] == ["NAV Alike", "NAV Large"]

    def test_where_nobody_is_named_the_file_says_why(self, teaching, browser):
        for month in YEAR:
            teaching.publish_month(month, {"alike": (50, 110), "large": (50, 400)})
        count_up_version()
        (row,) = file_of(browser, address_of(teaching, ""))
        assert (row["indicator"], row["nobody"], row["teacher"]) == ("MAIN", "nobody", "")

    def test_it_takes_as_many_queries_for_many_indicators_and_offices_as_for_one(self, teaching, browser):
        def queries() -> int:
            count_up_version()
            with CaptureQueriesContext(connection) as captured:
                text_of(browser.get(address_of(teaching, "") + "?where=country"))
            return len(captured)

        queries()
        few = queries()
        more = [an_indicator(f"MORE{number}") for number in range(5)]
        for order, indicator in enumerate(more):
            an_item(teaching.package, indicator, order=10 + order, priority=1)
            a_target(indicator, 0.6)
        offices = [teaching.asker, *(teaching.office(f"office{number}") for number in range(10))]
        for month in YEAR:
            figures = {(indicator, office): STRONG for indicator in more for office in offices}
            figures |= {(indicator, teaching.asker): WEAK for indicator in more}
            publish(figures, month, package=teaching.package)
        assert queries() == few
        assert len(file_of(browser, address_of(teaching, ""))) == 2 + 5 * 10


def test_whoever_reads_it_reads_the_same(teaching):
    elsewhere = an_office(county=a_county("1400", "NAV Sogn"))
    readers = [reader("leader", teaching.asker), reader("employee", elsewhere), reader("directorate")]
    assert len({words_of(text_of(each.get(address_of(teaching)))) for each in readers}) == 1


class TestTheWayThere:
    def test_the_offices_month_leads_to_whom_to_learn_from_with_its_package(self, teaching, browser):
        page = text_of(browser.get(f"/offices/{teaching.asker.code}/{MAY}/?package=STYR"))
        assert f'href="{address_of(teaching, "")}?package=STYR"' in page

    def test_where_nothing_is_yellow_or_red_it_does_not(self, teaching, browser):
        teaching.publish_month(MAY, {"asker": (90, 100)})
        count_up_version()
        page = text_of(browser.get(f"/offices/{teaching.asker.code}/{MAY}/"))
        assert "/learn/" not in page
