"""A cohort with its comparison group and strata, chosen once for all its figures, and the periods that may be shown."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from mentoring.statistics import MINIMUM_GROUP
from reports.outcomes.figures.attributes import Attribute, attributes_to_adjust_for
from reports.outcomes.figures.comparison_group import baselines, choose_comparison_group
from reports.outcomes.figures.objections import Block, Facts, divide_into_blocks, fact_of, facts_of
from reports.outcomes.figures.people import Cohort, Employee, eligible_colleagues, followed_for
from reports.outcomes.figures.strata import MergedStratum, StratumMembers, members_by_stratum, strata_of

YEAR = 12
PERIODS = (6, 12, 18, 24, 36, 48, 60)
# A period is shown once this share of the participants has been followed for as long.
SHARE_FOLLOWED = 0.8
GROUPS = ("participants", "eligible", "comparison_group")


@dataclass(frozen=True)
class Comparison:
    """Hold a cohort with its comparison group, which is chosen once for all its figures."""

    cohort: Cohort
    eligible: tuple[Employee, ...]
    comparison_group: tuple[Employee, ...]
    ratio: int
    # The strata of the adjusted comparison and their attributes.
    strata: tuple[MergedStratum, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    # Together with another role's figures, this one's would disclose fewer than five people.
    is_withheld: bool = False
    # Everybody eligible in blocks of five and more (see objections.py), and those of more than one kind in one block.
    blocks: tuple[Block, ...] = ()
    rest: Block = ()
    # The blocks that are left out because somebody objected, and the comparison with them: None where nobody did.
    left_out: tuple[Block, ...] = ()
    complete: "Comparison | None" = None

    @property
    def participants(self) -> tuple[Employee, ...]:
        return self.cohort.participants

    @cached_property
    def periods(self) -> tuple[int, ...]:
        """Return the periods in months that may be shown for this comparison alone."""
        return tuple(_periods([self]))

    @cached_property
    def followed(self) -> dict[str, list[float]]:
        """Return for how many months the people of each group were followed, the shortest first."""
        return {name: sorted(person.followed or 0.0 for person in getattr(self, name)) for name in GROUPS}

    @cached_property
    def totals(self) -> list[frozenset[str]]:
        """Return the groups whose totals the figures show, by the keys of their people."""
        groups = (frozenset(person.key for person in group) for group in groups_shown(self) if group)
        return list(dict.fromkeys(groups))

    @classmethod
    def of(cls, cohort: Cohort, *, chooses: bool = True) -> "Comparison":
        """Return the cohort with its comparison group, without those who are left out because somebody objected."""
        return without_objections([cls.of_everybody(cohort, chooses=chooses)])[0]

    @classmethod
    def of_everybody(cls, cohort: Cohort, *, chooses: bool = True) -> "Comparison":
        """Return the cohort with its comparison group: matched where it `chooses`, or all eligible colleagues."""
        cohort = without_few_recent(cohort.with_first_days())
        eligible = eligible_colleagues(cohort.participants, cohort.others)
        comparison_group, ratio = (
            choose_comparison_group(cohort.participants, cohort.others) if chooses else (eligible, 0)
        )
        if ratio:
            comparison_group = _without_few(comparison_group, cohort.primary_months)
        found = cls(cohort, eligible, comparison_group, ratio)
        groups = found.followed["eligible"], found.followed["comparison_group"]
        if _discloses_few_not_chosen(*groups, [cohort.primary_months]):
            found = cls(cohort, eligible, eligible, 0)
        return found.with_strata()

    def with_strata(self) -> "Comparison":
        """Return the comparison with the attributes and strata of its groups."""
        attributes = attributes_to_adjust_for(
            self.participants, self.comparison_group, baselines(self.participants, self.comparison_group)
        )
        strata = strata_of(self.participants, self.comparison_group, attributes)
        return replace(self, strata=tuple(strata), attributes=attributes)

    def without(self, gone: Facts, blocks: tuple[Block, ...]) -> "Comparison":
        """Return the comparison without these colleagues. Who was chosen does not depend on them."""
        found = replace(
            self,
            eligible=tuple(p for p in self.eligible if fact_of(p) not in gone),
            comparison_group=tuple(p for p in self.comparison_group if fact_of(p) not in gone),
            left_out=blocks,
            complete=self,
        )
        return found.with_strata()


def without_objections(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons of a program's roles without the blocks of which somebody has objected.

    The blocks are the same for all roles: two blocks of largely the same people would differ by a few. Of a role that
    is withheld nothing is shown, so it is only without those who objected.
    """
    shown = [it for it in comparisons if not it.is_withheld]
    groups = [facts_of(group) for it in shown for group in groups_shown(it, GROUPS[1:])]
    people = {fact_of(person): person for it in shown for person in it.eligible}
    blocks, rest = divide_into_blocks(
        people.values(), list(dict.fromkeys(group for group in groups if len(group) >= MINIMUM_GROUP))
    )
    objected = {fact_of(p) for it in comparisons for p in it.eligible if p.has_objected}
    left_out = [block for block in (*blocks, rest) if any(fact_of(person) in objected for person in block)]
    gone = frozenset(fact_of(person) for block in left_out for person in block) | objected
    found = []
    for it in comparisons:
        mine = facts_of(it.eligible)
        own = [
            tuple(p for p in block if fact_of(p) in mine)
            for group in (blocks, [rest], left_out)
            for block in group
        ]
        sizes = len(blocks), len(blocks) + 1
        known = replace(it, blocks=tuple(block for block in own[: sizes[0]] if block), rest=own[sizes[0]])
        lost = tuple(block for block in own[sizes[1] :] if block)
        found.append(known.without(gone, lost) if mine & gone else known)
    return found


