"""Pulses that ask random halves in turn: everything that is published over time, solved as one linear system."""

from collections import Counter
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mentoring.statistics import discloses_everyone, find_disclosures
from mentoring.statistics.audit import is_determined
from surveys.budget import half_of
from surveys.results.anonymous import anonymous_figures
from surveys.results.anonymous_inputs import AnonymousWave, TalliedQuestion
from surveys.results.inputs import AskedQuestion
from surveys.segments import coarsened, fitting
from tests.examples import examples
from tests.linear_system import computable_groups
from tests.surveys.closings import START, Closing, figures_of, sums_shown

NAMES = ("department", "level")
QUESTION = AskedQuestion("q", "yes_no")
PROPERTY = settings(max_examples=examples(80))
IDS = some.integers(0, 2**128 - 1).map(lambda it: UUID(int=it))


@some.composite
def cohorts(draw, least=6, most=60):
    """Draw a survey and people, of whom each half has departments and levels that overlap by little.

    Who they are decides to which half they belong.
    """
    survey, random = draw(IDS), Random(draw(some.integers(0, 2**32)))
    ids = [UUID(int=random.getrandbits(128)) for _ in range(draw(some.integers(least, most)))]
    cells = [
        {"department": department, "level": level}
        for department in ("Sales", "IT", "")[: draw(some.integers(1, 3))]
        for level in ("1", "2", "")[: draw(some.integers(1, 3))]
    ]
    people = {}
    for half in (0, 1):
        members = [it for it in ids if half_of(survey, it) == half]
        sizes = [draw(some.integers(3, 11)) for _cell in cells]
        rows = [cell for cell, size in zip(cells, sizes, strict=True) for _ in range(size)] or cells
        people |= {it: rows[n % len(rows)] for n, it in enumerate(members)}
    return survey, people


class Asked:
    """An anonymous wave to half of the people, from the declaration of segments to what is stored at the close."""

    def __init__(self, draw, number, people):
        self.number, self.people = number, list(people)
        rows = [{name: value for name, value in people[it].items() if value} for it in self.people]
        # A few were over budget when it opened, and join later.
        late = draw(some.integers(0, 3)) if len(rows) > 12 else 0
        first = rows[: len(rows) - late]
        names = list(NAMES) if len(first) >= 10 else []
        held = coarsened(first, names)
        self.declared = dict(
            zip(self.people, [*held, *(fitting(it, held) for it in rows[len(first) :])], strict=True)
        )
        self.names = [name for name in names if any(name in it for it in self.declared.values())]
        # Those of one group are silent, or anybody.
        order = self.people if draw(some.booleans()) else draw(some.permutations(self.people))
        silent = draw(some.integers(0, max(0, len(order) - 5)))
        self.answered = list(order[silent:])
        segments = coarsened([self.declared[it] for it in self.answered], self.names)
        self.stored = dict(zip(self.answered, segments, strict=True))
        mood = draw(some.sampled_from([(0, 1), (1, 1, 1, 1, 0), (1,)]))
        left_out = set(self.answered[: draw(some.integers(0, 4))])
        self.values = {it: None if it in left_out else draw(some.sampled_from(mood)) for it in self.answered}

    def figures(self):
        if len(self.answered) < 5:
            return []
        keys = {
            it: tuple((name, row[name]) for name in self.names if name in row)
            for it, row in self.stored.items()
        }
        counts: dict = {}
        for person, value in self.values.items():
            counts.setdefault(keys[person], Counter())[value] += 1
        answered_by = Counter(key for it in self.answered for key in self.declared[it].items())
        wave = AnonymousWave(
            kind="pulse",
            opened_on=START,
            as_of=START,
            attributes=self.names,
            invited=len(self.people),
            invited_by=Counter(key for row in self.declared.values() for key in row.items()),
            answered_by={key: count for key, count in answered_by.items() if count >= 5},
            responses=Counter(keys.values()),
            questions=[TalliedQuestion(QUESTION, START, counts)],
        )
        return [figure.stored() for figure in anonymous_figures(wave)]

    def group(self, figure, of, people):
        """Return whom a figure is about, as (person, wave)."""
        return frozenset(
            (person, self.number)
            for person in people
            if not figure["attribute"] or of[person].get(figure["attribute"]) == figure["value"]
        )


@some.composite
def anonymous_turns(draw):
    """Draw the waves of a pulse whose halves are asked in turn; where fewer than 40 take part, everybody or half."""
    survey, people = draw(cohorts())
    asks_halves = len(people) >= 40 or draw(some.booleans())
    found = []
    for turn in range(draw(some.integers(2, 4))):
        asked = {it: row for it, row in people.items() if not asks_halves or half_of(survey, it) == turn % 2}
        if len(asked) >= 5:
            found.append(Asked(draw, turn, asked))
    return found


@PROPERTY
@given(anonymous_turns())
def test_no_answers_of_under_five_people_follow_from_anonymous_halves(turns):
    shown = []
    for turn in turns:
        given_ = [it for it in turn.answered if turn.values[it] is not None]
        ours = [
            turn.group(figure, turn.stored, given_)
            for figure in turn.figures()
            if figure["question"] == "q" and figure["numbers"]
        ]
        if ours and len(given_) <= 14:
            assert computable_groups(ours, frozenset().union(*ours), 5) == set()
        shown += ours
    assert all(len(group) >= 5 for group in shown)
    assert find_disclosures(list(dict.fromkeys(shown)), [], k=5) == []


