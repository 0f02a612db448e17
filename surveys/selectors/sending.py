"""Whether somebody may be invited now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from mentoring.email_address import normalize_email
from mentoring.mail.enums import Category, Reason
from mentoring.mail.selectors import reasons_not_to_send
from mentoring.tenancy.models import Organization
from programs.enums import ParticipantState
from programs.models import Participant
from surveys.enums import SkipReason
from surveys.models import Invitation, Wave


def may_invite(
    participants: Sequence[Participant], *, wave: Wave | None, organization: Organization, now: datetime
) -> dict[UUID, str]:
    """Return the SkipReason of each participant who may not be invited to the wave, by the participant's id.

    Without a wave, of those who could not be invited to any.

    Every invitation is decided here, and a reason that holds for several surveys belongs here.
    """
    today = organization.local_date(now)
    asked: set[UUID] = set()
    if wave is not None:
        people = [participant.person_id for participant in participants]
        asked = set(
            Invitation.objects.filter(wave=wave, person__in=people).values_list("person_id", flat=True)
        )
    addresses = {participant.pk: normalize_email(participant.person.email) for participant in participants}
    unwanted = reasons_not_to_send(address for address in addresses.values() if address)
    reasons = {}
    for participant in participants:
        person, address = participant.person, addresses[participant.pk]
        blocked = unwanted.get((address, "")) or unwanted.get((address, Category.SURVEYS))
        if person.has_left(today) or participant.state != ParticipantState.ACCEPTED:
            reasons[participant.pk] = SkipReason.LEFT
        elif person.pk in asked:
            reasons[participant.pk] = SkipReason.ALREADY_ASKED
        elif not address:
            reasons[participant.pk] = SkipReason.NO_ADDRESS
        elif blocked == Reason.UNSUBSCRIBED:
            reasons[participant.pk] = SkipReason.UNSUBSCRIBED
        elif blocked:
            reasons[participant.pk] = SkipReason.UNDELIVERABLE
    return reasons
