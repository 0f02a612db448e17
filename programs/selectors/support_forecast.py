"""When people will be asked for a review, and whether they are still meeting, as things stand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from mentoring.tenancy.models import Organization
from programs.enums import MatchState, SessionState
from programs.extensions import PlannedSends
from programs.health.evaluate import Calendars, is_over
from programs.health.pausable_calendar import PausableCalendar
from programs.models import Match, Program, Session, StillMeetingQuestion
from programs.program_settings import SILENCE_ASK
from programs.selectors.parties import parties_in
from programs.selectors.signs_of_life import last_signs_of_life, matches_that_may_be_silent

REVIEW = "programs.review"
STILL_MEETING = "programs.still_meeting"
ONE_DAY = timedelta(days=1)
# A session that was recorded long after it was held is no reason to ask for a review.
RECENT = timedelta(days=30)


class ReviewForecast:
    """The day after the session that completes the agreed number, if all that are planned take place. Five queries."""

    kinds = (REVIEW,)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        if is_over(program, today):
            return []
        found = Match.objects.filter(program=program, state=MatchState.ACTIVE).with_current_people(today)
        matches = list(found.with_people().annotate(last_review=Max("reviews__number")))
        sessions: dict[UUID, list[date]] = defaultdict(list)
        planned = Session.objects.filter(match__in=matches, state=SessionState.PLANNED)
        for match_id, on in planned.between(first - ONE_DAY, last).values_list("match_id", "happens_on"):
            sessions[match_id].append(on)
        calendars, counts = Calendars(program), Counter[date]()
        for match in matches:
            calendar = calendars.of(match.pk, match.mentor_id, match.mentee_id)
            opened, steps = (
                match.last_review or 0,
                list(enumerate(sorted(sessions[match.pk]), match.held_count + 1)),
            )
            if match.last_held_on and match.last_held_on > today - RECENT:
                # What is overdue comes as soon as it may.
                steps.insert(0, (match.held_count, first - ONE_DAY))
            for held, on in steps:
                number = held // program.review_every
                if number > opened:
                    opened = number
                    counts[_counted_from(on + ONE_DAY, calendar)] += _with_address(match)
        return _sends(REVIEW, counts, program, last)


class StillMeetingForecast:
    """The day of each silence (the 90th) on which both are asked, if nothing is heard. A fixed number of queries."""

    kinds = (STILL_MEETING,)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        if is_over(program, today):
            return []
        matches = list(matches_that_may_be_silent(program, today=last).with_people())
        if not matches:
            return []
        organization = Organization.objects.get(pk=program.organization_id)
        signs, calendars = last_signs_of_life(matches, organization), Calendars(program)
        questions = StillMeetingQuestion.objects.filter(match__in=matches).order_by("asked_on")
        asked = dict(questions.values_list("match_id", "asked_on"))
        counts = Counter[date]()
        for match in matches:
            since = signs[match.pk]
            if match.pk in asked and asked[match.pk] > since:
                continue
            calendar = calendars.of(match.pk, match.mentor_id, match.mentee_id)
            # What is overdue comes as soon as it may.
            day = _counted_from(max(calendar.day_when(since, SILENCE_ASK.of(program)), first), calendar)
            counts[day] += _with_address(match)
        return _sends(STILL_MEETING, counts, program, last)


def _sends(kind: str, counts: Counter[date], program: Program, last: date) -> list[PlannedSends]:
    """Return what is sent up to `last`, and nothing once the program is over."""
    days = [day for day in sorted(counts) if counts[day] and day <= last and not is_over(program, day)]
    return [PlannedSends(day, kind, counts[day]) for day in days]


def _counted_from(day: date, calendar: PausableCalendar) -> date:
    """Return the first day from `day` that is in no break, absence or pause."""
    return calendar.day_when(day - ONE_DAY, 1)


def _with_address(match: Match) -> int:
    return sum(1 for party in parties_in(match) if party.person.email)
