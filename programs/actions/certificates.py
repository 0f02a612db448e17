"""Decide whether certificates are offered."""

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.models import Program


@transaction.atomic
def offer_certificates(program: Program, *, is_offered: bool, by: Actor) -> None:
    """Let mentors and mentees download a certificate once a match or the program has ended, or no longer."""
    program.offers_certificates = is_offered
    program.save(update_fields=["offers_certificates"])
    name = "programs.offer_certificates" if is_offered else "programs.withdraw_certificates"
    record(name, program, by=by, label=program.name)
