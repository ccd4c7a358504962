"""What the server tells those who watch over it."""

import pytest
from django.db.migrations.recorder import MigrationRecorder


def test_the_server_says_that_it_is_alive_without_asking_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_says_so_to_whoever_asks_from_inside(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.django_db
def test_the_server_is_ready_when_every_migration_is_done(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_the_server_is_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="scorecards").latest("id").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations are missing\n")


@pytest.mark.django_db
def test_the_server_is_not_ready_without_its_database(client, settings, monkeypatch):
    from django.db import connection

    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"no database\n")
