"""The month's form: saved row by row by a script, or all at once by its button."""

import pytest

from scorecards.models import Delivery, Result
from scorecards.queries.by_hand import month_to_fill_in
from tests.builders import a_person
from tests.dashboards.world import a_world, browser_of, reader, text_of
from tests.scorecards.local import MAY, a_local_indicator, fill

pytestmark = pytest.mark.django_db
ADDRESS = "/local/1235/2018-05/"


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def visits(world):
    return a_local_indicator(world.voss)


@pytest.fixture
def share(world):
    return a_local_indicator(world.voss, "Oppfølging i tide", unit_of_measure="share")


@pytest.fixture
def employee(world):
    return reader("employee", world.voss)


def value(indicator, unit):
    result = Result.objects.filter(indicator=indicator, unit=unit, month=MAY).first()
    return result and result.value


def by_script(client, code, address=ADDRESS, **fields):
    posted = {f"{code}.{name}": text for name, text in fields.items()} | {"only": code}
    return client.post(address, posted, headers={"Accept": "application/json"}).json()


class TestThePage:
    def test_has_a_row_for_each_indicator_with_the_months_before(self, world, visits, share, employee):
        fill(world.voss, visits, "8", "2018-03")
        fill(world.voss, visits, absence="not_applicable", month="2018-04")

        text = text_of(employee.get(ADDRESS))

        assert 'name="L1235-1.value"' in text
        assert 'name="L1235-2.numerator"' in text
        assert 'name="L1235-2.denominator"' in text
        assert "mars 18" in text
        assert ">8<" in text
        assert "gjelder ikke" in text

    def test_says_when_it_is_due_and_how_much_is_left(self, world, visits, share, employee):
        fill(world.voss, visits, "8")
        text = text_of(employee.get(ADDRESS))
        assert "frist 10. juni" in text
        assert "1 tall mangler." in text

    def test_leads_to_the_next_month_that_lacks_something(self, visits, employee):
        oldest = month_to_fill_in() - 5
        assert f'<a href="/local/1235/{oldest}/">' in text_of(employee.get(ADDRESS))

    def test_shows_what_stands_as_it_was_typed(self, world, visits, share, employee):
        fill(world.voss, visits, "1 234,5")
        fill(world.voss, share, numerator="9", denominator="12")
        text = text_of(employee.get(ADDRESS))
        for typed in ('value="1234,5"', 'value="9"', 'value="12"'):
            assert typed in text

    def test_says_who_filled_it_in(self, world, visits, employee):
        fill(world.voss, visits, "8", by=a_person(name="Kari Nordmann", role="leader", unit=world.voss))
        assert "Kari Nordmann," in text_of(employee.get(ADDRESS))

    def test_of_what_the_county_asks_for_says_so(self, world, employee):
        a_local_indicator(world.county, "Kurs", filled_in_by="offices")
        assert "fra fylke" in text_of(employee.get(ADDRESS))

    def test_without_anything_to_fill_in_says_so(self, employee):
        assert "Ingen tall å fylle ut for mai 2018" in text_of(employee.get(ADDRESS))

    def test_can_be_read_by_all_and_has_fields_for_those_who_may_fill_in(self, world, visits):
        fill(world.voss, visits, "8")
        text = text_of(reader("leader", world.offices[1]).get(ADDRESS))
        assert "Du kan lese, men ikke fylle ut." in text
        assert "<input" not in text.split("<main", 1)[1].replace('<input type="hidden" name="csrf', "")

    def test_is_a_file_too(self, world, visits, employee):
        fill(world.voss, visits, "8")
        rows = employee.get(f"{ADDRESS}?format=csv").content.decode().splitlines()
        assert rows[1].startswith("1235;NAV Voss;2018-05;L1235-1;Besøk hos bedrifter;;;8")

    def test_of_a_unit_that_did_not_exist_is_404(self, employee):
        assert employee.get("/local/9999/2018-05/").status_code == 404
        assert employee.get("/local/1235/1999-05/").status_code == 404

    def test_takes_as_many_queries_for_thirty_rows_as_for_three(self, world, employee, django_assert_num_queries):
        for number in range(3):
            a_local_indicator(world.voss, f"Mål {number}")
        employee.get(ADDRESS)
        with django_assert_num_queries(7):
            employee.get(ADDRESS)
        for number in range(3, 30):
            a_local_indicator(world.voss, f"Mål {number}")
        with django_assert_num_queries(7):
            employee.get(ADDRESS)


