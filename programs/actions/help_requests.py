"""Make, withdraw and resolve requests for help."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.health.evaluate import evaluate_program
from programs.locks import share_program
from programs.models import HelpRequest, Match
from programs.selectors.parties import Party

LONGEST = 2000


@transaction.atomic
def request_help(party: Party, *, text: str, by: Actor, now: datetime, today: date) -> HelpRequest:
    """Ask those who run the program for help. The match is at risk until the request is resolved."""
    if not party.is_current:
        raise ValidationError(_("This match has ended. You can still raise a concern."))
    share_program(party.match.program_id)
    request = keep_request(party.match, role=party.role, text=text, now=now, today=today)
    evaluate_program(party.match.program, today=today, match_ids=[party.match.pk])
    record("programs.request_help", party.match, by=Actor.system("request for help"))
    return request


def keep_request(match: Match, *, role: str, text: str, now: datetime, today: date) -> HelpRequest:
    """Save a request with its words encrypted."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ValidationError({"text": _("Enter a shorter text.")})
    request = HelpRequest(match=match, role=role, requested_at=now, requested_on=today)
    if text:
        request.write(text)
    request.save()
    return request


@transaction.atomic
def withdraw_help_request(request: HelpRequest, *, by: Actor, today: date) -> None:
    """Take a request for help back, as if it had not been made."""
    match = request.match
    share_program(match.program_id)
    request.delete()
    evaluate_program(match.program, today=today, match_ids=[match.pk])
    record("programs.withdraw_help_request", match, by=Actor.system("request for help"))


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
