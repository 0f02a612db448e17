"""End a match so that the mentee can be matched again, with an email to both."""

from datetime import date, datetime

from django.db import transaction

from mentoring.mail.actions import cancel_messages
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from programs.actions.match_states import end_match, undo_match_change
from programs.models import Match, MatchChange
from programs.rematch_emails import REMATCHED, queue_rematch
from programs.selectors.parties import parties_in


@transaction.atomic
def end_for_rematch(
    match: Match, *, reason: str, tells_both: bool, by: Actor, at: datetime, today: date
) -> MatchChange:
    """End a match with a reason that only those who run the program see; its history stays.

    With `tells_both`, each side with an address gets an email after two minutes, without the reason.
    """
    program = match.program
    change = end_match(match, reason=reason, by=by, at=at, today=today)
    if tells_both:
        ended = Match.objects.with_people().select_related("program").get(pk=match.pk)
        ended.program.organization = program.organization
        queue_rematch(change, parties_in(ended), by=by)
    return change


@transaction.atomic
def undo_rematch(change: MatchChange, *, by: Actor, at: datetime, today: date) -> None:
    """Make the match active again and cancel the emails that have not gone out."""
    keys = [f"{REMATCHED}:{change.pk.hex}:{role}" for role in ("mentor", "mentee")]
    queued = list(OutboxMessage.objects.filter(dedup_key__in=keys).values_list("pk", flat=True))
    if queued:
        cancel_messages(by=by, ids=queued, at=at)
    undo_match_change(change, by=by, at=at, today=today)
