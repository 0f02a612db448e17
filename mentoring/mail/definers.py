"""Queries of the outbox across organizations, as narrow database functions owned by the definer role."""

from uuid import UUID

from django.db import connection


def organization_ids_with_due_mail() -> list[UUID]:
    """Return the active organizations with messages to send now, or left behind by a worker that died."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organization_ids_with_due_mail()")
        return [row[0] for row in cursor.fetchall()]


def oldest_due_mail_seconds() -> float | None:
    """Return how long the oldest due message of all active organizations has been due; None if none is due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oldest_due_mail_seconds()")
        seconds = cursor.fetchone()[0]
        return None if seconds is None else float(seconds)
