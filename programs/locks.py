"""The lock order of programs: first the program, then matches, then daily counts.

A transaction that changes several matches, or reads one to decide what to write, locks the program first. Transactions
that change one match share the lock, so they do not wait for one another, only for an evaluation or an import.
"""

from uuid import UUID

from django.db import connection

from mentoring.tenancy.scope import current_organization_id
from programs.models import Program


def lock_program(program_id: UUID | None) -> Program:
    """Lock a program until the end of the transaction, and return it. For changes to several matches."""
    # References to the program stay possible (no key), so inserts of sessions elsewhere do not wait.
    return Program.objects.select_for_update(of=("self",), no_key=True).get(pk=program_id)


def lock_and_reload(program: Program) -> None:
    """Lock a program and give it the values that it has now, so that none that a colleague has just saved is lost."""
    locked = lock_program(program.pk)
    for field in Program._meta.concrete_fields:
        setattr(program, field.attname, getattr(locked, field.attname))


def share_program(program_id: UUID) -> None:
    """Share the lock of a program until the end of the transaction. For changes to one match."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM programs_program p WHERE p.organization_id = %s AND p.id = %s FOR SHARE",
            [current_organization_id(), program_id],
        )
