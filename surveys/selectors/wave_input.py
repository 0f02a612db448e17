"""Read everything that the figures of a wave are calculated from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from mentoring.people.models import Person
from mentoring.tenancy.models import Organization
from programs.models import Match, Participant
from surveys.enums import WITH_OPTIONS, AnswerState, QuestionType, SurveyMode, WaveState
from surveys.library.scales import is_recommendation
from surveys.linking import person_key
from surveys.models import Answer, Invitation, LinkingSecret, Question, Response, Wave, WaveResult
from surveys.results.comments import NameMask
from surveys.results.earlier import ClosedWave, earlier_answers, shown_elsewhere
from surveys.results.inputs import Answers, AskedQuestion, EarlierAnswers, InvitedPerson, Value, WaveInput
from surveys.results.sums import Sums
from surveys.selectors.audience import ATTRIBUTES


def wave_input(wave: Wave, *, organization: Organization) -> WaveInput:
    """Return the wave as the calculations take it. The number of queries does not depend on how many answered."""
    keys = _Keys(wave)
    questions = list(wave.version.questions.filter(is_hidden=False).order_by("position", "key"))
    responses = list(Response.objects.filter(wave=wave))
    invitations = list(Invitation.objects.filter(wave=wave).values_list(
        "person", "participant", "invited_at", "started_at", "answered_at"
    ))  # fmt: skip
    invited_at = {keys.of(person_id): at for person_id, _participant, at, _begun, _answered in invitations}
    closed_on = organization.local_date(wave.closed_at) if wave.closed_at else wave.closes_on
    compared = _compared(wave, questions, keys)
    return WaveInput(
        mode=wave.mode,
        kind=wave.survey.kind,
        opened_on=wave.opens_on,
        as_of=closed_on,
        questions=[asked_question(question) for question in questions],
        invited=_invited(wave, invitations),
        answers=_answers(wave, questions, responses, invited_at, keys),
        earlier=compared.earlier,
        shown=compared.shown,
        id=wave.pk,
    )


def name_mask(*waves: Wave) -> NameMask:
    """Return the mask of everybody in the directory; participants of the waves' programs by single names, too."""
    names = Person.objects.values_list("pk", "first_name", "last_name")
    programs = {wave.survey.program_id for wave in waves}
    taking_part = set(Participant.objects.filter(program__in=programs).values_list("person_id", flat=True))
    inside: list[tuple[str, str]] = []
    outside: list[tuple[str, str]] = []
    for pk, first, last in names:
        (inside if pk in taking_part else outside).append((first, last))
    return NameMask(inside, outside)


class _Keys:
    """Give people and responses the same key in all waves of the program, as long as its secret is kept."""

    def __init__(self, wave: Wave) -> None:
        secret = LinkingSecret.objects.filter(program=wave.survey.program_id).first()
        self.secret = secret.secret if secret else ""

    def of(self, person_id: UUID) -> Any:
        return person_key(self.secret, person_id) if self.secret else person_id

    def of_response(self, response: Response) -> Any:
        """Return the key; of an answer that cannot be linked, one of its own."""
        if response.person_id:
            return self.of(response.person_id)
        return response.person_key or response.pk


def asked_question(question: Question) -> AskedQuestion:
    """Return the question as the calculations take it."""
    return AskedQuestion(
        question.key,
        question.type,
        tuple(option["key"] for option in question.options),
        question.type == QuestionType.SCALE and is_recommendation(question.key),
    )


def _invited(wave: Wave, invitations: Sequence[tuple]) -> list[InvitedPerson]:
    ids = [person_id for person_id, *_rest in invitations]
    attributes = {
        pk: dict(zip(ATTRIBUTES, values, strict=True))
        for pk, *values in Person.objects.with_attributes(wave.opens_on)
        .filter(pk__in=ids)
        .values_list("pk", *ATTRIBUTES)
    }
    began = _index_days([participant_id for _person, participant_id, *_rest in invitations], wave.survey.role)
    return [
        InvitedPerson(
            person_id,
            has_answered=answered_at is not None,
            has_begun=started_at is not None,
            attributes={name: value or "" for name, value in attributes.get(person_id, {}).items()},
            index_on=began.get(participant_id),
        )
        for person_id, participant_id, _invited_at, started_at, answered_at in invitations
    ]


def _index_days(participants: Sequence[UUID], role: str) -> dict[UUID, date]:
    """Return the first day of each participant's first match."""
    rows = Match.objects.filter(**{f"{role}__in": participants}, started_on__isnull=False)
    found: dict[UUID, date] = {}
    for pk, day in rows.values_list(f"{role}_id", "started_on"):
        found[pk] = min(day, found.get(pk, day))
    return found


