"""The organisation changed in the browser: form, preview, confirmation, and taking it back."""

import re

import pytest
from django.test import Client

from accounts.permissions import can
from audit.models import AuditLine
from organisation.models import Placement, Succession, Unit
from organisation.months import Month
from organisation.queries import offices_of, placed
from scorecards.models import GroupSummary, Package
from tests.builders import a_county, a_package, a_person, a_placement, a_region, a_role, a_special_unit, an_office
from tests.dashboards.world import a_world, browser_of, reader, text_of

pytestmark = pytest.mark.django_db
KINDS = (
    "merge-offices", "split-office", "move", "rename", "close", "open", "regions", "merge-counties", "split-county",
)  # fmt: skip
MERGER = {"units": ["1235", "1236"], "code_1": "1299", "name_1": "NAV Hardanger"}


@pytest.fixture
def world():
    """Voss, Odda and Fedje, with figures of May 2018."""
    world = a_world(3)
    world.publish("2018-05", (30, 40), (10, 40), (20, 40))
    return world


@pytest.fixture
def editor(world) -> Client:
    return reader("administrator")


def address(kind: str, month: str = "2018-07", county: str = "1200") -> str:
    return f"/organisation-changes/{kind}/?month={month}&county={county}"


def stamp_in(text: str) -> str:
    found = re.search(r'name="stamp" value="(\w+)"', text)
    assert found
    return found[1]


def do(client, kind, asked, *, month="2018-07", county="1200", **more):
    """Preview and confirm; the page that follows."""
    preview = text_of(client.post(address(kind, month, county), {**asked, "step": "preview"}))
    confirmed = {**asked, "step": "confirm", "stamp": stamp_in(preview), **more}
    return text_of(client.post(address(kind, month, county), confirmed, follow=True))


def name_of(code: str, month: str) -> str | None:
    unit = placed(code, Month.parse(month))
    return unit.name if unit else None


class TestRights:
    @pytest.mark.parametrize("role", ["leader", "employee", "county"])
    def test_others_read_what_was_changed_and_are_told_who_may(self, world, role):
        client = reader(role, world.county if role == "county" else world.voss)
        text = text_of(client.get("/organisation-changes/"))
        assert "Direktoratet og administratorer kan endre organisasjonen." in text
        assert "merge-offices" not in text
        assert "/organisation-changes/rename/" not in text_of(client.get("/organisation/1235/"))

    @pytest.mark.parametrize("role", ["leader", "employee", "county"])
    def test_others_are_refused_what_changes_it(self, world, role):
        client = reader(role, world.county if role == "county" else world.voss)
        for kind in KINDS:
            assert client.get(address(kind)).status_code == 403
            assert client.post(address(kind), {"step": "confirm"}).status_code == 403
        assert client.get("/organisation-changes/file/").status_code == 403
        assert client.post("/organisation-changes/file/").status_code == 403
        assert client.post("/organisation-changes/1/undo/").status_code == 403

    @pytest.mark.parametrize("role", ["directorate", "administrator"])
    def test_these_may(self, world, role):
        client = reader(role)
        assert "merge-offices" in text_of(client.get("/organisation-changes/"))
        for kind in KINDS:
            assert client.get(address(kind)).status_code == 200

    def test_who_is_not_logged_in_is_sent_to_the_login(self, client):
        assert client.get(address("rename")).status_code == 302
        assert client.get("/organisation-changes/").status_code == 302

    def test_an_unknown_kind_is_404(self, editor):
        assert editor.get(address("explode")).status_code == 404


