from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_outcomes")]

    operations = [migrations.RenameField("outcomerun", "code_version", "method_version")]
