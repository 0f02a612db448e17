"""Import answers that were collected before, or elsewhere: one row for each answer of a person."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import CellFault, fault
from mentoring.imports.extensions import ImportContext, ImportKind, Plan, RowFault, Rows, TableChange
from mentoring.imports.fields import Field
from mentoring.people.import_kinds.known import find_each, index_of_people
from mentoring.people.names import normalize_name
from mentoring.tenancy.tasks import enqueue
from programs.models import Participant
from surveys.answer_values import AnswerValue
from surveys.enums import SurveyMode, WaveState
from surveys.import_kinds.written import read_written
from surveys.linking import new_secret, person_key
from surveys.models import (
    Answer,
    LinkingSecret,
    Question,
    Response,
    Survey,
    SurveyVersion,
    Wave,
    WaveResult,
)
from surveys.models.schedule import OPEN_DAYS

WAVE = ["id", "survey_id", "version_id", "round", "mode", "state", "opens_on", "joins_until", "closes_on", "open_days",
        "opened_at", "closed_at", "is_imported"]  # fmt: skip
RESPONSE = ["id", "wave_id", "version_id", "person_id", "person_key", "started_at", "submitted_at"]
ANSWER = ["id", "response_id", "question_id", "state", "number", "choices", "text", "day"]


class SurveyAnswers(ImportKind):
    name = "survey-answers"
    label = _("Survey answers")
    description = _("One row per answer: person, survey, date of the survey, question, answer.")
    needs_target = True
    result_url_name, result_label = "surveys:plan", _("Show surveys")
    fields = (
        Field("person", _("person"), ("Employee ID", "Person", "Respondent", "Personalnummer", "Email",
              "Email address", "Name"), required=True, kind="person", max_length=254,
              whose=("person", "respondent", "employee", "your")),
        Field("survey", _("survey"), ("Survey", "Survey name", "Questionnaire", "Umfrage", "Befragung"), required=True,
              max_length=120),
        Field("asked_on", _("date of the survey"), ("Date of the survey", "Survey date", "Date", "Sent on", "Datum",
              "Datum der Umfrage"), required=True, kind="date"),
        Field("question", _("question"), ("Question", "Question key", "Item", "Frage"), required=True, max_length=400),
        Field("answer", _("answer"), ("Answer", "Response", "Value", "Rating", "Antwort", "Wert"), required=True,
              kind="text", max_length=2000),
    )  # fmt: skip

    def plan(self, rows: Rows, context: ImportContext) -> Plan:
        plan, earlier = Plan(), _Earlier(context)
        people = find_each(rows.get("person"), index_of_people())
        columns = (rows.get(name) for name in ("survey", "asked_on", "question", "answer"))
        for number, person, survey, day, question, written in zip(
            rows.numbers, people, *columns, strict=True
        ):
            if person is None or isinstance(person, CellFault):
                missing = fault("", _("Enter the person who answered."), "missing")
                plan.faults.append(RowFault(number, "person", person or missing))
                continue
            found = earlier.take(number, person, survey, day, question, written)
            if isinstance(found, RowFault):
                plan.faults.append(found)
            else:
                plan.added += found == "added"
                plan.updated += found == "changed"
                plan.unchanged += found == ""
        plan.changes = [
            earlier.secrets,
            earlier.versions,
            earlier.waves,
            earlier.responses,
            earlier.answers,
        ]
        return plan

    def lock(self, context: ImportContext) -> None:
        """Lock the program's surveys, and drop the results of imported waves: their answers are about to change."""
        list(Survey.objects.select_for_update().filter(program=context.target_id).order_by("pk"))
        WaveResult.objects.filter(wave__in=_imported_waves(context)).delete()

    def finish(self, plan: Plan, context: ImportContext) -> None:
        for pk in _imported_waves(context).values_list("pk", flat=True):
            enqueue("surveys.calculate_results", pk)


def _imported_waves(context: ImportContext) -> Any:
    return Wave.objects.filter(survey__program=context.target_id, is_imported=True).order_by("pk")


@dataclass
class _Known:
    """A survey of the program with the questions of its newest version, by key, short name and text."""

    survey: Survey
    version_id: UUID
    is_answered: bool
    questions: dict[str, Question] = field(default_factory=dict)


