"""The survey calendar: every survey email of the coming 90 days over all programs, and who was left out and why."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncDate

from mentoring.mail.quiet_hours import zone
from mentoring.tenancy.models import Organization
from programs.health.evaluate import Calendars
from programs.models import Program
from surveys.budget import YEAR, first_free_day
from surveys.enums import NEVER_BLOCKED, PRIORITY, TRIGGERS_BY_MATCH, SkipReason
from surveys.models import Invitation, PostponedInvitation, Schedule, Skip, Survey
from surveys.selectors.audience import audience_of
from surveys.selectors.budget import LEAST_DAYS_TO_ANSWER, contacts_of, current_limits, half_to_ask, is_asked
from surveys.selectors.due import Candidate, coming_invitations, sent_late_for
from surveys.selectors.load import workday

DAYS = 90
INVITATION, REMINDER, OVER_BUDGET = "invitation", "reminder", "over_budget"


@dataclass(frozen=True)
class SurveyEmails:
    """Emails of one survey on one day. Reminders have no number: it would disclose how many have not answered.

    Of those over budget, `count` are due on that day, and invited later or not at all.
    """

    on: date
    kind: str
    survey: Survey
    count: int | None


@dataclass(frozen=True)
class SurveyCalendar:
    first: date
    last: date
    emails: Sequence[SurveyEmails]

    @property
    def invitations(self) -> int:
        return sum(each.count or 0 for each in self.emails if each.kind == INVITATION)

    def by_day(self) -> dict[date, list[SurveyEmails]]:
        found: dict[date, list[SurveyEmails]] = defaultdict(list)
        for each in self.emails:
            found[each.on].append(each)
        return found


def survey_calendar(
    programs: Sequence[Program], *, organization: Organization, today: date, days: int = DAYS
) -> SurveyCalendar:
    """Return what is planned for the programs, as things stand; sessions to come are not known.

    The contact budget counts the surveys of all programs. A few queries, at most five for each schedule,
    and three for each program.
    """
    last = today + timedelta(days=days - 1)
    schedules = list(
        Schedule.objects.filter(survey__archived_at=None, survey__stopped_at=None, stopped_at=None)
        .select_related("survey__program")
        .order_by("pk")
    )
    counts, reminders = _planned(schedules, today=today, last=last, organization=organization)
    for on, survey in _waiting(today):
        counts[max(on, today), INVITATION, survey.pk] += 1
    reminders |= _of_open_waves(organization, today)
    shown = {each.pk for each in programs}
    surveys = {
        each.pk: each
        for each in Survey.objects.filter(program__in=shown, archived_at=None).select_related("program")
    }
    emails = [
        SurveyEmails(on, kind, surveys[survey_id], count)
        for (on, kind, survey_id), count in counts.items()
        if survey_id in surveys and today <= on <= last
    ]
    emails += [
        SurveyEmails(on, REMINDER, surveys[survey_id], None)
        for on, survey_id in reminders
        if survey_id in surveys and today <= on <= last
    ]
    order = {INVITATION: 0, OVER_BUDGET: 1, REMINDER: 2}
    emails.sort(key=lambda it: (it.on, order[it.kind], it.survey.program.name, it.survey.name, it.survey.pk))
    return SurveyCalendar(today, last, emails)


def _planned(
    schedules: Sequence[Schedule], *, today: date, last: date, organization: Organization
) -> tuple[Counter, set[tuple[date, UUID]]]:
    """Return how many are invited and how many are over budget by day and survey, and the days of reminders.

    Day by day, the more important survey first, with the limits that hold when it is sent.
    """
    due: list[tuple[date, int, Schedule, Candidate]] = []
    calendars_of = cache(Calendars)
    for schedule in schedules:
        found = coming_invitations(schedule, calendars_of, today=today, last=last)
        people = _audience(schedule) if found else 0
        for day, each in found:
            half = half_to_ask(schedule.survey, turn=each.round, people=people, is_chosen=schedule.asks_half)
            if is_asked(half, schedule.survey_id, each.participant.person_id):
                priority = PRIORITY.index(schedule.survey.kind)
                due.append((day, priority, schedule, each))
    person_ids = {each.participant.person_id for _day, _priority, _schedule, each in due}
    limits = current_limits()
    contacts = contacts_of(person_ids, since=today - YEAR, organization=organization)
    # Start and end surveys are known before, and the others keep away from them.
    for day, _priority, schedule, each in due:
        if schedule.survey.kind in NEVER_BLOCKED:
            contacts[each.participant.person_id].append(day)
    counts: Counter = Counter()
    reminders: set[tuple[date, UUID]] = set()
    for day, _priority, schedule, each in sorted(due, key=lambda it: it[:2]):
        survey, person_id, sent_on = schedule.survey, each.participant.person_id, day
        if survey.kind not in NEVER_BLOCKED:
            sent_on = workday(first_free_day(contacts[person_id], limits, day))
            if sent_on != day:
                counts[day, OVER_BUDGET, survey.pk] += 1
            if sent_on > _last_day(schedule, each):
                continue
            contacts[person_id].append(sent_on)
        counts[sent_on, INVITATION, survey.pk] += 1
        reminders |= {(workday(sent_on + timedelta(days=n)), survey.pk) for n in schedule.reminded_on}
    return counts, reminders


def _last_day(schedule: Schedule, each: Candidate) -> date:
    """Return the last day on which somebody who has to wait can be invited: on a day, only to its wave."""
    if schedule.trigger in TRIGGERS_BY_MATCH:
        return each.due_on + sent_late_for(schedule)
    opens_on = workday(each.due_on)
    return opens_on + timedelta(days=schedule.open_days - min(LEAST_DAYS_TO_ANSWER, schedule.open_days))


def _audience(schedule: Schedule) -> int:
    survey = schedule.survey
    return audience_of(survey.program, survey.role, schedule.audience, on=schedule.starts_on).count()


def _waiting(today: date) -> list[tuple[date, Survey]]:
    rows = PostponedInvitation.objects.filter(wave__state="open").select_related("wave__survey")
    return [(workday(each.possible_on), each.wave.survey) for each in rows]


def _of_open_waves(organization: Organization, today: date) -> set[tuple[date, UUID]]:
    """Return the days on which somebody in an open wave may get a reminder."""
    on = TruncDate("invited_at", tzinfo=zone(organization.time_zone))
    rows = (
        Invitation.objects.filter(wave__state="open", wave__closes_on__gte=today)
        .values_list("wave__survey", "wave__reminded_on", on)
        .distinct()
    )
    return {
        (workday(day + timedelta(days=number)), survey_id)
        for survey_id, days, day in rows
        for number in days
        if workday(day + timedelta(days=number)) >= today
    }


@dataclass(frozen=True)
class SkipCount:
    """How many people of a survey were left out for a reason."""

    survey: Survey
    reason: str
    label: str
    count: int


def skip_counts(programs: Sequence[Program], *, first: date, last: date) -> list[SkipCount]:
    """Return who was due from the first to the last day and not invited, by survey and reason. Two queries."""
    rows = (
        Skip.objects.filter(survey__program__in=programs, due_on__gte=first, due_on__lte=last)
        .values_list("survey", "reason")
        .annotate(count=Count("id"))
    )
    found = list(rows)
    surveys = Survey.objects.select_related("program").in_bulk({row[0] for row in found})
    counts = [
        SkipCount(surveys[survey_id], reason, str(SkipReason(reason).label), count)
        for survey_id, reason, count in found
    ]
    return sorted(
        counts, key=lambda it: (it.survey.program.name, it.survey.name, it.survey.pk, -it.count, it.reason)
    )