def without_few_recent(cohort: Cohort) -> Cohort:
    """Return the cohort without people too recent for the primary period, where these are one to four.

    With them in one figure and not in the other, the two would disclose what they did. `too_recent` counts them.
    """
    months = cohort.primary_months
    participants = _without_few(cohort.participants, months)
    others = _without_few(eligible_colleagues(participants, cohort.others), months)
    return replace(
        cohort,
        participants=participants,
        others=others,
        too_recent=len(cohort.participants) - len(participants),
    )


def _without_few(people: tuple[Employee, ...], months: int) -> tuple[Employee, ...]:
    followed = followed_for(people, months)
    return tuple(followed) if followed and 0 < len(people) - len(followed) < MINIMUM_GROUP else people


def periods_of(comparisons: Sequence[Comparison]) -> list[int]:
    """Return the periods in months that may be shown: the primary one first, then others that disclose nobody.

    People who joined late have not been followed for the longer periods. A period is left out where that concerns
    one to four people of a group, compared with any other period shown: the two figures would disclose them.
    """
    return list(comparisons[0].periods) if len(comparisons) == 1 else _periods(comparisons)


def _periods(comparisons: Sequence[Comparison]) -> list[int]:
    primary = comparisons[0].cohort.primary_months
    shown = [primary]
    participants = [person for comparison in comparisons for person in comparison.participants]
    for months in PERIODS:
        enough = len(followed_for(participants, months)) >= SHARE_FOLLOWED * len(participants)
        if months != primary and participants and enough and _discloses_nobody(comparisons, [*shown, months]):
            shown.append(months)
    return shown


def _discloses_nobody(comparisons: Sequence[Comparison], periods: Sequence[int]) -> bool:
    return not any(
        (it.complete is not None and not _discloses_nobody([it.complete], periods))
        or any(_has_small_step(_sizes(it.followed[name], periods)) for name in GROUPS)
        or _discloses_few_not_chosen(it.followed["eligible"], it.followed["comparison_group"], periods)
        for it in comparisons
    )


def _discloses_few_not_chosen(
    eligible: Sequence[float], comparison_group: Sequence[float], periods: Sequence[int]
) -> bool:
    """Return whether one to four colleagues who were not chosen follow from the rates of both groups."""
    sizes = [_sizes(group, periods) for group in (eligible, comparison_group)]
    return _has_small_step([*(a - b for a, b in zip(*sizes, strict=True)), 0])


def _sizes(followed: Sequence[float], periods: Sequence[int]) -> list[int]:
    """Return how many people there are, and how many of them were followed for each period."""
    return [len(followed), *(len(followed) - bisect_left(followed, months) for months in sorted(periods))]


def _has_small_step(sizes: Sequence[int]) -> bool:
    # Nested groups: what any two differ by is a sum of steps, and no step but nought is under five.
    return any(0 < first - second < MINIMUM_GROUP for first, second in pairwise(sizes))


def groups_shown(comparison: Comparison, names: Sequence[str] = GROUPS) -> Iterator[Sequence[Employee]]:
    """Yield every group whose totals the figures of a role show: everybody, and those followed for each period."""
    periods = periods_of([comparison])
    for name in names:
        people = getattr(comparison, name)
        yield people
        for months in periods:
            yield followed_for(people, months)


def compared_strata(comparisons: Sequence[Comparison], months: float = 0) -> list[StratumMembers]:
    """Return the people of each stratum who were followed so long, over one or several cohorts."""
    return members_by_stratum(
        [
            (
                followed_for(comparison.participants, months),
                followed_for(comparison.comparison_group, months),
                comparison.attributes,
                comparison.strata,
            )
            for comparison in comparisons
        ]
    )


def selection_caveats(cohorts: Sequence[Cohort]) -> tuple[str, ...]:
    """Return the caveat about who became a participant."""
    if all(it.is_random for it in cohorts):
        return ("random_assignment",)
    return ("selected_applicants",) if cohorts[0].compares_with == "applicants" else ("self_selected",)
