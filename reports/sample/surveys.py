"""Surveys of the made-up organization: a cohort that answered at start and end, and one with an open pulse."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from mentoring.tenancy.actor import Actor
from mentoring.tenancy.links import LINK_VIEWS
from mentoring.tenancy.models import Organization
from programs.enums import ParticipantRole
from programs.models import Match, Participant, Program
from surveys.actions import close_wave, record_answers, schedule_survey
from surveys.actions.from_library import create_from_library
from surveys.actions.inviting import closes_at
from surveys.actions.waves import open_wave
from surveys.answer_values import AnswerValue
from surveys.emails import queue_invitations
from surveys.enums import QuestionType, Trigger
from surveys.models import Invitation, Question, Survey, Wave
from surveys.models.schedule import OPEN_DAYS, reminder_days

SKILLS = ("leadership", "communication")
COMMENTS = (
    "More time for preparation would help.",
    "The joint lunch was a good start.",
    "I now present to the management team myself.",
    "A fixed slot every three weeks works best for us.",
    "I would have liked to meet other mentees earlier.",
)
BY = Actor.system("sample")


def add_surveys(organization: Organization, shown: Match, *, today: date) -> None:
    """Add surveys to the finished program, and an open pulse with a link for the mentee of the shown match."""
    rng = random.Random(11)  # noqa: S311 - made-up answers
    running = shown.program
    finished = Program.objects.exclude(pk=running.pk).order_by("starts_on").first()
    if finished is not None and finished.ends_on is not None:
        for key, day, shift in (
            ("mentee-start", finished.starts_on + timedelta(days=3), 0.0),
            ("mentor-start", finished.starts_on + timedelta(days=3), 0.0),
            ("mentee-end", finished.ends_on, 1.2),
            ("mentor-end", finished.ends_on, 0.6),
        ):
            survey = create_from_library(finished, key, skills=SKILLS, by=BY)
            wave = wave_on(survey, day)
            _answer(
                _invite(wave, people_with_match(wave), organization),
                rng,
                share=0.78,
                shift=shift,
                until=today,
            )
            close_wave(wave, by=BY, now=at_ten(day + timedelta(days=OPEN_DAYS + 2)))
    pulse = create_from_library(running, "mentee-pulse", skills=SKILLS, by=BY)
    wave = wave_on(pulse, today - timedelta(days=5))
    invitations = _invite(wave, people_with_match(wave), organization)
    others = [each for each in invitations if each.person_id != shown.mentee.person_id]
    _answer(others, rng, share=0.4, shift=0.4, until=today)
    own = [each for each in invitations if each.person_id == shown.mentee.person_id]
    queue_invitations(own, wave=wave, organization=organization, by=BY, now=at_ten(today))
    for key, trigger, every in (
        ("mentee-end", Trigger.CLOSING, 0),
        ("mentee-after", Trigger.MONTHS_AFTER, 6),
        ("mentor-end", Trigger.CLOSING, 0),
    ):
        survey = create_from_library(running, key, skills=SKILLS, by=BY)
        schedule_survey(survey, trigger=trigger, every=every, by=BY, today=today)


def survey_link(organization: Organization, person_id: UUID) -> str:
    """Return the address at which the person answers their open survey; empty if there is none."""
    found = Invitation.objects.filter(person=person_id, wave__state="open").order_by("-invited_at").first()
    return LINK_VIEWS["survey"].url_to(found, organization) if found else ""


def wave_on(survey: Survey, day: date) -> Wave:
    return open_wave(
        survey,
        opens_on=day,
        joins_until=day,
        open_days=OPEN_DAYS,
        reminded_on=reminder_days(),
        now=at_ten(day),
    )


def people_with_match(wave: Wave) -> list[Participant]:
    """Return the participants with a match; the others have nothing to say about it."""
    side = "matches_as_mentor" if wave.survey.role == ParticipantRole.MENTOR else "matches_as_mentee"
    found = Participant.objects.filter(
        program=wave.survey.program, role=wave.survey.role, **{f"{side}__isnull": False}
    )
    return list(found.select_related("person").distinct().order_by("person__employee_id"))


def _invite(wave: Wave, people: Sequence[Participant], organization: Organization) -> list[Invitation]:
    """Invite without an email: nobody is to get sixty of them at the first start."""
    invitations = [
        Invitation(
            wave=wave,
            participant=participant,
            person=participant.person,
            invited_at=wave.opened_at,
            closes_at=closes_at(wave, participant.person, organization, now=wave.opened_at),
        )
        for participant in people
    ]
    return Invitation.objects.bulk_create(invitations)


def _answer(
    invitations: Sequence[Invitation], rng: random.Random, *, share: float, shift: float, until: date
) -> None:
    if not invitations:
        return
    questions = list(Question.objects.filter(version=invitations[0].wave.version).order_by("position"))
    last = (until - invitations[0].invited_at.date()).days
    for invitation in invitations:
        delay = min(rng.choice((0, 0, 1, 2, 4, 5, 9, 10)), last)
        if rng.random() > share:
            continue
        now = invitation.invited_at + timedelta(days=delay, minutes=rng.randint(1, 240))
        mood = rng.gauss(0, 0.7)
        given = {each.key: value_of(each, mood + shift, rng) for each in questions}
        record_answers(invitation, given, by=BY, now=now, is_last=True)


def value_of(question: Question, mood: float, rng: random.Random) -> AnswerValue | None:
    if rng.random() < 0.04:
        return AnswerValue("not_applicable" if question.allows_not_applicable else "prefer_not")
    if question.type == QuestionType.AGREEMENT:
        return AnswerValue(number=_between(1, 5, 3.4 + mood * 0.7 + rng.gauss(0, 0.6)))
    if question.type == QuestionType.SCALE:
        return AnswerValue(number=_between(0, 10, 5.8 + mood * 1.3 + rng.gauss(0, 1.0)))
    if question.type == QuestionType.YES_NO:
        return AnswerValue(number=Decimal(rng.random() < 0.7))
    if question.type == QuestionType.SHORT_TEXT and rng.random() < 0.35:
        return AnswerValue(text=rng.choice(COMMENTS))
    if question.options:
        return AnswerValue(choices=[rng.choice(question.options)["key"]])
    return None


def _between(lowest: int, highest: int, value: float) -> Decimal:
    return Decimal(max(lowest, min(highest, round(value))))


def at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
