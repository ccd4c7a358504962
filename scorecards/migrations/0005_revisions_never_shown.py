from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0004_figuresversion")]
    operations = [
        migrations.AddField("resultrevision", "suppressed", models.BooleanField(default=False)),
    ]
