"""Which survey emails of a program are to come, for the send calendar."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from django.db.models import Q

from programs.extensions import PlannedSends
from programs.health.evaluate import Calendars
from programs.models import Program
from surveys.emails import ANONYMOUS_REMINDER, INVITATION, REMINDER
from surveys.enums import SurveyMode
from surveys.models import Invitation, Schedule
from surveys.selectors.due import coming_invitations
from surveys.selectors.load import workday


class SurveyForecast:
    """Invitations by schedule, sessions to come not counted, and reminders of open surveys.

    Two queries, three if somebody is due, and at most five for each schedule. Unless answers have names, reminders to
    everybody: the number of those who have not answered would be a live counter.
    """

    kinds = (INVITATION, REMINDER, ANONYMOUS_REMINDER)

    def planned(self, program: Program, *, first: date, last: date, today: date) -> Sequence[PlannedSends]:
        counts: Counter[tuple[date, str]] = Counter()
        schedules = Schedule.objects.filter(
            survey__program=program, survey__archived_at=None, survey__stopped_at=None, stopped_at=None
        ).select_related("survey__program")
        calendars_of = cache(Calendars)
        for schedule in schedules:
            for day, _person in coming_invitations(schedule, calendars_of, today=today, last=last):
                counts[day, INVITATION] += 1
        open_ones = Invitation.objects.filter(
            ~Q(wave__mode=SurveyMode.NAMED) | Q(answered_at=None),
            wave__survey__program=program,
            wave__state="open",
            declined_at=None,
        )
        rows = open_ones.values_list("invited_at", "reminders", "wave__reminded_on", "wave__mode")
        for invited_at, reminders, days, mode in rows:
            kind = ANONYMOUS_REMINDER if mode == SurveyMode.ANONYMOUS else REMINDER
            for day in days[reminders:] if mode == SurveyMode.NAMED else days:
                counts[workday(invited_at.date() + timedelta(days=day)), kind] += 1
        return [
            PlannedSends(day, kind, count)
            for (day, kind), count in sorted(counts.items())
            if first <= day <= last
        ]
