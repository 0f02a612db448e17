"""The briefings of a program, who has read them, and who can be reminded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentoring.mail.enums import MessageState
from mentoring.mail.headers import checked_address
from mentoring.mail.models import OutboxMessage
from mentoring.mail.recipients import Recipient
from programs.briefing_text import default_briefing
from programs.enums import BriefingState, ParticipantRole, ParticipantState
from programs.models import Briefing, BriefingReading, Participant, Program
from programs.querysets import departed

BRIEFING_REMINDER = "programs.briefing_reminder"
REMINDER_INTERVAL = timedelta(days=7)
Texts = Mapping[tuple[str, str], Briefing]


def own_briefings_of(program: Program) -> Texts:
    """Return the briefings that the program has changed, by role and language. One query."""
    return {(it.role, it.language): it for it in Briefing.objects.filter(program=program)}


def briefing_of(program: Program, role: str, own: Texts | None = None) -> str:
    """Return the text of a role's briefing in the active language. One query without `own`."""
    texts = own_briefings_of(program) if own is None else own
    changed = texts.get((role, get_language() or ""))
    return changed.text if changed else default_briefing(program.template, role)


def read_at_of(participant: Participant) -> datetime | None:
    """Return when the participant marked the briefing as read. One query."""
    return BriefingReading.objects.filter(participant=participant).values_list("read_at", flat=True).first()


def readings_of(participant_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each of these participants marked the briefing as read. One query."""
    found = BriefingReading.objects.filter(participant__in=participant_ids)
    return dict(found.values_list("participant_id", "read_at"))


def with_briefing(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Annotate `briefing_read_at`."""
    readings = BriefingReading.objects.filter(participant=OuterRef("pk")).values("read_at")
    return participants.annotate(briefing_read_at=Subquery(readings[:1]))


def with_briefing_state(participants: QuerySet[Participant], state: str) -> QuerySet[Participant]:
    """Return those who have read the briefing, or have not; annotated by with_briefing."""
    return participants.filter(briefing_read_at__isnull=state == BriefingState.UNREAD)


@dataclass(frozen=True)
class ReadCount:
    """How many of the accepted participants of a role have read their briefing."""

    role: str
    read: int
    total: int


def read_counts(program: Program, *, today: date) -> dict[str, ReadCount]:
    """Count the accepted participants who are still there, by role. One query."""
    rows = (
        taking_part(program, today=today)
        .order_by()
        .values("role")
        .annotate(total=Count("id"), read=Count("id", filter=Q(briefing_read_at__isnull=False)))
    )
    found = {row["role"]: ReadCount(row["role"], row["read"], row["total"]) for row in rows}
    return {role: found.get(role, ReadCount(role, 0, 0)) for role in ParticipantRole.values}


def taking_part(program: Program, *, today: date) -> QuerySet[Participant]:
    accepted = Participant.objects.filter(program=program, state=ParticipantState.ACCEPTED)
    return with_briefing(accepted.exclude(departed("person__", today)))


def recipient_of(participant: Participant) -> Recipient:
    person = participant.person
    return Recipient(person.email, person.name, person.language, person.time_zone)


@dataclass(frozen=True)
class ReminderPlan:
    """Who gets a reminder of the briefing, and who does not, by reason."""

    included: list[Participant]
    excluded: dict[str, list[Participant]]


def briefing_reminder_plan(
    program: Program, *, at: datetime, today: date, ids: Collection[UUID] | None = None
) -> ReminderPlan:
    """Return the participants to remind, by name, or those of them given by id. Two queries."""
    found = (
        taking_part(program, today=today).filter(briefing_read_at=None).select_related("person", "program")
    )
    if ids is not None:
        found = found.filter(pk__in=ids)
    people = list(found.order_by("person__name_norm", "id"))
    reminders = OutboxMessage.objects.filter(kind=BRIEFING_REMINDER, scope_id=program.pk)
    recent = reminders.filter(created_at__gt=at - REMINDER_INTERVAL).exclude(state=MessageState.CANCELLED)
    reminded = set(recent.values_list("about_id", flat=True))
    included: list[Participant] = []
    excluded: dict[str, list[Participant]] = {}
    for it in people:
        why = _("Reminded within the last 7 days") if it.pk in reminded else _problem(it)
        if why:
            excluded.setdefault(why, []).append(it)
        else:
            included.append(it)
    return ReminderPlan(included, excluded)


def _problem(participant: Participant) -> str:
    if participant.paused_on is not None:
        return _("Paused")
    if not participant.person.email:
        return _("No email address in the directory")
    try:
        checked_address(participant.person.email)
    except ValidationError:
        return _("Invalid email address in the directory")
    return ""
