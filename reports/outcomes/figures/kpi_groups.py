"""Which averages of KPI values may be shown beside each other: of both roles, and before and after objections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentoring.statistics import MINIMUM_GROUP, find_disclosures
from reports.outcomes.figures.comparison import Comparison
from reports.outcomes.figures.objections import Facts, fact_of, facts_of, is_split
from reports.outcomes.figures.people import Employee, followed_for

FEW = range(1, MINIMUM_GROUP)


@dataclass(frozen=True)
class HiddenAverages:
    """Hold the KPIs whose averages before the start are hidden, and by role those without colleagues' change."""

    before: frozenset[str] = frozenset()
    changes: frozenset[tuple[str, str]] = frozenset()


def hidden_averages(comparisons: Sequence[Comparison]) -> HiddenAverages:
    """Return what must be hidden so that the values of fewer than five people do not follow.

    The people with a value are others for each role, and before and after objections; those with a value before and
    after are fewer. Which of these groups may be shown is decided with everybody, so that it does
    not depend on objections, except that a group is hidden while it has lost some people of a block.
    """
    shown = [it for it in comparisons if not it.is_withheld]
    names = sorted({name for it in shown for person in it.participants for name in person.readings})
    before: set[str] = set()
    changes: set[tuple[str, str]] = set()
    for name in names:
        fixed: list[Facts] = []
        for it in shown:
            pairs = _with_both(_complete(it).comparison_group, it, name)
            if len(pairs) < MINIMUM_GROUP or _discloses_few([*fixed, pairs], shown) or _is_lost(it, [pairs]):
                changes.add((it.cohort.role, name))
            else:
                fixed.append(pairs)
            fixed += _of_participants(it, name)
        averages = [group for it in shown for group in _with_value(_complete(it), name)]
        if _discloses_few([*fixed, *averages], shown) or any(_is_lost(it, averages) for it in shown):
            before.add(name)
    return HiddenAverages(frozenset(before), frozenset(changes))


def _complete(comparison: Comparison) -> Comparison:
    return comparison.complete or comparison


def _of_participants(comparison: Comparison, name: str) -> list[Facts]:
    """Return the participants with both values and, where their averages stand beside each other, with the first."""
    people = comparison.participants
    both, before = (
        _with_both(people, comparison, name),
        facts_of(p for p in people if name in p.readings),
    )
    shown = [both, before] if len(before - both) not in FEW else [both]
    return [group for group in shown if len(group) >= MINIMUM_GROUP]


def _with_both(people: Sequence[Employee], comparison: Comparison, name: str) -> Facts:
    """Return the people with a value before and after or, while no participant has one from after, during."""
    is_after = any(name in person.readings and name in person.after for person in comparison.participants)
    return facts_of(
        person
        for person in people
        if name in person.readings and name in (person.after if is_after else person.during)
    )


def _with_value(comparison: Comparison, name: str) -> Iterator[Facts]:
    """Yield the groups whose average before the start is shown with the results of the main period."""
    for people in (comparison.participants, comparison.eligible):
        followed = followed_for(people, comparison.cohort.primary_months)
        group = facts_of(person for person in followed if name in person.readings)
        if len(group) >= MINIMUM_GROUP:
            yield group


def _discloses_few(groups: Sequence[Facts], comparisons: Sequence[Comparison]) -> bool:
    """Return whether fewer than five people follow from the groups, or from them and blocks that are left out."""
    found = list(dict.fromkeys(groups))
    whole = {
        fact_of(person)
        for it in comparisons
        for block in it.blocks
        if not any(is_split(block, group) for group in found)
        for person in block
    }
    # A block inside a group is left out of it as a whole, and so becomes known. One that is split hides the group.
    rest = [group - whole for group in found]
    return any(
        find_disclosures([group for group in shown if group], [], k=MINIMUM_GROUP) for shown in (found, rest)
    )


def _is_lost(comparison: Comparison, groups: Sequence[Facts]) -> bool:
    """Return whether objections take some people of a block, and not all of it, from one of the groups."""
    return any(is_split(block, group) for block in comparison.left_out for group in groups)
