"""The demo as it is made: by the way that users' files go, once, and never in production."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.permissions import can
from demo.behaviour import read_world
from demo.deliveries import Senders, directions
from demo.plan import NotSeededError, Sending, is_complete, months_of, people, real_file, uploads
from demo.seeding import send
from demo.simulation import Simulation
from organisation.models import Unit
from organisation.months import Month
from rankings.models import Ranking
from scorecards.models import Delivery, Finding, GroupSummary, Package, PlaceInterval, Result
from scorecards.services.deliveries import receive_delivery
from tests.demo.conftest import MONTHS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
LAST = months_of(MONTHS)[-1]


class Terminal(io.StringIO):
    """Somebody is looking."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def senders():
    return Senders(Simulation(read_world(), directions()))


def test_every_month_of_every_package_is_published_without_an_error():
    assert Delivery.objects.filter(source="file").count() == MONTHS * 4
    assert set(Delivery.objects.values_list("state", flat=True)) == {"published"}
    assert not Finding.objects.filter(severity="E").exists()


def test_made_up_packages_say_so_and_the_real_one_says_where_its_figures_come_from():
    in_files = Package.objects.filter(simulated=True, items__filled_in_by="")
    assert set(in_files.values_list("code", flat=True)) == {
        *("MALEKORT", "STYRINGSPAKKE", "STATISTIKKPAKKE", "VESTLANDSPAKKE")
    }
    assert Package.objects.get(code="TELEMARK").source.startswith("Nav, registrerte arbeidssøkere")
    assert Package.objects.get(code="MALEKORT").source == ""


def test_the_real_figures_are_those_of_the_file():
    with real_file(LAST).open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter=";") if row["indikator"] == "HELT"]

    for row in rows:
        result = Result.objects.get(unit__code=row["enhet"], indicator__code="HELT", month=LAST)
        assert row["verdi"] == "*" if result.absence else float(row["verdi"]) == result.value


def test_there_are_figures_that_are_hidden_missing_or_do_not_apply():
    assert set(Result.objects.filter(indicator__owner__code="1200").values_list("absence", flat=True)) == {
        *("", "too_few", "not_delivered", "not_applicable")
    }


def test_county_and_country_have_their_own_lines_beside_what_is_calculated():
    county = GroupSummary.objects.get(indicator__code="OVG_ORD", group__code="1200", month=LAST)
    country = GroupSummary.objects.get(indicator__code="OVG_ORD", group__code="NO", month=LAST)

    assert county.n == 40
    assert county.published == pytest.approx(county.pooled, abs=0.01)
    assert country.n > 400


def test_the_package_comes_after_the_national_figures_and_changes_nothing_in_them():
    national = Delivery.objects.get(package__code="MALEKORT", month=LAST)
    county = Delivery.objects.get(package__code="STYRINGSPAKKE", month=LAST)

    assert national.published_at < county.published_at
    assert county.unchanged == 40 * 15
    assert county.changed == 0


def test_deliveries_and_rankings_are_dated_in_their_time():
    for delivery in Delivery.objects.all():
        assert Month.of(timezone.localdate(delivery.published_at)) == delivery.month + 1
        assert delivery.received_at <= delivery.published_at
    assert {Month.of(timezone.localdate(ranking.published_at)) for ranking in Ranking.objects.all()} <= {
        month + 1 for month in months_of(MONTHS)
    }


def test_places_of_the_last_month_are_prepared():
    assert PlaceInterval.objects.filter(month=LAST, unit__code="1235").exists()
    assert not GroupSummary.objects.filter(month=LAST, group__kind="county", places_prepared=False).exists()


def test_the_people_of_the_demo_may_do_what_their_roles_say():
    users = {user.email: user for user in User.objects.all()}
    hordaland = Unit.objects.get(code="1200")

    assert set(users) == {row["email"] for row in people()}
    assert not any(user.has_usable_password() for user in users.values())
    assert can(users["fylke.hordaland@demo.example"], "deliver", hordaland)
    assert not can(users["medarbeider.voss@demo.example"], "deliver", hordaland)
    assert not can(users["fylke.sognogfjordane@demo.example"], "deliver", hordaland)
    assert can(users["administrator@demo.example"], "manage_people")


def everything():
    return {
        model.__name__: (model.objects.count(), model.objects.order_by("-pk").values_list().first())
        for model in (Delivery, Finding, Ranking, Result, User, PlaceInterval)
    }


def test_making_it_again_changes_nothing_and_asks_little():
    before = everything()

    with CaptureQueriesContext(connection) as asked:
        call_command("seed_demo", months=MONTHS)

    assert everything() == before
    assert len(asked) <= 20


def test_what_is_missing_is_made_anew_and_nothing_else():
    before = everything()
    right, wrong = uploads(LAST)
    content = wrong.read_bytes()
    right.unlink()
    assert not is_complete(months_of(MONTHS), read_world())

    terminal = Terminal()
    call_command("seed_demo", months=MONTHS, stderr=terminal)

    assert "\r" in terminal.getvalue()
    assert right.exists()
    assert wrong.exists()
    assert len(wrong.read_bytes()) == pytest.approx(len(content), rel=0.01)
    assert everything() == before


def test_a_delivery_that_is_not_in_order_stops_the_making_with_its_name(senders):
    empty = Package.objects.create(code="TOM", name="Tom", owner=Unit.objects.get(code="1200"), simulated=True)

    with pytest.raises(NotSeededError, match=r"tom-2017-03.csv: "):
        send(Sending(empty, LAST), senders)


def deliver(file):
    return receive_delivery(
        package=Package.objects.select_related("owner").get(code="STYRINGSPAKKE"),
        month=LAST + 1,
        content=file.read_bytes(),
        file_name=file.name,
        by=User.objects.get(email="fylke.hordaland@demo.example"),
    )


def test_the_file_for_the_next_month_is_in_order():
    outcome = deliver(uploads(LAST)[0])

    assert outcome.findings == ()
    assert outcome.delivery.state == "checked"
    assert outcome.delivery.added == outcome.delivery.results == 40 * 28


def test_the_file_with_mistakes_has_several_kinds_of_them():
    outcome = deliver(uploads(LAST)[1])

    assert outcome.delivery.state == "rejected"
    assert {found.code for found in outcome.findings if found.severity == "E"} >= {
        *("unknown_unit", "not_a_number", "formula_error", "negative", "numerator_over_denominator", "duplicate_row")
    }


def test_off_a_terminal_only_the_end_is_told():
    said = io.StringIO()

    call_command("seed_demo", months=MONTHS, stderr=said)

    assert said.getvalue().startswith("Demoen er klar.")
    assert "styringspakke-2017-04.xlsx" in said.getvalue()


def test_it_is_not_made_in_production(settings):
    settings.IN_PRODUCTION = True

    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")


@pytest.mark.parametrize("months", ["0", "36", "-1", "mange"])
def test_a_number_of_months_that_cannot_be_is_wrong_usage(months):
    with pytest.raises(CommandError, match="from 1 to 35"):
        call_command("seed_demo", "--months", months)