def _answers(
    wave: Wave,
    questions: Sequence[Question],
    responses: Sequence[Response],
    invited_at: Mapping[Any, Any],
    keys: _Keys,
) -> list[Answers]:
    types = {question.pk: question for question in questions}
    values: dict[UUID, dict[str, Value]] = {}
    rows = Answer.objects.filter(response__wave=wave, question__in=list(types)).values_list(
        "response", "question", "state", "number", "choices", "text", "day"
    )
    for response_id, question_id, state, number, choices, text, day in rows:
        question = types[question_id]
        given = state == AnswerState.GIVEN
        values.setdefault(response_id, {})[question.key] = (
            _value(question.type, number, choices, text, day) if given else None
        )
    return [
        Answers(keys.of_response(it), values[it.pk], _is_late(it, wave, invited_at, keys))
        for it in responses
        if it.pk in values
    ]


def _is_late(response: Response, wave: Wave, invited_at: Mapping[Any, Any], keys: _Keys) -> bool | None:
    """Return whether an answer came after the first reminder; None where that is not known."""
    reminded, given_at = min(wave.reminded_on, default=None), response.submitted_at or response.started_at
    key = keys.of_response(response)
    if reminded is None or given_at is None or key not in invited_at:
        return None
    return given_at >= invited_at[key] + timedelta(days=reminded)


def _value(type_: str, number: Decimal | None, choices: Sequence[str], text: str, day: date | None) -> Value:
    if type_ in WITH_OPTIONS:
        return frozenset(choices)
    if type_ == QuestionType.SHORT_TEXT:
        return text or None
    if type_ == QuestionType.DATE:
        return day
    return float(number) if number is not None else None


@dataclass(frozen=True)
class _Compared:
    """What other waves say about the same questions."""

    earlier: dict[str, EarlierAnswers] = field(default_factory=dict)
    shown: dict[str, Sums | None] = field(default_factory=dict)


def _compared(wave: Wave, questions: Sequence[Question], keys: _Keys) -> _Compared:
    """Return what the same role answered to the same questions in other waves, and what results show of it.

    Three queries, and two more where late answers are compared.
    """
    found = _Compared()
    if wave.mode == SurveyMode.ANONYMOUS:
        return found
    asked = {question.key: question.type for question in questions}
    others = _closed_waves(wave)
    rows = (
        Answer.objects.filter(
            response__wave__in=[wave.pk, *(each.id for each in others)],
            question__key__in=list(asked),
            number__isnull=False,
        )
        .values_list("question__key", "question__type", "response__wave", "response__person",
                     "response__person_key", "number")
        .order_by("response__submitted_at", "pk")
    )  # fmt: skip
    by_question: dict[str, dict[UUID, dict[Any, float]]] = {}
    for key, type_, wave_id, person_id, linked, number in rows:
        person = keys.of(person_id) if person_id else linked
        if person and asked[key] == type_:
            by_question.setdefault(key, {}).setdefault(wave_id, {})[person] = float(number)
    others = _with_late_answers(others, keys)
    own = ClosedWave(wave.pk, wave.survey.kind, wave.opens_on, wave.closed_at or wave.opened_at)
    for key, answered in by_question.items():
        if earlier := earlier_answers(own, others, answered):
            found.earlier[key] = earlier
        found.shown[key] = shown_elsewhere(key, asked[key], own, others, answered)
    return found


def _closed_waves(wave: Wave) -> list[ClosedWave]:
    """Return the other closed waves of the program and the role that are not anonymous, with what they compare."""
    waves = (
        Wave.objects.filter(
            survey__program=wave.survey.program_id, survey__role=wave.survey.role, state=WaveState.CLOSED
        )
        .exclude(pk=wave.pk)
        .exclude(mode=SurveyMode.ANONYMOUS)
        .values_list("pk", "survey__kind", "opens_on", "closed_at")
    )
    found = [ClosedWave(*row) for row in waves]
    results = WaveResult.objects.filter(wave__in=[each.id for each in found])
    shown = {
        pk: (at, [it for it in figures if it["key"].startswith(("change.", "late."))])
        for pk, at, figures in results.values_list("wave", "calculated_at", "figures")
    }
    return [
        each._replace(calculated_at=shown[each.id][0], figures=shown[each.id][1])
        if each.id in shown
        else each
        for each in found
    ]


def _with_late_answers(waves: Sequence[ClosedWave], keys: _Keys) -> list[ClosedWave]:
    """Return the waves; those that compare late answers with who was late. Two queries, none if no wave does."""
    compared = [it.id for it in waves if any(figure["key"].startswith("late.") for figure in it.figures)]
    if not compared:
        return list(waves)
    invited: dict[UUID, dict[Any, Any]] = defaultdict(dict)
    rows = Invitation.objects.filter(wave__in=compared).values_list("wave", "person", "invited_at")
    for wave_id, person_id, at in rows:
        invited[wave_id][keys.of(person_id)] = at
    late: dict[UUID, dict[Any, bool | None]] = defaultdict(dict)
    for response in Response.objects.filter(wave__in=compared).select_related("wave"):
        late[response.wave_id][keys.of_response(response)] = _is_late(
            response, response.wave, invited[response.wave_id], keys
        )
    return [it._replace(late=late.get(it.id, {})) for it in waves]
