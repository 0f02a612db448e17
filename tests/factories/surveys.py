from datetime import UTC, date, datetime
from itertools import count

from surveys.models import (
    Answer,
    AnswerToken,
    CommentPool,
    ContactBudget,
    Invitation,
    LinkingSecret,
    MentorResult,
    MentorResultMentee,
    PostponedInvitation,
    Question,
    Response,
    Schedule,
    Skip,
    Survey,
    SurveyVersion,
    Wave,
    WaveResult,
)
from tests.factories import makes
from tests.factories.people import make_person
from tests.factories.programs import make_participant, make_program

NUMBERS = count(1)
OPENED_AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@makes(Survey)
def make_survey(*, mark: str = "", **fields) -> Survey:
    program = fields.pop("program", None) or make_program(mark=mark)
    name = mark or f"Pulse {next(NUMBERS)}"
    return Survey.objects.create(
        program=program,
        **{
            "name": name,
            "kind": "pulse",
            "role": "mentee",
            "mode": "confidential",
            "languages": ["en"],
            "title": {"en": mark or "How is it going?"},
            "intro": {"en": mark or "What works, and what should change?"},
            **fields,
        },
    )


@makes(SurveyVersion)
def make_survey_version(*, mark: str = "", **fields) -> SurveyVersion:
    survey = fields.pop("survey", None) or make_survey(mark=mark)
    return SurveyVersion.objects.create(survey=survey, **{"number": 1, **fields})


@makes(Question)
def make_survey_question(*, mark: str = "", **fields) -> Question:
    version = fields.pop("version", None) or make_survey_version(mark=mark)
    return Question.objects.create(
        version=version,
        **{
            "key": f"meetings_{next(NUMBERS)}",
            "position": 1,
            "type": "agreement5",
            "texts": {"en": {"text": mark or "Meetings happen as planned."}},
            **fields,
        },
    )


@makes(Schedule)
def make_schedule(*, mark: str = "", **fields) -> Schedule:
    survey = fields.pop("survey", None) or make_survey(mark=mark)
    return Schedule.objects.create(
        survey=survey,
        **{"trigger": "sessions", "every": 6, "starts_on": date(2026, 8, 1), **fields},
    )


@makes(Wave)
def make_wave(*, mark: str = "", **fields) -> Wave:
    version = fields.pop("version", None)
    survey = fields.pop("survey", None) or (version.survey if version else make_survey(mark=mark))
    version = version or survey.versions.first() or make_survey_version(survey=survey)
    return Wave.objects.create(
        survey=survey,
        version=version,
        **{
            "mode": survey.mode,
            "opens_on": date(2026, 10, 1),
            "joins_until": date(2026, 10, 1),
            "closes_on": date(2099, 10, 15),
            "open_days": 14,
            "opened_at": OPENED_AT,
            **fields,
        },
    )


@makes(Invitation)
def make_survey_invitation(*, mark: str = "", **fields) -> Invitation:
    wave = fields.pop("wave", None) or make_wave(mark=mark)
    participant = fields.pop("participant", None) or make_participant(
        program=wave.survey.program, role=wave.survey.role, mark=mark
    )
    if wave.mode == "confidential":
        LinkingSecret.objects.get_or_create(program=wave.survey.program, defaults={"secret": "ab" * 32})
    return Invitation.objects.create(
        wave=wave,
        participant=participant,
        person=participant.person,
        **{"invited_at": OPENED_AT, "closes_at": datetime(2099, 10, 16, tzinfo=UTC), **fields},
    )


@makes(AnswerToken)
def make_answer_token(*, mark: str = "", **fields) -> AnswerToken:
    invitation = fields.pop("invitation", None)
    if invitation is None:
        wave = make_wave(survey=make_survey(mark=mark, mode="anonymous"))
        invitation = make_survey_invitation(wave=wave, mark=mark)
    return AnswerToken.objects.create(invitation=invitation, **fields)


@makes(Skip)
def make_skip(*, mark: str = "", **fields) -> Skip:
    schedule = fields.pop("schedule", None) or make_schedule(mark=mark)
    participant = fields.pop("participant", None) or make_participant(
        program=schedule.survey.program, role=schedule.survey.role, mark=mark
    )
    return Skip.objects.create(
        survey=schedule.survey,
        schedule=schedule,
        participant=participant,
        **{"due_on": date(2026, 10, 1), "reason": "unsubscribed", "skipped_at": OPENED_AT, **fields},
    )


