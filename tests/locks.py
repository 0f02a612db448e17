"""Wait in tests for connections that wait for locks."""

import time

from django.db import connection

LONG = 15  # seconds; nothing here takes so long


def wait_until_a_connection_waits() -> None:
    """Return as soon as a connection to this database waits for a lock."""
    until = time.monotonic() + LONG
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("No connection waits for a lock.")
