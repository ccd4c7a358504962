"""The comparison by size and by region: sections with limits in words, their own figures, and the country's beside."""

import json
import re

import pytest

from dashboards.comparison import ComparisonWriter
from dashboards.comparison_page import comparison_table, page_context
from dashboards.comparison_sections import chart_sections, in_order
from dashboards.comparison_sizes import heading_of, limits_in_words, name_of, size_lines
from dashboards.comparison_state import read_state
from dashboards.formatting import format_for
from scorecards.compared import size_groups
from scorecards.figures import Figure
from scorecards.models import Indicator
from scorecards.queries.compared import compared_sizes
from scorecards.queries.comparison import compare_offices
from tests.builders import a_county, a_region, an_office
from tests.dashboards.figures import a_comparison, a_figure, a_row, facts
from tests.dashboards.test_charts import assert_has_no_markup, assert_plotly_takes
from tests.dashboards.test_comparison_page import chart_of, rows_of
from tests.dashboards.test_exports import number, read_csv
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.published import as_placed, of, publish

NB = "\u00a0"
FORM = format_for("nb")
ADDRESS = "/indicators/IND0/2018-05/?county=1200&view=size"


def offices(*parts):
    return [a_row(f"NAV K{place}", a_figure(*each), code=str(place)) for place, each in enumerate(parts)]


FOUR = offices((5, 10), (18, 20), (60, 100), (90, 200))


def sections(*rows, query, own=()):
    figures = a_comparison(*rows)
    state = read_state(figures, query)
    sizes = size_groups(figures.offices, "ratio") if state.view == "size" else ()
    writer = ComparisonWriter(figures, set(own))
    return writer, comparison_table(writer, [], state, sizes).sections


class TestTheWords:
    def test_halves_and_quarters_have_names_from_the_smallest_on(self):
        quarters = size_groups(offices(*((n, 10 * n) for n in range(1, 13))), "ratio")
        assert [name_of(group) for group in quarters] == [
            "De minste",
            "De nest minste",
            "De nest største",
            "De største",
        ]
        assert [name_of(group) for group in size_groups(FOUR, "ratio")] == ["De minste", "De største"]

    def test_the_limits_are_bases_that_offices_have(self):
        small, large = size_groups(FOUR, "ratio")
        assert limits_in_words(small, FORM) == "grunnlag 10–20"
        assert heading_of(large, FORM) == "De største: grunnlag 100–200, 2 kontor"

    def test_thousands_are_written_as_everywhere(self):
        groups = size_groups(offices((5, 10), (5, 10), (5, 1000), (5, 2757)), "ratio")
        assert limits_in_words(groups[1], FORM) == f"grunnlag 1{NB}000–2{NB}757"

    def test_a_group_of_one_size_has_one_limit(self):
        groups = size_groups(offices((5, 10), (6, 10), (5, 100), (5, 200)), "ratio")
        assert limits_in_words(groups[0], FORM) == "grunnlag 10"

    def test_a_row_has_the_groups_mean_its_result_and_the_middle(self):
        writer = ComparisonWriter(a_comparison(*FOUR), {"0"})
        small, large = size_lines(writer, writer.lines(), size_groups(FOUR, "ratio"))
        assert (small.number, small.mean, small.pooled, small.base) == (2, f"70,0{NB}%", f"76,7{NB}%", "23 av 30")
        assert (small.own, large.own) == (True, False)

    def test_what_can_not_be_pooled_has_a_dash_for_its_result(self):
        writer = ComparisonWriter(a_comparison(*FOUR, of=facts(unit="days", pooling="mean")), set())
        assert {line.pooled for line in size_lines(writer, writer.lines(), size_groups(FOUR, "mean"))} == {"–"}


