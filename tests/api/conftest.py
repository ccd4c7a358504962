"""A county with a ranking, and somebody who asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import issue_token
from rankings.services.publishing import publish_ranking
from scorecards.models import GroupSummary, PlaceInterval
from tests.builders import a_person, a_region
from tests.rankings.county import MAY, County, a_ranked_county

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def county() -> County:
    """Three offices with the share NEDS in the twelve months to May 2018, its summary, and a published ranking."""
    county = a_ranked_county((30, 50), (33, 50), (45, 60))
    a_region("12R", county=county.unit)
    indicator = county.package.items.get().indicator
    GroupSummary.objects.filter(group=county.unit, month=MAY).update(
        n=3,
        mean=0.67,
        median=0.66,
        q1=0.63,
        q3=0.705,
        pooled=0.675,
        numerator=108,
        denominator=160,
        values=[0.6, 0.66, 0.75],
        places_prepared=True,
    )
    PlaceInterval.objects.create(indicator=indicator, unit=county.offices[2], month=MAY, low=1, high=2)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    return county


@pytest.fixture
def reader(db) -> User:
    return a_person("leser@test.example", role="employee")


@pytest.fixture
def ask(reader) -> Ask:
    """Asks with a token; the status and the answer."""
    token, _kept = issue_token(person=reader, by=None)
    client = Client(headers={"Authorization": f"Bearer {token}"})

    def asked(address: str, **query: str) -> tuple[int, Any]:
        answer = client.get(f"/api/v1/{address}", query)
        assert answer["Content-Type"].startswith("application/json")
        return answer.status_code, answer.json()

    return asked