class TestForm:
    def test_the_units_of_the_month_are_there_to_choose(self, world, editor):
        an_office("1260", "NAV Nyby", county=world.county, since="2018-08-01")
        assert "NAV Nyby" not in text_of(editor.get(address("merge-offices", "2018-07")))
        assert "NAV Nyby" in text_of(editor.get(address("merge-offices", "2018-08")))

    def test_without_a_county_it_is_asked_for(self, editor):
        assert "Velg fylke og måned" in text_of(editor.get("/organisation-changes/move/?month=2018-07"))

    def test_a_month_without_units_is_said(self, editor):
        assert "Ingen enheter i januar 1990" in text_of(editor.get("/organisation-changes/open/?month=1990-01"))

    def test_from_a_units_page_it_is_chosen_already(self, world, editor):
        text = text_of(editor.get("/organisation-changes/merge-offices/?month=2018-07&unit=1236"))
        assert re.search(r'value="1236"[^>]* checked', text)
        assert re.search(r'value="1235"[^>]* checked', text) is None

    def test_what_is_missing_is_said_at_its_field(self, editor):
        text = text_of(editor.post(address("merge-offices"), {"step": "preview"}))
        assert "Se hva som skjer" in text
        assert 'class="error"' in text

    @pytest.mark.parametrize("kind", ["merge-offices", "move", "merge-counties"])
    def test_where_nobody_is_ticked_it_says_what_to_do(self, editor, kind):
        text = text_of(editor.post(address(kind), {"step": "preview", "place": "1200/"}))
        assert "Kryss av hvem det gjelder." in text
        assert "påkrevet" not in text

    def test_a_new_name_is_asked_for_in_words(self, editor):
        text = text_of(editor.post(address("rename"), {"step": "preview", "unit": "1235"}))
        assert "Skriv det nye navnet." in text
        assert "påkrevet" not in text

    def test_one_can_go_back_to_the_form_with_what_was_filled_in(self, editor):
        text = text_of(editor.post(address("merge-offices"), {**MERGER, "step": "edit"}))
        assert 'value="NAV Hardanger"' in text


class TestPreview:
    def preview(self, client, kind="merge-offices", asked=None, month="2018-07"):
        asked = MERGER if asked is None else asked
        return re.sub(r"[ \n]+", " ", text_of(client.post(address(kind, month), {**asked, "step": "preview"})))

    def test_nothing_is_changed_by_it(self, editor):
        before = set(Placement.objects.values_list("pk", "valid_to"))
        self.preview(editor)
        assert set(Placement.objects.values_list("pk", "valid_to")) == before

    def test_units_are_shown_before_and_after(self, editor):
        text = self.preview(editor)
        assert "3 enheter endres" in text
        assert "1. januar 2017 – 30. juni 2018" in text
        assert "Ble til NAV Hardanger" in text

    def test_the_county_has_one_office_less(self, editor):
        text = self.preview(editor)
        assert '<td>kontor</td><td class="num">3</td><td class="num">2</td>' in text

    def test_its_results_are_shown_as_they_would_be(self, editor):
        """Pooled they stay at 60 of 120; the mean of three offices becomes that of two."""
        text = self.preview(editor)
        assert 'Indikator 0, samlet</td><td class="num">50,0\u00a0%</td><td class="num">50,0\u00a0%</td>' in text
        moved = self.preview(editor, "move", {"units": ["1236"], "place": f"{a_county('1400').code}/"})
        assert 'samlet</td><td class="num">50,0\u00a0%</td><td class="num">62,5\u00a0%</td>' in moved

    def test_history_is_shown_as_it_was_and_as_one(self, editor):
        text = self.preview(editor)
        assert "Historien for NAV Hardanger" in text
        for value in ("75,0\u00a0%", "25,0\u00a0%", "<b>50,0\u00a0%</b>"):
            assert value in text

    def test_without_figures_there_is_no_history(self, world, editor):
        offices = [an_office(county=world.county).code for _ in range(2)]
        text = self.preview(editor, asked={**MERGER, "units": offices})
        assert "Det finnes ingen tall fra før datoen." in text

    def test_people_who_get_roles_are_named(self, world, editor):
        a_person(name="Leder Voss", role="leader", unit=world.voss)
        text = self.preview(editor)
        assert "Leder Voss: leder ved NAV Voss får samme rolle ved NAV Hardanger" in text

    def test_figures_after_the_date_stand_in_the_way(self, editor):
        text = self.preview(editor, month="2018-05")
        assert "Dette står i veien" in text
        assert "1235 har tall i tiden fra 2018-05-01" in text
        assert "tall for mai 2018" in text
        assert "Bekreft endringen" not in text

    def test_packages_of_a_county_that_ends_are_named_with_what_to_do(self, editor):
        a_county("1400", "NAV Sogn")
        asked = {"units": ["1200", "1400"], "code_1": "4600", "name_1": "NAV Vestland", "regions_follow": "on"}
        text = self.preview(editor, "merge-counties", asked)
        assert "Pakken «Styringspakke Hordaland» eies av NAV Hordaland" in text
        assert "Lag en ny pakke for NAV Vestland" in text

    def test_what_changes_nothing_is_said_so(self, editor):
        text = self.preview(editor, "rename", {"unit": "1235", "name": "NAV Voss"})
        assert "Dette endrer ingenting." in text
        assert "Bekreft endringen" not in text


