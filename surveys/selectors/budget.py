"""On which day somebody may be invited again. Used by invitations, forecasts and previews alike."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from mentoring.mail.quiet_hours import zone
from mentoring.tenancy.models import Organization
from surveys.budget import DEFAULT_LIMITS, HALVES_FROM, YEAR, Limits, first_free_day, half_of
from surveys.enums import NEVER_BLOCKED, SurveyKind, WaveState
from surveys.models import ContactBudget, Invitation, PostponedInvitation, Schedule, Survey, Wave
from surveys.selectors.due import occurrences_between

# People who join a wave late have so many days to answer, or the whole time of a shorter wave.
LEAST_DAYS_TO_ANSWER = 7


def current_limits() -> Limits:
    """Return the limits of the organization. One query."""
    found = ContactBudget.objects.first()
    return found.limits if found else DEFAULT_LIMITS


def contacts_of(
    person_ids: Collection[UUID], *, since: date, organization: Organization
) -> defaultdict[UUID, list[date]]:
    """Return the days of the organization on which each person was invited, since a day. One query.

    A survey that another one's email lists is no contact of its own. Reminders are none.
    """
    here = zone(organization.time_zone)
    found: defaultdict[UUID, list[date]] = defaultdict(list)
    rows = Invitation.objects.filter(
        person__in=list(person_ids), invited_at__gte=datetime.combine(since, time(), here), merged_with=None
    )
    for person_id, invited_at in rows.values_list("person_id", "invited_at"):
        found[person_id].append(invited_at.astimezone(here).date())
    return found


def first_free_days(
    person_ids: Collection[UUID], *, survey: Survey, day: date, organization: Organization
) -> dict[UUID, date]:
    """Return the first day on which each person may be invited to the survey, if it is later than `day`.

    Start and end surveys are never blocked; those that are known to come block others. The number of queries does not
    depend on the number of people.
    """
    if survey.kind in NEVER_BLOCKED or not person_ids:
        return {}
    limits = current_limits()
    known = contacts_of(person_ids, since=day - YEAR, organization=organization)
    coming = _coming_start_and_end(set(person_ids), day=day, limits=limits)
    found = {}
    for person_id in person_ids:
        free_on = first_free_day([*known.get(person_id, ()), *coming.get(person_id, ())], limits, day)
        if free_on > day:
            found[person_id] = free_on
    return found


def _coming_start_and_end(
    person_ids: Collection[UUID], *, day: date, limits: Limits
) -> Mapping[UUID, list[date]]:
    """Return the days to come, within the gap, on which each person gets a start or end survey. Two queries and at
    most two for each such schedule."""
    last = day + timedelta(days=limits.gap_days)
    schedules = Schedule.objects.filter(
        stopped_at=None,
        survey__archived_at=None,
        survey__kind__in=NEVER_BLOCKED,
        survey__program__participants__person__in=list(person_ids),
    )
    found: dict[UUID, list[date]] = defaultdict(list)
    for schedule in schedules.select_related("survey__program").distinct():
        for each in occurrences_between(schedule, day + timedelta(days=1), last):
            if each.participant.person_id in person_ids:
                found[each.participant.person_id].append(each.due_on)
    return found


def last_day_to_join(wave: Wave) -> date:
    """Return the last day on which somebody who had to wait can still be invited to the wave."""
    return wave.closes_on - timedelta(days=min(LEAST_DAYS_TO_ANSWER, wave.open_days))


def half_to_ask(survey: Survey, *, turn: int, people: int, is_chosen: bool = False) -> int | None:
    """Return the half that is asked in this turn, 0 or 1; None for everybody.

    A pulse asks halves of 40 people or more; other surveys where that was chosen.
    """
    if is_chosen or (survey.kind == SurveyKind.PULSE and people >= HALVES_FROM):
        return turn % 2
    return None


def next_turn(survey: Survey) -> int:
    """Return the turn of the next wave that is sent by hand. One query."""
    return Wave.objects.filter(survey=survey, schedule=None).count()


def is_asked(half: int | None, survey_id: UUID, person_id: UUID) -> bool:
    return half is None or half_of(survey_id, person_id) == half


def waves_with_postponed(today: date) -> list[UUID]:
    """Return the waves with somebody who may be invited by now, or who can no longer be invited."""
    found = PostponedInvitation.objects.filter(
        Q(possible_on__lte=today)
        | Q(wave__closes_on__lt=today)
        | ~Q(wave__state=WaveState.OPEN)
        | Q(is_merged=True)
    )
    return list(found.order_by("wave").values_list("wave", flat=True).distinct())


def person_ids_of(candidates: Sequence) -> list[UUID]:
    """Return the people of candidates, each once, in the order of their ids, in which they are locked."""
    return sorted({each.participant.person_id for each in candidates})