class TestTheButton:
    def test_saves_all_rows_that_were_filled_in(self, world, visits, share, employee):
        posted = {"L1235-1.value": "12", "L1235-2.numerator": "9", "L1235-2.denominator": "12"}
        text = text_of(employee.post(ADDRESS, posted, follow=True))

        assert "2 tall er lagret." in text
        assert "Angre det som ble lagret sist" in text
        assert (value(visits, world.voss), value(share, world.voss)) == (12, 0.75)

    def test_leaves_empty_rows_alone(self, world, visits, share, employee):
        employee.post(ADDRESS, {"L1235-1.value": "12", "L1235-2.numerator": "", "L1235-2.denominator": ""})
        assert Delivery.objects.count() == 1

    def test_makes_nothing_of_rows_that_stand_as_they_were(self, world, visits, employee):
        shown = fill(world.voss, visits, "12").delivery.pk
        text = text_of(employee.post(ADDRESS, {"L1235-1.value": "12", "L1235-1.shown": shown}, follow=True))
        assert "Ingen ting er endret." in text
        assert Delivery.objects.count() == 1

    def test_says_at_the_field_what_is_wrong_keeps_it_and_saves_the_others(self, world, visits, share, employee):
        posted = {"L1235-1.value": "ca. 30", "L1235-2.numerator": "9", "L1235-2.denominator": "12"}
        text = text_of(employee.post(ADDRESS, posted))

        assert "«ca. 30» er ikke et tall. Skriv bare sifre" in text
        assert 'value="ca. 30"' in text
        assert value(visits, world.voss) is None
        assert value(share, world.voss) == 0.75

    def test_takes_a_choice_instead_of_a_figure(self, world, visits, employee):
        employee.post(ADDRESS, {"L1235-1.absence": "not_delivered"})
        assert Result.objects.get().absence == "not_delivered"
        assert 'value="not_delivered" selected' in text_of(employee.get(ADDRESS))

    def test_takes_no_choice_that_it_does_not_offer(self, world, visits, employee):
        employee.post(ADDRESS, {"L1235-1.absence": "too_few"})
        assert not Result.objects.exists()

    def test_undoes_all_that_it_saved(self, world, visits, share, employee):
        posted = {"L1235-1.value": "12", "L1235-2.numerator": "9", "L1235-2.denominator": "12"}
        address = employee.post(ADDRESS, posted).url
        saved = address.partition("saved=")[2].split(",")

        text = text_of(employee.post(f"{ADDRESS}undo/", {"delivery": saved}, follow=True))

        assert "Angret. Det som sto før, står nå." in text
        assert not Result.objects.exists()