class TestConfirm:
    def test_offices_are_merged(self, world, editor):
        text = do(editor, "merge-offices", MERGER)
        assert "Endringen er gjort: 3 enheter." in text
        assert name_of("1235", "2018-07") is None
        assert name_of("1235", "2018-06") == "NAV Voss"
        assert name_of("1299", "2018-07") == "NAV Hardanger"
        assert Succession.objects.filter(successor__code="1299").count() == 2

    def test_an_office_of_another_county_can_come_along(self, world, editor):
        an_office("1410", county=a_county("1400"))
        do(editor, "merge-offices", {**MERGER, "units": ["1235"], "more": "1410", "keep": "1235", "code_1": ""})
        assert name_of("1410", "2018-07") is None
        assert name_of("1235", "2018-07") == "NAV Hardanger"

    def test_an_office_is_split(self, editor):
        parts = {"code_1": "1301", "name_1": "NAV A", "code_2": "1302", "name_2": "NAV B"}
        do(editor, "split-office", {"unit": "1235", **parts})
        assert (name_of("1301", "2018-07"), name_of("1302", "2018-07")) == ("NAV A", "NAV B")

    def test_units_move_and_their_groups_have_the_figures(self, world, editor):
        other = a_county("1400", "NAV Sogn")
        do(editor, "move", {"units": ["1236"], "place": "1400/"}, month="2018-05")
        assert [office.code for office in offices_of(other, Month(2018, 5))] == ["1236"]
        pooled = dict(GroupSummary.objects.filter(indicator__code="IND0").values_list("group__code", "pooled"))
        assert (pooled["1200"], pooled["1400"]) == (50 / 80, 10 / 40)

    def test_a_unit_gets_a_new_name(self, editor):
        do(editor, "rename", {"unit": "1235", "name": "NAV Voss herad"})
        assert (name_of("1235", "2018-06"), name_of("1235", "2018-07")) == ("NAV Voss", "NAV Voss herad")

    def test_a_unit_is_closed(self, editor):
        do(editor, "close", {"unit": "1235", "successors": ["1236"]})
        assert name_of("1235", "2018-07") is None
        assert Succession.objects.get().successor.code == "1236"

    def test_a_unit_is_opened(self, editor):
        asked = {"kind": "special", "code_1": "1298", "name_1": "NAV Senter", "place": "1200/1291"}
        do(editor, "open", asked)
        assert name_of("1298", "2018-07") == "NAV Senter"

    def test_regions_are_redrawn(self, world, editor):
        to = {"to_1235": "+1", "to_1236": "+1", "to_1237": "", "code_1": "R9", "name_1": "Region Ny"}
        do(editor, "regions", to)
        assert {unit.region_code for unit in offices_of(world.county, Month(2018, 7))} == {"R9", ""}
        assert name_of("1291", "2018-07") is None

    def test_a_new_region_that_is_chosen_must_be_filled_in(self, editor):
        text = text_of(editor.post(address("regions"), {"to_1235": "+2", "step": "preview"}))
        assert "Fyll ut kode og navn for nummer 2." in text

    def test_counties_are_merged(self, world, editor):
        an_office("1410", county=a_county("1400"))
        asked = {"units": ["1200", "1400"], "code_1": "4600", "name_1": "NAV Vestland", "regions_follow": "on"}
        text = do(editor, "merge-counties", asked, county="")
        assert "Endringen er gjort" in text
        new = Unit.objects.get(code="4600")
        assert len(offices_of(new, Month(2018, 7))) == 4
        assert len(offices_of(world.county, Month(2018, 6))) == 3
        assert Package.objects.get().owner == world.county

    def test_a_county_is_split(self, world, editor):
        an_office("1240", county=world.county)
        parts = {"code_1": "4601", "name_1": "Nord", "code_2": "4602", "name_2": "Sør"}
        do(editor, "split-county", {**parts, "to_1291": "+1", "to_1240": "+2"})
        assert len(offices_of(Unit.objects.get(code="4601"), Month(2018, 7))) == 3
        assert len(offices_of(Unit.objects.get(code="4602"), Month(2018, 7))) == 1

    def test_a_special_unit_without_a_county_is_left_alone_by_a_split(self, world, editor):
        a_special_unit("9900")
        parts = {"code_1": "4601", "name_1": "Nord", "code_2": "4602", "name_2": "Sør", "to_1291": "+1"}
        do(editor, "split-county", parts)
        assert Placement.objects.get(unit__code="9900").valid_to is None

    def test_who_did_it_is_in_the_log_of_each_unit(self, editor):
        do(editor, "merge-offices", MERGER)
        text = text_of(editor.get("/organisation/1235/"))
        assert "Kontor slått sammen" in text
        assert "Kari Nordmann" in text

    def test_people_get_their_role_at_the_new_office_where_that_was_ticked(self, world, editor):
        leader = a_person(role="leader", unit=world.voss)
        do(editor, "merge-offices", MERGER, roles_follow="1")
        assert can(leader, "write", Unit.objects.get(code="1299"))
        assert can(leader, "write", world.voss)

    def test_they_then_come_to_the_office_that_stands(self, world, editor):
        leader = a_person(role="leader", unit=world.voss)
        assert browser_of(leader).get("/office/")["Location"].startswith("/offices/1235/")
        do(editor, "merge-offices", MERGER, roles_follow="1")
        assert browser_of(leader).get("/office/")["Location"].startswith("/offices/1299/")

    def test_and_not_where_it_was_not(self, world, editor):
        leader = a_person(role="leader", unit=world.voss)
        do(editor, "merge-offices", MERGER)
        assert not can(leader, "write", Unit.objects.get(code="1299"))


