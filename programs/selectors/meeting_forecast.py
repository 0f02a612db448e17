"""When people will be asked "Did you meet?" as things stand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from programs.enums import MatchState, SessionState
from programs.extensions import PlannedSends
from programs.health.evaluate import Calendars, is_over
from programs.models import Match, MeetingInquiry, Program, Session
from programs.program_settings import FIRST_BOOKED
from programs.selectors.meeting_inquiries import ASKED_AGAIN_AFTER, DID_YOU_MEET

ONE_DAY = timedelta(days=1)


class MeetingForecast:
    """The mornings after planned sessions, and the days on which the agreed interval has passed. Five queries."""

    kinds = (DID_YOU_MEET,)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        if is_over(program, today):
            return []
        days: dict[UUID, set[date]] = defaultdict(set)
        calendars = Calendars(program)
        planned = self._planned_sessions(program, first, last)
        matches = Match.objects.filter(program=program, state=MatchState.ACTIVE).values_list(
            "id", "started_on", "last_held_on", "mentor_id", "mentee_id", "mentor__person", "mentee__person"
        )
        interval = program.meeting_interval_days
        for pk, started_on, last_held_on, mentor, mentee, *people in matches:
            calendar = calendars.of(pk, mentor, mentee)
            if pk in planned:
                due = planned[pk]
            elif last_held_on:
                due = {calendar.day_when(last_held_on, interval + 1)}
            else:
                due = {calendar.day_when(started_on, min(interval, FIRST_BOOKED.of(program)) + 1)}
            for person in people:
                # What is overdue comes as soon as it may.
                days[person] |= {max(day, first) for day in due}
        asked = dict(
            MeetingInquiry.objects.filter(person__in=list(days))
            .values_list("person")
            .annotate(asked_on=Max("asked_on"))
        )
        counts: Counter[date] = Counter()
        for person, wanted in days.items():
            counts.update(day for day in _eight_days_apart(wanted, asked.get(person)) if day <= last)
        return [PlannedSends(day, DID_YOU_MEET, count) for day, count in sorted(counts.items())]

    def _planned_sessions(self, program: Program, first: date, last: date) -> dict[UUID, set[date]]:
        """Return the mornings after the planned sessions, by match."""
        found: dict[UUID, set[date]] = defaultdict(set)
        sessions = Session.objects.filter(program=program, state=SessionState.PLANNED)
        for match_id, on in sessions.between(first - ONE_DAY, last - ONE_DAY).values_list(
            "match_id", "happens_on"
        ):
            found[match_id].add(on + ONE_DAY)
        return found


def _eight_days_apart(days: set[date], last: date | None) -> list[date]:
    """Return the days on which a person is asked: none within eight days of the one before."""
    kept: list[date] = []
    for wanted in sorted(days):
        day = max(wanted, last + ASKED_AGAIN_AFTER) if last else wanted
        if not kept or day > kept[-1]:
            kept.append(day)
            last = day
    return kept
