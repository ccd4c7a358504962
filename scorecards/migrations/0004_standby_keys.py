"""Standby figures by delivery, indicator and unit, with the foreign keys of results: checked once per statement.

The table has held nothing yet: it is made anew with its key, which is also what a withdrawal finds them by.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

results = import_module("scorecards.migrations.0002_result_keys")

CHECK_NEW_ROWS = """
CREATE TRIGGER standby_points_at_rows_on_insert AFTER INSERT ON scorecards_standbyfigure
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION scorecards_result_points_at_rows();
CREATE TRIGGER standby_points_at_rows_on_update AFTER UPDATE ON scorecards_standbyfigure
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION scorecards_result_points_at_rows();
"""

KEEP_PARENTS = """
CREATE FUNCTION {parent}_is_kept_for_standby() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM scorecards_standbyfigure WHERE {column} = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'standby figures name this row of {parent}: ' || OLD.id;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER is_kept_for_standby BEFORE DELETE ON {parent}
    FOR EACH ROW EXECUTE FUNCTION {parent}_is_kept_for_standby();
"""

FORWARD = CHECK_NEW_ROWS + "".join(
    KEEP_PARENTS.format(column=column, parent=parent) for column, parent in results.PARENTS.items()
)
BACKWARD = "".join(f"DROP FUNCTION {parent}_is_kept_for_standby CASCADE;" for parent in results.PARENTS.values())


def reference(to: str, related_name: str = "+") -> models.ForeignKey:
    """A foreign key without an index or a constraint of its own."""
    return models.ForeignKey(
        to=to,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        db_index=False,
        db_constraint=False,
    )


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0003_deliveries_corrected_and_reminded")]
    operations = [
        migrations.DeleteModel("StandbyFigure"),
        migrations.CreateModel(
            name="StandbyFigure",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "delivery_id",
                        "indicator_id",
                        "unit_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("numerator", models.FloatField(null=True)),
                ("denominator", models.FloatField(null=True)),
                ("value", models.FloatField(null=True)),
                (
                    "absence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("too_few", "for få"),
                            ("not_delivered", "ikke levert"),
                            ("not_applicable", "gjelder ikke"),
                            ("under_review", "til kontroll"),
                        ],
                        max_length=14,
                    ),
                ),
                ("emptied", models.BooleanField(default=False)),
                ("delivery", reference("scorecards.delivery", "standby_figures")),
                ("indicator", reference("scorecards.indicator")),
                ("unit", reference("organisation.unit")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="standby_has_a_value_or_a_reason",
                        condition=models.Q(
                            models.Q(("absence", ""), ("value__isnull", False)),
                            models.Q(
                                ("value__isnull", True),
                                ("absence__in", ["too_few", "not_delivered", "not_applicable", "under_review"]),
                            ),
                            _connector="OR",
                        ),
                    )
                ]
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