class TestConflict:
    def test_a_change_since_the_preview_shows_it_again(self, world, editor):
        preview = text_of(editor.post(address("merge-offices"), {**MERGER, "step": "preview"}))
        do(reader("directorate"), "rename", {"unit": "1235", "name": "NAV Voss herad"})
        confirmed = {**MERGER, "step": "confirm", "stamp": stamp_in(preview)}
        text = text_of(editor.post(address("merge-offices"), confirmed, follow=True))
        assert "Organisasjonen er endret siden du så forhåndsvisningen." in text
        assert "NAV Voss herad" in text
        assert not Succession.objects.exists()
        again = {**confirmed, "stamp": stamp_in(text)}
        assert "Endringen er gjort" in text_of(editor.post(address("merge-offices"), again, follow=True))

    def test_without_a_preview_nothing_is_confirmed(self, editor):
        text_of(editor.post(address("merge-offices"), {**MERGER, "step": "confirm"}))
        assert not Succession.objects.exists()

    def test_confirming_twice_does_it_once(self, editor):
        preview = text_of(editor.post(address("merge-offices"), {**MERGER, "step": "preview"}))
        confirmed = {**MERGER, "step": "confirm", "stamp": stamp_in(preview)}
        editor.post(address("merge-offices"), confirmed)
        assert "1235 er ikke" in text_of(editor.post(address("merge-offices"), confirmed))  # it stands no longer
        assert Succession.objects.count() == 2


