"""Editing the catalogue in the browser: two steps, the same checks as a file, history, putting back."""

import re

import pytest

from audit.models import AuditLine
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective, Target
from scorecards.versions import figures_version
from tests.builders import a_country, a_county, a_goal, a_package, a_target, an_indicator, an_item
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
NB = "\u00a0"


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY)
    Indicator.objects.update(owner=made.county)
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county)


def fields_of(page: str) -> dict[str, str]:
    """What the page's form would send as it stands."""
    main = page[page.index("<main") :]
    sent = {name: value.replace("&#39;", "'").replace("&amp;", "&") for name, value in HIDDEN.findall(main)}
    for tag in re.findall(r"<input[^>]*>", main):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and "checkbox" not in tag:
            sent[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\s?(.*?)</textarea>', main, re.DOTALL):
        sent[name] = text.strip()
    sent.pop("csrfmiddlewaretoken", None)
    sent.pop("q", None)
    return sent


def send(browser, path: str, step: str, **changes: str):
    """Open the page, fill in, and press a button."""
    return browser.post(path, {**fields_of(text_of(browser.get(path))), **changes, "step": step})


def edit(browser, path: str, **changes: str):
    """Both steps: see what would change, then save. The answer is the page after it."""
    preview = text_of(send(browser, path, "preview", **changes))
    assert "Ingenting er lagret ennå." in preview, re.findall(r'class="error">([^<]*)|plain-line">([^<]*)', preview)
    return browser.post(path, {**fields_of(preview), "step": "save"}, follow=True)


INDICATOR = "/catalogue/indicators/IND0/edit/"
ITEMS = "/catalogue/packages/STYR/items/"


class TestIndicator:
    def test_what_would_change_is_shown_and_nothing_is_saved(self, world, staff):
        page = text_of(send(staff, INDICATOR, "preview", name="Nytt navn"))

        assert "<del>Indikator 0</del>" in page
        assert "<ins>Nytt navn</ins>" in page
        assert Indicator.objects.get(code="IND0").name == "Indikator 0"
        assert not AuditLine.objects.exists()

    def test_saved_it_stands_with_its_history(self, world, staff):
        version = figures_version()

        page = text_of(edit(staff, INDICATOR, name="Nytt navn", why="Fordi."))

        assert Indicator.objects.get(code="IND0").name == "Nytt navn"
        assert "Endringen er lagret." in page
        assert "<del>Indikator 0</del>" in page
        assert figures_version() > version

    def test_opened_and_sent_back_it_changes_nothing(self, world, staff):
        Indicator.objects.filter(code="IND0").update(
            min_base=20.5,
            hide_below=5,
            why="Linje én\nlinje to",
            definition_changed="2018-03-01",
            valid_to="2019-01-15",
        )

        page = text_of(send(staff, INDICATOR, "preview"))

        assert "Ingenting er endret." in page

    def test_what_a_file_would_be_refused_for_is_said_at_the_field(self, world, staff):
        page = text_of(send(staff, INDICATOR, "preview", decimals="9", goal="NOPE", related="IND0"))

        assert "Skriv et helt tall fra 0 til 6." in page
        assert Indicator.objects.get(code="IND0").decimals == 1

    def test_all_that_is_wrong_between_rows_is_said_too(self, world, staff):
        page = text_of(send(staff, INDICATOR, "preview", goal="NOPE", related="IND0 FINNESIKKE"))

        assert "Målet «NOPE» finnes ikke." in page
        assert "Indikatoren «FINNESIKKE» finnes ikke." in page
        assert "står som beslektet med seg selv" in page

    def test_a_direction_that_standing_targets_do_not_fit_is_refused(self, world, staff):
        page = text_of(send(staff, INDICATOR, "preview", direction="lower"))

        assert "har krav som ikke passer med retningen lower" in page

    def test_a_way_of_pooling_says_how_much_is_calculated_anew(self, world, staff):
        page = text_of(send(staff, INDICATOR, "preview", pooling="none"))

        assert "regnes på nytt for 1 måned" in page

    def test_the_form_comes_back_with_what_was_written(self, world, staff):
        preview = text_of(send(staff, INDICATOR, "preview", name="Nytt navn"))

        page = text_of(staff.post(INDICATOR, {**fields_of(preview), "step": "edit"}))

        assert 'value="Nytt navn"' in page

    def test_a_new_one_is_added_and_the_number_of_live_ones_is_shown(self, world, staff):
        path = "/catalogue/indicators/new/"
        page = text_of(staff.get(path))
        assert "3 indikatorer er i bruk her fra før" in page
        assert "NAV Hordaland: 3, kommer i filer" in page

        done = edit(
            staff, path, code="EGEN", name="Egen", unit="number", direction="higher", kind="input", pooling="sum"
        )

        assert done.redirect_chain[-1][0] == "/indicators/EGEN/"
        made = Indicator.objects.get(code="EGEN")
        assert (made.owner, str(made.valid_from)) == (world.county, "2018-06-01")

    def test_a_code_that_is_taken_is_refused_in_any_case(self, world, staff):
        page = text_of(send(staff, "/catalogue/indicators/new/", "preview", code="ind1", name="x"))

        assert "Koden er i bruk: Indikator 1." in page

    def test_months_are_written_as_people_say_them(self, world, staff):
        edit(staff, INDICATOR, valid_to="2020-12", definition_changed="2019-02")

        indicator = Indicator.objects.get(code="IND0")
        assert (str(indicator.valid_to), str(indicator.definition_changed)) == ("2021-01-01", "2019-02-01")

    def test_months_with_figures_are_not_taken_away(self, world, staff):
        page = text_of(send(staff, INDICATOR, "preview", valid_to="2018-03"))

        assert "har tall fra 2018-05 til 2018-05" in page


class TestTwoAtATime:
    def test_a_field_that_only_another_changed_is_taken_over(self, world, staff):
        sent = fields_of(text_of(staff.get(INDICATOR)))
        Indicator.objects.filter(code="IND0").update(why="Kari skrev dette.")

        page = text_of(staff.post(INDICATOR, {**sent, "how": "Jeg skrev dette.", "step": "preview"}))
        staff.post(INDICATOR, {**fields_of(page), "step": "save"})

        indicator = Indicator.objects.get(code="IND0")
        assert (indicator.why, indicator.how) == ("Kari skrev dette.", "Jeg skrev dette.")

    def test_a_field_that_both_changed_shows_both_texts(self, world, staff):
        sent = fields_of(text_of(staff.get(INDICATOR)))
        Indicator.objects.filter(code="IND0").update(why="Kari skrev dette.")

        page = text_of(staff.post(INDICATOR, {**sent, "why": "Jeg skrev dette.", "step": "preview"}))

        assert "endret til «Kari skrev dette.»" in page
        assert "Jeg skrev dette.</textarea>" in page
        assert Indicator.objects.get(code="IND0").why == "Kari skrev dette."

    def test_having_seen_both_one_may_save_one_s_own(self, world, staff):
        sent = fields_of(text_of(staff.get(INDICATOR)))
        Indicator.objects.filter(code="IND0").update(why="Kari skrev dette.")
        both = fields_of(text_of(staff.post(INDICATOR, {**sent, "why": "Jeg skrev dette.", "step": "preview"})))

        preview = text_of(staff.post(INDICATOR, {**both, "step": "preview"}))
        staff.post(INDICATOR, {**fields_of(preview), "step": "save"})

        assert Indicator.objects.get(code="IND0").why == "Jeg skrev dette."

    def test_what_changed_after_the_preview_is_told_before_it_is_saved(self, world, staff):
        preview = fields_of(text_of(send(staff, INDICATOR, "preview", how="Jeg skrev dette.")))
        Indicator.objects.filter(code="IND0").update(why="Kari skrev dette.")

        page = text_of(staff.post(INDICATOR, {**preview, "step": "save"}))

        assert "endret noen andre hvorfor den måles. Det er tatt med." in page
        assert Indicator.objects.get(code="IND0").how == ""

    def test_items_that_another_added_stay(self, world, staff):
        sent = fields_of(text_of(staff.get(ITEMS)))
        an_item(world.package, an_indicator("KARIS", owner=world.county), order=9)

        preview = text_of(staff.post(ITEMS, {**sent, "weight-0": "2", "step": "preview"}))
        staff.post(ITEMS, {**fields_of(preview), "step": "save"})

        assert PackageItem.objects.filter(indicator__code="KARIS").exists()
        assert PackageItem.objects.get(indicator__code="IND0").weight == 2

    def test_a_line_that_both_changed_shows_both(self, world, staff):
        sent = fields_of(text_of(staff.get(ITEMS)))
        PackageItem.objects.filter(indicator__code="IND0").update(weight=3)

        page = text_of(staff.post(ITEMS, {**sent, "weight-0": "2", "step": "preview"}))

        assert "ble linjen endret til «malekort · 0 · 1 · 3 · 2017-01»" in page
        assert PackageItem.objects.get(indicator__code="IND0").weight == 3

    def test_a_line_that_another_took_away_goes_unless_one_wrote_in_it(self, world, staff):
        sent = fields_of(text_of(staff.get(ITEMS)))
        PackageItem.objects.filter(indicator__code="IND2").delete()

        untouched = text_of(staff.post(ITEMS, {**sent, "weight-0": "2", "step": "preview"}))
        written = text_of(staff.post(ITEMS, {**sent, "weight-2": "2", "step": "preview"}))

        assert "1 linje i katalogen endres" in untouched
        assert "tatt bort av noen andre" in written


class TestItems:
    def test_priority_and_weight_are_edited_in_one_table(self, world, staff):
        preview = text_of(send(staff, ITEMS, "preview", **{"weight-0": "2,5", "priority-1": "0"}))

        assert f"33,3{NB}%, prioritet 1" in preview
        assert f"71,4{NB}%, prioritet 1" in preview
        assert "teller ikke" in preview

        page = text_of(staff.post(ITEMS, {**fields_of(preview), "step": "save"}, follow=True))
        assert PackageItem.objects.get(indicator__code="IND0").weight == 2.5
        assert "Vekt, Indikator 0" in page

    def test_an_indicator_is_added_in_an_empty_line(self, world, staff):
        an_indicator("EGEN", "Egen", owner=world.county)

        edit(staff, ITEMS, **{"who-3": "EGEN", "order-3": "4", "priority-3": "2", "valid_from-3": "2018-06"})

        item = PackageItem.objects.get(indicator__code="EGEN")
        assert (item.order, item.priority, str(item.valid_from)) == (4, 2, "2018-06-01")

    def test_one_is_ended_with_its_last_month(self, world, staff):
        edit(staff, ITEMS, **{"valid_to-1": "2018-12"})

        assert str(PackageItem.objects.get(indicator__code="IND1").valid_to) == "2019-01-01"

    def test_one_that_was_added_by_mistake_is_taken_away(self, world, staff):
        an_item(world.package, an_indicator("FEIL", owner=world.county), order=9)

        edit(staff, ITEMS, **{"remove-3": "on"})

        assert not PackageItem.objects.filter(indicator__code="FEIL").exists()

    def test_one_with_figures_is_not_taken_away(self, world, staff):
        page = text_of(send(staff, ITEMS, "preview", **{"remove-0": "on"}))

        assert "IND0 har tall i STYR fra 2018-05" in page

    def test_an_error_stands_at_its_line(self, world, staff):
        page = text_of(send(staff, ITEMS, "preview", **{"weight-1": "mye", "who-3": "NOPE", "order-3": "x"}))

        wrong = re.findall(r'<tr class="wrong">.*?</tr>', page, re.DOTALL)
        assert len(wrong) == 2
        assert "Indikator 1" in wrong[0]
        assert "Skriv et tall" in wrong[0]
        assert 'name="who-3" value="NOPE" list' in wrong[1]

    def test_who_fills_an_item_in_is_kept(self, world, staff):
        PackageItem.objects.filter(indicator__code="IND0").update(filled_in_by="offices")

        edit(staff, ITEMS, **{"weight-0": "2"})

        assert PackageItem.objects.get(indicator__code="IND0").filled_in_by == "offices"


class TestTargets:
    PATH = "/catalogue/indicators/IND0/targets/new/"

    def test_a_new_one_says_which_offices_would_turn(self, world, staff):
        page = text_of(
            send(staff, self.PATH, "preview", unit="1200", valid_from="2018-06", green="86 %", yellow="80 %")
        )

        assert re.search(r"i mai 2018 ville \d kontorer? gått fra gul til grønn: NAV ", page)

    def test_without_any_turn_it_says_so(self, world, staff):
        page = text_of(
            send(staff, self.PATH, "preview", unit="1200", valid_from="2018-06", green="91 %", yellow="80 %")
        )

        assert "Med tallene for mai 2018 skifter ingen kontorer farge." in page

    def test_the_one_before_ends_by_itself(self, world, staff):
        edit(staff, self.PATH, unit="*", valid_from="2018-06", green="95 %", yellow="")

        spans = Target.objects.filter(indicator__code="IND0").order_by("valid_from").values_list("green", "valid_to")
        assert [(green, end and str(end)) for green, end in spans] == [(0.9, "2018-06-01"), (0.95, None)]

    def test_it_ends_where_a_later_one_begins(self, world, staff):
        a_target(world.indicators[0], 0.97, unit=world.county, since="2019-01-01")

        edit(staff, self.PATH, unit="1200", valid_from="2018-06", green="95 %")

        made = Target.objects.get(green=0.95)
        assert str(made.valid_to) == "2019-01-01"

    def test_a_limit_without_per_cent_is_asked_about(self, world, staff):
        page = text_of(send(staff, self.PATH, "preview", unit="1200", valid_from="2018-06", green="95"))

        assert "Mente du 95 %?" in page

    def test_limits_in_the_wrong_order_are_refused(self, world, staff):
        page = text_of(
            send(staff, self.PATH, "preview", unit="1200", valid_from="2018-06", green="80 %", yellow="90 %")
        )

        assert "Høyere er bedre, så «Gul fra» må være lik eller under «Grønn fra»." in page

    def test_standing_ones_are_put_right_in_a_table(self, world, staff):
        path = "/catalogue/indicators/IND0/targets/"
        assert 'value="90 %"' in text_of(staff.get(path))

        edit(staff, path, **{"green-0": "92,5 %"})

        assert Target.objects.get(indicator__code="IND0").green == 0.925

    def test_the_only_one_can_be_taken_away_and_put_back(self, world, staff):
        path = "/catalogue/indicators/IND0/targets/"
        edit(staff, path, **{"remove-0": "on"})
        assert not Target.objects.filter(indicator__code="IND0").exists()

        undo_latest(staff, "/indicators/IND0/")

        assert Target.objects.get(indicator__code="IND0").green == 0.9

    def test_an_interval_has_upper_limits(self, world, staff):
        an_indicator("INNE", direction="inside", unit="number", owner=world.county)
        path = "/catalogue/indicators/INNE/targets/new/"

        edit(staff, path, unit="*", valid_from="2018-01", green="2", green_upper="4")

        assert Target.objects.get(indicator__code="INNE").green_upper == 4


def undo_latest(browser, path: str) -> None:
    """Press «Still tilbake» at the newest line of the page's history, and save."""
    action = re.search(r'action="(/catalogue/undo/\d+/)"', text_of(browser.get(path)))
    assert action
    preview = text_of(browser.post(action[1], {"step": "preview"}))
    assert "Ingenting er lagret ennå." in preview
    browser.post(action[1], {**fields_of(preview), "step": "save"})


class TestHistory:
    def test_a_change_is_put_back(self, world, staff):
        edit(staff, INDICATOR, name="Nytt navn", why="Fordi.")

        undo_latest(staff, "/indicators/IND0/")

        indicator = Indicator.objects.get(code="IND0")
        assert (indicator.name, indicator.why) == ("Indikator 0", "")
        assert AuditLine.objects.filter(subject="indicator IND0").count() == 2

    def test_a_new_target_is_put_back_with_the_one_that_it_ended(self, world, staff):
        edit(staff, TestTargets.PATH, unit="*", valid_from="2018-06", green="95 %")

        undo_latest(staff, "/indicators/IND0/")

        target = Target.objects.get(indicator__code="IND0")
        assert (target.green, target.valid_to) == (0.9, None)

    def test_items_are_put_back(self, world, staff):
        an_indicator("EGEN", owner=world.county)
        edit(staff, ITEMS, **{"who-3": "EGEN", "order-3": "4", "weight-0": "7"})

        undo_latest(staff, "/packages/STYR/")

        assert not PackageItem.objects.filter(indicator__code="EGEN").exists()
        assert PackageItem.objects.get(indicator__code="IND0").weight == 1

    def test_what_can_not_be_put_back_says_why(self, world, staff):
        edit(staff, INDICATOR, valid_to="2020-12")
        edit(staff, INDICATOR, valid_to="2019-12")
        action = re.search(r'action="(/catalogue/undo/\d+/)"', text_of(staff.get("/indicators/IND0/")))
        undo_latest(staff, "/indicators/IND0/")

        page = text_of(staff.post(action[1], {"step": "preview"}))

        assert "Det står allerede slik det gjorde før endringen." in page

    def test_it_takes_a_fixed_number_of_queries(self, world, staff, django_assert_max_num_queries):
        for number in range(4):
            edit(staff, INDICATOR, name=f"Navn {number}")
        staff.get("/indicators/IND0/")
        with django_assert_max_num_queries(30):
            staff.get("/indicators/IND0/")

    @pytest.mark.parametrize("number", [0, 999999])
    def test_a_line_that_is_not_there_is_not_found(self, world, staff, number):
        assert staff.post(f"/catalogue/undo/{number}/", {"step": "preview"}).status_code == 404

    def test_another_kind_of_line_is_not_put_back(self, world, staff):
        line = AuditLine.objects.create(verb="published delivery", subject="delivery 1", source="command line")

        assert staff.post(f"/catalogue/undo/{line.pk}/", {"step": "preview"}).status_code == 404


class TestRetiring:
    PATH = "/catalogue/indicators/IND0/retire/"

    def test_it_ends_in_its_packages_too_and_the_ranking_is_shown_without_it(self, world, staff):
        preview = text_of(send(staff, self.PATH, "preview", last="2018-05"))
        assert "måles til og med mai 2018" in preview
        assert "ikke i pakken" in preview
        assert "Rangeringen i STYR fra juni 2018" in preview

        staff.post(self.PATH, {**fields_of(preview), "step": "save"})

        assert str(Indicator.objects.get(code="IND0").valid_to) == "2018-06-01"
        assert str(PackageItem.objects.get(indicator__code="IND0").valid_to) == "2018-06-01"

    def test_the_last_month_with_figures_is_proposed(self, world, staff):
        assert 'value="2018-05"' in text_of(staff.get(self.PATH))

    def test_a_package_of_others_keeps_it_and_is_named(self, world, staff):
        other = a_package("ANNEN", owner=a_county("1400"))
        an_item(other, world.indicators[0])

        preview = text_of(send(staff, self.PATH, "preview", last="2018-05"))

        assert "Den blir stående i Pakke ANNEN, som andre eier." in preview

    def test_months_with_figures_are_kept(self, world, staff):
        assert "har tall" in text_of(send(staff, self.PATH, "preview", last="2018-03"))

    def test_it_is_taken_up_again_from_the_history(self, world, staff):
        edit(staff, self.PATH, last="2018-05")

        undo_latest(staff, "/indicators/IND0/")  # and its place in the package with it: it was one change

        assert Indicator.objects.get(code="IND0").valid_to is None
        assert PackageItem.objects.get(indicator__code="IND0").valid_to is None


class TestGoalsPackagesPerspectives:
    def test_a_goal_of_one_s_own_is_added_under_another(self, world, staff):
        edit(staff, "/catalogue/goals/new/", code="G2", name="Delmål", parent="G1", perspective="BRUKER")

        made = Goal.objects.get(code="G2")
        assert (made.parent.code, made.owner) == ("G1", world.county)
        page = text_of(staff.get("/goals/G1/"))
        assert 'href="/goals/G2/"' in page
        assert "Indikator 0" in page

    def test_a_goal_does_not_lie_under_itself(self, world):
        a_goal("G2")
        Goal.objects.filter(code="G2").update(parent=Goal.objects.get(code="G1"))
        page = text_of(send(reader("directorate"), "/catalogue/goals/G1/edit/", "preview", parent="G2"))

        assert "ligger under seg selv" in page

    def test_a_package_is_added_and_filled(self, world, staff):
        edit(staff, "/catalogue/packages/new/", code="NY", name="Ny pakke", parent="STYR")
        edit(staff, "/catalogue/packages/NY/items/", **{"who-0": "IND0", "order-0": "1", "priority-0": "1"})

        assert Package.objects.get(code="NY").items.get().indicator.code == "IND0"
        assert "bygger på" in text_of(staff.get("/packages/NY/"))

    def test_perspectives_are_the_directorate_s(self, world, staff):
        assert staff.get("/catalogue/perspectives/new/").status_code == 403
        directorate = reader("directorate")

        edit(directorate, "/catalogue/perspectives/BRUKER/edit/", name="Innbyggere")

        assert Perspective.objects.get().name == "Innbyggere"
        assert "Innbyggere" in text_of(directorate.get("/perspectives/?history=BRUKER"))


NATIONAL = [
    "/catalogue/indicators/NASJONAL/edit/",
    "/catalogue/indicators/NASJONAL/retire/",
    "/catalogue/packages/MK/edit/",
    "/catalogue/packages/MK/items/",
    "/catalogue/goals/G1/edit/",
]
OWN = [INDICATOR, ITEMS, TestTargets.PATH, TestRetiring.PATH, "/catalogue/indicators/new/", "/catalogue/goals/new/"]


class TestRights:
    @pytest.fixture(autouse=True)
    def national(self, world):
        indicator = an_indicator("NASJONAL", owner=a_country())
        an_item(a_package("MK", owner=a_country()), indicator)

    @pytest.mark.parametrize("path", NATIONAL)
    def test_a_county_can_not_edit_what_is_national(self, world, staff, path):
        assert staff.get(path).status_code == 403
        assert staff.post(path, {"step": "save"}).status_code == 403

    @pytest.mark.parametrize("path", NATIONAL + OWN)
    def test_the_directorate_can_edit_everything(self, world, path):
        assert reader("directorate").get(path).status_code == 200

    @pytest.mark.parametrize("path", OWN)
    def test_a_county_edits_its_own(self, world, staff, path):
        assert staff.get(path).status_code == 200

    @pytest.mark.parametrize("role", ["leader", "employee"])
    @pytest.mark.parametrize("path", NATIONAL + OWN)
    def test_those_in_an_office_edit_none_of_it(self, world, role, path):
        assert reader(role, world.voss).get(path).status_code == 403

    def test_a_county_may_have_a_target_of_its_own_for_what_is_national(self, world, staff):
        path = "/catalogue/indicators/NASJONAL/targets/new/"
        assert 'value="*"' not in text_of(staff.get(path))

        edit(staff, path, unit="1200", valid_from="2018-06", green="95 %")

        assert Target.objects.get(indicator__code="NASJONAL").unit == world.county

    def test_nothing_is_given_to_a_county_that_one_may_not_edit(self, world, staff):
        a_county("1400")
        page = text_of(send(staff, INDICATOR, "preview", owner="1400"))

        assert "endrer det som hører til 1200 og 1400" in page or "endrer det som hører til 1400" in page

    def test_nobody_else_s_change_is_put_back(self, world, staff):
        edit(reader("directorate"), "/catalogue/indicators/NASJONAL/edit/", name="Nytt navn")
        line = AuditLine.objects.get(subject="indicator NASJONAL")

        page = text_of(staff.post(f"/catalogue/undo/{line.pk}/", {"step": "save"}))

        assert "endrer det som hører til NO" in page
        assert Indicator.objects.get(code="NASJONAL").name == "Nytt navn"

    def test_a_reader_sees_no_buttons_and_who_decides(self, world):
        page = text_of(reader("leader", world.voss).get("/indicators/IND0/"))

        assert "/catalogue/" not in page
        assert "Indikatoren endres av den som eier den: NAV Hordaland." in page

    @pytest.mark.parametrize(
        "path",
        [
            "/catalogue/indicators/NOPE/edit/",
            "/catalogue/packages/NOPE/items/",
            "/catalogue/indicators/NOPE/targets/",
            "/goals/NOPE/",
            "/packages/NOPE/",
            "/packages/MK/?month=mai",
        ],
    )
    def test_a_code_that_is_not_there_is_not_found(self, staff, path):
        assert staff.get(path).status_code == 404


@pytest.mark.parametrize("table", ["perspectives", "goals", "indicators", "packages"])
def test_a_new_thing_can_be_left_for_the_page_that_lists_them(world, table):
    editor = reader("administrator")
    page = text_of(editor.get(f"/catalogue/{table}/new/"))
    (back,) = re.findall(r'href="([^"]+)">Avbryt</a>', page)
    assert editor.get(back).status_code == 200
