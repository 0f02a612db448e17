from django.db import migrations

FILL = """
    UPDATE mail_outboxmessage SET claim_at = due_at
    WHERE state IN ('waiting', 'sending', 'in_doubt') AND claim_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_claim_at")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
