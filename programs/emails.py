"""The emails of programs. Their contexts are read when they are sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.members.emails import directory_invite_key
from mentoring.members.models import MemberInvite
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.models import Announcement, MatchMessage, Program
from programs.openings import register_opening
from programs.selectors.announcements import Addressee, addressees_by_id
from programs.selectors.parties import Party

MATCH_MESSAGE = "programs.match_message"
ANNOUNCEMENT = "programs.announcement"
INVITATION = "programs.invitation"
INVITATION_REMINDER = "programs.invitation_reminder"


def announcement_key(announcement: Announcement, addressee: Addressee) -> str:
    return f"{ANNOUNCEMENT}:{announcement.pk.hex}:{addressee.participant_id.hex}"


def match_message_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what the email of a message says; None once the sender has taken it back."""
    found = MatchMessage.objects.select_related(
        "match__program", "match__mentor__person", "match__mentee__person"
    )
    sent = found.filter(pk=message.about_id, cancelled_at=None).first()
    if sent is None:
        return None
    organization = Organization.objects.get(pk=current_organization_id())
    path = reverse("programs:my-match", kwargs={"slug": organization.slug, "match_id": sent.match_id})
    return {
        "sender": Party(sent.match, sent.role).person.name,
        "program": sent.match.program.name,
        "lines": paragraphs(sent.body),
        "action_url": f"{settings.BASE_URL}{path}#messages",
        "action_label": _("Open your match"),
    }


def announcement_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what the emails of announcements say, for many messages at once; three queries per announcement."""
    contexts: dict[UUID, Mapping[str, Any]] = {}
    announcements = Announcement.objects.select_related("program", "sent_by__user").filter(cancelled_at=None)
    for announcement in announcements.filter(pk__in={message.about_id for message in messages}):
        mine = [message for message in messages if message.about_id == announcement.pk]
        participants = {message.pk: UUID(hex=message.dedup_key.rpartition(":")[2]) for message in mine}
        addressees = addressees_by_id(announcement, participants.values())
        for message in mine:
            if addressee := addressees.get(participants[message.pk]):
                contexts[message.pk] = announcement_values(announcement, addressee)
    return contexts


def announcement_values(announcement: Announcement, addressee: Addressee) -> dict[str, Any]:
    """Return what one person's email of an announcement says; the preview shows the same."""
    sender = announcement.sent_by.user if announcement.sent_by else ""
    return {
        "announcement_subject": addressee.subject_of(announcement),
        "lines": paragraphs(addressee.body_of(announcement)),
        "program": announcement.program.name,
        "sender": str(sender),
    }


def invitation_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what invitations say, without those accepted, withdrawn or sent again since. Three queries."""
    pending = MemberInvite.objects.select_related("invited_by__user").pending(timezone.now())
    invites = pending.in_bulk([message.about_id for message in messages])
    programs = Program.objects.in_bulk({message.scope_id for message in messages})
    organization = Organization.objects.get(pk=current_organization_id())
    contexts = {}
    for message in messages:
        invite, program = invites.get(message.about_id), programs.get(message.scope_id)
        if invite and program and message.dedup_key == directory_invite_key(message.kind, invite):
            link = LINK_VIEWS["invite"].url_to(invite, organization)
            contexts[message.pk] = invitation_values(program, organization, invite, link=link)
    return contexts


def invitation_values(
    program: Program, organization: Organization, invite: MemberInvite, *, link: str
) -> dict[str, Any]:
    """Return what one invitation says; the preview shows the same."""
    return {
        "program": program.name,
        "organization": organization.name,
        "inviter": str(invite.invited_by.user) if invite.invited_by else organization.name,
        "expires_at": invite.expires_at,
        "action_url": link,
        "action_label": gettext_lazy("Accept invitation"),
    }


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def register() -> None:
    register_kind(
        MessageKind(
            name=MATCH_MESSAGE,
            label=gettext_lazy("Message from a mentor or mentee"),
            category=Category.MESSAGES,
            template="programs/mail/match_message",
            subject=gettext_lazy("Message from %(sender)s"),
            context=match_message_context,
            is_private=True,
        )
    )
    register_kind(
        MessageKind(
            name=ANNOUNCEMENT,
            label=gettext_lazy("Message from the program"),
            category=Category.MESSAGES,
            template="programs/mail/announcement",
            subject="%(announcement_subject)s",
            context=lambda message: announcement_contexts([message]).get(message.pk),
            contexts=announcement_contexts,
        )
    )
    for order, name, label, when, subject in (
        (
            10,
            INVITATION,
            gettext_lazy("Invitation to a program"),
            gettext_lazy(
                "To participants, when they are invited. The link follows, and until when it works."
            ),
            gettext_lazy("Your invitation to {program}"),
        ),
        (
            11,
            INVITATION_REMINDER,
            gettext_lazy("Reminder of an invitation"),
            gettext_lazy("To invited people who have not accepted yet, when you remind them."),
            gettext_lazy("Reminder: your invitation to {program}"),
        ),
    ):
        register_opening(
            MessageKind(
                name=name,
                label=label,
                category=Category.ACCOUNT,
                template="programs/mail/invitation",
                subject="",
                context=lambda message: invitation_contexts([message]).get(message.pk),
                contexts=invitation_contexts,
            ),
            EditableText(
                label,
                when,
                subject,
                gettext_lazy(
                    "You take part in the mentoring program {program} at {organization}.\n\nAccept this invitation to "
                    "see your match, plan sessions and write to each other. You need no password."
                ),
                {
                    **OF_RECIPIENT,
                    "organization": gettext_lazy("The name of your organization"),
                    "inviter": gettext_lazy("The name of the member who sent the invitation"),
                },
                lambda it: {name: it[name] for name in ("program", "organization", "inviter")},
            ),
            order=order,
        )
