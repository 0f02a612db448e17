"""The calendar emails of sessions: one per person and change, with the invitation or the cancellation inside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.mail.actions import cancel_messages, queue_message
from mentoring.mail.enums import Category, MessageState
from mentoring.mail.extensions import MessageKind, register_kind
from mentoring.mail.mime import EmailPart
from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.calendar_invitation import CalendarEntry, CalendarPerson, calendar_file
from programs.enums import ParticipantRole, SessionState
from programs.models import Session
from programs.selectors.parties import Party, parties_in

SESSION_INVITATION = "programs.session_invitation"


def queue_invitations(sessions: Sequence[Session], *, by: Actor) -> None:
    """Queue one email for each person of a session, to be sent in two minutes; a mentor of several mentees gets one."""
    for party in _people(sessions):
        if not party.person.email:
            continue
        queue_message(
            SESSION_INVITATION,
            recipient=party.recipient,
            about=sessions[0],
            dedup_key=f"{_key(sessions[0])}:{party.participant.pk.hex}",
            by=by,
            bulk=True,
            scope_id=party.match.program_id,
        )


def cancel_invitations(sessions: Sequence[Session], *, by: Actor, now: datetime) -> bool:
    """Take back the emails about the latest change; return False when one of them has gone out."""
    messages = OutboxMessage.objects.filter(dedup_key__startswith=f"{_key(sessions[0])}:")
    found = dict(messages.values_list("pk", "state"))
    if any(
        state in (MessageState.SENT, MessageState.SENDING, MessageState.IN_DOUBT) for state in found.values()
    ):
        return False
    if found:
        cancel_messages(by=by, ids=list(found), at=now)
    return True


def entry_of(sessions: Sequence[Session], *, now: datetime) -> CalendarEntry:
    """Return a session as calendars see it. Its rows have their matches with people and program loaded."""
    session, people = sessions[0], _people(sessions)
    organization = Organization.objects.get(pk=current_organization_id())
    names = " & ".join(party.person.name for party in people)
    host = settings.MAIL_FROM.rpartition("@")[2]
    return CalendarEntry(
        uid=f"{(session.joint_id or session.pk).hex}@{host}",
        sequence=session.calendar_sequence,
        starts_at=session.starts_at,
        minutes=session.minutes or 60,
        time_zone=session.time_zone or organization.time_zone,
        title=_("Mentoring: %(names)s") % {"names": names},
        text=session.agenda,
        place=session.place,
        organizer=CalendarPerson(settings.MAIL_FROM, organization.name),
        attendees=[CalendarPerson(p.person.email, p.person.name) for p in people if p.person.email],
        changed_at=now,
        is_cancelled=session.state == SessionState.CANCELLED,
    )


def invitation_context(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Return what the email says; None once a later change has replaced it or the session is gone."""
    sessions = rows_of(message.about_id)
    if not sessions or not message.dedup_key.startswith(f"{_key(sessions[0])}:"):
        return None
    participant_id = UUID(hex=message.dedup_key.rpartition(":")[2])
    party = next((it for it in _people(sessions) if it.participant.pk == participant_id), None)
    if party is None:
        return None
    session = sessions[0]
    organization = Organization.objects.get(pk=current_organization_id())
    arguments = {
        "slug": organization.slug,
        "match_id": party.match.pk,
        "session_id": _row_of(sessions, party).pk,
    }
    return {
        "sessions": sessions,
        "partners": _(" and ").join(sorted({p.person.name for p in _people(sessions)} - {party.person.name})),
        "starts_at": session.starts_at.astimezone(ZoneInfo(message.time_zone)),
        "minutes": session.minutes,
        "place": session.place,
        "is_cancelled": session.state == SessionState.CANCELLED,
        "is_moved": session.calendar_sequence > 0,
        "program": session.program.name,
        "action_url": settings.BASE_URL + reverse("programs:my-session", kwargs=arguments),
        "action_label": _("Open session"),
    }


def invitation_parts(message: OutboxMessage, context: Mapping[str, Any]) -> list[EmailPart]:
    entry = entry_of(context["sessions"], now=message.created_at)
    text = calendar_file(entry).decode()
    parameters = {"charset": "utf-8", "method": entry.method}
    return [EmailPart("text/calendar", text, parameters=parameters)]


def rows_of(session_id: UUID | None) -> list[Session]:
    """Return a session's row for each match that takes part in it, with people and program. Two queries."""
    session = Session.objects.filter(pk=session_id).first()
    if session is None or session.starts_at is None:
        return []
    rows = (
        Session.objects.filter(joint_id=session.joint_id)
        if session.joint_id
        else Session.objects.filter(pk=session_id)
    )
    loaded = rows.select_related(
        "program", "match__program", "match__mentor__person", "match__mentee__person"
    )
    return sorted(loaded, key=lambda it: it.match_id)


def register() -> None:
    register_kind(
        MessageKind(
            name=SESSION_INVITATION,
            label=gettext_lazy("Calendar invitation"),
            category=Category.MESSAGES,
            template="programs/mail/session_invitation",
            subject="%(subject_line)s",
            context=lambda message: with_subject(invitation_context(message)),
            parts=invitation_parts,
            is_private=True,
        )
    )


def with_subject(context: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if context is None:
        return None
    names = {"names": context["partners"]}
    if context["is_cancelled"]:
        subject = _("Canceled: session with %(names)s") % names
    elif context["is_moved"]:
        subject = _("New time: session with %(names)s") % names
    else:
        subject = _("Session with %(names)s") % names
    return {**context, "subject_line": subject}


def _people(sessions: Sequence[Session]) -> list[Party]:
    """Return the mentor once, then the mentees."""
    both = [parties_in(session.match) for session in sessions]
    return [both[0][0], *(mentee for _mentor, mentee in both)]


def _row_of(sessions: Sequence[Session], party: Party) -> Session:
    if party.role == ParticipantRole.MENTOR:
        return sessions[0]
    return next(session for session in sessions if session.match_id == party.match.pk)


def _key(session: Session) -> str:
    return f"{SESSION_INVITATION}:{(session.joint_id or session.pk).hex}:{session.calendar_sequence}"
