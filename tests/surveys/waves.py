"""Waves for the calculations: plain data, no database."""

from collections.abc import Mapping, Sequence
from datetime import date

from surveys.results.figure import Figure
from surveys.results.inputs import Answers, AskedQuestion, EarlierAnswers, InvitedPerson, Value, WaveInput
from surveys.results.wave import wave_figures

OPENED, CLOSED = date(2026, 9, 1), date(2026, 9, 15)
BEFORE = date(2026, 3, 1)


def wave(
    answers: Sequence[Mapping[str, Value]],
    *questions: AskedQuestion,
    invited: Sequence[InvitedPerson] | None = None,
    earlier: Mapping[str, Sequence[float]] | None = None,
    earlier_on: date = BEFORE,
    late: Sequence[bool | None] = (),
    kind: str = "end",
) -> WaveInput:
    """Return a wave in which person 0, 1, 2 … gave these answers; `earlier` lists the same people's."""
    return WaveInput(
        mode="confidential",
        kind=kind,
        opened_on=OPENED,
        as_of=CLOSED,
        questions=questions,
        invited=[InvitedPerson(i, has_answered=True) for i in range(len(answers))]
        if invited is None
        else invited,
        answers=[Answers(i, values, late[i] if i < len(late) else None) for i, values in enumerate(answers)],
        earlier={
            key: EarlierAnswers("start", earlier_on, dict(enumerate(values)))
            for key, values in (earlier or {}).items()
        },
    )


def asked(key: str = "q", type_: str = "agreement5", **more) -> AskedQuestion:
    return AskedQuestion(key, type_, **more)


def of(key: str, *values: Value) -> list[dict[str, Value]]:
    return [{key: value} for value in values]


def figures(*arguments, **keywords) -> dict[str, Figure]:
    """Return the figures of such a wave by their keys."""
    return {figure.key: figure for figure in wave_figures(wave(*arguments, **keywords))}


def values_of(figure: Figure) -> dict[str, float | None]:
    return {number.name: number.value for number in figure.numbers}
