"""Choose who is compared with whom, and judge how alike both groups were before the program began."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from mentoring.statistics import (
    MINIMUM_GROUP,
    Badge,
    Baseline,
    Comparability,
    can_split_by,
    judge_comparability,
    measure_baseline,
    share_baseline,
    tells_of_everyone,
)
from reports.outcomes.figures.people import Employee, eligible, level_order

MOST_PER_PARTICIPANT = 5
# Standard deviations up to which groups are alike enough to be compared like with like.
ALIKE_UP_TO = 0.25
Stratum = tuple[str, ...]


def shuffled(people: Sequence[Employee]) -> list[Employee]:
    """Return the people in an order that has nothing to do with them and is the same every time."""
    return sorted(people, key=lambda person: blake2b(person.key.encode(), digest_size=8).digest())


def stratum_of(person: Employee, *, by_location: bool) -> Stratum:
    """Return level and years of service on the index date, and the place where strata are split by it."""
    return (person.level, person.tenure_band, *((person.location,) if by_location else ()))


def splits_by_location(participants: Sequence[Employee], others: Sequence[Employee]) -> bool:
    """Tell whether there are places enough, with people enough, to compare within each."""
    return can_split_by(Counter(person.location for person in [*participants, *others] if person.location))


def comparison_group(
    participants: Sequence[Employee], others: Sequence[Employee]
) -> tuple[tuple[Employee, ...], int]:
    """Return whom the participants are compared with, and how many for each: 0 means everybody eligible.

    Everybody, where the groups are alike in level, service, department and place. Otherwise the closest: the same
    level and band of service exactly, department and place as near as there are, five for each participant or,
    where that leaves the groups unlike, fewer (measurement, 2.1). What happened later is never looked at. Where no
    choice makes them alike it is everybody again: leaving people out would lose them and win nothing.
    """
    everybody = eligible(participants, others)
    if not participants or not everybody or _unlikeness(participants, everybody) <= ALIKE_UP_TO:
        return everybody, 0
    takers, pool = shuffled(participants), shuffled(everybody)[::-1]
    for ratio in range(MOST_PER_PARTICIPANT, 0, -1):
        chosen = _closest(takers, pool, ratio)
        if len(chosen) >= MINIMUM_GROUP and _unlikeness(participants, chosen) <= ALIKE_UP_TO:
            return chosen, ratio
    return everybody, 0


def _closest(
    participants: Sequence[Employee], others: Sequence[Employee], ratio: int
) -> tuple[Employee, ...]:
    """Take up to `ratio` for each participant, in rounds, so that nobody takes a second before all had a first."""
    free: dict[Stratum, dict[tuple[str, str], list[Employee]]] = defaultdict(lambda: defaultdict(list))
    for person in others:
        free[stratum_of(person, by_location=False)][person.department, person.location].append(person)
    chosen: list[Employee] = []
    for _round in range(ratio):
        for person in participants:
            here = free.get(stratum_of(person, by_location=False))
            if here:
                place = (person.department, person.location)
                if place not in here:
                    place = _nearest(person, here)
                chosen.append(here[place].pop())
                if not here[place]:
                    del here[place]
    return tuple(chosen)


def _nearest(person: Employee, here: Mapping[tuple[str, str], list[Employee]]) -> tuple[str, str]:
    # Among equally near places the one where most are left, so that no department is emptied for another's sake.
    return max(
        here,
        key=lambda place: (
            place[0] == person.department,
            place[1] == person.location,
            len(here[place]),
            place,
        ),
    )


def baselines(
    participants: Sequence[Employee], others: Sequence[Employee], *, with_readings: bool = True
) -> list[Baseline]:
    """Return how far apart the groups were on everything that is known of both from before the start."""
    found = [
        *_level(participants, others),
        *_measure("tenure", _known(participants, "tenure_months"), _known(others, "tenure_months")),
        *_share("department", participants, others),
        *_share("location", participants, others),
    ]
    if with_readings:
        for name in sorted({name for person in participants for name in person.readings}):
            groups = [
                [p.readings[name] for p in group if name in p.readings] for group in (participants, others)
            ]
            is_told = not any(tells_of_everyone(list(Counter(values).values()) or [0]) for values in groups)
            found += [replace(it, is_told=is_told) for it in _measure(f"kpi:{name}", *groups)]
    return found


def judge(participants: Sequence[Employee], others: Sequence[Employee]) -> Comparability | None:
    """Return the badge, decided by the worst attribute; None where nothing is known from before the start.

    Nothing is told of a group under five: how it differs from another is what it is.
    """
    if min(len(participants), len(others)) < MINIMUM_GROUP:
        return None
    found = baselines(participants, others)
    return judge_comparability(found) if found else None


def is_comparable(comparability: Comparability | None) -> bool:
    """Tell whether a verdict may be thought of: what cannot be judged is not comparable."""
    return comparability is not None and comparability.badge != Badge.NOT_COMPARABLE


def _unlikeness(participants: Sequence[Employee], others: Sequence[Employee]) -> float:
    found = baselines(participants, others, with_readings=False)
    return max((abs(baseline.difference) for baseline in found), default=0.0)


def _known(people: Sequence[Employee], name: str) -> list[float]:
    return [value for person in people if (value := getattr(person, name)) is not None]


def _level(participants: Sequence[Employee], others: Sequence[Employee]) -> list[Baseline]:
    order = level_order(sorted({person.level for person in [*participants, *others]} - {""}))
    if order is None:
        return _share("level", participants, others)
    groups = ([order[p.level] for p in group if p.level] for group in (participants, others))
    return _measure("level", *groups)


def _measure(name: str, a: list[float], b: list[float]) -> list[Baseline]:
    # A handful of values says nothing about a group.
    return [measure_baseline(name, a, b)] if min(len(a), len(b)) >= MINIMUM_GROUP else []


def _share(name: str, participants: Sequence[Employee], others: Sequence[Employee]) -> list[Baseline]:
    a, b = (Counter(value for p in group if (value := getattr(p, name))) for group in (participants, others))
    return [share_baseline(name, a, b)] if min(a.total(), b.total()) >= MINIMUM_GROUP else []
