"""Ask silent matches whether they are still meeting, and save the answers."""

from datetime import date, datetime

from django.db import transaction

from mentoring.audit.actions import record
from mentoring.tenancy.actor import Actor
from mentoring.tenancy.models import Organization
from programs.enums import MatchState
from programs.health.evaluate import Calendars, is_over
from programs.models import Match, Program, StillMeetingQuestion
from programs.program_settings import SILENCE_ASK, SILENCE_CONFIRM
from programs.selectors.parties import parties_in
from programs.selectors.signs_of_life import last_signs_of_life, matches_that_may_be_silent
from programs.silence import Silence, confirmation_day, is_question_due
from programs.support_emails import queue_still_meeting


@transaction.atomic
def ask_silent_matches(
    program: Program, organization: Organization, *, now: datetime, today: date
) -> list[StillMeetingQuestion]:
    """Ask both sides of the matches that are silent for so long (90 days); return the new questions.

    Also closes the questions of matches with a sign of life since, and moves the day of confirmation with absences.
    Asks nobody once the program is over. The program is locked by the caller, so that two runs ask nobody twice.
    """
    _close_answered(program, organization, now=now, today=today)
    if is_over(program, today):
        return []
    people = matches_that_may_be_silent(program, today=today).select_related(
        "program", "mentor__person", "mentee__person"
    )
    matches = list(people)
    if not matches:
        return []
    signs = last_signs_of_life(matches, organization)
    asked = {
        question.match_id: question.asked_on
        for question in StillMeetingQuestion.objects.filter(match__in=matches).order_by("asked_on")
    }
    calendars, questions = Calendars(program), []
    ask, confirm = SILENCE_ASK.of(program), SILENCE_CONFIRM.of(program)
    for match in matches:
        calendar = calendars.of(match.pk, match.mentor_id, match.mentee_id)
        silence = Silence(signs[match.pk], asked.get(match.pk))
        if not is_question_due(silence, calendar, today=today, asked_after=ask):
            continue
        questions += [
            StillMeetingQuestion(
                match=match,
                role=party.role,
                silent_since=silence.since,
                asked_on=today,
                confirm_on=confirmation_day(today, calendar, confirm),
            )
            for party in parties_in(match)
        ]
    StillMeetingQuestion.objects.bulk_create(questions)
    queue_still_meeting(questions, by=Actor.system("silence"))
    return questions


@transaction.atomic
def answer_still_meeting(question: StillMeetingQuestion, *, by: Actor, now: datetime) -> None:
    """Save that the two are still meeting: the silence is over for both. Answering twice changes nothing."""
    rows = StillMeetingQuestion.objects.filter(match=question.match_id, asked_on=question.asked_on)
    locked = list(rows.order_by("pk").select_for_update())
    mine = next(row for row in locked if row.pk == question.pk)
    if mine.answered_at is not None:
        return
    mine.answered_at = now
    mine.save(update_fields=["answered_at"])
    rows.filter(closed_at=None).update(closed_at=now)
    record("programs.answer_still_meeting", question.match, by=by)


def _close_answered(program: Program, organization: Organization, *, now: datetime, today: date) -> None:
    open_ones = StillMeetingQuestion.objects.filter(match__program=program, closed_at=None)
    questions = list(open_ones.select_related("match"))
    if not questions:
        return
    matches: dict[object, Match] = {question.match_id: question.match for question in questions}
    signs = last_signs_of_life(list(matches.values()), organization)
    calendars, over = Calendars(program), is_over(program, today)
    for question in questions:
        match = question.match
        before = question.closed_at, question.confirm_on
        if over or signs[match.pk] > question.silent_since or match.state != MatchState.ACTIVE:
            question.closed_at = now
        calendar = calendars.of(match.pk, match.mentor_id, match.mentee_id)
        question.confirm_on = confirmation_day(question.asked_on, calendar, SILENCE_CONFIRM.of(program))
        if (question.closed_at, question.confirm_on) != before:
            question.save(update_fields=["closed_at", "confirm_on"])
