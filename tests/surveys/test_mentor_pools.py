"""Results by mentor together with the results of all waves: nothing about fewer than five people can be calculated."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mentoring.statistics import discloses_everyone
from surveys.results.mentor_pools import MenteeAnswer, PublishedTotal, pools
from tests.examples import examples

DAY = date(2026, 3, 1)


def answers(mentor, count, *, wave="w", favorable=3, first=0):
    return [
        MenteeAnswer(mentor, f"{mentor}{first + n}", wave, wave, DAY, n < favorable) for n in range(count)
    ]


def test_five_mentees_are_needed():
    assert pools(answers("a", 4), {}, {}) == {}
    assert set(pools(answers("a", 5), {}, {})) == {"a"}


def test_a_mentee_counts_once_with_the_latest_answer():
    early = answers("a", 5, wave="one", favorable=5)
    late = [MenteeAnswer("a", "a0", "two", "two", DAY + timedelta(days=90), False)]
    [found] = pools([*late, *early], {}, {}).values()
    assert len(found) == 5
    assert sum(it.is_favorable for it in found) == 4


@pytest.mark.parametrize(("n", "is_shown"), [(9, False), (10, True)])
def test_five_answers_of_each_published_total_are_left(n, is_shown):
    totals = {"w": PublishedTotal(n, 5)}
    assert bool(pools(answers("a", 5), totals, {})) == is_shown


def test_two_mentors_do_not_leave_fewer_than_five_together():
    both = [*answers("a", 6), *answers("b", 5)]
    assert set(pools(both, {"w": PublishedTotal(15, 7)}, {})) == {"a"}
    assert set(pools(both, {"w": PublishedTotal(16, 7)}, {})) == {"a", "b"}


def test_answers_that_leave_too_few_are_left_out_and_the_others_shown():
    of_small = answers("a", 2, wave="small")
    found = pools([*of_small, *answers("a", 5, first=2)], {"small": PublishedTotal(6, 3)}, {})
    assert {it.wave for it in found["a"]} == {"w"}


def test_nothing_is_taken_where_the_rest_or_everybody_answered_alike():
    assert pools(answers("a", 5, favorable=3), {"w": PublishedTotal(12, 10)}, {}) == {}
    assert pools(answers("a", 5, favorable=5), {"w": PublishedTotal(12, 12)}, {}) == {}


def test_nothing_is_taken_where_the_rest_could_be_alike_because_an_answer_is_no_longer_known():
    """Of 12 answers, 6 favorable, 2 are taken: two of the five that are left are favorable, or none if both were."""
    mine = answers("a", 5, favorable=4)
    total = PublishedTotal(12, 6)
    assert pools(mine, {"w": total.without(answers("b", 2, favorable=0))}, {})
    assert pools(mine, {"w": total.without([None, None])}, {}) == {}


def test_a_result_changes_with_five_more_mentees_only_and_not_if_they_answered_alike():
    counted = {"a": {f"a{n}" for n in range(5)}}
    assert pools(answers("a", 9), {}, counted) == {}
    assert len(pools(answers("a", 10, favorable=7), {}, counted)["a"]) == 5
    assert pools(answers("a", 10, favorable=10), {}, counted) == {}


@some.composite
def worlds(draw):
    """Waves of a few mentees, some in both halves, and whose mentee each was at the time."""
    people = draw(some.integers(8, 14))
    waves = []
    for number in range(draw(some.integers(1, 4))):
        answered = draw(some.sets(some.integers(0, people - 1), min_size=3))
        mentors = {person: draw(some.sampled_from("aab")) for person in answered}
        favorable = {person: draw(some.booleans()) for person in answered}
        late = draw(some.sets(some.sampled_from(sorted(answered)))) if draw(some.booleans()) else set()
        waves.append((f"w{number}", answered, mentors, favorable, late))
    return waves


@settings(max_examples=examples(200))
@given(worlds())
def test_nothing_about_fewer_than_five_people_follows_from_all_that_is_published(waves):
    totals, groups, given_ = {}, [], []
    counted = defaultdict(set)
    for number, (wave, answered, mentors, favorable, late) in enumerate(waves):
        halves = {"early": answered - late, "late": late}
        is_split = min(len(half) for half in halves.values()) >= 5
        for part, people in (halves if is_split else {"": answered}).items():
            given_ += [
                MenteeAnswer(
                    mentors[it], it, wave, (wave, part), DAY + timedelta(number), favorable[it]
                )
                for it in sorted(people)
            ]  # fmt: skip
            if len(people) >= 5:
                totals[wave, part] = PublishedTotal(len(people), sum(favorable[it] for it in people))
                groups.append({(it, wave) for it in people})
        for mentor, added in pools(given_, totals, counted).items():
            assert len({it.mentee for it in added}) == len(added) >= 5
            assert not counted[mentor] & {it.mentee for it in added}
            if counted[mentor]:
                liked = sum(it.is_favorable for it in added)
                assert not discloses_everyone([liked, len(added) - liked])
            counted[mentor] |= {it.mentee for it in added}
            groups.append({(it.mentee, it.wave) for it in added})
            for it in added:
                if it.part in totals:
                    totals[it.part] = totals[it.part].without([it])
    units = sorted({unit for group in groups for unit in group})
    if not units:
        return
    rows = np.array([[unit in group for unit in units] for group in groups], dtype=float)
    rank = np.linalg.matrix_rank(rows)
    people = sorted({person for person, _wave in units})
    # Any weighted sum of the answers of four people, over all waves, would lower the rank without their columns.
    for few in combinations(people, min(4, len(people) - 1)):
        others = [column for column, (person, _wave) in enumerate(units) if person not in few]
        assert np.linalg.matrix_rank(rows[:, others]) == rank
