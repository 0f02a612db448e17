"""The figures of one question in one wave: distribution, favorable share, recommend score, median."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from statistics import median
from typing import cast

from mentoring.statistics import (
    MINIMUM_GROUP,
    Bound,
    Rate,
    count_recommendations,
    discloses_everyone,
    recommend_score,
    wilson,
)
from surveys.results.figure import Figure, Number, cells, homogeneous, level_state, numbers, withheld
from surveys.results.inputs import Answered, AskedQuestion, is_favorable


def question_figure(
    wave: Answered, question: AskedQuestion, *, is_early: bool, is_low_rate: bool
) -> Figure | None:
    """Return the figure of a question, or None for a text, which has comments instead."""
    draw = DRAWN.get("recommendation" if question.is_recommendation else question.type)
    if draw is None:
        return None
    given = wave.given(question.key)
    n = len(given)
    empty = Figure(
        key=f"question.{question.key}",
        measure="recommend" if question.is_recommendation else question.type,
        state=level_state(n, is_early=is_early, is_low_rate=is_low_rate),
        as_of=wave.as_of,
        n=n if n == 0 or n >= MINIMUM_GROUP else None,
        question=question.key,
    )
    if n < MINIMUM_GROUP:
        return empty
    return draw(empty, question, given, wave.left_out(question.key))


def _replace(figure: Figure, left_out: int, **values: object) -> Figure:
    return replace(figure, left_out=left_out, **values)  # type: ignore[arg-type]  # names of the same class


def share_numbers(name: str, events: int, n: int) -> tuple[Number, ...]:
    """Return a share with its Wilson interval; only a bound where it would say what nearly everybody answered."""
    if discloses_everyone([events, n - events]):
        bound, value = (Bound.OR_MORE, 0.9) if events > n / 2 else (Bound.OR_FEWER, 0.1)
        return (Number(name, value, "share", bound=bound),)
    rate = Rate(events, n)
    interval = wilson(rate)
    return numbers("share", **{name: rate.value, f"{name}_low": interval.low, f"{name}_high": interval.high})


def _agreement(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    counts = Counter(int(value) for value in given)
    found = cells({str(value): counts[value] for value in range(1, 6)})
    favorable = sum(is_favorable(question.type, value) for value in given)
    return _replace(empty, left_out, cells=found, numbers=share_numbers("favorable", favorable, len(given)))


def _yes_no(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    yes = sum(value == 1 for value in given)
    found = cells({"yes": yes, "no": len(given) - yes})
    return _replace(empty, left_out, cells=found, numbers=share_numbers("yes", yes, len(given)))


def _scale(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    counts = Counter(int(value) for value in given)
    found = cells({str(value): counts[value] for value in range(11)})
    if homogeneous(found):
        return _replace(empty, left_out, cells=found, numbers=withheld("scale", "median"))
    return _replace(empty, left_out, cells=found, numbers=numbers("scale", median=float(median(given))))


def _recommendation(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    answers = [int(value) for value in given]
    counts = Counter(answers)
    promoters, passives, detractors = count_recommendations(answers)
    groups = {"promoters": promoters, "passives": passives, "detractors": detractors}
    if discloses_everyone(list(groups.values())):
        bounds = cells(groups)
        found = tuple(Number(cell.value, cell.share, "share", bound=cell.bound) for cell in bounds)
        return _replace(empty, left_out, numbers=(*withheld("points", "score"), *found))
    score = recommend_score(promoters=promoters, passives=passives, detractors=detractors)
    return _replace(
        empty,
        left_out,
        cells=cells({str(value): counts[value] for value in range(11)}),
        numbers=(
            *numbers("points", score=score.score, score_low=score.low, score_high=score.high),
            *numbers("share", **{name: count / len(answers) for name, count in groups.items()}),
        ),
    )


def _choices(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    """Return each option's share of the people who answered; with several choices they add up to more than all."""
    chosen = cast(Sequence[frozenset[str]], given)
    counts = {option: sum(option in it for it in chosen) for option in question.options}
    n = len(chosen)
    if question.type == "one_choice":
        return _replace(empty, left_out, cells=cells(counts))
    found = [cells({option: count, "": n - count})[0] for option, count in counts.items()]
    return _replace(empty, left_out, cells=tuple(found))


def _number(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    if discloses_everyone(list(Counter(given).values())):
        return _replace(empty, left_out, numbers=withheld("value", "median"))
    return _replace(empty, left_out, numbers=numbers("value", median=float(median(given))))


def _day(empty: Figure, question: AskedQuestion, given: Sequence, left_out: int) -> Figure:
    """Return how many days fall into each month."""
    months = Counter(f"{day:%Y-%m}" for day in cast(Sequence[date], given))
    return _replace(empty, left_out, cells=cells({month: months[month] for month in sorted(months)}))


DRAWN: dict[str, Callable[[Figure, AskedQuestion, Sequence, int], Figure]] = {
    "agreement5": _agreement,
    "yes_no": _yes_no,
    "scale0to10": _scale,
    "recommendation": _recommendation,
    "one_choice": _choices,
    "several_choices": _choices,
    "number": _number,
    "date": _day,
}
