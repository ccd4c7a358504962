"""Who may ask, how errors are answered, and how the API describes itself."""

import datetime
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ApiToken
from accounts.services import issue_token
from scorecards.models import Delivery
from tests.builders import a_person, an_office

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "units",
    "offices/1201/scorecard",
    "indicators/NEDS/comparison?county=1200",
    "rankings/1200/2018-05",
    "results?indicator=NEDS",
]


def with_token(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_gets_an_answer_without_saying_who_they_are(address, county):
    answer = Client().get(f"/api/v1/{address}")
    assert answer.status_code == 401
    assert answer.json() == {"detail": "log in, or send Authorization: Bearer TOKEN"}
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_session_is_enough(address, county, reader):
    client = Client()
    client.force_login(reader, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/api/v1/{address}").status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_token_is_enough(address, county, reader):
    token, _ = issue_token(person=reader, by=None)
    assert with_token(token).get(f"/api/v1/{address}").status_code == 200


def test_an_expired_or_unknown_token_and_a_closed_account_get_no_answer(reader):
    expired, kept = issue_token(person=reader, by=None)
    ApiToken.objects.filter(pk=kept.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    gone = a_person(role="employee")
    closed, _ = issue_token(person=gone, by=None)
    gone.closed_at = timezone.now()
    gone.save()
    for token in (expired, closed, "tull", ""):
        assert with_token(token).get("/api/v1/units").status_code == 401
    assert Client(headers={"Authorization": "Basic dHVsbDp0dWxs"}).get("/api/v1/units").status_code == 401


def test_a_closed_accounts_session_gets_no_answer(reader):
    client = Client()
    client.force_login(reader, "django.contrib.auth.backends.ModelBackend")
    reader.closed_at = timezone.now()
    reader.save()
    assert client.get("/api/v1/units").status_code == 401


def test_an_address_that_does_not_exist_is_answered_in_json(ask):
    for address in ("", "tull", "offices/1201", "rankings/1200", "docs", "openapi"):
        status, answer = ask(address)
        assert (status, list(answer)) == (404, ["detail"])


def test_a_method_that_does_not_exist_is_answered_in_json(reader):
    token, _ = issue_token(person=reader, by=None)
    for method in ("post", "put", "delete"):
        answer = getattr(with_token(token), method)("/api/v1/units")
        assert answer.status_code == 405
        assert answer["Allow"] == "GET"
        assert answer.json() == {"detail": "only GET is answered here"}


def test_asking_with_a_token_takes_one_query_more(county, reader):
    token, _ = issue_token(person=reader, by=None)
    client = with_token(token)
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/v1/units")
    assert len(queries) == 2


def test_the_description_is_valid_and_names_every_address():
    answer = Client().get("/api/v1/openapi.json")
    described = json.loads(answer.content)
    assert answer.status_code == 200
    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) == {
        "/api/v1/units",
        "/api/v1/offices/{code}/scorecard",
        "/api/v1/indicators/{code}/comparison",
        "/api/v1/rankings/{county}/{month}",
        "/api/v1/results",
    }
    for path in described["paths"].values():
        operation = path["get"]
        assert {"200", "401", "404", "422"} <= set(operation["responses"])
        assert operation["summary"]
        for kind in operation["security"]:
            assert set(kind) <= set(described["components"]["securitySchemes"])


def references(node) -> set[str]:
    """Every $ref in a description."""
    if isinstance(node, dict):
        found = {node["$ref"]} if "$ref" in node else set()
        return found.union(*(references(value) for value in node.values()))
    return set().union(*(references(value) for value in node)) if isinstance(node, list) else set()


def test_every_reference_in_the_description_leads_somewhere():
    described = Client().get("/api/v1/openapi.json").json()
    schemas = described["components"]["schemas"]
    assert references(described)
    for reference in references(described):
        assert reference.removeprefix("#/components/schemas/") in schemas
    assert all(schema["type"] == "object" or schema["enum"] for schema in schemas.values())


def test_the_description_has_the_products_own_words_and_the_form_of_a_month():
    described = Client().get("/api/v1/openapi.json").json()
    line = described["components"]["schemas"]["LineOut"]["properties"]
    assert set(line["state"]["enum"]) == {
        "value", "preliminary", "too_few", "not_delivered", "not_applicable", "not_existing", "under_review",
    }  # fmt: skip
    parameters = described["paths"]["/api/v1/results"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == ["indicator", "unit", "from", "to", "as"]
    assert "^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])$" in json.dumps(parameters[2])


def test_every_part_of_an_address_is_described_by_its_form_and_never_null():
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    for address, operation in described.items():
        for parameter in operation["get"]["parameters"]:
            assert parameter["schema"]["type"] == "string", (address, parameter["name"])
            assert parameter["schema"].get("pattern") or parameter["schema"]["enum"]
            is_countys = address.endswith("comparison") and parameter["name"] == "county"
            assert parameter["required"] == (parameter["in"] == "path" or is_countys)


@pytest.mark.parametrize("query", ["month=", "kind=", "county=", "month=2018-13", "month=1899-12", "kind=kontor"])
def test_an_empty_or_malformed_answer_to_a_question_is_not_taken_for_none(ask, county, query):
    name, value = query.split("=")
    status, answer = ask("units", **{name: value})
    assert (status, list(answer)) == (404 if name == "county" else 422, ["detail"])


def test_in_the_demo_the_month_is_the_demos_where_none_is_asked_for(ask, county, settings):
    an_office("1288", county=county.unit, since="2018-07-01", until="2018-08-01")
    codes = {unit["code"] for unit in ask("units")[1]}
    settings.IN_DEMO = True
    Delivery.objects.update(received_at=datetime.datetime(2018, 6, 15, tzinfo=datetime.UTC))  # of figures to May
    assert "1288" not in codes
    assert "1288" in {unit["code"] for unit in ask("units")[1]}


def test_nothing_of_it_is_loaded_from_elsewhere():
    assert b"//cdn" not in Client().get("/api/v1/openapi.json").content
    assert Client().get("/api/v1/docs").status_code == 404
