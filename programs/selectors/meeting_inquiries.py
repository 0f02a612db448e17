"""Who is to be asked "Did you meet?", and about which matches."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    When,
)
from django.db.models.functions import Least

from mentoring.mail.quiet_hours import is_open, zone
from mentoring.mail.selectors import is_paused, paused_kinds
from mentoring.tenancy.models import Organization
from programs.enums import MatchState, ParticipantState, ProgramState, SessionState
from programs.health.evaluate import Calendars, evaluation_day
from programs.models import Absence, Match, MeetingInquiry, MeetingQuestion, Session
from programs.program_settings import FIRST_BOOKED
from programs.selectors.parties import Party, parties_in
from programs.selectors.program_settings import setting_in_sql

DID_YOU_MEET = "programs.did_you_meet"
ASKED_AGAIN_AFTER = timedelta(days=8)
# A planned session about which nobody could be asked for so long is not asked about any more.
ASKED_ABOUT_FOR = timedelta(days=21)


@dataclass(frozen=True)
class DueQuestion:
    """One match that a person is to be asked about: its planned session, or that one is missing."""

    party: Party
    session: Session | None = None


Asked = dict[tuple[UUID, str], tuple[date, date | None]]


def due_questions(
    organization: Organization, *, now: datetime, person_ids: Collection[UUID] | None = None
) -> dict[UUID, list[DueQuestion]]:
    """Return what each person is to be asked now, by the person's id; with `person_ids`, of these people only.

    Asked are people where it is day, at most once in eight days, the morning after a planned session or when a
    session is missing at the agreed meeting frequency; never in breaks and absences. The number of queries does not
    depend on the number of people.
    """
    today = organization.local_date(now)
    matches = _current_matches(today, person_ids)
    sessions = _sessions_to_ask_about(matches, today)
    found = {match.pk: match for match in matches.filter(_is_gap(today))}
    missing = [pk for pk in sessions if pk not in found]
    found |= {match.pk: match for match in matches.filter(pk__in=missing)} if missing else {}
    if not found:
        return {}
    paused, asked = paused_kinds(), _asked(found)
    programs = {match.program_id: match.program for match in found.values()}
    calendars = {pk: Calendars(program) for pk, program in programs.items()}
    absent = _absent_on(found.values(), today)
    due: dict[UUID, list[DueQuestion]] = defaultdict(list)
    for match in sorted(found.values(), key=lambda match: (match.mentee.person.name_norm, match.pk)):
        calendar = calendars[match.program_id]
        if is_paused(DID_YOU_MEET, match.program_id, paused) or calendar.common.is_paused(today):
            continue
        gap = _has_gap(match, calendar, today)
        for party in parties_in(match):
            if person_ids is not None and party.person.pk not in person_ids:
                continue
            if party.participant.pk in absent or not _can_be_asked(party, organization, now):
                continue
            last_asked_on, last_about_on = asked.get((match.pk, party.role), (None, None))
            session = sessions.get(match.pk)
            if session and (last_about_on is None or last_about_on < session.happens_on):
                due[party.person.pk].append(DueQuestion(party, session))
            elif gap and (last_asked_on is None or last_asked_on <= today - _gap_asked_again_after(match)):
                due[party.person.pk].append(DueQuestion(party))
    recent = _asked_within_eight_days(due, organization, now)
    return {pk: questions for pk, questions in due.items() if pk not in recent}


def local_day(party: Party, organization: Organization, now: datetime) -> date:
    """Return the date where the person is."""
    return now.astimezone(zone(party.person.time_zone or organization.time_zone)).date()


def _current_matches(today: date, person_ids: Collection[UUID] | None) -> QuerySet[Match]:
    matches = Match.objects.filter(
        Q(program__ends_on__isnull=True) | Q(program__ends_on__gte=today),
        state=MatchState.ACTIVE,
        started_on__lt=today,
        program__state__in=[ProgramState.OPEN, ProgramState.RUNNING],
        # One email may be about matches of several programs.
        program__is_test_run=False,
    ).select_related("program", "mentor__person", "mentee__person")
    if person_ids is not None:
        matches = matches.filter(Q(mentor__person__in=person_ids) | Q(mentee__person__in=person_ids))
    return matches


def _is_gap(today: date) -> Q:
    """Matches without a coming session for which the agreed interval has passed, breaks and absences not counted."""
    first = Least(
        F("program__meeting_interval_days"),
        setting_in_sql(FIRST_BOOKED, "program"),
        output_field=SmallIntegerField(),
    )
    due_on = Case(
        When(
            last_held_on__isnull=True,
            then=ExpressionWrapper(F("started_on") + first, output_field=DateField()),
        ),
        default=ExpressionWrapper(
            F("last_held_on") + F("program__meeting_interval_days"), output_field=DateField()
        ),
    )
    return Q(pk__in=Match.objects.annotate(due_on=due_on).filter(due_on__lt=today).values("pk")) & (
        Q(next_planned_on__isnull=True) | Q(next_planned_on__lt=today)
    )


def _has_gap(match: Match, calendars: Calendars, today: date) -> bool:
    if match.next_planned_on is not None and match.next_planned_on >= today:
        return False
    interval = match.program.meeting_interval_days
    since, allowed = match.last_held_on, interval
    if since is None:
        since, allowed = match.started_on, min(interval, FIRST_BOOKED.of(match.program))
    calendar = calendars.of(match.pk, match.mentor_id, match.mentee_id)
    return calendar.elapsed(since, evaluation_day(match.sessions_known_until, today)) > allowed


def _gap_asked_again_after(match: Match) -> timedelta:
    """Return how long nothing is asked after a missing session was asked about: half the agreed interval, or 8 days."""
    return max(ASKED_AGAIN_AFTER, timedelta(days=match.program.meeting_interval_days // 2))


def _sessions_to_ask_about(matches: QuerySet[Match], today: date) -> dict[UUID, Session]:
    """Return the latest session of each match that was planned and is over: planned still, or answered by one side."""
    is_asked_about = Exists(MeetingQuestion.objects.filter(session=OuterRef("pk")))
    sessions = Session.objects.between(today - ASKED_ABOUT_FOR, today - timedelta(days=1)).filter(
        Q(state=SessionState.PLANNED) | Q(is_asked_about, state__in=[SessionState.HELD, SessionState.MISSED]),
        match__in=matches.values("pk"),
    )
    return {session.match_id: session for session in sessions.order_by("happens_on")}


def _asked(match_ids: Iterable[UUID]) -> Asked:
    """Return, by match and role, when a side was last asked, and about which latest session."""
    rows = (
        MeetingQuestion.objects.filter(match__in=list(match_ids))
        .values_list("match_id", "role")
        .annotate(asked_on=Max("inquiry__asked_on"), about_on=Max("about_on"))
    )
    return {(match_id, role): (asked_on, about_on) for match_id, role, asked_on, about_on in rows}


def _asked_within_eight_days(
    person_ids: Iterable[UUID], organization: Organization, now: datetime
) -> set[UUID]:
    # The day is the person's own; a day more or less between time zones is on the safe side.
    since = organization.local_date(now) - ASKED_AGAIN_AFTER
    return set(
        MeetingInquiry.objects.filter(person__in=list(person_ids), asked_on__gt=since).values_list(
            "person_id", flat=True
        )
    )


def _absent_on(matches: Iterable[Match], today: date) -> set[UUID]:
    participants = {pk for match in matches for pk in (match.mentor_id, match.mentee_id)}
    absences = Absence.objects.filter(participant__in=participants, starts_on__lte=today, ends_on__gte=today)
    return set(absences.values_list("participant_id", flat=True))


def _can_be_asked(party: Party, organization: Organization, now: datetime) -> bool:
    time_zone = party.person.time_zone or organization.time_zone
    return (
        party.participant.state == ParticipantState.ACCEPTED
        and not party.person.has_left(organization.local_date(now))
        and is_open(now, time_zone)
    )
