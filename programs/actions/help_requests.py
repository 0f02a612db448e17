"""Resolve requests for help."""

from datetime import date, datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import evaluate_program
from programs.locks import share_program
from programs.models import HelpRequest, Match


@transaction.atomic
def resolve_help_request(request: HelpRequest, *, by: Actor, now: datetime, today: date) -> None:
    """Close a request for help: the match is no longer at risk because of it. Closing it twice changes nothing."""
    share_program(request.match.program_id)
    match = Match.objects.select_for_update(of=("self",)).select_related("program").get(pk=request.match_id)
    is_resolved = (
        HelpRequest.objects.open().filter(pk=request.pk).update(resolved_at=now, resolved_by=by.membership)
    )
    if not is_resolved:
        return
    evaluate_program(match.program, today=today, match_ids=[match.pk])
    record("programs.resolve_help_request", match, by=by)
