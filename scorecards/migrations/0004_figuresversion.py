from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0003_hidden_totals")]
    operations = [
        migrations.CreateModel(
            "FiguresVersion",
            [
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=1)),
            ],
            options={"constraints": [models.CheckConstraint(condition=Q(id=1), name="there_is_one_figures_version")]},
        ),
    ]