@PROPERTY
@given(anonymous_turns())
def test_neither_answers_nor_silence_of_under_five_follow_from_anonymous_halves(turns):
    """Numbers of answers of breakdowns count, too: their groups are coarser than those of the people invited."""
    answered, silent = [], []
    for turn in turns:
        counted = [it for it in turn.answered if turn.values[it] is not None]
        for figure in turn.figures():
            if figure["n"] is None or figure["state"] == "no_data":
                continue
            if figure["measure"] == "response":
                answered.append(turn.group(figure, turn.declared, turn.answered))
                silent.append(turn.group(figure, turn.declared, set(turn.people) - set(turn.answered)))
            elif len(counted) == len(turn.answered):
                answered.append(turn.group(figure, turn.stored, counted))
    for groups in (answered, silent):
        assert all(len(group) >= 5 for group in groups)
        assert find_disclosures(list(dict.fromkeys(groups)), [], k=5) == []


@PROPERTY
@given(anonymous_turns())
def test_what_nearly_everybody_of_few_answered_does_not_follow_from_anonymous_halves(turns):
    for turn in turns:
        given_ = [it for it in turn.answered if turn.values[it] is not None]
        exact, bounds = [], []
        for figure in turn.figures():
            if figure["question"] == "q" and figure["numbers"]:
                group = turn.group(figure, turn.stored, given_)
                yes = sum(turn.values[person] for person, _turn in group)
                is_bound = figure["numbers"][0]["bound"] != "exactly"
                assert is_bound == discloses_everyone([yes, len(group) - yes])
                (bounds if is_bound else exact).append(group)
        assert not [group for group in bounds if exact and is_determined(group, exact)]


@some.composite
def linked_turns(draw):
    """Draw a start survey of everybody, pulses to halves in turn, and an end survey, all confidential."""
    survey, rows = draw(cohorts(least=16))
    people = dict(enumerate(rows))
    waves: list[Closing] = []

    def close(kind, month, asked):
        silent = (
            draw(some.sets(some.sampled_from(asked), max_size=min(8, len(asked) - 1))) if asked else set()
        )
        given_ = [it for it in asked if it not in silent]
        late = draw(some.none() | some.sets(some.sampled_from(given_)).map(frozenset)) if given_ else None
        # Late are often those who did not answer the first time, but for a few.
        if late is not None and waves and draw(some.booleans()):
            late = frozenset(it for it in given_ if it not in waves[0].values) ^ frozenset(sorted(late)[:2])
        waves.append(
            Closing(
                kind,
                month,
                {it: float(draw(some.integers(0, 1))) for it in given_},
                late,
                draw(some.booleans()),
                {it: rows[people[it]] for it in asked},
            )
        )

    everybody = sorted(people)
    if draw(some.booleans()):
        close("start", 0, everybody[: draw(some.integers(8, len(everybody)))])
    for turn in range(draw(some.integers(2, 4))):
        close("pulse", 3 + turn, [it for it in everybody if half_of(survey, people[it]) == turn % 2])
    if draw(some.booleans()):
        close("end", 9, everybody)
    return waves


@pytest.mark.parametrize("type_", ["yes_no", "agreement5", "number"])
@settings(max_examples=examples(60))
@given(waves=linked_turns())
def test_no_answers_of_under_five_people_follow_from_confidential_halves(type_, waves):
    """Of the whole, of early and late ones, of the same people: over all waves of both halves."""
    if type_ == "agreement5":
        waves = [
            it._replace(values={person: 1 + 3 * value for person, value in it.values.items()}) for it in waves
        ]
    shown = sums_shown(type_, waves, figures_of(type_, waves))
    assert all(len(group) >= 5 for group in shown)
    assert find_disclosures(shown, [], k=5) == []


@settings(max_examples=examples(60))
@given(waves=linked_turns())
def test_neither_answers_nor_silence_of_under_five_follow_from_confidential_halves(waves):
    """That one to four of all did not answer is said by the rate of everybody, but not of which group they are."""
    answered, silent = [], []
    for number, (wave, figures) in enumerate(zip(waves, figures_of("yes_no", waves), strict=True)):
        for figure in figures.values():
            if figure["measure"] != "response" or figure["n"] is None:
                continue
            group = {it for it, row in wave.invited.items() if _is_inside(row, figure)}
            answered.append(frozenset((it, number) for it in group if it in wave.values))
            assert figure["n"] == len(answered[-1])
            if figure["attribute"] or len(wave.invited) - len(wave.values) >= 5:
                silent.append(frozenset((it, number) for it in group if it not in wave.values))
    for groups in (answered, silent):
        assert all(len(group) >= 5 for group in groups)
        assert find_disclosures(list(dict.fromkeys(groups)), [], k=5) == []


def _is_inside(row, figure):
    return not figure["attribute"] or row.get(figure["attribute"]) == figure["value"]
