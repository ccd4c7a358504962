from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0002_result_keys")]
    operations = [
        migrations.AddField("groupsummary", "total_hidden", models.BooleanField(default=False)),
        migrations.AddIndex(
            "result",
            models.Index(
                fields=["indicator", "month"],
                condition=models.Q(absence="too_few"),
                name="result_hidden_by_its_sender",
            ),
        ),
    ]
