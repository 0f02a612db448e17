"""Changes of several waves since the same start survey: their sums together give no few answers away."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from mentoring.statistics import find_disclosures
from mentoring.tenancy.scope import tenant_scope
from surveys.results.changes import change_figures
from surveys.results.earlier import ClosedWave, earlier_answers
from surveys.results.inputs import Answers, AskedQuestion, WaveInput
from tests.examples import examples
from tests.surveys.answered import answer, closed_wave, mentees_of, result_of, survey_of

START = date(2026, 1, 5)
SUM = {"yes_no": "before", "number": "change"}


class Closing(NamedTuple):
    """A wave that opened so many months after the first, and what each person answered."""

    kind: str
    month: int
    values: dict[int, float]

    @property
    def opened_on(self) -> date:
        return START + timedelta(days=30 * self.month)


def changes_of(type_: str, waves: list[Closing], *, lost: int | None = None) -> list[dict[str, float | None]]:
    """Return the numbers of the change of each wave as it is stored, closed one after another.

    The answers of one person (`lost`) to all waves before the last are deleted before that is calculated.
    """
    closed: list[ClosedWave] = []
    found = []
    for number, wave in enumerate(waves):
        answered = {each.id: dict(waves[each.id].values) for each in closed}
        if lost is not None and number == len(waves) - 1:
            for values in answered.values():
                values.pop(lost, None)
        earlier = earlier_answers("q", type_, wave.kind, wave.opened_on, closed, answered)
        given = WaveInput(
            "confidential", wave.kind, wave.opened_on, wave.opened_on, [AskedQuestion("q", type_)], [],
            [Answers(person, {"q": value}) for person, value in wave.values.items()],
            {"q": earlier} if earlier else {},
        )  # fmt: skip
        figures = change_figures(given)
        at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=number)
        closed.append(ClosedWave(number, wave.kind, wave.opened_on, at, [it.stored() for it in figures]))
        found.append({it.name: it.value for it in figures[0].numbers} if figures else {})
    return found


def yes(people: range, by: int, rest: int = 0) -> dict[int, float]:
    return {person: float(person % by == rest) for person in people}


def test_answer_of_one_person_does_not_follow_from_two_changes():
    """15 people's yes at the start, less that of 14 of them, was what the fifteenth had answered."""
    waves = [Closing("start", 0, yes(range(20), 3)), Closing("pulse", 3, yes(range(14), 2))]
    _start, one, two = changes_of("yes_no", [*waves, Closing("end", 6, yes(range(15), 2, 1))])
    assert one["before"] == approx(5 / 14)
    assert two["rate_change"] is None
    assert "before" not in two


def test_wave_that_opened_later_and_closed_earlier_counts_too():
    """Two surveys run at the same time: the second to be calculated knows of the first."""
    waves = [Closing("start", 0, yes(range(20), 3)), Closing("pulse", 4, yes(range(14), 2))]
    _start, one, two = changes_of("yes_no", [*waves, Closing("end", 3, yes(range(15), 2, 1))])
    assert "before" in one
    assert "before" not in two


def test_changes_of_quite_different_people_are_shown():
    waves = [Closing("start", 0, yes(range(30), 3)), Closing("pulse", 3, yes(range(15), 2))]
    _start, one, two = changes_of("yes_no", [*waves, Closing("end", 6, yes(range(15, 30), 2))])
    assert "before" in one
    assert "before" in two


def test_change_is_hidden_where_the_people_of_an_earlier_one_are_no_longer_known():
    """Who was deleted was in the sums that are shown, so what is left of them cannot be told."""
    waves = [Closing("start", 0, yes(range(30), 3)), Closing("pulse", 3, yes(range(15), 2))]
    *_earlier, last = changes_of("yes_no", [*waves, Closing("end", 6, yes(range(15, 30), 2))], lost=3)
    assert "before" not in last


@pytest.mark.parametrize("type_", ["yes_no", "number"])
@given(data=st.data())
@settings(max_examples=examples(60))
def test_no_sums_of_random_waves_disclose_few_answers(type_, data):
    value = (st.integers(0, 1) if type_ == "yes_no" else st.integers(0, 40)).map(float)
    waves = [Closing("start", 0, {person: data.draw(value) for person in range(30)})]
    kinds, months = st.sampled_from(["start", "pulse", "end"]), st.integers(0, 3)
    some = st.sets(st.integers(0, 29), min_size=8, max_size=22)
    for kind, month, people in data.draw(st.lists(st.tuples(kinds, months, some), min_size=1, max_size=4)):
        waves.append(Closing(kind, month, {person: data.draw(value) for person in sorted(people)}))
    # Nearly the same people answer again, as in real programs: that is where differences are small.
    last = dict(list(waves[-1].values.items())[data.draw(st.integers(1, 3)) :])
    waves.append(Closing(waves[-1].kind, data.draw(months), last))
    shown = []
    for number, numbers in enumerate(changes_of(type_, waves)):
        values = waves[number].values
        if len(values) >= 5:
            shown.append(frozenset((person, number) for person in values))
        if numbers.get(SUM[type_]) is None:
            continue
        before = sources(waves, number)
        both = [person for person in values if person in before]
        if type_ == "yes_no":
            shown.append(frozenset((person, number) for person in both))
        if type_ == "yes_no" or len(both) == len(values):
            shown.append(frozenset((person, before[person]) for person in both))
    assert find_disclosures(list(dict.fromkeys(shown)), [], k=5) == []


def sources(waves: list[Closing], number: int) -> dict[int, int]:
    """Return the wave of each person's earlier answer, by a second reading of the definition."""
    known = [n for n in range(number) if waves[n].month < waves[number].month]
    known.sort(key=lambda n: (waves[n].month, n))
    starts = [n for n in known if waves[n].kind == "start"]
    used = starts if starts and waves[number].kind != "start" else known[-1:]
    return {person: wave for wave in used for person in waves[wave].values}


def test_stored_results_say_what_is_shown(db, organization, program, by):
    """Start, pulse and end, answered by 20, 14 and 15 of the same people: the end shows no rates of yes."""
    with tenant_scope(organization.id):
        people = mentees_of(program, 20)
        shown = []
        for month, (kind, count) in enumerate([("start", 20), ("pulse", 14), ("end", 15)], start=1):
            survey = survey_of(program, by=by, kind=kind, name=kind)
            answers = [answer(n, **{"met-online": float(n % (month + 1) == 0)}) for n in range(count)]
            wave = closed_wave(survey, people, answers, opens_on=date(2026, 3 * month, 1))
            figures = {it["key"]: it for it in result_of(wave, organization).figures}
            change = figures.get("change.met-online", {"numbers": []})
            shown.append({it["name"]: it["value"] for it in change["numbers"]})
    assert "before" in shown[1]
    assert shown[2]["rate_change"] is None
    assert "before" not in shown[2]
