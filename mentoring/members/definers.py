"""Reads of invitations across organizations. Each calls a SECURITY DEFINER function of the database."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection


def has_pending_invite(email: str) -> bool:
    """Return whether any organization has invited the address and the invitation has not expired."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_pending_invite(%s)", [email])
        return cursor.fetchone()[0]


def invitations_since(emails: Iterable[str], since: datetime) -> dict[str, int]:
    """Return how many invitations the addresses were sent since that time, from all organizations together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, sent FROM invitations_since(%s, %s)", [list(emails), since])
        return dict(cursor.fetchall())