@makes(ContactBudget)
def make_contact_budget(*, mark: str = "", **fields) -> ContactBudget:
    return ContactBudget.objects.create(**{"changed_at": OPENED_AT, **fields})


@makes(PostponedInvitation)
def make_postponed_invitation(*, mark: str = "", **fields) -> PostponedInvitation:
    wave = fields.pop("wave", None) or make_wave(mark=mark)
    participant = fields.pop("participant", None) or make_participant(
        program=wave.survey.program, role=wave.survey.role, mark=mark
    )
    return PostponedInvitation.objects.create(
        wave=wave,
        participant=participant,
        **{"due_on": date(2026, 10, 1), "possible_on": date(2026, 10, 9), **fields},
    )


@makes(Response)
def make_response(*, mark: str = "", **fields) -> Response:
    wave = fields.pop("wave", None) or make_wave(mark=mark)
    return Response.objects.create(
        wave=wave, version=wave.version, **{"started_at": OPENED_AT, "submitted_at": OPENED_AT, **fields}
    )


@makes(Answer)
def make_answer(*, mark: str = "", **fields) -> Answer:
    response = fields.pop("response", None) or make_response(mark=mark)
    question = fields.pop("question", None) or make_survey_question(version=response.version, mark=mark)
    return Answer.objects.create(response=response, question=question, **{"text": mark, **fields})


@makes(LinkingSecret)
def make_linking_secret(*, mark: str = "", **fields) -> LinkingSecret:
    program = fields.pop("program", None) or make_program(mark=mark)
    return LinkingSecret.objects.create(program=program, **{"secret": "ab" * 32, **fields})


@makes(WaveResult)
def make_wave_result(*, mark: str = "", **fields) -> WaveResult:
    """Make the result of a closed wave with six answers to one question."""
    wave = fields.pop("wave", None)
    if wave is None:
        question = make_survey_question(mark=mark)
        wave = make_wave(version=question.version, state="closed", closed_at=OPENED_AT)
    key = wave.version.questions.values_list("key", flat=True).first() or "meetings"
    figure = {
        "key": f"question.{key}", "measure": "agreement5", "state": "no_comparison", "as_of": "2026-10-15", "n": 6,
        "question": key, "attribute": "", "value": "", "left_out": 0, "notes": [],
        "numbers": [{"name": "favorable", "value": 0.5, "unit": "share", "is_withheld": False, "bound": "exactly"}],
        "cells": [{"value": str(n), "count": count, "share": count / 6, "bound": "exactly"}
                  for n, count in enumerate((1, 1, 1, 1, 2), 1)],
    }  # fmt: skip
    return WaveResult.objects.create(
        wave=wave,
        **{"figures": [figure], "comments": {"keep": [mark]} if mark else {}, "method_version": 1,
           "calculated_at": OPENED_AT, **fields},
    )  # fmt: skip


@makes(MentorResult)
def make_mentor_result(*, mark: str = "", **fields) -> MentorResult:
    mentor = fields.pop("mentor", None) or make_person(**({"first_name": mark} if mark else {}))
    day = OPENED_AT.date()
    return MentorResult.objects.create(
        mentor=mentor,
        **{"question_key": "meetings", "n": 6, "favorable": 4, "first_on": day, "last_on": day,
           "calculated_at": OPENED_AT, **fields},
    )  # fmt: skip


@makes(MentorResultMentee)
def make_mentor_result_mentee(*, mark: str = "", **fields) -> MentorResultMentee:
    result = fields.pop("result", None) or make_mentor_result(mark=mark)
    person = fields.pop("person", None) or make_person()
    return MentorResultMentee.objects.create(result=result, person=person, **fields)


@makes(CommentPool)
def make_comment_pool(*, mark: str = "", **fields) -> CommentPool:
    program = fields.pop("program", None) or make_program(mark=mark)
    return CommentPool.objects.create(
        program=program, **{"comments": {"keep": [mark or "The lunch."]}, "published_at": OPENED_AT, **fields}
    )
