"""What may be shown of an anonymous wave. Every figure passes this check before it is stored.

Page, CSV, Excel, API and email read the stored figures, so there is no second check that could differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mentoring.statistics import MINIMUM_GROUP, discloses_everyone, find_disclosures
from mentoring.statistics.audit import Group, is_determined
from surveys.results.anonymous_inputs import AnonymousWave, Key, Segments, TalliedQuestion
from surveys.results.comments import MINIMUM_RESPONSES

# A wave to fewer people has no breakdowns and no comments.
MINIMUM_INVITED = 10
# Of each attribute, the largest groups: the audit takes seconds with many more.
MOST_VALUES = 12


# Percentages are whole; where the number of answers is hidden, they are rounded to one of these.
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)


def rounding_step(n: int) -> float:
    """Return the step to which shares of at least n people are rounded so that they do not disclose how many there are.

    A step is at least one person wide: each rounded share is possible with n people and with any larger number.
    """
    return next(step for step in STEPS if n * step >= 1 or step == STEPS[-1])


@dataclass(frozen=True)
class Disclosure:
    """Decides about one wave: whether there are figures, counts, breakdowns and comments."""

    invited: int
    answered: int

    @classmethod
    def of(cls, wave: AnonymousWave) -> "Disclosure":
        return cls(wave.invited, wave.answered)

    @property
    def allows_figures(self) -> bool:
        return self.answered >= MINIMUM_GROUP

    @property
    def allows_counts(self) -> bool:
        """Return whether the number of answers may be shown: at least five people did not answer.

        Also where everybody answered there are none: if they were hidden for one to four only, a reader could exclude
        zero and calculate from rounded percentages how many that is.
        """
        return self.allows_figures and self.invited - self.answered >= MINIMUM_GROUP

    @property
    def step(self) -> float:
        """Return what the percentages of everybody are rounded to."""
        if self.allows_counts:
            return STEPS[0]
        return rounding_step(max(MINIMUM_GROUP, self.invited - MINIMUM_GROUP + 1))

    @property
    def allows_groups(self) -> bool:
        return self.allows_figures and self.invited >= MINIMUM_INVITED

    @property
    def allows_comments(self) -> bool:
        return self.answered >= MINIMUM_RESPONSES and self.invited >= MINIMUM_INVITED

    @property
    def allows_pooled_comments(self) -> bool:
        """Return whether comments may be shown together with those of other waves."""
        return self.allows_groups and not self.allows_comments


def shown_groups(question: TalliedQuestion, attributes: Sequence[str], values: Sequence[Key]) -> set[Key]:
    """Return the groups whose favorable share of a question may be shown beside that of everybody.

    Groups under five are hidden. Then, until nothing changes, the smallest shown group is hidden with which a group of
    one to four people, or what nearly everybody of a small group answered, could be calculated from the shares of all
    attributes together. Where nearly everybody answered alike there is no breakdown.
    """
    n, favorable = sum(question.sizes.values()), sum(question.favorable.values())
    if n < MINIMUM_GROUP or discloses_everyone([favorable, n - favorable]):
        return set()
    people = _People(question.sizes)
    groups = {key: people.of({key}) for key in values}
    sizes = {key: people.size(group) for key, group in groups.items()}
    shown = {key for key in values if sizes[key] >= MINIMUM_GROUP}
    while shown:
        exact, leak = shown, _small(people, groups, shown)
        if leak is None:
            exact = {key for key in shown if not people.is_alike(groups[key], question)}
            leak = _alike(question, people, groups, shown, exact, attributes)
        if leak is None:
            break
        shown.remove(_one_to_hide(leak, people, groups, exact, sizes))
    return shown


class _People:
    """Made-up people with the segments of those who answered.

    At most five for each combination: a group has at least five people or the same number as there are made-up ones.
    """

    def __init__(self, sizes: Mapping[Segments, int]) -> None:
        self.sizes = sizes
        self.of_segments: dict[Segments, Group] = {
            segments: frozenset((segments, number) for number in range(min(size, MINIMUM_GROUP)))
            for segments, size in sizes.items()
        }
        self.everybody: Group = frozenset().union(*self.of_segments.values())

    def of(self, keys: set[Key]) -> Group:
        """Return who belongs to any of the groups."""
        found = [people for segments, people in self.of_segments.items() if keys & set(segments)]
        return frozenset().union(*found)

    def size(self, group: Group) -> int:
        """Return how many people there really are."""
        return sum(size for segments, size in self.sizes.items() if self.of_segments[segments] <= group)

    def is_alike(self, group: Group, question: TalliedQuestion) -> bool:
        """Return whether nearly everybody of a small group answered alike."""
        n = self.size(group)
        favorable = sum(
            question.favorable[segments] for segments in self.sizes if self.of_segments[segments] <= group
        )
        return discloses_everyone([favorable, n - favorable])


def _small(people: _People, groups: Mapping[Key, Group], shown: set[Key]) -> Group | None:
    return _first_disclosed((people.everybody, *(groups[key] for key in sorted(shown))))


# Most questions of a wave were answered by the same people.
@lru_cache(maxsize=64)
def _first_disclosed(published: tuple[Group, ...]) -> Group | None:
    found = find_disclosures(published, [], k=MINIMUM_GROUP)
    return found[0].people if found else None


def _alike(
    question: TalliedQuestion,
    people: _People,
    groups: Mapping[Key, Group],
    shown: set[Key],
    exact: set[Key],
    attributes: Sequence[str],
) -> Group | None:
    """Return a group that answered nearly alike and whose exact share could be calculated all the same.

    Such a group is shown as "90% or more", or it is what is left of everybody without the groups of an attribute.
    """
    rest = [
        people.everybody - people.of({key for key in shown if key[0] == attribute})
        for attribute in attributes
    ]
    published = [people.everybody, *(groups[key] for key in exact)]
    for group in (*(groups[key] for key in sorted(shown - exact)), *rest):
        if group and people.is_alike(group, question) and is_determined(group, published):
            return group
    return None


def _one_to_hide(
    leak: Group, people: _People, groups: Mapping[Key, Group], exact: set[Key], sizes: Mapping[Key, int]
) -> Key:
    """Return the smallest of the groups without which the leak is closed; else the smallest."""
    by_size = sorted(exact, key=lambda key: (sizes[key], key))
    for key in by_size:
        rest = [people.everybody, *(groups[other] for other in exact - {key})]
        if not is_determined(leak, rest):
            return key
    return by_size[0]
