"""What the server tells those who watch over it."""

import pytest


def test_the_server_says_that_it_is_alive_without_asking_the_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_the_server_is_ready_when_every_migration_is_done(client):
    assert client.get("/readyz").content == b"ready\n"
