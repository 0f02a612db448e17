"""Which groups may be shown beside blocks whose totals become known, checked by solving the linear system."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mentoring.statistics import MINIMUM_GROUP, find_disclosures, groups_to_hide


def kept_and_hidden(blocks):
    sizes = Counter(name for block in blocks for groups in block for name in groups)
    hidden = groups_to_hide(blocks, sizes, among=list(sizes))
    return sizes.keys() - hidden, hidden


def test_a_department_of_a_block_and_two_more_is_hidden():
    blocks = [[["legal"]] * 5, [["legal"]] * 2 + [["sales"]] * 3, *([[["sales"]] * 5] * 12)]
    assert "legal" in kept_and_hidden(blocks)[1]


def test_groups_of_whole_blocks_are_shown():
    blocks = [[["legal"]] * 5, *([[["sales"]] * 5] * 3)]
    assert kept_and_hidden(blocks)[1] == set()


def test_groups_that_are_mixed_in_every_block_are_shown():
    blocks = [[["sales"], ["sales"], ["legal"], ["people"], ["people"]]] * 20
    assert kept_and_hidden(blocks)[1] == set()


@st.composite
def made_up(draw):
    """Return blocks of people with a department and a location, some of both rare, some unknown."""
    random = draw(st.randoms(use_true_random=False))
    departments = random.choice((["a"] * 9 + ["b"], ["a", "b", "c"], ["a"] * 6 + ["b"] * 3 + ["c"]))
    return [
        [
            [name for name in (random.choice(departments), random.choice(("x", "x", "y", ""))) if name]
            for _person in range(random.randint(5, 9))
        ]
        for _block in range(random.randint(1, 24))
    ]


@given(blocks=made_up())
def test_nothing_under_five_follows_from_the_blocks_and_what_is_shown(blocks):
    shown, _hidden = kept_and_hidden(blocks)
    people = {(n, m): groups for n, block in enumerate(blocks) for m, groups in enumerate(block)}
    published = [frozenset(person for person in people if person[0] == n) for n in range(len(blocks))]
    published += [frozenset(person for person, groups in people.items() if name in groups) for name in shown]
    assert find_disclosures(published, [], k=MINIMUM_GROUP) == []
