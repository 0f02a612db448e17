"""The email that introduces a mentor and a mentee. Its text is read when it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from mentoring.mail.models import OutboxMessage
from mentoring.members.models import MemberInvite
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.editable_emails import contact_name, editable_values, names_of, register_editable
from programs.email_texts import INTRODUCTION_MENTEE, INTRODUCTION_MENTOR
from programs.models import Introduction, Program
from programs.selectors.email_texts import Texts, own_texts_of
from programs.selectors.introductions import Introduced, introduced_by

INTRODUCTION = "programs.introduction"


def introduction_key(introduction: Introduction, person: Introduced) -> str:
    return f"{INTRODUCTION}:{introduction.pk.hex}:{person.participant.pk.hex}"


def introduction_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what introductions say, without canceled ones. A few queries per introduction.

    The link of somebody who is invited and has not joined yet accepts the invitation.
    """
    organization = Organization.objects.get(pk=current_organization_id())
    today = organization.local_date(timezone.now())
    pending = MemberInvite.objects.pending(timezone.now())
    addresses = [message.recipient_email_norm for message in messages]
    invites = {invite.email: invite for invite in pending.filter(email__in=addresses)}
    contexts = {}
    sent = Introduction.objects.select_related("program").filter(cancelled_at=None)
    for introduction in sent.filter(pk__in={message.about_id for message in messages}):
        program = introduction.program
        program.organization = organization
        people, own = introduced_by(introduction, today=today), own_texts_of(program)
        contact = contact_name(program)
        for message in messages:
            if message.about_id != introduction.pk:
                continue
            person = people.get(UUID(hex=message.dedup_key.rpartition(":")[2]))
            if person is not None:
                with translation.override(message.language):
                    values = introduction_values(program, person, own, contact)
                    if invite := invites.get(message.recipient_email_norm):
                        values["action_url"] = LINK_VIEWS["invite"].url_to(invite, organization)
                        values["action_label"] = str(_("Accept invitation"))
                    contexts[message.pk] = values
    return contexts


def introduction_values(program: Program, person: Introduced, own: Texts, contact: str) -> dict[str, Any]:
    """Return what one person's introduction says, in the active language; the preview shows the same."""
    slug = program.organization.slug
    if len(person.partners) == 1:
        path = reverse(
            "programs:my-match", kwargs={"slug": slug, "match_id": person.partners[0].party.match.pk}
        )
    else:
        path = reverse("members:home", kwargs={"slug": slug})
    partner_names = ", ".join(it.party.person.name for it in person.partners)
    return editable_values(
        program,
        INTRODUCTION_MENTOR if person.is_mentor else INTRODUCTION_MENTEE,
        names_of(person.participant.person, partner_names),
        own=own,
        contact=contact,
        path=path,
        partners=[
            {
                "name": it.party.person.name,
                "job_title": it.party.person.job_title,
                "email": it.party.person.email,
                "reason": it.fit.for_both,
            }
            for it in person.partners
        ],
    )


def register() -> None:
    register_editable(
        INTRODUCTION,
        _("Introduction"),
        context=lambda message: introduction_contexts([message]).get(message.pk),
        contexts=introduction_contexts,
    )
