"""Which answers of a mentor's mentees may be shown together. Pure: no models, no clock, no names.

A result of a mentor needs five mentees. Waves publish the same answers, too, by question and, where late answers were
compared with early ones, for both. If at least five answers of each such total are in no result of a mentor, then no
sum of fewer than five people's answers can be calculated: a combination that contains a total with any weight contains
the rest of it, so it has five people, and one without totals is made of whole results.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from mentoring.statistics import MINIMUM_GROUP, discloses_everyone


@dataclass(frozen=True)
class MenteeAnswer:
    """One mentee's answer to a question about their time with a mentor. `part` is the total that contains it."""

    mentor: Hashable
    mentee: Hashable
    wave: Hashable
    part: Any
    given_on: date
    is_favorable: bool


@dataclass(frozen=True)
class PublishedTotal:
    """The favorable answers that the results of a wave show, and how many answers of it mentors' results have.

    Of `taken_unknown` of these answers, nobody knows any more what they were: the people have been deleted.
    """

    n: int
    favorable: int
    taken: int = 0
    taken_favorable: int = 0
    taken_unknown: int = 0

    def without(self, answers: Sequence[MenteeAnswer | None]) -> Self:
        """Return the total after these answers have become part of mentors' results; None for an unknown one."""
        return replace(
            self,
            taken=self.taken + len(answers),
            taken_favorable=self.taken_favorable + sum(it is not None and it.is_favorable for it in answers),
            taken_unknown=self.taken_unknown + sum(it is None for it in answers),
        )


def pools(
    answers: Sequence[MenteeAnswer],
    totals: Mapping[Any, PublishedTotal],
    counted: Mapping[Any, Collection[Hashable]],
) -> dict[Hashable, list[MenteeAnswer]]:
    """Return the answers to one question that may be added to the results of mentors: five mentees or more of each.

    `counted` are the mentees who are in a mentor's result already. Answers of a part without a published total are
    shown nowhere else. Mentors with the most mentees come first.
    """
    left = dict(totals)
    latest: dict[Hashable, dict[Hashable, MenteeAnswer]] = {}
    for answer in sorted(answers, key=lambda it: it.given_on):
        if answer.mentee not in counted.get(answer.mentor, ()):
            latest.setdefault(answer.mentor, {})[answer.mentee] = answer
    found = {}
    for mentor, by_mentee in sorted(latest.items(), key=lambda item: (-len(item[1]), str(item[0]))):
        chosen = list(by_mentee.values())
        for part in {answer.part for answer in chosen} & left.keys():
            if not _leaves_five(left[part], [answer for answer in chosen if answer.part == part]):
                chosen = [answer for answer in chosen if answer.part != part]
        is_first = not counted.get(mentor)
        if len(chosen) < MINIMUM_GROUP or not (is_first or _differ(chosen)):
            continue
        found[mentor] = chosen
        for answer in chosen:
            if answer.part in left:
                left[answer.part] = left[answer.part].without([answer])
    return found


def _leaves_five(total: PublishedTotal, answers: Sequence[MenteeAnswer]) -> bool:
    """Return whether five answers that are not alike are left. Nothing is taken from a total that is a bound only."""
    if discloses_everyone([total.favorable, total.n - total.favorable]):
        return False
    rest = total.without(answers)
    n, most = rest.n - rest.taken, rest.favorable - rest.taken_favorable
    possible = range(max(0, most - rest.taken_unknown), min(n, most) + 1)
    return n >= MINIMUM_GROUP and not any(discloses_everyone([it, n - it]) for it in possible)


def _differ(answers: Sequence[MenteeAnswer]) -> bool:
    """Return whether the difference to the earlier result would not say what nearly everybody answered."""
    favorable = sum(answer.is_favorable for answer in answers)
    return not discloses_everyone([favorable, len(answers) - favorable])
