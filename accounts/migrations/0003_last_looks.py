import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import organisation.fields


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_wants_reminders"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", organisation.fields.MonthField()),
                ("looked_at", models.DateTimeField()),
                ("visit", models.CharField(max_length=16)),
                ("before", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "unit", "month"), name="a_person_has_one_last_look_at_a_month"
                    )
                ],
            },
        ),
    ]
