"""Read everything that the figures of an anonymous wave are calculated from: counts, and comments without the rest.

The database counts, so that 100,000 answers are a few hundred rows here.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, IntegerField
from django.db.models.functions import Cast

from surveys.enums import WITH_OPTIONS, AnswerState, QuestionType, SurveyKind, SurveyMode, WaveState
from surveys.library.scales import SCALES
from surveys.models import Answer, Invitation, Question, Response, Wave, WaveResult
from surveys.results.anonymous_change import shown_share
from surveys.results.anonymous_inputs import AnonymousWave, EarlierShare, Key, Segments, TalliedQuestion
from surveys.results.inputs import Value
from surveys.selectors.wave_input import asked_question


def anonymous_input(wave: Wave, *, closed_on: date) -> AnonymousWave:
    """Return the closed wave as the calculations take it. The number of queries does not depend on who answered."""
    questions = list(wave.version.questions.filter(is_hidden=False).order_by("position", "key"))
    counts = _counts([question for question in questions if question.type != QuestionType.SHORT_TEXT], wave)
    responses = Response.objects.filter(wave=wave).values_list("segments").annotate(count=Count("pk"))
    return AnonymousWave(
        kind=wave.survey.kind,
        opened_on=wave.opens_on,
        as_of=closed_on,
        attributes=wave.segments,
        invited=wave.invited or 0,
        invited_by=_invited_by(wave),
        answered_by={
            (attribute, value): found["answered"]
            for attribute, values in wave.participation.items()
            for value, found in values.items()
        },
        responses={_segments(segments, wave): count for segments, count in responses},
        questions=[
            TalliedQuestion(asked_question(question), closed_on, counts[question.pk])
            for question in questions
            if question.pk in counts
        ],
        scales=_scales(questions, wave),
        earlier=_earlier(wave),
    )


def wave_texts(wave: Wave) -> dict[str, list[str]]:
    """Return the texts of each question that asks for one, in the survey's order."""
    asked = wave.version.questions.filter(is_hidden=False, type=QuestionType.SHORT_TEXT)
    found: dict[str, list[str]] = {
        key: [] for key in asked.order_by("position", "key").values_list("key", flat=True)
    }
    rows = Answer.objects.filter(response__wave=wave, question__in=asked, state=AnswerState.GIVEN)
    for key, text in rows.exclude(text="").values_list("question__key", "text"):
        found[key].append(text)
    return found


def _counts(questions: Sequence[Question], wave: Wave) -> dict[Any, dict[Segments, dict[Value, int]]]:
    found: dict[Any, dict[Segments, dict[Value, int]]] = {each.pk: defaultdict(Counter) for each in questions}
    # Few answers have choices or a day, and grouping by these columns, too, takes twice as long.
    kinds: dict[str, list[Question]] = {"number": [], "choices": [], "day": []}
    for question in questions:
        is_day = question.type == QuestionType.DATE
        column = "choices" if question.type in WITH_OPTIONS else "day" if is_day else "number"
        kinds[column].append(question)
    for column, asked in kinds.items():
        rows = Answer.objects.filter(response__wave=wave, question__in=asked).values_list(
            "question", "response__segments", "state", column
        )
        for question_id, segments, state, value, count in rows.annotate(count=Count("pk")) if asked else ():
            given = _value(value) if state == AnswerState.GIVEN else None
            found[question_id][_segments(segments, wave)][given] += count
    return found


def _value(stored: Decimal | list[str] | date | None) -> Value:
    if isinstance(stored, list):
        return frozenset(stored)
    return float(stored) if isinstance(stored, Decimal) else stored


def _segments(stored: Mapping[str, str], wave: Wave) -> Segments:
    return tuple((name, stored[name]) for name in wave.segments if stored.get(name))


def _invited_by(wave: Wave) -> dict[Key, int]:
    found: Counter[Key] = Counter()
    rows = Invitation.objects.filter(wave=wave).values_list("segments").annotate(count=Count("pk"))
    for segments, count in rows:
        for key in _segments(segments, wave):
            found[key] += count
    return dict(found)


def _scales(questions: Sequence[Question], wave: Wave) -> dict[str, dict[tuple[float, ...], int]]:
    """Return how many people gave each sequence of answers to a scale, in the order of its keys."""
    ids = {question.key: question.pk for question in questions if question.type == QuestionType.AGREEMENT}
    found = {}
    for scale, keys in SCALES.items():
        used = [key for key in keys if key in ids]
        if len(used) < 2:
            continue
        position = {ids[key]: place for place, key in enumerate(used)}
        rows = (
            Answer.objects.filter(response__wave=wave, question__in=list(position), number__isnull=False)
            .values("response")
            .annotate(
                asked=ArrayAgg("question", order_by="question"),
                given=ArrayAgg(Cast("number", IntegerField()), order_by="question"),
            )
            .values_list("asked", "given")
        )
        patterns: Counter[tuple[float, ...]] = Counter()
        for asked, given in rows:
            if len(asked) == len(used):
                by_place = sorted(zip((position[pk] for pk in asked), given, strict=True))
                patterns[tuple(float(value) for _place, value in by_place)] += 1
            else:
                patterns[()] += 1
        found[scale] = dict(patterns)
    return found


def _earlier(wave: Wave) -> dict[str, EarlierShare]:
    """Return what results of earlier anonymous waves of the same role show: of start surveys, else of the latest."""
    results = (
        WaveResult.objects.filter(
            wave__survey__program=wave.survey.program_id,
            wave__survey__role=wave.survey.role,
            wave__mode=SurveyMode.ANONYMOUS,
            wave__state=WaveState.CLOSED,
            wave__opens_on__lt=wave.opens_on,
        )
        .order_by("wave__opens_on", "wave")
        .values_list("wave__survey__kind", "wave__opens_on", "figures")
    )
    found: dict[str, EarlierShare] = {}
    for kind, opened_on, figures in results:
        for figure in figures:
            share = shown_share(figure)
            key = figure["question"]
            is_start = key in found and found[key].kind == SurveyKind.START
            if share is not None and not (is_start and wave.survey.kind != SurveyKind.START):
                found[key] = EarlierShare(kind, opened_on, *share)
    return found
