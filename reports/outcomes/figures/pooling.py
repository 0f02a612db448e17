"""Pool cohorts where one is too small: each colleague counts once, and no subtraction discloses anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from mentoring.statistics import MINIMUM_GROUP, find_disclosures
from reports.outcomes.figures.comparison import GROUPS, SHARE_FOLLOWED, Comparison, periods_of
from reports.outcomes.figures.people import Cohort, Employee, followed_for


def pooled_comparisons(own: Comparison, siblings: Sequence[Cohort]) -> list[Comparison]:
    """Return the cohorts of a role that were followed as long, with this one; empty where it stays alone.

    A cohort under five is not pooled: subtracting would leave a group too small to show. Nothing is pooled while
    somebody in a comparison group has objected. Cohorts are ordered by index date, so that each of the programs shows
    the same figure.
    """
    months = own.cohort.primary_months
    others = [
        cohort
        for cohort in siblings
        if len(cohort.participants) >= MINIMUM_GROUP
        and cohort.primary_months == months
        and len(followed_for(cohort.with_first_days().participants, months))
        >= SHARE_FOLLOWED * len(cohort.participants)
    ]
    if not others or len(own.cohort.participants) < MINIMUM_GROUP:
        return []
    alone = [own, *map(Comparison.of, others)]
    # Pooled, each colleague is assigned to one cohort, which divides the blocks that are left out.
    if any(it.left_out for it in alone):
        return []
    cohorts = sorted((it.cohort for it in alone), key=lambda cohort: (cohort.index_on, cohort.program))
    known = {comparison.cohort.program: comparison for comparison in alone}
    # Keep the strata of each cohort and merge them further where needed: another split would disclose a few people.
    comparisons = [
        replace(Comparison.of(it), strata=known[it.program].strata, attributes=known[it.program].attributes)
        for it in divide_colleagues(cohorts)
    ]
    return [] if _discloses_few(alone, comparisons) else comparisons


def divide_colleagues(cohorts: Sequence[Cohort]) -> list[Cohort]:
    """Return the cohorts with each colleague assigned to one of them by a fixed random draw.

    Nobody is compared twice, and the draw does not depend on anything that happened later.
    """
    return [
        replace(cohort, others=tuple(p for p in cohort.others if _draw(p, len(cohorts)) == number))
        for number, cohort in enumerate(cohorts)
    ]


def _draw(person: Employee, count: int) -> int:
    return int.from_bytes(blake2b(b"pool" + person.key.encode(), digest_size=8).digest(), "big") % count


def _discloses_few(alone: Sequence[Comparison], together: Sequence[Comparison]) -> bool:
    """Return whether 1 to 4 people follow from what each cohort shows alone and what all show together.

    Outcomes count from a cohort's index date, so the same person with another date is another fact.
    """
    disclosed = [group for comparison in alone for group in _groups([comparison])] + list(_groups(together))
    return bool(find_disclosures([group for group in disclosed if group], [], k=MINIMUM_GROUP))


def _groups(comparisons: Sequence[Comparison]) -> Iterator[frozenset[tuple[str, int]]]:
    for months in (0, *periods_of(comparisons)):
        for name in GROUPS:
            yield frozenset(
                (person.key, (person.index_on or comparison.cohort.index_on).toordinal())
                for comparison in comparisons
                for person in followed_for(getattr(comparison, name), months)
            )
