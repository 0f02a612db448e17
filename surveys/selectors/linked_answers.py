"""Answers of people in linked surveys, for what is calculated from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import DateField, Q
from django.db.models.functions import Cast, Coalesce

from surveys.enums import AnswerState, QuestionType
from surveys.linking import person_key
from surveys.models import Answer, LinkingSecret


@dataclass(frozen=True)
class LinkedAnswer:
    """A person's answer to a question, and the day it was given."""

    type: str
    given_on: date
    number: Decimal | None
    choices: tuple[str, ...]
    text: str


def answers_of(question_key: str, people: Iterable[UUID], day: date) -> dict[UUID, LinkedAnswer]:
    """Return each person's latest given answer to the question up to that day, over all versions and linked surveys.

    Only "given" ones: neither "not applicable" nor "prefer not to say". Confidential answers are found as long as
    their program's secret is kept; anonymous ones never.
    """
    wanted = set(people)
    keys = _keys_of(wanted, question_key)
    rows = (
        Answer.objects.filter(
            Q(response__person__in=wanted) | Q(response__person_key__in=list(keys)),
            question__key=question_key,
            state=AnswerState.GIVEN,
        )
        .annotate(given_on=Cast(Coalesce("response__submitted_at", "response__started_at"), DateField()))
        .filter(given_on__lte=day)
        .order_by("given_on", "response__submitted_at", "pk")
        .values_list(
            "response__person",
            "response__person_key",
            "question__type",
            "given_on",
            "number",
            "choices",
            "text",
        )
    )
    found = {}
    for person_id, key, type, given_on, number, choices, text in rows:
        found[person_id or keys[key]] = LinkedAnswer(
            QuestionType(type), given_on, number, tuple(choices), text
        )
    return found


def _keys_of(people: set[UUID], question_key: str) -> dict[str, UUID]:
    secrets = LinkingSecret.objects.exclude(secret="").filter(
        program__surveys__versions__questions__key=question_key
    )
    return {person_key(each.secret, pk): pk for each in secrets.distinct() for pk in people}
