"""Changes of several waves since the same start survey: their sums together give no few answers away."""

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from mentoring.statistics import find_disclosures
from mentoring.tenancy.scope import tenant_scope
from tests.examples import examples
from tests.surveys.answered import answer, closed_wave, mentees_of, result_of, survey_of
from tests.surveys.closings import Closing, figures_of, sums_shown, values_of


class Shown(NamedTuple):
    """The numbers of a wave's change, and how many early and late answers were compared, as they are stored."""

    change: dict[str, float | None]
    halves: tuple[float, ...] = ()


def results_of(type_: str, waves: list[Closing], *, lost: int | None = None) -> list[Shown]:
    found = []
    for figures in figures_of(type_, waves, lost=lost):
        late = figures.get("late.q", {"numbers": []})
        halves = tuple(it["value"] for it in late["numbers"] if it["unit"] == "people")
        found.append(Shown(values_of(figures.get("change.q")), halves))
    return found


def changes_of(type_: str, waves: list[Closing], *, lost: int | None = None) -> list[dict[str, float | None]]:
    return [it.change for it in results_of(type_, waves, lost=lost)]


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


def test_late_answers_are_not_compared_where_few_of_them_are_of_people_who_answered_before():
    """All six early people and two of the eight late ones answered before: yes of the eight pairs, less that of the
    early ones, is what these two answered."""
    start, now = Closing("start", 0, yes(range(28), 3)), yes(range(20, 34), 2)
    _start, end = results_of("yes_no", [start, Closing("end", 3, now, late=frozenset(range(26, 34)))])
    assert (end.change["after"], end.halves) == (0.5, ())
    _start, end = results_of("yes_no", [start, Closing("end", 3, now, late=frozenset(range(28, 34)))])
    assert (end.change["after"], end.halves) == (0.5, (8, 6))


def test_change_is_hidden_where_it_is_of_the_late_people_of_the_start_and_few_early_ones():
    start = Closing("start", 0, yes(range(20), 3), late=frozenset(range(10, 20)))
    start_shown, end = results_of("yes_no", [start, Closing("end", 3, yes(range(8, 20), 2))])
    assert start_shown.halves == (10, 10)
    assert "before" not in end.change
    _start, end = results_of("yes_no", [start, Closing("end", 3, yes(range(5, 20), 2))])
    assert "before" in end.change


def test_late_answers_are_not_compared_where_the_change_of_a_later_wave_was_calculated_first():
    """Two waves close at once, and the results of the second are calculated first."""
    start = Closing("pulse", 0, yes(range(20), 3), late=frozenset(range(10, 20)), waits=True)
    first, second = results_of("yes_no", [start, Closing("pulse", 3, yes(range(8, 20), 2))])
    assert "before" in second.change
    assert first.halves == ()
    first, second = results_of("yes_no", [start, Closing("pulse", 3, yes(range(5, 25), 2))])
    assert "before" in second.change
    assert first.halves == (10, 10)


def test_change_is_hidden_where_late_people_of_an_earlier_wave_are_no_longer_known():
    start = Closing("start", 0, yes(range(30), 3), late=frozenset(range(15)))
    _start, end = results_of("yes_no", [start, Closing("end", 3, yes(range(15), 2))])
    assert "before" in end.change
    _start, end = results_of("yes_no", [start, Closing("end", 3, yes(range(15), 2))], lost=20)
    assert "before" not in end.change


@pytest.mark.parametrize("type_", ["yes_no", "number"])
@given(data=st.data())
@settings(max_examples=examples(60))
def test_no_sums_of_random_waves_disclose_few_answers(type_, data):
    value = (st.integers(0, 1) if type_ == "yes_no" else st.integers(0, 40)).map(float)

    waves = []

    def close(kind, month, people):
        late = data.draw(st.none() | st.sets(st.sampled_from(sorted(people)), max_size=8).map(frozenset))
        # Late are often those who are asked for the first time, but for a few.
        if late is not None and waves and data.draw(st.booleans()):
            late = (frozenset(people) - frozenset(waves[0].values)) ^ frozenset(sorted(late)[:2])
        values = {person: data.draw(value) for person in sorted(people)}
        waves.append(Closing(kind, month, values, late, waits=data.draw(st.booleans())))

    close("start", 0, range(data.draw(st.integers(10, 30))))
    kinds, months = st.sampled_from(["start", "pulse", "end"]), st.integers(0, 3)
    some = st.sets(st.integers(0, 29), min_size=8, max_size=22)
    for kind, month, people in data.draw(st.lists(st.tuples(kinds, months, some), min_size=1, max_size=4)):
        close(kind, month, people)
    # Nearly the same people answer again, as in real programs: that is where differences are small.
    last = list(waves[-1].values)[data.draw(st.integers(1, 3)) :]
    close(waves[-1].kind, data.draw(months), last)
    shown = sums_shown(type_, waves, figures_of(type_, waves))
    assert find_disclosures(shown, [], k=5) == []


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


@pytest.mark.parametrize(("late", "halves"), [(range(6, 14), None), (range(8, 14), [8, 6])])
def test_stored_results_compare_late_answers_only_where_that_discloses_nobody(
    db, organization, program, by, late, halves
):
    """Of 14 people at the end, the first eight answered at the start, too."""
    with tenant_scope(organization.id):
        people = mentees_of(program, 34)
        start = survey_of(program, by=by, kind="start", name="Start")
        opened = closed_wave(start, people[:28], [answer(n) for n in range(28)], opens_on=date(2026, 3, 1))
        result_of(opened, organization)
        end = survey_of(program, by=by)
        given_ = [answer(n, **{"met-online": float(n % 3 == 0)}) for n in range(14)]
        wave = closed_wave(end, people[20:], given_, late=late)
        figures = {it["key"]: it for it in result_of(wave, organization).figures}
    assert figures["change.met-online"]["numbers"][0]["value"] is not None
    # Changes of agreement show no sums.
    assert "late.as-planned" in figures
    found = figures.get("late.met-online")
    assert (found and [it["value"] for it in found["numbers"] if it["unit"] == "people"]) == halves


@pytest.mark.parametrize(("first", "is_shown"), [(8, False), (5, True)])
def test_stored_changes_know_who_was_late_in_an_earlier_wave(db, organization, program, by, first, is_shown):
    """The last ten of 20 people were late at the start. Who answers again is these and two, or five, others."""
    with tenant_scope(organization.id):
        people = mentees_of(program, 20)
        start = survey_of(program, by=by, kind="start", name="Start")
        given_ = [answer(n) for n in range(20)]
        opened = closed_wave(start, people, given_, opens_on=date(2026, 3, 1), late=range(10, 20))
        before = {it["key"] for it in result_of(opened, organization).figures}
        given_ = [answer(n, **{"met-online": float(n % 3 == 0)}) for n in range(first, 20)]
        wave = closed_wave(survey_of(program, by=by), people[first:], given_)
        figures = {it["key"]: it for it in result_of(wave, organization).figures}
    assert "late.met-online" in before
    names = {it["name"] for it in figures["change.met-online"]["numbers"]}
    assert ("before" in names) is is_shown
