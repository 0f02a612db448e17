"""Made-up anonymous waves, and what their figures tell a reader who adds and subtracts."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from surveys.results.anonymous_inputs import AnonymousWave, EarlierShare, TalliedQuestion
from surveys.results.inputs import AskedQuestion

LEFT_OUT = object()


@dataclass(frozen=True)
class Someone:
    """A person who was invited; `answers` is None for somebody who did not answer."""

    segments: Mapping[str, str]
    answers: Mapping[str, object] | None = field(default=None)


def asked(key: str = "q", type_: str = "agreement5", options: tuple[str, ...] = ()) -> AskedQuestion:
    return AskedQuestion(key, type_, options)


def wave_of(
    people: Sequence[Someone],
    *questions: AskedQuestion,
    attributes: Sequence[str] = (),
    earlier: Mapping[str, EarlierShare] | None = None,
) -> AnonymousWave:
    answered = [person for person in people if person.answers is not None]
    tallied = []
    for question in questions or (asked(),):
        counts: dict = defaultdict(Counter)
        for person in answered:
            if question.key in person.answers:
                counts[segments_of(person, attributes)][person.answers[question.key]] += 1
        tallied.append(TalliedQuestion(question, date(2026, 9, 15), counts))
    return AnonymousWave(
        kind="half_time",
        opened_on=date(2026, 9, 1),
        as_of=date(2026, 9, 15),
        attributes=attributes,
        invited=len(people),
        invited_by=Counter(key for person in people for key in segments_of(person, attributes)),
        answered_by=Counter(key for person in answered for key in segments_of(person, attributes)),
        responses=Counter(segments_of(person, attributes) for person in answered),
        questions=tallied,
        earlier=earlier or {},
    )


def segments_of(person: Someone, attributes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, person.segments[name]) for name in attributes if person.segments.get(name))


def inside(person: Someone, figure: Mapping) -> bool:
    return not figure["attribute"] or person.segments.get(figure["attribute"]) == figure["value"]


def counted(person: Someone, key: str) -> bool:
    return person.answers is not None and person.answers.get(key) is not None


def groups_of_question(
    people: Sequence[Someone], figures: Sequence[Mapping], key: str
) -> list[frozenset[int]]:
    """Return whose answers each published share of a question is the sum of. Hidden figures publish nothing."""
    return [
        frozenset(i for i, person in enumerate(people) if counted(person, key) and inside(person, figure))
        for figure in figures
        if figure["question"] == key and figure["measure"] != "unpaired" and figure["numbers"]
    ]


def groups_of_participation(
    people: Sequence[Someone], figures: Sequence[Mapping]
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """Return the groups whose number of answers is published, and those whose number of missing ones then is, too."""
    answered, silent = [], []
    for figure in figures:
        if figure["measure"] == "response" and figure["n"] is not None:
            answered.append(
                frozenset(i for i, it in enumerate(people) if it.answers is not None and inside(it, figure))
            )
            silent.append(
                frozenset(i for i, it in enumerate(people) if it.answers is None and inside(it, figure))
            )
    return answered, silent
