"""The one read of mail across organizations: a narrow function in the database, owned by the definer role."""

from uuid import UUID

from django.db import connection


def organization_ids_with_due_mail() -> list[UUID]:
    """Return the active organizations that have mail to send now, or mail that a dead worker left behind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organization_ids_with_due_mail()")
        return [row[0] for row in cursor.fetchall()]


def oldest_due_mail_seconds() -> float | None:
    """Return for how long the oldest due mail of all active organizations has been due; None when none is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oldest_due_mail_seconds()")
        seconds = cursor.fetchone()[0]
        return None if seconds is None else float(seconds)
