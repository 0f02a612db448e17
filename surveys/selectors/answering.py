"""What somebody who was invited sees: the questions in their language, and what they have answered so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.mail.quiet_hours import zone
from mentoring.prepared_lookup import PreparedJoin, PreparedLookup
from mentoring.tenancy.models import Organization
from mentoring.tenancy.scope import current_organization_id
from programs.enums import ParticipantRole
from surveys.answer_values import AnswerValue, text_in, written_answer
from surveys.asking import PROMISES, SEGMENTS, AskedQuestion, asked_question, length_text
from surveys.enums import QuestionType, SurveyMode
from surveys.library import SECONDS, estimated_minutes
from surveys.linking import person_key
from surveys.models import Answer, Invitation, LinkingSecret, Question, Response
from surveys.selectors.feedback import FEEDBACK_KEYS

SECRET = PreparedLookup(
    LinkingSecret, '"surveys_linkingsecret"."organization_id" = %s AND "program_id" = %s AND "secret" <> \'\''
)
NEEDED = ("wave", "wave__survey", "wave__survey__program", "wave__version", "person")
# The same as open_invitations(), for one.
OPEN_INVITATION = PreparedJoin(
    Invitation,
    NEEDED,
    """"surveys_invitation"."organization_id" = %s AND "surveys_invitation"."id" = %s
    AND "surveys_invitation"."closes_at" > %s AND "surveys_wave"."state" = 'open'
    AND ("surveys_wave"."mode" <> 'anonymous' OR EXISTS (
        SELECT FROM "surveys_answertoken" t WHERE t."organization_id" = "surveys_invitation"."organization_id"
        AND t."invitation_id" = "surveys_invitation"."id"
    ))""",
)
# Up to so many questions are on one page.
TOGETHER = 3


@dataclass(frozen=True)
class AnswerForm:
    """A survey as one person sees it. `given` has what they have answered, as `written_answer` writes it.

    `question_ids` are those of the questions by their keys.
    """

    invitation: Invitation
    title: str
    intro: str
    questions: Sequence[AskedQuestion]
    question_ids: Mapping[str, UUID]
    given: Mapping[str, str | list[str]]
    language: str
    languages: Sequence[tuple[str, str]]
    last_day: date

    @property
    def program_name(self) -> str:
        return self.invitation.wave.survey.program.name

    @property
    def is_on_one_page(self) -> bool:
        return self.is_anonymous or len(self.questions) <= TOGETHER

    @property
    def length(self) -> str:
        return length_text(len(self.questions), estimated_minutes(each.type for each in self.questions))

    @property
    def promise(self) -> str:
        return str(PROMISES[self.invitation.wave.mode])

    @property
    def is_anonymous(self) -> bool:
        return self.invitation.wave.mode == SurveyMode.ANONYMOUS

    @property
    def stored_with(self) -> list[tuple[str | Promise, str]]:
        """Return what is stored with anonymous answers: the name of each attribute, and the person's value."""
        return [(SEGMENTS[name], value) for name, value in self.invitation.segments.items()]

    @property
    def is_named(self) -> bool:
        return self.invitation.wave.mode == SurveyMode.NAMED

    @property
    def is_about_mentor(self) -> bool:
        """Return whether answers can be part of results by mentor: surveys.selectors.mentor_answers."""
        wave = self.invitation.wave
        return (
            wave.mode == SurveyMode.CONFIDENTIAL
            and wave.survey.role == ParticipantRole.MENTEE
            and any(each.type == QuestionType.AGREEMENT for each in self.questions)
        )

    @property
    def is_read_by_mentor(self) -> bool:
        """Return whether questions are asked whose answers go to the mentor: surveys.selectors.feedback."""
        return self.is_named and any(each.key in FEEDBACK_KEYS for each in self.questions)

    @property
    def first_open(self) -> int:
        """The number of the first question without an answer, counted from 1."""
        for number, question in enumerate(self.questions, 1):
            if question.key not in self.given:
                return number
        return 1

    def time_left(self, number: int) -> str:
        """Return how long the questions from this one on take."""
        if number >= len(self.questions):
            return _("last question")
        seconds = sum(SECONDS[each.type] for each in self.questions[number - 1 :])
        if seconds < 60:
            return _("less than a minute left")
        minutes = round(seconds / 60)
        return ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes) % {
            "count": minutes
        }


def answer_form(invitation: Invitation, organization: Organization, *, language: str) -> AnswerForm:
    """Return the form in a language. The invitation has its wave, survey, program and person loaded."""
    wave, survey = invitation.wave, invitation.wave.survey
    questions = list(
        Question.objects.filter(version=wave.version_id, is_hidden=False).order_by("position", "pk")
    )
    known = dict(settings.LANGUAGES)
    return AnswerForm(
        invitation=invitation,
        title=text_in(survey.title, language),
        intro=text_in(survey.intro, language),
        questions=[asked_question(question, language) for question in questions],
        question_ids={question.key: question.pk for question in questions},
        given=_given(invitation, {question.pk: question for question in questions}),
        language=language,
        languages=[(code, known[code]) for code in survey.languages if code in known],
        last_day=last_day(invitation, organization),
    )


def last_day(invitation: Invitation, organization: Organization) -> date:
    """Return the last day on which the person can answer. Its end is the start of the next one."""
    here = zone(invitation.person.time_zone or organization.time_zone)
    if invitation.wave.mode == SurveyMode.ANONYMOUS:
        here = zone(organization.time_zone)
    return (invitation.closes_at - timedelta(minutes=1)).astimezone(here).date()


def identity_of(invitation: Invitation) -> dict[str, Any] | None:
    """Return what identifies the person's response in the wave; None once the program's secret is destroyed."""
    wave = invitation.wave
    if wave.mode == SurveyMode.ANONYMOUS:
        raise ValueError("Nothing identifies an anonymous response.")
    if wave.mode == SurveyMode.NAMED:
        return {"person_id": invitation.person_id}
    secret = SECRET.get(current_organization_id(), wave.survey.program_id)
    return None if secret is None else {"person_key": person_key(secret.secret, invitation.person_id)}


def open_invitations(now: datetime) -> Any:
    """Return the invitations that can be answered, with what their form needs loaded."""
    return Invitation.objects.answerable(now).select_related(*NEEDED)


def _given(invitation: Invitation, questions: Mapping[UUID, Question]) -> dict[str, str | list[str]]:
    if invitation.started_at is None:
        return {}
    identity = identity_of(invitation)
    response = identity and Response.objects.filter(wave=invitation.wave_id, **identity).first()
    if not response:
        return {}
    given = {}
    for answer in Answer.objects.filter(response=response, question__in=list(questions)):
        question = questions[answer.question_id]
        value = AnswerValue(answer.state, answer.number, answer.choices, answer.text, answer.day)
        given[question.key] = written_answer(QuestionType(question.type), value)
    return given
