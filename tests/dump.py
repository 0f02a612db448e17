"""A dump of the whole database, as whoever steals one would read it."""

from io import StringIO

from django.conf import settings
from django.db import connection


def dump_of_everything() -> str:
    """Return all rows of all tables as text, past row-level security. Only for tests marked raw_sql."""
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            for table in sorted(connection.introspection.table_names(cursor)):
                cursor.copy_expert(f'COPY "{table}" TO STDOUT', out)
        finally:
            cursor.execute(f'SET ROLE "{settings.DATABASES["default"]["APPLICATION_ROLE"]}"')
    return out.getvalue()