class TestTheScript:
    def test_is_told_when_it_was_saved_and_how_it_can_be_undone(self, world, visits, employee):
        said = by_script(employee, "L1235-1", value="12")

        assert said["state"] == "saved"
        assert said["text"].startswith("Lagret kl. ")
        assert said["shown"] == said["undo"] == Delivery.objects.get().pk
        assert value(visits, world.voss) == 12

    def test_saves_the_row_alone(self, world, visits, share, employee):
        said = by_script(employee, "L1235-1", value="12")
        assert Delivery.objects.count() == 1
        assert said["left"] == "1 tall mangler."

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"numerator": "13", "denominator": "12"}, "Telleren er større enn nevneren. Er de byttet om?"),
            ({"numerator": "13"}, "Fyll ut nevneren også."),
            ({"denominator": "13"}, "Fyll ut telleren også."),
            ({"numerator": "-1", "denominator": "2"}, "Tallet kan ikke være under null."),
        ],
    )
    def test_is_told_what_is_wrong(self, share, employee, fields, text):
        said = by_script(employee, "L1235-1", **fields)
        assert said["text"] == text
        assert not Delivery.objects.exists()

    def test_an_identity_number_is_not_repeated(self, visits, employee):
        said = by_script(employee, "L1235-1", value="01010750160")
        assert said["text"] == "Dette ligner et fødselsnummer, og er ikke lagret. Skriv bare antall."

    def test_an_emptied_field_does_not_take_the_figure_away(self, world, visits, employee):
        shown = fill(world.voss, visits, "12").delivery.pk
        said = by_script(employee, "L1235-1", value="", shown=shown)
        assert said["state"] == "unfinished"
        assert "Velg «ikke talt»" in said["text"]
        assert value(visits, world.voss) == 12

    def test_two_who_write_at_once_are_told_of_each_other(self, world, visits, employee):
        fill(world.voss, visits, "14", by=a_person(name="Kari Nordmann", role="leader", unit=world.voss))

        said = by_script(employee, "L1235-1", value="12", shown="")

        assert said["state"] == "overtaken"
        assert said["text"].startswith("Kari Nordmann lagret 14 kl. ")
        assert value(visits, world.voss) == 14
        assert by_script(employee, "L1235-1", value="12", shown=said["shown"])["state"] == "saved"
        assert value(visits, world.voss) == 12

    def test_a_share_that_somebody_else_saved_is_told_with_both_parts(self, world, share, employee):
        fill(world.voss, share, numerator="3", denominator="4")
        said = by_script(employee, "L1235-1", numerator="1", denominator="4", shown="")
        assert "Noen andre lagret 3 av 4" in said["text"]

    def test_a_figure_that_is_gone_meanwhile_is_told_of(self, world, visits, employee):
        said = by_script(employee, "L1235-1", value="12", shown="999")
        assert "er tatt bort siden" in said["text"]
        assert by_script(employee, "L1235-1", value="12", shown="")["state"] == "saved"

    def test_a_row_that_is_not_filled_in_here_is_404(self, employee):
        posted = {"only": "IND0", "IND0.value": "3"}
        assert employee.post(ADDRESS, posted, headers={"Accept": "application/json"}).status_code == 404


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "place", "status"),
        [
            ("leader", "other", 403),
            ("employee", "other", 403),
            ("employee", "voss", 302),
            ("leader", "voss", 302),
            ("county", "county", 302),
            ("directorate", None, 302),
        ],
    )
    def test_those_of_the_unit_and_above_save_and_undo(self, world, visits, role, place, status):
        places = {"other": world.offices[1], "voss": world.voss, "county": world.county}
        client = browser_of(a_person(role=role, unit=places.get(place)))

        assert client.post(ADDRESS, {"L1235-1.value": "12"}).status_code == status

        assert (value(visits, world.voss) == 12) == (status == 302)
        delivery = Delivery.objects.first() or fill(world.voss, visits, "12").delivery
        assert client.post(f"{ADDRESS}undo/", {"delivery": delivery.pk}).status_code == status

    def test_what_was_never_saved_is_not_undone(self, employee):
        assert employee.post(f"{ADDRESS}undo/", {"delivery": "999"}).status_code == 404

    def test_what_somebody_changed_since_is_not_undone(self, world, visits, employee):
        first = fill(world.voss, visits, "12").delivery
        fill(world.voss, visits, "14", shown=first.pk)
        text = text_of(employee.post(f"{ADDRESS}undo/", {"delivery": first.pk}, follow=True))
        assert "Tallet er endret siden" in text
        assert value(visits, world.voss) == 14
