"""Read what the mentees of mentors answered in confidential surveys, while their answers can be linked."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from programs.enums import DRAFTS, ParticipantRole
from programs.models import Match
from surveys.enums import AnswerState, QuestionType, SurveyMode, WaveState
from surveys.linking import person_key
from surveys.models import Answer, Invitation, LinkingSecret, MentorResultMentee, Response, Wave, WaveResult
from surveys.results.inputs import is_favorable
from surveys.results.mentor_pools import MenteeAnswer, PublishedTotal

EARLY, LATE = "early", "late"
Part = tuple[UUID, str]
# (mentor, match, from, to) by program and mentee.
Matches = Mapping[tuple[UUID, UUID], Sequence[tuple[UUID, UUID, date, date | None]]]


@dataclass
class MentorAnswers:
    """By question key: the answers about the mentors, the totals that waves show, and who is in a result already."""

    answers: dict[str, list[MenteeAnswer]] = field(default_factory=lambda: defaultdict(list))
    totals: dict[str, dict[Part, PublishedTotal]] = field(default_factory=dict)
    counted: dict[str, dict[UUID, set[UUID]]] = field(default_factory=lambda: defaultdict(dict))


def mentors_of(wave: Wave) -> set[UUID]:
    """Return the mentors whose mentees may have answered the wave, as people."""
    matches = Match.objects.filter(program=wave.survey.program_id).exclude(state__in=DRAFTS)
    return set(matches.values_list("mentor__person", flat=True))


def answers_about(mentors: Collection[UUID]) -> MentorAnswers:
    """Return what is known about these mentors. A fixed number of queries.

    Only agreement, only closed waves whose results are calculated, and only programs whose secret is kept. Anonymous
    answers are about nobody: they have no mentor.
    """
    matches = _matches(mentors)
    secrets = dict(
        LinkingSecret.objects.filter(program__in={program for program, _mentee in matches})
        .exclude(secret="")
        .values_list("program", "secret")
    )
    waves = {
        result.wave_id: result
        for result in WaveResult.objects.filter(
            wave__survey__program__in=secrets,
            wave__survey__role=ParticipantRole.MENTEE,
            wave__mode=SurveyMode.CONFIDENTIAL,
            wave__state=WaveState.CLOSED,
        ).select_related("wave__survey")
    }
    found = MentorAnswers()
    # Of everybody who answered, not only the mentees of these mentors: others may be in a result with the same totals.
    responses = {
        response.pk: (response, invitation, _mentor_of(invitation, matches))
        for response, invitation in _linked(waves, secrets)
    }
    rows = Answer.objects.filter(
        response__wave__in=list(waves),
        state=AnswerState.GIVEN,
        question__type=QuestionType.AGREEMENT,
        number__isnull=False,
    ).values_list("response", "question__key", "number")
    given: dict[tuple[UUID, str, UUID], MenteeAnswer] = {}
    for response_id, key, number in rows:
        if response_id not in responses:
            continue
        response, invitation, mentor = responses[response_id]
        at = response.submitted_at or response.started_at
        if at is None:
            continue
        part = _part(waves[invitation.wave_id], key, invitation, at)
        answer = MenteeAnswer(
            mentor, invitation.person_id, invitation.wave_id, part, at.date(), is_favorable("agreement5", float(number))
        )  # fmt: skip
        given[invitation.wave_id, key, invitation.person_id] = answer
        if mentor in mentors and part is not None:
            found.answers[key].append(answer)
    taken = list(
        MentorResultMentee.objects.filter(
            Q(result__mentor__in=mentors) | Q(wave__in=list(waves))
        ).values_list("result__question_key", "result__mentor", "person", "wave")
    )
    for key, mentor, person, _wave in taken:
        if mentor in mentors:
            found.counted[key].setdefault(mentor, set()).add(person)
    for key in found.answers:
        found.totals[key] = _totals(key, waves, taken, given)
    return found


def _matches(mentors: Collection[UUID]) -> Matches:
    """Return all matches of the mentors' mentees.

    Two queries: of one nested in the other, PostgreSQL joins one match after the other with everything of the
    organization where the table was just filled and has no statistics yet.
    """
    of_mentors = Match.objects.exclude(state__in=DRAFTS).filter(
        mentor__person__in=mentors, program__is_test_run=False
    )
    mentees = set(of_mentors.values_list("mentee__person", flat=True))
    rows = (
        Match.objects.exclude(state__in=DRAFTS)
        .filter(mentee__person__in=mentees, program__is_test_run=False)
        .values_list("program", "mentee__person", "mentor__person", "pk", "started_on", "ended_on")
    )
    found = defaultdict(list)
    for program, mentee, *match in rows:
        found[program, mentee].append(tuple(match))
    return dict(found)


def _linked(waves: Collection[UUID], secrets: Mapping[UUID, str]) -> Iterator[tuple[Response, Invitation]]:
    """Return the responses of the waves with the invitation of the person who gave them. Two queries."""
    by_key = {
        (each.wave_id, person_key(secrets[each.wave.survey.program_id], each.person_id)): each
        for each in Invitation.objects.filter(wave__in=list(waves)).select_related("wave__survey")
    }
    for response in Response.objects.filter(wave__in=list(waves)):
        if invitation := by_key.get((response.wave_id, response.person_key)):
            yield response, invitation


def _mentor_of(invitation: Invitation, matches: Matches) -> UUID | None:
    """Return whom the answers are about: the mentor of the match that caused the invitation, else of the only one."""
    on = invitation.wave.opens_on
    mine = matches.get((invitation.wave.survey.program_id, invitation.person_id), ())
    if invitation.match_id:
        return next((mentor for mentor, match, *_days in mine if match == invitation.match_id), None)
    then = {mentor for mentor, _match, first, last in mine if first <= on and (last is None or last >= on)}
    return then.pop() if len(then) == 1 else None


def _part(result: WaveResult, key: str, invitation: Invitation, at: Any) -> Part | None:
    """Return which published total has the answer; None if it has no time and late answers were compared."""
    if not _figure(result, f"late.{key}"):
        return invitation.wave_id, ""
    if not invitation.wave.reminded_on:
        return None
    first = invitation.invited_at + timedelta(days=min(invitation.wave.reminded_on))
    return invitation.wave_id, LATE if at >= first else EARLY


def _totals(
    key: str,
    waves: Mapping[UUID, WaveResult],
    taken: list[tuple[str, UUID, UUID | None, UUID | None]],
    given: Mapping[tuple[UUID, str, UUID], MenteeAnswer],
) -> dict[Part, PublishedTotal]:
    found: dict[Part, PublishedTotal] = {}
    for wave_id, result in waves.items():
        for part, n, favorable in _published(key, wave_id, result):
            found[part] = PublishedTotal(n, favorable)
    for question, _mentor, person, wave in taken:
        if question != key or wave not in waves:
            continue
        answer = given.get((wave, key, person)) if wave and person else None
        # Where the person was deleted, the answer is taken from each total of the wave.
        for part in [answer.part] if answer else [part for part in found if part[0] == wave]:
            if part in found:
                found[part] = found[part].without([answer])
    return found


def _published(key: str, wave_id: UUID, result: WaveResult) -> list[tuple[Part, int, int]]:
    """Return (part, answers, favorable ones) of what the wave's results show about the question."""
    late = _figure(result, f"late.{key}")
    if late is not None:
        numbers = {it["name"]: it["value"] for it in late["numbers"]}
        return [
            (
                (wave_id, part),
                round(numbers[f"{part}_people"]),
                round(numbers[f"{part}_people"] * numbers[part]),
            )
            for part in (EARLY, LATE)
        ]
    figure = _figure(result, f"question.{key}")
    if figure is None or not figure["n"]:
        return []
    counts = {cell["value"]: cell["count"] for cell in figure["cells"]}
    # Nearly everybody answered alike: only a bound is shown.
    favorable = figure["n"] if None in counts.values() else counts.get("4", 0) + counts.get("5", 0)
    return [((wave_id, ""), figure["n"], favorable)]


def _figure(result: WaveResult, key: str) -> Mapping[str, Any] | None:
    return next((it for it in result.figures if it["key"] == key and not it["attribute"]), None)
