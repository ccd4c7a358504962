"""Invariants live in the database: every model of ours is gone through and asked for its constraints."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import CheckConstraint, Q, UniqueConstraint

from organisation.fields import MonthField
from organisation.models import Placement
from organisation.spans import ends_after_it_begins
from tests.builders import a_delivery, a_result, a_standby_figure, a_unit, an_indicator

OURS = ("audit", "organisation", "accounts", "scorecards", "rankings", "dashboards", "api")
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
FIELDS = [(model, field) for model in MODELS for field in model._meta.local_fields]
IN_FORCE = "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid = %s::regclass"

# Where one and the same unit, person or thing has spans of its own, they don't overlap. An indicator has one span.
SPANS_STAND_ALONE = {"scorecards.Indicator"}
# Written by the ten thousand: its months come from Month objects alone
IN_BULK = {"scorecards.Result"}
NOBODY = 2**40  # an id that no row has


def named(model: type[models.Model]) -> str:
    return model._meta.label


def of(fields: "Sequence[tuple[type[models.Model], models.Field[Any, Any]]]") -> list[str]:
    """Test ids for (model, field)."""
    return [f"{model._meta.label}.{field.name}" for model, field in fields]


def checks(model: type[models.Model]) -> list[CheckConstraint]:
    return [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]


def mentions(condition: object, name: str) -> bool:
    """Whether a condition is about the field with that name."""
    if isinstance(condition, Q):
        return any(mentions(child, name) for child in condition.children)
    if isinstance(condition, tuple):
        return str(condition[0]).split("__")[0] == name
    return f"F({name})" in repr(condition)


CLOSED_LISTS = [(model, field) for model, field in FIELDS if field.choices]
CODES = [(model, field) for model, field in FIELDS if field.name == "code" and isinstance(field, models.CharField)]
FINDINGS = {"scorecards.Finding", "scorecards.RefusedFinding"}  # its code names a kind of finding, not itself
WITH_SPANS = [model for model in MODELS if {"valid_from", "valid_to"} <= {field.name for field in model._meta.fields}]
MONTHS = [(model, field) for model, field in FIELDS if isinstance(field, MonthField) and named(model) not in IN_BULK]
REFERENCES = [(model, field) for model, field in FIELDS if isinstance(field, models.ForeignKey)]
BY_CONSTRAINT = [(model, field) for model, field in REFERENCES if getattr(field, "db_constraint", True)]
BY_TRIGGERS = [(model, field) for model, field in REFERENCES if not getattr(field, "db_constraint", True)]


def test_the_models_are_found():
    labels = set(map(named, MODELS))
    assert {"organisation.Unit", "accounts.User", "audit.AuditLine", "scorecards.Result", "rankings.Ranking"} <= labels


@pytest.mark.parametrize(("model", "field"), CLOSED_LISTS, ids=of(CLOSED_LISTS))
def test_a_closed_list_is_closed_in_the_database_too(model, field):
    assert any(mentions(check.condition, field.name) for check in checks(model))


@pytest.mark.parametrize("model", WITH_SPANS, ids=named)
def test_a_span_ends_after_it_begins(model):
    wanted = ends_after_it_begins("x").condition
    assert any(check.condition == wanted for check in checks(model))


@pytest.mark.parametrize("model", WITH_SPANS, ids=named)
def test_spans_of_one_thing_do_not_overlap(model):
    excluded = [constraint for constraint in model._meta.constraints if isinstance(constraint, ExclusionConstraint)]
    assert excluded or named(model) in SPANS_STAND_ALONE


@pytest.mark.parametrize(("model", "field"), CODES, ids=of(CODES))
def test_a_code_is_one_thing(model, field):
    unique = [constraint for constraint in model._meta.constraints if isinstance(constraint, UniqueConstraint)]
    on_code = any("code" in constraint.fields or "code" in repr(constraint.expressions) for constraint in unique)
    assert field.unique or on_code or named(model) in FINDINGS


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), MONTHS, ids=of(MONTHS))
def test_a_month_is_kept_as_its_first_day(model, field):
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [model._meta.db_table])
        definitions = [definition for _, definition, _ in cursor.fetchall()]
    assert any(re.search(rf"EXTRACT\(day FROM \"?{field.column}\"?\)", definition, re.I) for definition in definitions)


@pytest.mark.parametrize(("model", "field"), REFERENCES, ids=of(REFERENCES))
def test_nothing_that_is_referred_to_is_deleted_silently(model, field):
    """A part may go with its whole; whatever else is referred to is protected."""
    whole = field.remote_field.on_delete is models.CASCADE
    assert whole or field.remote_field.on_delete is models.PROTECT


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=named)
def test_every_constraint_is_in_force(model):
    """A check or an exclusion is a constraint of the table; a unique one may be an index alone."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [model._meta.db_table])
        in_force = {name: validated for name, _, validated in cursor.fetchall()}
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [model._meta.db_table])
        indexes = {name for (name,) in cursor.fetchall()}
    for constraint in model._meta.constraints:
        assert in_force.get(constraint.name) or constraint.name in indexes


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), BY_CONSTRAINT, ids=of(BY_CONSTRAINT))
def test_every_foreign_key_is_in_force(model, field):
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, [model._meta.db_table])
        definitions = [definition for _, definition, _ in cursor.fetchall()]
    assert any(f"FOREIGN KEY ({field.column})" in definition for definition in definitions)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), BY_TRIGGERS, ids=of(BY_TRIGGERS))
def test_a_foreign_key_without_a_constraint_keeps_the_same_promise(model, field):
    """Tried, since nothing in the catalogue of the database says so: on insert, on update and from the other end."""
    row = {"scorecards.Result": a_result, "scorecards.StandbyFigure": a_standby_figure}[named(model)](
        an_indicator(), a_unit("office")
    )
    Placement.objects.all().delete()  # else these would keep the units
    parent, key = field.related_model._meta.db_table, getattr(row, field.column)
    message = f"names a row that is not in {parent}"
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field.column: NOBODY})
    elsewhere = {"unit_id": a_unit("office").pk, field.column: NOBODY}
    columns = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        model.objects.bulk_create([model(**{**columns, **elsewhere})])
    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=f"name this row of {parent}"), transaction.atomic():
            cursor.execute(f"DELETE FROM {parent} WHERE id = %s", [key])
        model.objects.all().delete()
        cursor.execute(f"DELETE FROM {parent} WHERE id = %s", [key])  # now it can


@pytest.mark.django_db
def test_a_month_that_is_not_a_first_day_is_refused():
    delivery = a_delivery(month="2018-05")
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("UPDATE scorecards_delivery SET month = '2018-05-02' WHERE id = %s", [delivery.pk])


@pytest.mark.django_db
def test_the_models_are_as_the_migrations_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
