"""Who is due for a survey, by its schedule."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from mentoring.calendar_months import add_months
from programs.enums import MatchState, ParticipantRole, ProgramState, SessionState
from programs.health.evaluate import Calendars
from programs.health.pausable_calendar import PausableCalendar
from programs.models import Absence, Match, Participant, Program, Session
from surveys.enums import TRIGGERS_BY_MATCH, SurveyMode, Trigger
from surveys.models import Invitation, PostponedInvitation, Schedule, Skip, Wave
from surveys.selectors.audience import audience_of

# What could not be sent for so long is skipped. Sessions are often recorded long after they were held.
SENT_LATE_FOR = timedelta(days=30)
SESSIONS_SENT_LATE_FOR = timedelta(days=60)
# An anonymous wave waits for ten people, and people who have been due for thirty days join the next one.
ANONYMOUS_SENT_LATE_FOR = timedelta(days=60)
LOOKED_BACK = timedelta(days=90)
BY_SESSIONS = (Trigger.SESSIONS, Trigger.HALF_TIME)
BY_END = (Trigger.CLOSING, Trigger.MONTHS_AFTER)


@dataclass(frozen=True)
class Candidate:
    """A participant, with their person loaded, who is due; and the match that made them due, if one did."""

    participant: Participant
    match_id: UUID | None
    due_on: date
    round: int


@dataclass(frozen=True)
class Due:
    """Who is to be invited today, and who was due so long ago that they are skipped; `lost` with their match."""

    now: Sequence[Candidate]
    too_late: Sequence[Candidate]
    lost: Sequence[Candidate] = ()


def due_candidates(schedule: Schedule, *, today: date) -> Due:
    """Return who is due by the schedule and neither invited nor skipped yet.

    Nobody on weekends, in breaks of the program and in absences: they are due on the day after. A fixed number of
    queries.
    """
    nobody = Due((), ())
    if today.weekday() >= 5:
        return nobody
    occurrences = _open_occurrences(schedule, today)
    lost = _lost(schedule, today)
    if not occurrences:
        return Due((), (), lost)
    calendars = Calendars(schedule.survey.program)
    is_break = calendars.common.is_paused(today)
    late_for = sent_late_for(schedule)
    too_late = [each for each in occurrences if each.due_on + late_for < today]
    now = [
        each
        for each in occurrences
        if each.due_on + late_for >= today
        and not is_break
        and not calendars.of(each.participant.pk).is_paused(today)
    ]
    return Due(now, too_late, lost)


def is_day_to_invite(day: date, calendar: PausableCalendar) -> bool:
    """Return whether somebody with that calendar of breaks and absences may be invited on that day."""
    return day.weekday() < 5 and not calendar.is_paused(day)


def coming_invitations(
    schedule: Schedule, calendars_of: Callable[[Program], Calendars], *, today: date, last: date
) -> list[tuple[date, Candidate]]:
    """Return the day after today on which each person is to be invited, as things stand, due until the last day.

    Weekends, breaks and absences are passed over; sessions to come are not known.
    """
    tomorrow = today + timedelta(days=1)
    found = []
    for each in [
        *open_occurrences(schedule, today=today),
        *planned_occurrences(schedule, first=tomorrow, last=last),
    ]:
        calendar = calendars_of(schedule.survey.program).of(each.participant.pk)
        if each.due_on <= today and is_day_to_invite(today, calendar):
            # Sent already, or waiting for something else than the day.
            continue
        day = max(each.due_on, tomorrow)
        while not is_day_to_invite(day, calendar):
            day += timedelta(days=1)
        if day <= each.due_on + sent_late_for(schedule):
            found.append((day, each))
    return found


def sent_late_for(schedule: Schedule) -> timedelta:
    """Return how long after its day a survey is still sent."""
    if schedule.survey.mode == SurveyMode.ANONYMOUS:
        return ANONYMOUS_SENT_LATE_FOR
    return SESSIONS_SENT_LATE_FOR if schedule.trigger in BY_SESSIONS else SENT_LATE_FOR


def open_occurrences(schedule: Schedule, *, today: date) -> list[Candidate]:
    """Return who is due and neither invited nor skipped, whether or not they may be invited today."""
    late_for = sent_late_for(schedule)
    return [each for each in _open_occurrences(schedule, today) if each.due_on + late_for >= today]


def planned_occurrences(schedule: Schedule, *, first: date, last: date) -> list[Candidate]:
    """Return who will be due from the first to the last day as things stand; sessions to come are not known."""
    if schedule.trigger == Trigger.SESSIONS:
        return []
    return occurrences_between(schedule, first, last)


def occurrences_between(schedule: Schedule, first: date, last: date) -> list[Candidate]:
    """Return everything that the schedule makes due from the first to the last day."""
    first = max(first, schedule.starts_on)
    if first > last or not _is_running(schedule):
        return []
    if schedule.trigger in TRIGGERS_BY_MATCH:
        return _by_match(schedule, first, last)
    days = list(_calendar_days(schedule, first, last))
    if not days:
        return []
    survey = schedule.survey
    participants = audience_of(survey.program, survey.role, schedule.audience, on=last).order_by("pk")
    return [Candidate(it, None, day, round) for round, day in days for it in participants]


def _open_occurrences(schedule: Schedule, today: date) -> list[Candidate]:
    first = today - LOOKED_BACK
    if schedule.trigger in TRIGGERS_BY_MATCH:
        found = occurrences_between(schedule, first, today)
    else:
        found = _open_by_calendar(schedule, first, today)
    return _unhandled(schedule, found)


def _lost(schedule: Schedule, today: date) -> list[Candidate]:
    """Return whose match ended or was paused while they waited, once it is too late to invite them.

    Not before: a match may be resumed or reopened.
    """
    if schedule.trigger not in TRIGGERS_BY_MATCH or schedule.trigger in BY_END:
        return []
    first = max(today - LOOKED_BACK, schedule.starts_on)
    last = today - sent_late_for(schedule) - timedelta(days=1)
    if first > last:
        return []
    return _unhandled(schedule, _by_match(schedule, first, last, is_over=True))


def _unhandled(schedule: Schedule, found: list[Candidate]) -> list[Candidate]:
    if not found:
        return []
    handled = _handled(schedule, {each.round for each in found})
    return [each for each in found if (each.participant.pk, each.match_id, each.round) not in handled]


def _open_by_calendar(schedule: Schedule, first: date, today: date) -> list[Candidate]:
    """Return who is due in rounds that have not begun, and who was absent when theirs began.

    Everybody is asked at once: who joins the program later was not due.
    """
    began = dict(Wave.objects.filter(schedule=schedule).values_list("round", "opens_on"))
    skipped = set(Skip.objects.filter(schedule=schedule, wave=None).values_list("round", flat=True))
    recent = [day for round, day in began.items() if day >= first and round not in skipped]
    absent: set[tuple[UUID, int]] = set()
    if recent:
        absences = Absence.objects.filter(
            participant__program=schedule.survey.program_id,
            starts_on__lte=max(recent),
            ends_on__gte=min(recent),
        )
        absent = {
            (participant_id, round)
            for participant_id, starts_on, ends_on in absences.values_list(
                "participant", "starts_on", "ends_on"
            )
            for round, day in began.items()
            if starts_on <= day <= ends_on
        }
    handled = skipped | set(began)
    if not absent and all(round in handled for round, _day in _calendar_days(schedule, first, today)):
        return []
    return [
        each
        for each in occurrences_between(schedule, first, today)
        if each.round not in handled or (each.participant.pk, each.round) in absent
    ]


def _handled(schedule: Schedule, rounds: Iterable[int]) -> set[tuple]:
    invited = Invitation.objects.filter(wave__schedule=schedule, wave__round__in=list(rounds))
    skipped = Skip.objects.filter(schedule=schedule, round__in=list(rounds))
    postponed = PostponedInvitation.objects.filter(wave__schedule=schedule, wave__round__in=list(rounds))
    return {
        *postponed.values_list("participant_id", "match_id", "wave__round"),
        *invited.values_list("participant_id", "match_id", "wave__round"),
        *skipped.values_list("participant_id", "match_id", "round"),
    }


def _is_running(schedule: Schedule) -> bool:
    states = [ProgramState.OPEN, ProgramState.RUNNING]
    if schedule.trigger in BY_END:
        states.append(ProgramState.CLOSED)
    return schedule.survey.program.state in states


def _by_match(schedule: Schedule, first: date, last: date, *, is_over: bool = False) -> list[Candidate]:
    """Return who is due by their match; with `is_over`, who was due before theirs ended, or by one that is paused."""
    survey, trigger, every = schedule.survey, schedule.trigger, schedule.every
    matches = _matches(schedule, first, last, is_over=is_over)
    reached = _days_of_session(matches, every) if trigger in BY_SESSIONS else {}
    ends_on, closed_on = survey.program.ends_on, survey.program.closed_on
    found = []
    for match in matches:
        participant = match.mentor if survey.role == ParticipantRole.MENTOR else match.mentee
        reached_on = reached.get(match.pk)
        if trigger == Trigger.HALF_TIME:
            reached_on = _half_time(match, ends_on, reached_on)
        elif trigger in BY_END:
            reached_on = _end(match, closed_on)
        for round, day in _match_days(match, trigger, every, first, last, reached_on):
            is_after_end = is_over and match.ended_on is not None and day > match.ended_on
            if first <= day <= last and not is_after_end:
                found.append(Candidate(participant, match.pk, day, round))
    return sorted(found, key=lambda each: (each.due_on, each.participant.pk, each.round))


def _matches(schedule: Schedule, first: date, last: date, *, is_over: bool) -> QuerySet[Match]:
    survey, trigger, every = schedule.survey, schedule.trigger, schedule.every
    role = survey.role
    matches = Match.objects.filter(program=survey.program).select_related(f"{role}__person").order_by("pk")
    if trigger in BY_END:
        matches = matches.filter(_ended(survey.program, first - timedelta(days=31 * every), last))
    elif is_over:
        ended = Q(state=MatchState.ENDED, ended_on__gte=first)
        matches = matches.filter(ended | Q(state=MatchState.PAUSED), started_on__lte=last)
    else:
        matches = matches.filter(state=MatchState.ACTIVE, started_on__lte=last)
    if trigger == Trigger.SESSIONS:
        matches = matches.filter(held_count__gte=every)
    elif trigger == Trigger.MATCH_DAYS:
        matches = matches.filter(started_on__gte=first - timedelta(days=every))
    if any(schedule.audience.values()):
        audience = audience_of(survey.program, role, schedule.audience, on=last)
        matches = matches.filter(Q(**{f"{role}__in": audience.values("pk")}))
    return matches


def _ended(program: Program, first: date, last: date) -> Q:
    """Return which matches ended from the first to the last day: on their own, or with their program."""
    ended = Q(state=MatchState.ENDED, ended_on__gte=first, ended_on__lte=last)
    closed_on = program.closed_on
    if closed_on is None or not first <= closed_on <= last:
        return ended
    under_way = Q(state__in=[MatchState.ACTIVE, MatchState.PAUSED])
    under_way |= Q(state=MatchState.ENDED, ended_on__gt=closed_on)
    return ended | (under_way & Q(started_on__lte=closed_on))


def _end(match: Match, closed_on: date | None) -> date | None:
    # Whoever ends a match after its program was closed tidies up. One that is under way may have a planned end.
    ended_on = match.ended_on if match.state == MatchState.ENDED else None
    is_under_way = closed_on and match.started_on <= closed_on and (ended_on is None or closed_on < ended_on)
    return closed_on if is_under_way else ended_on


def _match_days(
    match: Match, trigger: str, every: int, first: date, last: date, reached_on: date | None
) -> Iterable[tuple[int, date]]:
    """Yield the rounds and days of a match; days before `first` may be among them."""
    if trigger == Trigger.MATCH_INTERVAL:
        start = max(1, (first - match.started_on).days // every)
        for round in range(start, (last - match.started_on).days // every + 1):
            yield round, match.started_on + timedelta(days=round * every)
    elif trigger == Trigger.MATCH_DAYS:
        yield 1, match.started_on + timedelta(days=every)
    elif reached_on is not None:
        yield 1, add_months(reached_on, every) if trigger == Trigger.MONTHS_AFTER else reached_on


def _half_time(match: Match, ends_on: date | None, reached_on: date | None) -> date | None:
    """Return the day of the session, or halfway to the end of the program, whichever is first."""
    if ends_on is None or ends_on <= match.started_on:
        return reached_on
    halfway = match.started_on + (ends_on - match.started_on) // 2
    return halfway if reached_on is None else min(reached_on, halfway)


def _days_of_session(matches: Sequence[Match], number: int) -> dict[UUID, date]:
    """Return the day of the session with this number, by match."""
    numbered = Session.objects.filter(
        match__in=[match.pk for match in matches], state=SessionState.HELD
    ).annotate(number=Window(RowNumber(), partition_by=F("match"), order_by=[F("happens_on"), F("pk")]))
    return dict(numbered.filter(number=number).values_list("match_id", "happens_on"))


def _calendar_days(schedule: Schedule, first: date, last: date) -> Iterable[tuple[int, date]]:
    """Yield the rounds and days of a schedule by the calendar, from the first to the last day."""
    round, day = 1, schedule.first_on
    first = max(first, schedule.starts_on)
    while day <= last:
        if day >= first:
            yield round, day
        if schedule.trigger == Trigger.DATE or not schedule.every:
            return
        day = add_months(schedule.first_on, schedule.every * round)
        round += 1
