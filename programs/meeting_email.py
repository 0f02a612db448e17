"""The email "Did you meet?": queued with the inquiry, read when it is sent."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import BulkItem, queue_bulk, queue_message
from mentoring.mail.enums import Category, Priority
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.email_texts import OF_RECIPIENT, EditableText
from programs.models import MeetingInquiry, MeetingQuestion
from programs.openings import register_opening
from programs.selectors.meeting_inquiries import DID_YOU_MEET
from programs.selectors.meeting_pages import heading_lazy, questions_of
from programs.selectors.parties import Party

# Asked about a Tuesday, nobody should be asked on the next Monday.
EXPIRES_AFTER = timedelta(days=3)
NEW_LINK = "programs.new_meeting_link"


def queue_inquiries(inquiries: Mapping[MeetingInquiry, Sequence[MeetingQuestion]], *, by: Actor) -> None:
    """Queue one email for each inquiry whose person has an address."""
    items = []
    for inquiry, questions in inquiries.items():
        person = inquiry.person
        if not person.email:
            continue
        programs = {question.match.program_id for question in questions}
        items.append(
            BulkItem(
                Recipient(person.email, person.name, person.language, person.time_zone),
                f"{DID_YOU_MEET}:{inquiry.pk.hex}",
                inquiry,
                # An email about several programs belongs to none of them.
                scope_id=programs.pop() if len(programs) == 1 else None,
            )
        )
    if items:
        queue_bulk(DID_YOU_MEET, items, by=by)


def queue_renewed(inquiry: MeetingInquiry, *, by: Actor) -> None:
    """Queue the email with a new link, which the person has just asked for."""
    person = inquiry.person
    queue_message(
        NEW_LINK,
        recipient=Recipient(person.email, person.name, person.language, person.time_zone),
        about=inquiry,
        dedup_key=f"{NEW_LINK}:{inquiry.pk.hex}:{inquiry.link_version}",
        by=by,
    )


def contexts(messages: Sequence[OutboxMessage]) -> dict[UUID, dict[str, Any]]:
    """Return what each email says; nothing for one whose questions are answered or whose matches have ended."""
    about = {message.about_id: message.pk for message in messages}
    inquiries = MeetingInquiry.objects.open(timezone.now()).in_bulk([pk for pk in about if pk])
    questions: dict[UUID, list[MeetingQuestion]] = defaultdict(list)
    for question in questions_of(inquiries).filter(answer=""):
        questions[question.inquiry_id].append(question)
    organization = Organization.objects.get(pk=current_organization_id())
    return {about[pk]: _context(inquiries[pk], asked, organization) for pk, asked in questions.items()}


def context(message: OutboxMessage) -> dict[str, Any] | None:
    return contexts([message]).get(message.pk)


def _context(
    inquiry: MeetingInquiry, questions: Sequence[MeetingQuestion], organization: Organization
) -> dict[str, Any]:
    url = LINK_VIEWS["met"].url_to(inquiry, organization)
    is_one = len(questions) == 1
    return {
        "question": heading_lazy(questions),
        "rows": [(Party(q.match, q.role).partner.person.name, q.about_on) for q in questions],
        "is_mentor_of_several": not is_one,
        "until": inquiry.expires_at,
        # Preselected only: nothing is saved before the button on the page is pressed.
        "action_url": f"{url}?met=yes" if is_one and questions[0].about_on else url,
        "action_label": _("Answer") if is_one else _("Answer for all"),
    }


def register() -> None:
    register_opening(
        MessageKind(
            name=DID_YOU_MEET,
            label=_("Did you meet?"),
            category=Category.REMINDERS,
            template="programs/mail/did_you_meet",
            subject="",
            context=context,
            contexts=contexts,
            is_automatic=True,
            priority=Priority.MEETING,
            expires_after=EXPIRES_AFTER,
        ),
        EditableText(
            _("Did you meet?"),
            _(
                "To mentors and mentees, after planned sessions or when a session is due. The question and the link "
                "follow. If somebody is asked about several programs at once, the standard text is sent."
            ),
            "{question}",
            _("Your answer keeps dates and reminders correct."),
            {
                "first_name": OF_RECIPIENT["first_name"],
                "name": OF_RECIPIENT["name"],
                "question": _("The question, such as “Did you meet Sam?”"),
            },
            lambda it: {"question": it["question"]},
        ),
        order=20,
    )
    register_kind(
        MessageKind(
            name=NEW_LINK,
            label=_("New link to “Did you meet?”"),
            category=Category.ACCOUNT,
            template="programs/mail/did_you_meet",
            subject="%(question)s",
            context=context,
            contexts=contexts,
            expires_after=EXPIRES_AFTER,
        )
    )
