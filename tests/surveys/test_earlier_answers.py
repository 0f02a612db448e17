"""Changes of several waves since the same start survey: their sums together give no few answers away."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from mentoring.statistics import find_disclosures
from surveys.results.changes import change_figures
from surveys.results.earlier import earlier_answers
from surveys.results.inputs import Answers, AskedQuestion, WaveInput
from tests.examples import examples

START = date(2026, 1, 5)
FIRST_MEASURE = {"yes_no": "before", "number": "change"}


def changes_of(type_: str, waves: list[tuple[str, dict[int, float]]]) -> list[dict[str, float | None]]:
    """Return the numbers of the change of each wave after the first, as they would be stored one after another."""
    days = [START + timedelta(weeks=12 * number) for number in range(len(waves))]
    known = [(number, kind, days[number]) for number, (kind, _values) in enumerate(waves)]
    answered = {number: values for number, (_kind, values) in enumerate(waves)}
    found = []
    for number, (kind, values) in enumerate(waves[1:], start=1):
        before = {each: answered[each] for each in range(number)}
        earlier = earlier_answers(type_, kind, known[:number], before)
        wave = WaveInput(
            "confidential", kind, days[number], days[number], [AskedQuestion("q", type_)], [],
            [Answers(person, {"q": value}) for person, value in values.items()], {"q": earlier},
        )  # fmt: skip
        figures = change_figures(wave)
        found.append({it.name: it.value for it in figures[0].numbers} if figures else {})
    return found


def test_answer_of_one_person_does_not_follow_from_two_changes():
    """15 people's yes at the start, less that of 14 of them, was what the fifteenth had answered."""
    start = {person: float(person % 3 != 0) for person in range(20)}
    first = {person: float(person % 2) for person in range(14)}
    second = {person: float((person + 1) % 2) for person in range(15)}
    one, two = changes_of("yes_no", [("start", start), ("pulse", first), ("end", second)])
    assert one["before"] == approx(9 / 14)
    assert two.get("before") is None
    assert two["rate_change"] is None


def test_changes_of_quite_different_people_are_shown():
    start = {person: float(person % 3 != 0) for person in range(30)}
    first = {person: float(person % 2) for person in range(15)}
    second = {person: float(person % 2) for person in range(15, 30)}
    one, two = changes_of("yes_no", [("start", start), ("pulse", first), ("end", second)])
    assert one["before"] is not None
    assert two["before"] is not None


@pytest.mark.parametrize("type_", ["yes_no", "number"])
@given(data=st.data())
@settings(max_examples=examples(60))
def test_no_sums_of_random_waves_disclose_few_answers(type_, data):
    value = (st.integers(0, 1) if type_ == "yes_no" else st.integers(0, 40)).map(float)
    everybody = {person: data.draw(value) for person in range(30)}
    kinds = st.sampled_from(["start", "pulse", "end"])
    some = st.sets(st.integers(0, 29), min_size=8, max_size=22)
    waves = [("start", everybody)]
    for kind, people in data.draw(st.lists(st.tuples(kinds, some), min_size=1, max_size=4)):
        waves.append((kind, {person: data.draw(value) for person in sorted(people)}))
    # Nearly the same people answer again, as in real programs: that is where differences are small.
    last_kind, last = waves[-1]
    waves.append((last_kind, dict(list(last.items())[data.draw(st.integers(1, 3)) :])))
    shown = [frozenset((person, 0) for person in waves[0][1])]
    for number, numbers in enumerate(changes_of(type_, waves), start=1):
        values = waves[number][1]
        if len(values) >= 5:
            shown.append(frozenset((person, number) for person in values))
        if numbers.get(FIRST_MEASURE[type_]) is None:
            continue
        before = sources(waves, number)
        both = [person for person in values if person in before]
        earlier = frozenset((person, before[person]) for person in both)
        later = frozenset((person, number) for person in both)
        if type_ == "yes_no":
            shown += [earlier, later]
        elif len(both) == len(values):
            shown.append(earlier)
    assert find_disclosures(list(dict.fromkeys(shown)), [], k=5) == []


def sources(waves, number: int) -> dict[int, int]:
    """Return the wave of each person's earlier answer, by a second reading of the definition."""
    starts = [n for n in range(number) if waves[n][0] == "start"]
    used = starts if starts and waves[number][0] != "start" else [number - 1]
    return {person: wave for wave in used for person in waves[wave][1]}
