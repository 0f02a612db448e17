"""The reminder of the briefing. Its context is read when it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.enums import ParticipantRole, ParticipantState
from programs.models import Participant
from programs.openings import register_opening
from programs.selectors.briefings import BRIEFING_REMINDER, with_briefing


def reminder_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what reminders say, without those who have read the briefing or left since. Two queries."""
    found = with_briefing(Participant.objects.filter(state=ParticipantState.ACCEPTED)).filter(
        briefing_read_at=None
    )
    people = found.select_related("program").in_bulk([message.about_id for message in messages])
    organization = Organization.objects.get(pk=current_organization_id())
    return {
        message.pk: reminder_values(it, link=LINK_VIEWS["briefing"].url_to(it, organization))
        for message in messages
        if (it := people.get(message.about_id))
    }


def reminder_values(participant: Participant, *, link: str) -> dict[str, Any]:
    """Return what one reminder says; the preview shows the same."""
    return {
        "program": participant.program.name,
        "is_mentor": participant.role == ParticipantRole.MENTOR,
        "action_url": link,
        "action_label": _("Read the briefing"),
    }


def register() -> None:
    register_opening(
        MessageKind(
            name=BRIEFING_REMINDER,
            label=_("Reminder of the briefing"),
            category=Category.MESSAGES,
            template="programs/mail/briefing_reminder",
            subject="",
            context=lambda message: reminder_contexts([message]).get(message.pk),
            contexts=reminder_contexts,
        ),
        EditableText(
            _("Reminder of the briefing"),
            _(
                "To participants who have not read their briefing, when you remind them. What is in it follows."
            ),
            _("Please read the briefing for {program}"),
            _("Before you begin: please read the briefing for {program}."),
            OF_RECIPIENT,
            lambda it: {"program": it["program"]},
        ),
        order=15,
    )
