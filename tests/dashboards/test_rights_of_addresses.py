"""Every address of the pages: who may open it, who is sent to log in, and who changes nothing by sending to it."""

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver

from dashboards.urls import urlpatterns
from tests.builders import a_county, an_office
from tests.dashboards.world import MAY, a_world, reader

pytestmark = pytest.mark.django_db
# The readers in whose browsers each address is opened, in this order.
READERS = ("employee elsewhere", "leader", "county", "county elsewhere", "directorate", "administrator")
EVERYBODY = frozenset(READERS)
NATIONAL = frozenset({"directorate", "administrator"})
COUNTY = NATIONAL | {"county"}
ANY_COUNTY = COUNTY | {"county elsewhere"}
HERE = COUNTY | {"leader"}

READ_BY_ALL = [
    "home",
    "own-office",
    "own-county",
    "own-ranking",
    "country-latest",
    "country",
    "counties",
    "county-latest",
    "region-latest",
    "offices",
    "comparison",
    "search",
    "search-names",
    "ranking",
    "ranking-about",
    "ranking-rule",
    "county",
    "region",
    "catalogue",
    "indicator",
    "question",
    "office-latest",
    "series",
    "office",
    "office-places",
    "learn",
    "learn-indicator",
    "related",
    "local",
    "fill-in",
    "organisation",
    "organisation-export",
    "organisation-unit",
    "organisation-changes",
    "goal",
    "perspectives",
    "packages",
    "package",
    "catalogue-files",
    "catalogue-export",
]
MAY_OPEN = {
    **dict.fromkeys(READ_BY_ALL, EVERYBODY),
    **dict.fromkeys(
        [
            "deliveries",
            "new-delivery",
            "delivery",
            "delivery-changes",
            "publish-delivery",
            "withdraw-delivery",
            "layouts",
            "new-layout",
            "edit-items",
            "edit-ranking-rule",
            "publish-ranking",
            "edit-packages",
        ],
        COUNTY,
    ),
    **dict.fromkeys(["edit-targets", "new-target", "new-goals", "new-indicators", "new-packages"], ANY_COUNTY),
    **dict.fromkeys(
        ["organisation-upload", "retire-indicator", "new-perspectives", "edit-goals", "edit-indicators"], NATIONAL
    ),
    "add-local": HERE,
}
# What has no page of its own: it is sent to, and an address that is only opened answers that it isn't one.
ONLY_SENT_TO = frozenset(
    [
        "set-due-day",
        "remind",
        "cancel-delivery",
        "reject-delivery",
        "recheck-delivery",
        "delivery-kind",
        "deliver-again",
        "layout-example",
        "retire-layout",
        "delete-layout",
        "cancel-planned-ranking",
        "withdraw-ranking",
        "undo-fill-in",
        "retire-local",
        "reopen-local",
        "undo-catalogue",
        "organisation-take-back",
    ]
)
# Whoever may not is led to the page, which says why or is closed itself.
TOLD_ON_A_PAGE = frozenset({"publish-ranking", "cancel-planned-ranking", "withdraw-ranking", "cancel-delivery"})
# What this county hasn't got: a layout, an entry in the log, a perspective; and a form that asks for what to compare.
NOT_HERE = frozenset(["edit-layout", "layout-file", "organisation-log", "organisation-change", "edit-perspectives"])
ASKS = frozenset({"choose_comparison"})
COUNTYS = ("county", "county-latest", "ranking", "ranking-rule", "edit-ranking-rule", "publish-ranking")
CODES = {
    **dict.fromkeys([*COUNTYS, "cancel-planned-ranking", "withdraw-ranking"], "1200"),
    **dict.fromkeys(["region", "region-latest"], "1291"),
}
OF_A_KIND = {"offices": "1235", "local": "1235", "organisation": "1235", "indicators": "IND0", "goals": "G1"}