class TestSections:
    def test_by_size_each_office_stands_under_its_group_in_the_chosen_order(self):
        _writer, found = sections(*FOUR, query={"view": "size"})
        assert [[line.name for line in section.lines] for section in found] == [["K1", "K0"], ["K2", "K3"]]
        _writer, found = sections(*FOUR, query={"view": "size", "sort": "name"})
        assert [[line.name for line in section.lines] for section in found] == [["K0", "K1"], ["K2", "K3"]]

    def test_an_office_that_is_too_few_stands_last_under_a_heading_of_its_own(self):
        _writer, found = sections(*FOUR, a_row("NAV Fedje", Figure("too_few")), query={"view": "size"})
        assert found[-1].heading == "Uten tall som vises"
        assert [line.name for line in found[-1].lines] == ["Fedje"]

    def test_a_group_has_its_mean_and_its_result_with_the_distance_to_the_countys_mean(self):
        _writer, found = sections(*FOUR, query={"view": "size"})
        assert [(each.name, each.text) for each in found[0].references] == [
            ("Snitt i gruppen", f"70,0{NB}%"),
            ("Gruppen samlet", f"76,7{NB}%"),
        ]
        assert found[0].references[0].difference == "\u221220,0"

    def test_by_region_each_stands_under_its_region_the_best_first(self):
        rows = [
            type(row)(1, row.code, row.name, region, row.figure, "green", None, None)
            for row, region in zip(FOUR, ["Ås", "Voss", "Ås", ""], strict=True)
        ]
        _writer, found = sections(*rows, query={"sort": "region"})
        assert [(each.heading, [line.name for line in each.lines]) for each in found] == [
            ("Voss", ["K1"]),
            ("Ås", ["K2", "K0"]),
            ("Uten region", ["K3"]),
        ]

    def test_in_any_other_order_there_is_one_without_a_heading(self):
        _writer, found = sections(*FOUR, query={"sort": "-base"})
        assert [section.heading for section in found] == [""]
        assert [line.name for line in in_order(found)] == ["K3", "K2", "K1", "K0"]

    def test_the_chart_has_the_sections_of_what_it_draws(self):
        writer, found = sections(*FOUR, a_row("NAV Fedje", Figure("too_few")), query={"view": "size"})
        drawn = chart_sections(writer, found, {"0", "2", "3"})
        assert [(section.bars, section.heading) for section in drawn] == [
            (1, "Grunnlag 10–20, 2 kontor"),
            (2, "Grunnlag 100–200, 2 kontor"),
        ]


