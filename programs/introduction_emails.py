"""The email that introduces a mentor and a mentee. What it says is read when it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mentoring.mail.actions import queue_message
from mentoring.mail.enums import Category
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.announcement_text import fill_in
from programs.email_texts import EDITABLE, INTRODUCTION_MENTEE, INTRODUCTION_MENTOR, REMATCH
from programs.emails import paragraphs
from programs.enums import MatchState
from programs.models import Introduction, MatchChange, Program
from programs.selectors.announcements import program_contact
from programs.selectors.email_texts import Texts, own_texts_of, text_of
from programs.selectors.introductions import Introduced, introduced_by
from programs.selectors.parties import Party

INTRODUCTION = "programs.introduction"
# A text of the program with example names, to whoever edits it.
TEXT_TEST = "programs.text_test"
REMATCHED = "programs.rematch"


def introduction_key(introduction: Introduction, person: Introduced) -> str:
    return f"{INTRODUCTION}:{introduction.pk.hex}:{person.participant.pk.hex}"


def introduction_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what introductions say, without those that were taken back. A few queries per introduction."""
    organization = Organization.objects.get(pk=current_organization_id())
    today = organization.local_date(timezone.now())
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
                    contexts[message.pk] = introduction_values(program, person, own, contact)
    return contexts


def contact_name(program: Program) -> str:
    contact = program_contact(program)
    return (contact.name or contact.email) if contact else ""


def introduction_values(program: Program, person: Introduced, own: Texts, contact: str) -> dict[str, Any]:
    """Return what one person's introduction says, in the active language; the preview shows the same."""
    subject, body = text_of(own, INTRODUCTION_MENTOR if person.is_mentor else INTRODUCTION_MENTEE)
    who = person.participant.person
    values = {
        "first_name": who.first_name or who.name,
        "name": who.name,
        "partner_names": ", ".join(it.party.person.name for it in person.partners),
        "program": program.name,
        "contact": contact,
    }
    slug = program.organization.slug
    if len(person.partners) == 1:
        path = reverse(
            "programs:my-match", kwargs={"slug": slug, "match_id": person.partners[0].party.match.pk}
        )
    else:
        path = reverse("members:home", kwargs={"slug": slug})
    return {
        "introduction_subject": fill_in(subject, values),
        "lines": paragraphs(fill_in(body, values)),
        "partners": [
            {
                "name": it.party.person.name,
                "job_title": it.party.person.job_title,
                "email": it.party.person.email,
                "reason": it.fit.in_common,
            }
            for it in person.partners
        ],
        "program": program.name,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": str(_("Open your match")),
    }


def queue_rematch(change: MatchChange, parties: Sequence[Party], *, by: Actor) -> None:
    """Queue one email to each of the sides that the match has ended; they go out after two minutes."""
    for party in parties:
        if party.person.email:
            queue_message(
                REMATCHED,
                recipient=party.recipient,
                about=change,
                dedup_key=f"{REMATCHED}:{change.pk.hex}:{party.role}",
                by=by,
                reply_to=program_contact(party.match.program),
                bulk=True,
                scope_id=party.match.program_id,
            )


def rematch_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what one side is told; None once the end was undone."""
    people = ("match__program", "match__mentor__person", "match__mentee__person")
    change = MatchChange.objects.select_related(*people).filter(pk=message.about_id).first()
    if change is None or change.match.state != MatchState.ENDED:
        return None
    program = change.match.program
    program.organization = Organization.objects.get(pk=current_organization_id())
    party = Party(change.match, message.dedup_key.rpartition(":")[2])
    with translation.override(message.language):
        return rematch_values(party, own_texts_of(program), contact_name(program))


def rematch_values(party: Party, own: Texts, contact: str) -> dict[str, Any]:
    """Return what one side's email says, in the active language; the preview shows the same."""
    subject, body = text_of(own, REMATCH)
    program = party.match.program
    values = {
        "first_name": party.person.first_name or party.person.name,
        "name": party.person.name,
        "partner_names": party.partner.person.name,
        "program": program.name,
        "contact": contact,
    }
    path = reverse(
        "programs:my-match", kwargs={"slug": program.organization.slug, "match_id": party.match.pk}
    )
    return {
        "introduction_subject": fill_in(subject, values),
        "lines": paragraphs(fill_in(body, values)),
        "partners": [],
        "program": program.name,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": str(_("Open your match")),
    }


def test_key(name: str, unique: str) -> str:
    return f"{TEXT_TEST}:{name}:{unique}"


def test_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    program = Program.objects.filter(pk=message.about_id).first()
    name = message.dedup_key.split(":")[1]
    if program is None or name not in EDITABLE:
        return None
    program.organization = Organization.objects.get(pk=current_organization_id())
    with translation.override(message.language):
        return example_values(program, name, own_texts_of(program), contact_name(program))


def example_values(program: Program, name: str, own: Texts, contact: str) -> dict[str, Any]:
    """Return what the email says with example names, in the active language."""
    subject, body = text_of(own, name)
    values = {
        "first_name": _("Alex"),
        "name": _("Alex Example"),
        "partner_names": _("Sam Sample"),
        "program": program.name,
        "contact": contact,
    }
    filled = {key: str(value) for key, value in values.items()}
    topics = ngettext("%(num)s shared topic: %(topics)s.", "%(num)s shared topics: %(topics)s.", 1)
    reason = topics % {"num": 1, "topics": _("Negotiating")}
    path = reverse("members:home", kwargs={"slug": program.organization.slug})
    return {
        "introduction_subject": fill_in(subject, filled),
        "lines": paragraphs(fill_in(body, filled)),
        "partners": [
            {
                "name": str(values["partner_names"]),
                "job_title": "",
                "email": "sam@example.org",
                "reason": f"{reason} {gettext('Same language.')}",
            }
        ]
        if name in (INTRODUCTION_MENTEE, INTRODUCTION_MENTOR)
        else [],
        "program": program.name,
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": str(_("Open your match")),
    }


def register() -> None:
    register_kind(
        MessageKind(
            name=REMATCHED,
            label=_("End of a match"),
            category=Category.MESSAGES,
            template="programs/mail/introduction",
            subject="%(introduction_subject)s",
            context=rematch_context,
        )
    )
    register_kind(
        MessageKind(
            name=TEXT_TEST,
            label=_("Test of a text"),
            category=Category.ACCOUNT,
            template="programs/mail/introduction",
            subject="%(introduction_subject)s",
            context=test_context,
        )
    )
    register_kind(
        MessageKind(
            name=INTRODUCTION,
            label=_("Introduction"),
            category=Category.MESSAGES,
            template="programs/mail/introduction",
            subject="%(introduction_subject)s",
            context=lambda message: introduction_contexts([message]).get(message.pk),
            contexts=introduction_contexts,
        )
    )
