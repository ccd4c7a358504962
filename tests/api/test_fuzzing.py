"""Every question that the description allows, and many that it doesn't, is answered as it says: schemathesis asks them.

Codes and months that are known are drawn beside made-up ones, so that answers with figures are held against it too.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from accounts.services import issue_token
from nav_mrs.wsgi import application
from tests.browser.conftest import a_county_with_a_year
from tests.builders import a_person

pytestmark = pytest.mark.django_db

QUESTIONS = 100  # an address, beside those of the limits of each parameter
KNOWN = {
    "counties": ["1200", "1400"],
    "offices": ["1235", "1236", "1241"],
    "indicators": ["IND0", "IND1", "ind2"],
    "packages": ["STYR", "styr"],
    "months": ["2018-05", "2018-06", "2017-12"],
}
DRAWN = {
    "/units": {"query.month": "months", "query.county": "counties"},
    "/offices/{code}/scorecard": {"path.code": "offices", "query.month": "months", "query.package": "packages"},
    "/indicators/{code}/comparison": {
        "path.code": "indicators",
        "query.month": "months",
        "query.county": "counties",
        "query.reference": "counties",
    },
    "/rankings/{county}/{month}": {"path.county": "counties", "path.month": "months"},
    "/results": {
        "query.indicator": "indicators",
        "query.unit": "offices",
        "query.from": "months",
        "query.to": "months",
    },
}
# That an indicator or a unit must be named is more than a description can say.
NEEDS_EITHER = {"positive_data_acceptance": {"expected-statuses": ["2xx", 404, 422]}}


def configuration() -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "dictionaries": {name: {"values": values} for name, values in KNOWN.items()},
            "generation": {"deterministic": True, "max-examples": QUESTIONS},
            "operations": [
                {
                    "include-path": f"/api/v1{address}",
                    "parameters": {name: {"dictionary": known, "probability": 0.7} for name, known in drawn.items()},
                    **({"checks": NEEDS_EITHER} if address == "/results" else {}),
                }
                for address, drawn in DRAWN.items()
            ],
        }
    )


@pytest.fixture
def one_connection():
    """A server's request ends with its connection; here that would take the test's own transaction with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(db, one_connection) -> str:
    a_county_with_a_year()
    token, _kept = issue_token(person=a_person(role="employee"), by=None)
    return token


description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=configuration())


@description.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_whatever_is_asked_is_answered_as_described(case, token):
    case.call_and_validate(headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"})