class _Earlier:
    """The surveys of the program, and the waves, responses and answers that the file adds to them."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self.secrets = TableChange(LinkingSecret, ["id", "program_id", "secret", "created_at"])
        self.versions = TableChange(SurveyVersion, ["id", "is_answered"])
        self.waves = TableChange(Wave, WAVE)
        self.responses = TableChange(Response, RESPONSE)
        self.answers = TableChange(Answer, ANSWER)
        self.surveys = _surveys(context.target_id)
        taking_part = Participant.objects.filter(program=context.target_id)
        self.roles = set(taking_part.values_list("person_id", "role"))
        self.known_waves: dict[tuple[UUID, date], UUID] = {
            (survey_id, day): pk
            for pk, survey_id, day in _imported_waves(context).values_list("pk", "survey_id", "opens_on")
        }
        in_waves = Response.objects.filter(wave__in=list(self.known_waves.values()))
        self.known_responses: dict[tuple, UUID] = {
            (wave_id, person_id or linked): pk
            for pk, wave_id, person_id, linked in in_waves.values_list(
                "pk", "wave_id", "person_id", "person_key"
            )
        }
        given = Answer.objects.filter(response__in=list(self.known_responses.values()))
        self.known_answers: dict[tuple[UUID, UUID], tuple] = {
            row[1:3]: (*row[:5], _array(row[5]), *row[6:]) for row in given.values_list(*ANSWER)
        }
        self.seen: dict[tuple[UUID, UUID], int] = {}

    def take(
        self, number: int, person: UUID, survey: str, day: date, question: str, written: str
    ) -> str | RowFault:
        """Take over one answer; return "added", "changed", "" or what is wrong with the row."""
        known = self.surveys.get(normalize_name(survey))
        if known is None:
            return _wrong(number, "survey", survey, _("The program has no survey of this name."), "no-survey")
        if (person, known.survey.role) not in self.roles:
            text = _("This person does not take part in the program in the role that the survey asks.")
            return _wrong(number, "person", "", text, "not-asked")
        if known.survey.mode == SurveyMode.ANONYMOUS:
            text = _("Answers to an anonymous survey cannot be imported with names.")
            return _wrong(number, "survey", survey, text, "anonymous")
        if day > self.context.today:
            return _wrong(number, "asked_on", str(day), _("This day is in the future."), "future")
        asked = known.questions.get(normalize_name(question))
        if asked is None:
            text = _("The survey has no question with this key, short name or text.")
            return _wrong(number, "question", question, text, "no-question")
        try:
            value = read_written(asked, written)
        except ValidationError as error:
            return _wrong(number, "answer", written, error.messages[0], "answer")
        if known.survey.mode == SurveyMode.CONFIDENTIAL and not self.secret:
            text = _("The answers of this program can no longer be linked. Use a survey with names instead.")
            return _wrong(number, "survey", survey, text, "unlinkable")
        response = self._response(known, person, day)
        first = self.seen.setdefault((response, asked.pk), number)
        if first != number:
            text = _("Row %(row)s already has this answer.") % {"row": first}
            return _wrong(number, "question", question, text, "repeated")
        return self._answer(response, asked, value)

    @cached_property
    def secret(self) -> str:
        """Return the program's secret, made for its first confidential answer; blank once it was destroyed."""
        found = LinkingSecret.objects.filter(program=self.context.target_id).first()
        if found is not None:
            return found.secret
        secret = new_secret()
        self.secrets.added.append((uuid4(), self.context.target_id, secret, self.context.now))
        return secret

    def _response(self, known: _Known, person: UUID, day: date) -> UUID:
        wave_id = self._wave(known, day)
        is_linked = known.survey.mode == SurveyMode.CONFIDENTIAL
        identity = person_key(self.secret, person) if is_linked else person
        key = (wave_id, identity)
        if key not in self.known_responses:
            self.known_responses[key] = uuid4()
            at = datetime.combine(day, time(12), self.context.now.tzinfo)
            self.responses.added.append(
                (self.known_responses[key], wave_id, known.version_id, None if is_linked else person,
                 identity if is_linked else "", at, at)
            )  # fmt: skip
        return self.known_responses[key]

    def _wave(self, known: _Known, day: date) -> UUID:
        key = (known.survey.pk, day)
        if key not in self.known_waves:
            self.known_waves[key] = uuid4()
            at = datetime.combine(day, time(12), self.context.now.tzinfo)
            self.waves.added.append(
                (self.known_waves[key], known.survey.pk, known.version_id, 1, known.survey.mode, WaveState.CLOSED.value,
                 day, day, day, OPEN_DAYS, at, at, True)
            )  # fmt: skip
            if not known.is_answered:
                known.is_answered = True
                self.versions.changed.append((known.version_id, True))
        return self.known_waves[key]

    def _answer(self, response: UUID, question: Question, value: AnswerValue) -> str:
        key = (response, question.pk)
        old = self.known_answers.get(key)
        rest = (str(value.state), value.number, _array(value.choices), value.text, value.day)
        row = (old[0] if old else uuid4(), *key, *rest)
        if row == old:
            return ""
        self.known_answers[key] = row
        (self.answers.changed if old else self.answers.added).append(row)
        return "changed" if old else "added"


def _surveys(program_id: UUID | None) -> dict[str, _Known]:
    """Return the program's surveys by their name and titles."""
    found: dict[str, _Known] = {}
    surveys = Survey.objects.filter(program=program_id, archived_at=None)
    newest = {
        version.survey_id: version
        for version in SurveyVersion.objects.filter(survey__in=surveys).order_by("number")
    }
    by_version = {}
    for survey in surveys.order_by("created_at", "pk"):
        version = newest.get(survey.pk)
        if version is not None:
            known = by_version[version.pk] = _Known(survey, version.pk, version.is_answered)
            for name in (survey.name, *survey.title.values()):
                found.setdefault(normalize_name(name), known)
    for question in Question.objects.filter(version__in=list(by_version)).order_by("position"):
        names = by_version[question.version_id].questions
        names.setdefault(normalize_name(question.key), question)
        for texts in question.texts.values():
            for part in ("label", "text"):
                if texts.get(part):
                    names.setdefault(normalize_name(texts[part]), question)
    return found


def _array(values: Any) -> str:
    """Return keys of choices as PostgreSQL reads a list; keys are slugs, so nothing is quoted."""
    return "{" + ",".join(values) + "}"


def _wrong(number: int, name: str, cell: str, text: Any, code: str) -> RowFault:
    return RowFault(number, name, fault(cell, text, code))
