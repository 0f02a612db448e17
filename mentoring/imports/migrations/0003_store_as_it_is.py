from django.db import migrations

# Pressing 5 MB of a file together took as long as reading its rows, and random ids cannot be pressed at all. Both are
# emptied once the import can no longer be undone.
KEPT_WHOLE = (("imports_importrun", "source"), ("imports_importchange", "added_ids"))


def stored(how):
    return [f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE {how}" for table, column in KEPT_WHOLE]


class Migration(migrations.Migration):

    dependencies = [("imports", "0002_steps_of_a_run")]

    operations = [migrations.RunSQL(stored("EXTERNAL"), stored("EXTENDED"))]
