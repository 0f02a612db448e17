"""A cohort with its comparison group and strata, chosen once for all its figures, and the periods that may be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mentoring.statistics import MINIMUM_GROUP
from reports.outcomes.figures.attributes import Attribute, attributes_to_adjust_for
from reports.outcomes.figures.comparison_group import baselines, choose_comparison_group
from reports.outcomes.figures.objections import Block, blocks_left_out
from reports.outcomes.figures.people import Cohort, Employee, eligible_colleagues, followed_for
from reports.outcomes.figures.strata import MergedStratum, StratumMembers, members_by_stratum, strata_of

YEAR = 12
PERIODS = (6, 12, 18, 24, 36, 48, 60)
# A period is shown once this share of the participants has been followed for as long.
SHARE_FOLLOWED = 0.8
FEW = range(1, MINIMUM_GROUP)
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
    # The blocks that are left out because somebody objected, and the comparison with them: None where nobody did.
    left_out: tuple[Block, ...] = ()
    complete: "Comparison | None" = None

    @property
    def participants(self) -> tuple[Employee, ...]:
        return self.cohort.participants

    @property
    def left_out_of_group(self) -> tuple[Block, ...]:
        """Return the blocks that are left out of the comparison group; others were eligible only."""
        chosen = {person.key for person in self.complete.comparison_group} if self.complete else set()
        return tuple(block for block in self.left_out if block[0].key in chosen)

    @classmethod
    def of(cls, cohort: Cohort, *, chooses: bool = True) -> "Comparison":
        """Return the cohort with its comparison group: matched where it `chooses`, or all eligible colleagues."""
        cohort = without_few_recent(cohort.with_first_days())
        eligible = eligible_colleagues(cohort.participants, cohort.others)
        comparison_group, ratio = (
            choose_comparison_group(cohort.participants, cohort.others) if chooses else (eligible, 0)
        )
        if ratio:
            comparison_group = _without_few(comparison_group, cohort.primary_months)
        if _discloses_few_not_chosen(eligible, comparison_group, [cohort.primary_months]):
            comparison_group, ratio = eligible, 0
        found = cls(cohort, eligible, comparison_group, ratio).with_strata()
        left_out = blocks_left_out(eligible, {p.key for p in comparison_group}, cohort.primary_months)
        return found.without(left_out) if left_out else found

    def with_strata(self) -> "Comparison":
        """Return the comparison with the attributes and strata of its groups."""
        attributes = attributes_to_adjust_for(
            self.participants, self.comparison_group, baselines(self.participants, self.comparison_group)
        )
        strata = strata_of(self.participants, self.comparison_group, attributes)
        return replace(self, strata=tuple(strata), attributes=attributes)

    def without(self, blocks: tuple[Block, ...]) -> "Comparison":
        """Return the comparison without these blocks of colleagues. Who was chosen does not depend on them."""
        gone = {person.key for block in blocks for person in block}
        found = replace(
            self,
            eligible=tuple(p for p in self.eligible if p.key not in gone),
            comparison_group=tuple(p for p in self.comparison_group if p.key not in gone),
            left_out=blocks,
            complete=self,
        )
        return found.with_strata()


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
        or any(len(followed_for(block, months)) in FEW for block in it.left_out for months in periods)
        or any(_has_small_step(_sizes(getattr(it, name), periods)) for name in GROUPS)
        or _discloses_few_not_chosen(it.eligible, it.comparison_group, periods)
        for it in comparisons
    )


def _discloses_few_not_chosen(
    eligible: Sequence[Employee], comparison_group: Sequence[Employee], periods: Sequence[int]
) -> bool:
    """Return whether one to four colleagues who were not chosen follow from the rates of both groups."""
    sizes = [_sizes(group, periods) for group in (eligible, comparison_group)]
    return _has_small_step([*(a - b for a, b in zip(*sizes, strict=True)), 0])


def _sizes(people: Sequence[Employee], periods: Sequence[int]) -> list[int]:
    """Return how many people there are, and how many of them were followed for each period."""
    return [len(people), *(len(followed_for(people, months)) for months in sorted(periods))]


def _has_small_step(sizes: Sequence[int]) -> bool:
    # Nested groups: what any two differ by is a sum of steps, and no step but nought is under five.
    return any(0 < first - second < MINIMUM_GROUP for first, second in pairwise(sizes))


def groups_shown(comparison: Comparison) -> Iterator[Sequence[Employee]]:
    """Yield every group whose totals the figures of a role show: everybody, and those followed for each period."""
    for name in GROUPS:
        people = getattr(comparison, name)
        yield people
        for months in periods_of([comparison]):
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
