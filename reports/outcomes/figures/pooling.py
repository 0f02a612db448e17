"""Several cohorts together, where one is too small: each colleague once, and nobody to be worked out by subtracting."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from mentoring.statistics import MINIMUM_GROUP, find_disclosures
from reports.outcomes.figures.people import Cohort, Employee
from reports.outcomes.figures.retention_promotion import YEAR, Side


def pooled_sides(own: Side, siblings: Sequence[Cohort]) -> list[Side]:
    """Return the cohorts of a role that were followed as long, this one among them; nothing where it stays alone.

    A cohort under five, ours or another, is not pooled: what is left would be a group too small to show. The order
    is that of the first days, so that each of the programs shows the same figure.
    """
    window = min(own.cohort.followed, YEAR)
    others = [c for c in siblings if c.followed >= window and len(c.participants) >= MINIMUM_GROUP]
    if not others or len(own.cohort.participants) < MINIMUM_GROUP:
        return []
    cohorts = sorted([own.cohort, *others], key=lambda cohort: (cohort.index_on, cohort.program))
    alone = [own, *map(Side.of, others)]
    known = {side.cohort.program: side for side in alone}
    # The kinds of each cohort alone, joined further where need be: taken apart anew, both would tell of a few.
    sides = [
        replace(Side.of(it), kinds=known[it.program].kinds, by_location=known[it.program].by_location)
        for it in shared_out(cohorts)
    ]
    return [] if _gives_away_few(alone, sides) else sides


def shared_out(cohorts: Sequence[Cohort]) -> list[Cohort]:
    """Return the cohorts so that nobody is compared twice: each other person goes to one cohort, by chance.

    By a fixed chance that knows nothing of later: sorting people by what they did after would favor a program.
    """
    return [
        replace(cohort, others=tuple(p for p in cohort.others if _draw(p, len(cohorts)) == number))
        for number, cohort in enumerate(cohorts)
    ]


def _draw(person: Employee, count: int) -> int:
    return int.from_bytes(blake2b(b"pool" + person.key.encode(), digest_size=8).digest(), "big") % count


def _gives_away_few(alone: Sequence[Side], together: Sequence[Side]) -> bool:
    """Tell whether 1 to 4 people follow from what each cohort shows alone and what all show together.

    What became of a person is counted from a cohort's first day: another day is another fact.
    """
    shown = [group for side in alone for group in _groups([side])] + list(_groups(together))
    return bool(find_disclosures([group for group in shown if group], [], k=MINIMUM_GROUP))


def _groups(sides: Sequence[Side]) -> Iterator[frozenset[tuple[str, int]]]:
    for name in ("participants", "everybody", "chosen"):
        yield frozenset(
            (person.key, side.cohort.index_on.toordinal())
            for side in sides
            for person in (side.cohort.participants if name == "participants" else getattr(side, name))
        )
