"""The reminder of a match whose agreement one side has not accepted. Its context is read when it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.members.models import MemberInvite
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, PARTNER, EditableText
from programs.enums import MatchState
from programs.models import Match
from programs.openings import register_opening
from programs.selectors.agreements import accepted_roles
from programs.selectors.parties import Party
from programs.selectors.responses import RESPONSE_REMINDER


def response_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what reminders say, without those who have accepted since. Four queries.

    The link of somebody who is invited and has not joined yet accepts the invitation.
    """
    organization = Organization.objects.get(pk=current_organization_id())
    active = Match.objects.filter(state=MatchState.ACTIVE).with_people().select_related("program")
    matches = active.in_bulk([message.about_id for message in messages])
    accepted = accepted_roles(matches)
    addresses = [message.recipient_email_norm for message in messages]
    pending = MemberInvite.objects.pending(timezone.now()).filter(email__in=addresses)
    invites = {invite.email: LINK_VIEWS["invite"].url_to(invite, organization) for invite in pending}
    contexts = {}
    for message in messages:
        match, role = matches.get(message.about_id), message.dedup_key.rpartition(":")[2]
        if match is None or role in accepted.get(match.pk, ()):
            continue
        path = reverse("programs:my-agreement", kwargs={"slug": organization.slug, "match_id": match.pk})
        contexts[message.pk] = {
            "partner": Party(match, role).partner.person.name,
            "program": match.program.name,
            "action_url": invites.get(message.recipient_email_norm, f"{settings.BASE_URL}{path}"),
            "action_label": _("Read and accept"),
        }
    return contexts


def register() -> None:
    register_opening(
        MessageKind(
            name=RESPONSE_REMINDER,
            label=_("Reminder of a new match"),
            category=Category.REMINDERS,
            template="programs/mail/response_reminder",
            subject="",
            context=lambda message: response_contexts([message]).get(message.pk),
            contexts=response_contexts,
            is_automatic=True,
            priority=Priority.REMINDER,
        ),
        EditableText(
            _("Reminder of a new match"),
            _(
                "To mentor and mentee, once, if they have not accepted the agreement some days after the introduction. "
                "What the agreement covers follows."
            ),
            _("{partner} is waiting to hear from you"),
            _("You were introduced to {partner} in {program}. Please read the agreement and accept it."),
            {**OF_RECIPIENT, **PARTNER},
            lambda it: {name: it[name] for name in ("partner", "program")},
        ),
        order=12,
    )
