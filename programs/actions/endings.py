"""End a match from one side without giving reasons, and keep wishes for another match."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.actions import cancel_messages
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from programs.actions.match_states import end_match, undo_match_change
from programs.models import MatchChange, RematchWish
from programs.selectors.parties import Party
from programs.support_emails import MATCH_ENDED, queue_match_ended


@transaction.atomic
def leave_match(party: Party, *, wants_rematch: bool, by: Actor, at: datetime, today: date) -> MatchChange:
    """End a match from one side. No reason is asked. Both are told by email after two minutes.

    Those who run the program see who ended it and the wish for another match; the wish is not in the emails.
    """
    change = end_match(party.match, reason=_("Ended by one side (no-fault exit)"), by=by, at=at, today=today)
    if wants_rematch:
        wish_rematch(party, by=by, at=at, today=today)
    queue_match_ended(change, party, by=by)
    return change


@transaction.atomic
def undo_leaving(party: Party, change: MatchChange, *, by: Actor, at: datetime, today: date) -> None:
    """Take an exit back, as long as neither has been told."""
    keys = [f"{MATCH_ENDED}:{change.pk.hex}:{role}" for role in ("mentor", "mentee")]
    queued = list(OutboxMessage.objects.filter(dedup_key__in=keys).values_list("pk", flat=True))
    if queued and cancel_messages(by=by, ids=queued, at=at) < len(queued):
        raise ValidationError(_("Both have been told already. An administrator can reopen the match."))
    RematchWish.objects.filter(match=party.match, participant=party.participant).delete()
    undo_match_change(change, by=by, at=at, today=today)


@transaction.atomic
def wish_rematch(party: Party, *, by: Actor, at: datetime, today: date) -> None:
    """Keep the wish of one side for another match. Wishing twice changes nothing."""
    _wish, is_new = RematchWish.objects.get_or_create(
        match=party.match, participant=party.participant, defaults={"wished_at": at, "wished_on": today}
    )
    if is_new:
        record("programs.wish_rematch", party.participant, by=by)


@transaction.atomic
def withdraw_rematch_wish(party: Party, *, by: Actor) -> None:
    """Forget the wish."""
    if RematchWish.objects.filter(match=party.match, participant=party.participant).delete()[0]:
        record("programs.withdraw_rematch_wish", party.participant, by=by)
