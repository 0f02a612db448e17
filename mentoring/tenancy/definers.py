"""Reads across organizations. Each calls a SECURITY DEFINER function of the database."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class MyMembership:
    organization_id: UUID
    slug: str
    name: str
    role: str


def my_memberships(user_id: UUID) -> list[MyMembership]:
    """Return the active memberships of one account in active organizations, by organization name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organization_id, slug, name, role FROM my_memberships(%s)", [user_id])
        return [MyMembership(*row) for row in cursor.fetchall()]


def active_organization_ids() -> list[UUID]:
    """Return the ids of all active organizations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM active_organization_ids()")
        return [row[0] for row in cursor.fetchall()]
