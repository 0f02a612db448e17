"""Accept a program's agreement."""

from datetime import datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from programs.agreement_text import agreement_of
from programs.models import AgreementAcceptance
from programs.selectors.parties import Party


@transaction.atomic
def accept_agreement(
    party: Party, *, contact: str, reply_within_days: int, wishes: str, by: Actor, at: datetime
) -> AgreementAcceptance:
    """Accept the agreement for one side of a match, or change that side's answers.

    The text is stored as it was first accepted. The audit log says that it was accepted, not what was answered.
    """
    acceptance = AgreementAcceptance.objects.filter(match=party.match, role=party.role).first()
    if acceptance is None:
        acceptance = AgreementAcceptance(match=party.match, role=party.role, accepted_at=at)
        acceptance.text = "\n".join(agreement_of(party.match.program))
    acceptance.contact, acceptance.reply_within_days = contact.strip(), reply_within_days
    acceptance.wishes = wishes.strip()
    acceptance.full_clean(exclude=["organization"])
    acceptance.save()
    record("programs.accept_agreement", party.match, by=by, values={"role": party.role})
    return acceptance
