"""Anonymous half-time surveys of the made-up organization: a finished one, and one that waits for ten people."""

import random
from datetime import date, timedelta

from mentoring.tenancy.models import Organization
from programs.models import Program
from reports.sample.surveys import BY, at_ten, people_with_match, value_of, wave_on
from surveys.actions import close_wave, schedule_survey, submit_anonymous_answers
from surveys.actions.from_library import create_from_library
from surveys.actions.inviting import closes_at, store_invitations
from surveys.enums import Trigger
from surveys.models import Invitation, Question
from surveys.models.schedule import OPEN_DAYS
from surveys.selectors.waiting import DUE_TO_OPEN, WAITS_FOR, people_due

SHARE_OF_ANSWERS = 0.75


def add_anonymous_surveys(organization: Organization, running: Program, *, today: date) -> None:
    """Add a closed wave to the finished program, and a schedule to the running one that has not enough people yet."""
    finished = Program.objects.exclude(pk=running.pk).order_by("starts_on").first()
    if finished is not None and finished.ends_on is not None:
        _add_closed_wave(organization, finished)
    survey = create_from_library(running, "mentee-half-time", by=BY)
    schedule = schedule_survey(survey, trigger=Trigger.HALF_TIME, every=4, by=BY, today=today)
    schedule.survey.program = running
    # What was due before is not sent. The earlier the schedule began, the more people are due; nobody for too long.
    for days in range(WAITS_FOR.days - 2, 0, -1):
        schedule.starts_on = today - timedelta(days=days)
        if people_due(schedule, today=today) < DUE_TO_OPEN:
            break
    schedule.save(update_fields=["starts_on"])


def _add_closed_wave(organization: Organization, program: Program) -> None:
    rng = random.Random(15)  # noqa: S311 - made-up answers
    day = program.starts_on + (program.ends_on - program.starts_on) / 2
    wave = wave_on(create_from_library(program, "mentee-half-time", by=BY), day)
    invitations = [
        Invitation(
            wave=wave,
            participant=participant,
            person=participant.person,
            invited_at=wave.opened_at,
            closes_at=closes_at(wave, participant.person, organization, now=wave.opened_at),
        )
        for participant in people_with_match(wave)
    ]
    # Without an email, as the other waves of the past.
    store_invitations(wave, invitations)
    questions = list(Question.objects.filter(version=wave.version).order_by("position"))
    for invitation in invitations:
        if rng.random() < SHARE_OF_ANSWERS:
            mood = rng.gauss(0.4, 0.7)
            given = {each.key: value_of(each, mood, rng) for each in questions}
            submit_anonymous_answers(invitation, given, now=wave.opened_at + timedelta(hours=1))
    close_wave(wave, by=BY, now=at_ten(day + timedelta(days=OPEN_DAYS + 2)))