class TestTheChart:
    def chart(self, **query):
        figures = a_comparison(*FOUR)
        sizes = size_groups(FOUR, "ratio") if query.get("view") == "size" else ()
        return json.loads(page_context(figures, set(), [], [], query, None, sizes)["chart"])

    def test_plotly_takes_it_and_it_has_no_markup(self):
        for query in ({"view": "size"}, {"sort": "region"}):
            chart = self.chart(**query)
            assert_plotly_takes(chart)
            assert_has_no_markup({**chart, "data": []})

    def test_no_two_things_stand_in_one_row(self):
        chart = self.chart(view="size")
        bars, markers = (trace["y"] for trace in chart["data"])
        headings = [each["y"] for each in chart["layout"]["annotations"] if each["text"].startswith("Grunnlag")]
        assert len({*bars, *markers, *headings}) == len(bars) + len(markers) + len(headings)

    def test_a_groups_mean_drops_through_its_own_bars_alone(self):
        chart = self.chart(view="size")
        small, large = chart["layout"]["shapes"][-2:]
        bars = chart["data"][0]["y"]
        assert [bar for bar in bars if small["y0"] < bar < small["y1"]] == bars[:2]
        assert [bar for bar in bars if large["y0"] < bar < large["y1"]] == bars[2:]
        assert small["x0"] == pytest.approx(70.0)

    def test_there_is_room_for_every_row(self):
        plain, divided = self.chart(), self.chart(view="size")
        assert divided["layout"]["height"] > plain["layout"]["height"]
        assert divided["layout"]["yaxis"]["range"][0] > max(divided["data"][0]["y"])


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def world(self):
        made = a_world(offices=5)
        elsewhere = a_county("1400", "NAV Sogn og Fjordane")
        made.publish(MAY, (8, 10), (18, 20), (60, 100), (90, 200), (30, 40))
        publish(of(made.indicators[0], [an_office("1401", "NAV Flora", county=elsewhere)], (12, 15)), MAY)
        return made

    @pytest.fixture
    def browser(self, world):
        return reader(unit=world.voss)

    def sizes_of(self, page):
        table = re.search(r'<section class="panel sizes".*?</section>', page, re.DOTALL)
        assert table is not None
        return [
            [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in re.findall(r"<tr[^>]*>(<th scope=\"row\".*?)</tr>", table[0])
        ]

    def test_each_group_has_a_row_with_the_county_and_the_country(self, browser):
        small, large = self.sizes_of(text_of(browser.get(ADDRESS)))
        assert (small[1], small[7]) == ("3", "4")  # Flora has 15, between 10 and 40
        assert (large[1], large[7]) == ("2", "2")

    def test_the_own_group_is_marked_and_says_nothing_of_quarters_where_it_is_small(self, browser):
        page = text_of(browser.get(ADDRESS))
        assert '<tr class="me"><th scope="row">De minste' in page

    def test_chart_and_table_have_the_same_offices_in_the_same_order(self, browser):
        page = text_of(browser.get(ADDRESS))
        assert rows_of(page) == ["Odda", "Voss", "Kontor 5", "Fedje", "Kontor 4"]
        assert chart_of(page)["data"][0]["x"] == pytest.approx([90, 80, 75, 60, 45])

    def test_a_hidden_office_is_named_kept_in_the_table_and_in_no_group(self, world, browser):
        Indicator.objects.update(hide_below=5)
        world.offices += [an_office(f"500{n}", f"NAV Sted {n}", county=world.county) for n in range(2)]
        world.publish(MAY + 1, (8, 20), (18, 30), (60, 100), (90, 200), (3, 97713), (20, 60), (25, 70))
        page = text_of(browser.get(ADDRESS.replace("2018-05", "2018-06")))
        assert "97713" not in page
        assert "For få, vises ikke:" in page
        assert "Gruppene regner bare med kontorene som vises." in page
        assert "Uten tall som vises" in page
        assert "Kontor 5" in rows_of(page)

    def test_where_nobody_is_hidden_that_is_not_said(self, browser):
        assert "regner bare med kontorene som vises" not in text_of(browser.get(ADDRESS))

    def test_the_funnel_says_that_its_middle_leaves_the_hidden_out(self, world, browser):
        address = "/indicators/IND0/2018-05/?county=1200&view=funnel"
        said = "Den vannrette streken regner bare med kontorene som vises."
        assert said not in text_of(browser.get(address))
        Indicator.objects.update(hide_below=5)
        world.publish(MAY, (8, 20), (18, 30), (60, 100), (90, 200), (3, 97713))
        assert said in text_of(browser.get(address))

    def test_an_indicator_without_bases_offers_no_sizes(self, world, browser):
        Indicator.objects.filter(code="IND1").update(unit_of_measure="days", pooling="mean")
        publish({(world.indicators[1], office): 5.0 for office in world.offices}, MAY, package=world.package)
        page = text_of(browser.get("/indicators/IND1/2018-05/?county=1200&view=size"))
        assert "Etter størrelse" not in page
        assert "Kontorene side om side" in page

    def test_by_region_the_table_has_a_heading_for_each(self, world, browser):
        world.offices.append(
            an_office(
                "1298", "NAV Bø", county=world.county, region=a_region("1292", "Region Nord", county=world.county)
            )
        )
        world.publish(MAY, (8, 10), (18, 20), (60, 100), (90, 200), (30, 40), (35, 40))
        page = text_of(browser.get("/indicators/IND0/2018-05/?county=1200&sort=region"))
        headings = re.findall(r'<th scope="rowgroup" colspan="6">([^<]+)</th>', page)
        assert headings == ["Region Hardanger og Voss", "Region Nord"]
        assert rows_of(page)[-1] == "Bø"

    def test_links_to_other_views_orders_and_months_keep_the_rest(self, world, browser):
        world.publish(MAY - 1)
        page = text_of(browser.get(ADDRESS + "&sort=name&reference=1400")).replace("&amp;", "&")
        assert "?county=1200&reference=1400&view=months&sort=name" in page
        assert "?county=1200&reference=1400&view=size&sort=base#tt" in page
        assert "/2018-04/?county=1200&reference=1400&view=size&sort=name" in page
        assert '<input type="hidden" name="view" value="size">' in page

    def test_the_form_keeps_what_it_has_no_field_for(self, browser):
        asked = "/compare/?indicator=IND1&month=2018-05&county=1200&sort=name&view=size&office=1236&all=1"
        assert browser.get(asked)["Location"] == (
            "/indicators/IND1/2018-05/?county=1200&sort=name&view=size&office=1236&all=1"
        )

    def test_where_the_own_office_lies_is_said(self, browser):
        assert "NAV Voss ligger blant dem, over midten." in text_of(browser.get(ADDRESS))

    def test_nothing_is_said_of_where_an_office_lies_to_who_has_none_here(self, world):
        assert "Halvparten av kontorene ligger på" not in text_of(reader("directorate").get(ADDRESS))


@pytest.mark.django_db
class TestWhatCanNotBePooled:
    ADDRESS = "/indicators/IND0/2018-05/?county=1200&reference=1400"

    @pytest.fixture
    def page(self):
        world = a_world()
        Indicator.objects.update(unit_of_measure="days", pooling="mean")
        elsewhere = an_office("1401", "NAV Flora", county=a_county("1400", "NAV Sogn og Fjordane"))
        figures = {(world.indicators[0], office): 10.0 + 2 * place for place, office in enumerate(world.offices)}
        publish(figures | {(world.indicators[0], elsewhere): 20.0}, MAY, package=world.package)
        return reader(unit=world.voss)

    def test_country_and_reference_county_are_the_means_of_their_offices(self, page):
        text = text_of(page.get(self.ADDRESS))
        assert re.search(rf"<dt>Snitt i landet</dt><dd>14,0{NB}dager", text)
        assert re.search(rf"<dt>Snitt i Sogn og Fjordane</dt><dd>20,0{NB}dager", text)

    def test_the_file_calls_them_means(self, page):
        rows = {row["kind"]: row for row in read_csv(page.get(self.ADDRESS + "&format=csv").content)}
        assert number(rows["country_mean"]["value"]) == 14.0
        assert "country_result" not in rows


@pytest.mark.django_db
class TestTheFile:
    @pytest.fixture
    def world(self):
        made = a_world(offices=7)
        Indicator.objects.update(hide_below=5)
        made.publish(MAY, (8, 20), (18, 30), (60, 100), (90, 200), (3, 97713), (20, 60), (25, 70))
        return made

    def rows(self, world, more=""):
        return read_csv(reader("county", world.county).get(ADDRESS + more + "&format=csv").content)

    def test_each_group_has_its_offices_in_the_pages_order_then_its_own_figures(self, world):
        page = text_of(reader("county", world.county).get(ADDRESS + "&sort=name"))
        rows = self.rows(world, "&sort=name")
        assert [row["unit_name"].removeprefix("NAV ") for row in rows if row["kind"] == "office"] == rows_of(page)
        kinds = [row["kind"] for row in rows if row["group"] == "1"]
        assert kinds[-3:] == ["size_mean", "size_result", "size_in_country"]

    def test_its_figures_are_the_pages(self, world):
        figures = compare_offices("IND0", as_placed(world.county), MAY)
        assert figures is not None
        for group in compared_sizes(figures):
            own = {row["kind"]: row for row in self.rows(world) if row["group"] == str(group.part + 1)}
            assert number(own["size_mean"]["value"]) == group.summary.mean
            assert number(own["size_mean"]["median"]) == group.summary.median
            assert number(own["size_result"]["value"]) == group.pooled.value
            assert (number(own["size_mean"]["base_from"]), number(own["size_mean"]["base_to"])) == (
                group.smallest,
                group.largest,
            )
            assert group.country is not None
            assert int(own["size_in_country"]["n"]) == group.country.n

    def test_a_hidden_office_is_in_it_without_a_group_or_a_figure(self, world):
        hidden = [row for row in self.rows(world) if row["state"] == "too_few"]
        assert {(row["group"], row["denominator"], row["value"]) for row in hidden} == {("", "", "")}
        assert "1239" in {row["unit"] for row in hidden}

    def test_a_comparison_side_by_side_follows_the_order_of_the_page_too(self, world):
        browser, address = reader("county", world.county), "/indicators/IND0/2018-05/?county=1200&sort=-base"
        names = [row["unit_name"] for row in read_csv(browser.get(address + "&format=csv").content)]
        assert [name.removeprefix("NAV ") for name in names[:7]] == rows_of(text_of(browser.get(address)))
