"""The email to mentors and mentees when a program is closed. Its text is read when it is sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.editable_emails import contact_name, editable_values, names_of, register_editable
from programs.email_texts import CLOSING
from programs.enums import MatchState, ParticipantState, ProgramState
from programs.models import Match, Participant, Program
from programs.selectors.email_texts import Texts, own_texts_of

CLOSED = "programs.closed"


def people_to_tell(program: Program, *, today: date) -> list[Participant]:
    """Return the mentors and mentees who get the email, by name: not those who left or have no address. One query."""
    taking_part = Participant.objects.filter(program=program).with_current_state(today)
    found = taking_part.filter(current_state=ParticipantState.ACCEPTED).exclude(person__email="")
    return list(found.select_related("person").order_by("person__name_norm", "id"))


def partner_names(program: Program) -> dict[UUID, str]:
    """Return the names of each participant's mentor or mentees in matches that have not ended. One query."""
    matches = Match.objects.filter(program=program, state__in=[MatchState.ACTIVE, MatchState.PAUSED])
    found: dict[UUID, list[str]] = {}
    for match in matches.with_people().order_by("id"):
        found.setdefault(match.mentor_id, []).append(match.mentee.person.name)
        found.setdefault(match.mentee_id, []).append(match.mentor.person.name)
    return {pk: ", ".join(sorted(names)) for pk, names in found.items()}


def closing_values(
    program: Program, participant: Participant, partners: str, own: Texts, contact: str
) -> dict[str, Any]:
    """Return what one person's email says, in the active language; the preview shows the same."""
    path = reverse("members:home", kwargs={"slug": program.organization.slug})
    names = names_of(participant.person, partners)
    return editable_values(program, CLOSING, names, own=own, contact=contact, path=path)


def closing_contexts(messages: Sequence[OutboxMessage]) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what these emails say; outdated once the program was reopened. A few queries per program."""
    organization = Organization.objects.get(pk=current_organization_id())
    today = organization.local_date(timezone.now())
    contexts = {}
    closed = Program.objects.filter(state=ProgramState.CLOSED)
    for program in closed.filter(pk__in={message.about_id for message in messages}):
        program.organization = organization
        people = {it.pk: it for it in people_to_tell(program, today=today)}
        partners, own, contact = partner_names(program), own_texts_of(program), contact_name(program)
        for message in messages:
            pk = UUID(hex=message.dedup_key.rpartition(":")[2])
            if message.about_id == program.pk and pk in people:
                with translation.override(message.language):
                    contexts[message.pk] = closing_values(
                        program, people[pk], partners.get(pk, ""), own, contact
                    )
    return contexts


def register() -> None:
    register_editable(
        CLOSED,
        _("End of a program"),
        context=lambda message: closing_contexts([message]).get(message.pk),
        contexts=closing_contexts,
    )
