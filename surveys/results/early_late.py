"""People who answered before the first reminder compared with those who answered after it.

Late respondents resemble those who never answer more than early ones do, so a difference is a warning that silence
may hide another opinion. Linked modes only: an anonymous answer has no time.
"""

from collections.abc import Hashable, Iterable

from mentoring.statistics import MINIMUM_GROUP, Rate, ResultState, discloses_everyone, rate_difference
from surveys.results.changes import corrected, own_sums
from surveys.results.figure import Figure, numbers
from surveys.results.inputs import AskedQuestion, WaveInput, is_favorable
from surveys.results.sums import add_up, answers_of


def early_late_figures(wave: WaveInput, changes: Iterable[Figure] = ()) -> list[Figure]:
    """Return the difference of the favorable share, late minus early, for each question that has one.

    None where one to four answers could be calculated from both groups, the results of everybody, changes of this wave
    (`changes`) and other results: the answers that have no time, or those of late ones who also answered before.
    """
    with_sums = {figure.question for figure in changes if figure.shows_sums}
    found = [
        figure
        for question in wave.questions
        if question.type in ("agreement5", "yes_no")
        for figure in [_figure(wave, question, has_change=question.key in with_sums)]
        if figure is not None
    ]
    return corrected(found)


def _figure(wave: WaveInput, question: AskedQuestion, *, has_change: bool) -> Figure | None:
    groups: dict[bool, dict[Hashable, bool]] = {False: {}, True: {}}
    for it in wave.answers:
        value = it.values.get(question.key)
        if isinstance(value, (int, float)) and it.is_late is not None:
            groups[it.is_late][it.id] = is_favorable(question.type, value)
    early, late = groups[False], groups[True]
    if min(len(early), len(late)) < MINIMUM_GROUP:
        return None
    everybody = wave.numbers_of(question.key)
    new = [answers_of(group, wave.id) for group in (everybody, early, late)]
    shown = wave.shown.get(question.key, ())
    if shown is None or add_up(shown, [*new, *(own_sums(wave, question) if has_change else ())]):
        return None
    rates = [Rate(sum(group.values()), len(group)) for group in (late, early)]
    if any(discloses_everyone([rate.events, rate.missed]) for rate in rates):
        return None
    difference = rate_difference(*rates)
    return Figure(
        key=f"late.{question.key}",
        measure="late",
        state=ResultState.DETECTABLE_DIFFERENCE
        if difference.excludes_zero
        else ResultState.NO_DETECTABLE_DIFFERENCE,
        as_of=wave.as_of,
        n=len(early) + len(late),
        question=question.key,
        numbers=(
            *numbers("people", early_people=len(early), late_people=len(late)),
            *numbers("share", early=rates[1].value, late=rates[0].value),
            *numbers(
                "points",
                difference=difference.difference,
                difference_low=difference.low,
                difference_high=difference.high,
            ),
        ),
        p_value=difference.p_value,
    )