def addresses(patterns: Iterable[object], before: str = "") -> Iterator[tuple[str, str]]:
    """Name and pattern of every address that has a name."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern) and each.name:
            yield each.name, before + str(each.pattern)


PATTERNS = dict(addresses(urlpatterns))


def path_of(name: str, delivery: int) -> str:
    """The address in the county of these tests."""
    pattern = PATTERNS[name]
    kind = next((kind for kind in OF_A_KIND if f"{kind}/" in pattern), "packages")
    code = CODES.get(name, OF_A_KIND.get(kind, "STYR"))
    values = {
        "<month:month>": str(MAY),
        "<int:number>": str(delivery),
        "<slug:indicator>": "IND0",
        "<slug:slug>": "merge",
        "<str:ending>": "zip",
        "<str:form>": "zip",
        "<slug:code>": code,
    }
    for part, value in values.items():
        pattern = pattern.replace(part, value)
    return f"/{pattern}"


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY)
    return made


@pytest.fixture
def delivery(world):
    return world.package.deliveries.latest("id").pk


@pytest.fixture
def browsers(world):
    sogn = a_county("1400", "NAV Sogn og Fjordane")
    country = world.indicators[0].owner
    return {
        "employee elsewhere": reader("employee", an_office("1401", "NAV Flora", county=sogn)),
        "leader": reader("leader", world.voss),
        "county": reader("county", world.county),
        "county elsewhere": reader("county", sogn),
        "directorate": reader("directorate", country),
        "administrator": reader("administrator", country),
    }


def stored() -> dict[str, int]:
    """How many rows of each kind there are; sessions and what somebody looked at last come by reading."""
    ours = [model for model in apps.get_models() if model._meta.label not in ("sessions.Session", "accounts.Look")]
    return {model._meta.label: model._default_manager.count() for model in ours}


def test_each_address_is_in_one_of_the_tables():
    tables = (frozenset(MAY_OPEN), ONLY_SENT_TO, NOT_HERE, ASKS)
    assert frozenset().union(*tables) == frozenset(PATTERNS)
    assert sum(map(len, tables)) == len(PATTERNS)


@pytest.mark.parametrize("name", [*MAY_OPEN, *sorted(NOT_HERE | ASKS)])
def test_who_is_not_logged_in_is_sent_to_log_in(delivery, name):
    answer = Client().get(path_of(name, delivery))
    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=")


@pytest.mark.parametrize("name", MAY_OPEN)
def test_is_opened_by_those_who_may_and_by_nobody_else(browsers, delivery, name):
    answers = {who: browser.get(path_of(name, delivery)).status_code for who, browser in browsers.items()}
    assert {who for who, status in answers.items() if status in (200, 302)} == MAY_OPEN[name]
    assert {status for who, status in answers.items() if who not in MAY_OPEN[name]} <= {403}


@pytest.mark.parametrize("name", sorted(ONLY_SENT_TO))
def test_what_is_sent_to_is_not_opened(browsers, delivery, name):
    assert {browser.get(path_of(name, delivery)).status_code for browser in browsers.values()} == {405}


@pytest.mark.parametrize("name", sorted(NOT_HERE))
def test_what_is_not_there_is_not_found_by_those_who_may_look(browsers, delivery, name):
    assert browsers["administrator"].get(path_of(name, delivery + 100)).status_code == 404


def test_opening_every_address_writes_nothing(browsers, delivery):
    before = stored()
    for name in MAY_OPEN:
        for browser in browsers.values():
            browser.get(path_of(name, delivery))
    assert stored() == before


@pytest.mark.parametrize("name", sorted(ONLY_SENT_TO | {name for name, who in MAY_OPEN.items() if who != EVERYBODY}))
def test_an_employee_of_another_county_changes_nothing_by_sending(browsers, delivery, name):
    before = stored()
    answer = browsers["employee elsewhere"].post(path_of(name, delivery), {"step": "confirm", "reason": "Feil fil"})
    assert answer.status_code in ((302,) if name in TOLD_ON_A_PAGE else (403, 404))
    assert stored() == before
