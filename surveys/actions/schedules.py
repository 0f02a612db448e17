"""Schedule surveys, send what is due, and remind."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.audit.actions import record
from mentoring.mail.selectors import is_paused, paused_kinds
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from surveys.actions.anonymous_waves import send_anonymous
from surveys.actions.inviting import invite, lock_people, skip_of
from surveys.actions.waves import open_wave
from surveys.emails import INVITATION
from surveys.enums import TRIGGERS_BY_MATCH, SkipReason, SurveyKind, SurveyMode, Trigger, WaveState
from surveys.models import Schedule, Skip, Survey, Wave
from surveys.models.schedule import SESSIONS
from surveys.program_settings import open_days_in, reminder_days_in
from surveys.selectors.audience import audience_of
from surveys.selectors.budget import first_free_days, half_to_ask
from surveys.selectors.due import BY_SESSIONS, Candidate, due_candidates, sent_late_for
from surveys.selectors.load import survey_load

# Who becomes due within so many days after the first is invited to the same wave.
JOINED_FOR = timedelta(days=60)


@transaction.atomic
def schedule_survey(
    survey: Survey,
    *,
    trigger: str,
    by: Actor,
    today: date,
    every: int | None = None,
    first_on: date | None = None,
    audience: Mapping[str, Sequence[str]] | None = None,
    open_days: int | None = None,
    reminded_on: Sequence[int] | None = None,
    asks_half: bool = False,
    merges: bool = False,
) -> Schedule:
    """Send a survey automatically, starting today. Sends nothing now; what was due before today is never sent.

    Without `every`, a trigger by sessions waits for six. With `asks_half`, random halves are asked in turn. With
    `merges`, people over their contact budget get the survey in the email of their next one.
    """
    locked = Survey.objects.select_for_update(of=("self",)).select_related("program").get(pk=survey.pk)
    if locked.program_id is None:
        raise ValidationError(_("This is a template. Create the survey in a program first."))
    if locked.archived_at is not None:
        raise ValidationError(_("This survey is archived."))
    if trigger in (Trigger.CALENDAR, Trigger.DATE) and first_on is not None and first_on < today:
        raise ValidationError({"first_on": _("Enter today or a later date.")})
    if trigger in (Trigger.CLOSING, Trigger.DATE):
        every = 0  # not asked for; a form may still send what was entered for another trigger
    elif every is None:
        every = SESSIONS if trigger in BY_SESSIONS else 0
    open_days = open_days_in(locked.program) if open_days is None else open_days
    reminders = (
        reminder_days_in(locked.program, open_days) if reminded_on is None else sorted(set(reminded_on))
    )
    if len(reminders) > 2 or any(not 0 < day < open_days for day in reminders):
        raise ValidationError(
            {
                "reminded_on": _(
                    "Choose at most two days on which reminders are sent, while the survey is open."
                )
            }
        )
    schedule = Schedule(
        survey=locked,
        trigger=trigger,
        every=every,
        first_on=first_on if trigger in (Trigger.CALENDAR, Trigger.DATE) else None,
        audience={name: list(values) for name, values in (audience or {}).items() if values},
        open_days=open_days,
        reminded_on=reminders,
        asks_half=asks_half,
        merges=merges,
        starts_on=today,
    )
    schedule.full_clean(exclude=["organization"])
    schedule.save()
    record("surveys.schedule_survey", locked, by=by, values={"trigger": str(trigger)}, label=locked.name)
    return schedule


@transaction.atomic
def move_survey(
    survey: Survey,
    *,
    organization: Organization,
    by: Actor,
    now: datetime,
    audience: Mapping[str, Sequence[str]] | None = None,
    open_days: int | None = None,
) -> Schedule:
    """Schedule the survey for the first working day on which nobody of the audience is over budget."""
    today = organization.local_date(now)
    open_days = open_days_in(survey.program) if open_days is None else open_days
    load = survey_load(
        survey, on=today, organization=organization, now=now, audience=audience, open_days=open_days
    )
    if load.free_on is None:
        raise ValidationError(
            _("There is no day in the next four months on which nobody is over budget. Ask a random half.")
        )
    return schedule_survey(
        survey,
        trigger=Trigger.DATE,
        first_on=load.free_on,
        audience=audience,
        open_days=open_days,
        by=by,
        today=today,
    )


@transaction.atomic
def stop_schedule(schedule: Schedule, *, by: Actor, now: datetime) -> None:
    """Send nothing more by the schedule. Open waves stay open. Stopping twice changes nothing."""
    locked = _locked(schedule.pk)
    if locked.stopped_at is not None:
        return
    locked.stopped_at = now
    locked.save(update_fields=["stopped_at"])
    record("surveys.stop_schedule", locked.survey, by=by, label=locked.survey.name)


@transaction.atomic
def send_due(schedule_id: UUID, *, organization: Organization, by: Actor, now: datetime) -> int:
    """Invite everybody who is due by the schedule and log who is skipped; return how many were invited.

    A stopped pulse sends nothing; whoever could still be invited is, once it is started again. The schedule is locked,
    so that of two runs at the same time the second finds nobody left.
    """
    schedule = _locked(schedule_id)
    today = organization.local_date(now)
    survey = schedule.survey
    if schedule.stopped_at or survey.archived_at:
        return 0
    due = due_candidates(schedule, today=today)
    late = SkipReason.PULSE_STOPPED if survey.stopped_at else SkipReason.TOO_LATE
    skips = [_skip(schedule, each, late, now) for each in due.too_late]
    skips += [_skip(schedule, each, SkipReason.MATCH_OVER, now) for each in due.lost]
    Skip.objects.bulk_create(skips, batch_size=1000, ignore_conflicts=True)
    if survey.stopped_at or not due.now or is_paused(INVITATION, schedule.survey.program_id, paused_kinds()):
        return 0
    lock_people(due.now)
    invited = 0
    for round in sorted({each.round for each in due.now}):
        together = [each for each in due.now if each.round == round]
        if schedule.trigger in TRIGGERS_BY_MATCH:
            together = _within_budget(schedule, together, organization=organization, today=today, now=now)
        if not together:
            continue
        half = _half(schedule, round, people=len(together), today=today)
        if schedule.survey.mode == SurveyMode.ANONYMOUS:
            invited += send_anonymous(
                schedule, round, together, half=half, organization=organization, by=by, now=now
            )
            continue
        wave = _wave_for(schedule, round, half=half, today=today, now=now)
        if wave is not None:
            invited += invite(
                wave, together, organization=organization, by=by, now=now, merges=schedule.merges
            )
    return invited


def _within_budget(
    schedule: Schedule, due: Sequence[Candidate], *, organization: Organization, today: date, now: datetime
) -> list[Candidate]:
    """Return who may be invited today. Others stay due until they may be; who would wait too long is skipped.

    Decided before a wave is opened: a wave that nobody can be invited to yet is not opened.
    """
    people = {each.participant.person_id for each in due}
    free_on = first_free_days(people, survey=schedule.survey, day=today, organization=organization)
    late = sent_late_for(schedule)
    over = [each for each in due if each.participant.person_id in free_on]
    too_long = [each for each in over if free_on[each.participant.person_id] > each.due_on + late]
    Skip.objects.bulk_create(
        [_skip(schedule, each, SkipReason.BUDGET, now) for each in too_long],
        batch_size=1000,
        ignore_conflicts=True,
    )
    return [each for each in due if each.participant.person_id not in free_on]


def _locked(schedule_id: UUID) -> Schedule:
    return (
        Schedule.objects.select_for_update(of=("self",)).select_related("survey__program").get(pk=schedule_id)
    )


def _half(schedule: Schedule, round: int, *, people: int, today: date) -> int | None:
    """Return which half of the people a new wave asks. `people` are due at once; of a match, the audience decides."""
    if schedule.trigger in TRIGGERS_BY_MATCH and schedule.survey.kind == SurveyKind.PULSE:
        survey = schedule.survey
        people = audience_of(survey.program, survey.role, schedule.audience, on=today).count()
    return half_to_ask(schedule.survey, turn=round, people=people, is_chosen=schedule.asks_half)


def _wave_for(schedule: Schedule, round: int, *, half: int | None, today: date, now: datetime) -> Wave | None:
    """Return the wave that people who are due now join; None if it was closed today, and the next opens tomorrow.

    A calendar day has one wave, which those who were absent join while it is open.
    """
    by_match = schedule.trigger in TRIGGERS_BY_MATCH
    waves = Wave.objects.filter(schedule=schedule, round=round)
    if by_match:
        waves = waves.filter(joins_until__gte=today)
    wave = waves.select_related("survey").order_by("-opens_on").first()
    if wave is not None and wave.state == WaveState.OPEN:
        return wave
    if wave is not None and (wave.opens_on == today or not by_match):
        return None
    return open_wave(
        schedule.survey,
        schedule=schedule,
        round=round,
        half=half,
        opens_on=today,
        joins_until=today + JOINED_FOR if by_match else today,
        open_days=schedule.open_days,
        reminded_on=schedule.reminded_on,
        now=now,
    )


def _skip(schedule: Schedule, each: Candidate, reason: str, now: datetime) -> Skip:
    return skip_of(schedule.survey, each, reason, wave=None, schedule_id=schedule.pk, now=now)
