from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0007_match_over_skips"),
    ]

    operations = [
        migrations.AddField(
            model_name="waveresult",
            name="was_pooled",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