class TestTakingBack:
    def change(self) -> int:
        return AuditLine.objects.filter(verb="merged offices").latest("pk").pk

    def take_back(self, client: Client, number: int) -> str:
        return text_of(client.post(f"/organisation-changes/{number}/undo/", follow=True))

    def test_everything_stands_as_before(self, world, editor):
        before = set(Placement.objects.values_list("unit__code", "name", "valid_from", "valid_to"))
        do(editor, "merge-offices", MERGER)
        assert "Endringen er angret." in self.take_back(editor, self.change())
        assert set(Placement.objects.values_list("unit__code", "name", "valid_from", "valid_to")) == before
        assert not Succession.objects.exists()
        assert "angret" in text_of(editor.get("/organisation-changes/"))

    def test_the_same_can_be_done_again_after_it(self, editor):
        do(editor, "merge-offices", MERGER)
        self.take_back(editor, self.change())
        assert "Endringen er gjort" in do(editor, "merge-offices", MERGER)

    def test_it_is_taken_back_once(self, editor):
        do(editor, "merge-offices", MERGER)
        number = self.change()
        self.take_back(editor, number)
        assert "Angre endringen" not in text_of(editor.get(f"/organisation-changes/{number}/"))
        assert "Endringen er alt angret." in self.take_back(editor, number)

    def test_figures_in_the_new_span_keep_it(self, world, editor):
        do(editor, "merge-offices", MERGER)
        world.offices = [Unit.objects.get(code="1299")]
        world.publish("2018-07", (40, 80))
        assert "1299 har tall i tiden fra 2018-07-01" in self.take_back(editor, self.change())
        assert name_of("1299", "2018-07") == "NAV Hardanger"

    def test_a_later_change_of_a_unit_keeps_it(self, editor):
        do(editor, "merge-offices", MERGER)
        number = self.change()
        do(editor, "rename", {"unit": "1299", "name": "NAV Nytt"}, month="2018-09")
        assert "1299 er endret etterpå." in self.take_back(editor, number)

    def test_roles_that_it_gave_end_with_it(self, world, editor):
        leader = a_person(role="leader", unit=world.voss)
        do(editor, "merge-offices", MERGER, roles_follow="1")
        assert "Endringen er angret." in self.take_back(editor, self.change())
        assert [role.unit.code for role in leader.roles.filter(ended_at=None)] == ["1235"]

    def test_others_roles_and_packages_at_a_new_unit_keep_it(self, editor):
        do(editor, "merge-offices", MERGER)
        new = Unit.objects.get(code="1299")
        a_role(a_person(), "leader", new)
        a_package(owner=new)
        text = self.take_back(editor, self.change())
        assert "1299 har personer med rolle." in text
        assert "1299 har pakker." in text

    def test_a_move_with_figures_can_be_taken_back_and_they_follow(self, world, editor):
        a_county("1400", "NAV Sogn")
        do(editor, "move", {"units": ["1236"], "place": "1400/"}, month="2018-05")
        number = AuditLine.objects.get(verb="moved units").pk
        assert "Endringen er angret." in self.take_back(editor, number)
        assert len(offices_of(world.county, Month(2018, 5))) == 3

    def test_an_unknown_change_is_404(self, editor):
        assert editor.get("/organisation-changes/999999/").status_code == 404
        assert editor.post("/organisation-changes/999999/undo/").status_code == 404

    def test_others_see_the_change_without_the_button(self, world, editor):
        do(editor, "merge-offices", MERGER)
        text = text_of(reader("employee", world.voss).get(f"/organisation-changes/{self.change()}/"))
        assert "NAV Hardanger" in text
        assert "Angre endringen" not in text


def test_a_regions_move_is_offered_on_its_page_and_not_a_merger(world, editor):
    a_region("1292", county=world.county)
    text = text_of(editor.get("/organisation/1292/"))
    assert "/organisation-changes/regions/?unit=1292" in text
    assert "merge-offices" not in text


def test_the_form_of_a_region_is_that_of_its_county(world, editor):
    assert "Fra juli 2018, NAV Hordaland" in text_of(
        editor.get("/organisation-changes/regions/?month=2018-07&unit=1291")
    )


def test_a_change_by_a_person_without_the_right_is_refused_by_the_service_too(world):
    from organisation.changes import RenameUnit
    from scorecards.services.organisation import change_organisation_and_recalculate

    person = a_person(role="county", unit=world.county)
    change = RenameUnit(Month(2018, 7).first_day, "1235", "Nytt")
    done = change_organisation_and_recalculate(change=change, by=person)
    assert [found.code for found in done.findings] == ["not_permitted"]
    assert browser_of(person).get("/organisation/1235/").status_code == 200
    assert name_of("1235", "2018-07") == "NAV Voss"
    a_placement(world.voss, county=world.county, since="2010-01-01", until="2011-01-01")
