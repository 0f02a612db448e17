"""Choose the comparison group, and judge how comparable both groups were before the program began."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from mentoring.statistics import (
    MINIMUM_GROUP,
    Badge,
    Baseline,
    Comparability,
    discloses_everyone,
    judge_comparability,
    measure_baseline,
    share_baseline,
)
from reports.outcomes.figures.attributes import KPI, Bands, kpi_bands
from reports.outcomes.figures.people import Employee, eligible_colleagues, level_order

MOST_PER_PARTICIPANT = 5


def shuffled(people: Sequence[Employee]) -> list[Employee]:
    """Return the people in a fixed pseudo-random order."""
    return sorted(people, key=lambda person: blake2b(person.key.encode(), digest_size=8).digest())


def choose_comparison_group(
    participants: Sequence[Employee], others: Sequence[Employee]
) -> tuple[tuple[Employee, ...], int]:
    """Return the comparison group and the ratio of matching; ratio 0 means every eligible colleague.

    Everybody, where the groups differ by no more than chance would make them. Otherwise matched: exactly on level and
    band of service, nearest on department, location and every KPI from before the start, five for each participant
    or, where that leaves the groups apart, fewer (measurement, 2.1). What happened later plays no part. Where no
    choice makes the groups similar, everybody again: leaving people out would gain nothing.
    """
    eligible = eligible_colleagues(participants, others)
    if not participants or not eligible or not _are_apart(participants, eligible):
        return eligible, 0
    bands = kpi_bands(participants, eligible)
    takers, pool = shuffled(participants), shuffled(eligible)[::-1]
    for ratio in range(MOST_PER_PARTICIPANT, 0, -1):
        comparison_group = _match_nearest(takers, pool, ratio, bands)
        if len(comparison_group) >= MINIMUM_GROUP and not _are_apart(participants, comparison_group):
            return comparison_group, ratio
    return eligible, 0


Place = tuple[str, str, tuple[int, ...]]


def _match_nearest(
    participants: Sequence[Employee], others: Sequence[Employee], ratio: int, bands: Sequence[Bands]
) -> tuple[Employee, ...]:
    """Return up to `ratio` matches for each participant, in rounds: nobody gets a second before all have a first."""

    def place_of(person: Employee) -> Place:
        return person.department, person.location, tuple(it.band(person) for it in bands)

    free: dict[tuple[str, str], dict[Place, list[Employee]]] = defaultdict(lambda: defaultdict(list))
    for person in others:
        free[person.level, person.tenure_band][place_of(person)].append(person)
    comparison_group: list[Employee] = []
    for _round in range(ratio):
        for person in participants:
            here = free.get((person.level, person.tenure_band))
            if here:
                place = place_of(person)
                if place not in here:
                    place = _nearest(place, here)
                comparison_group.append(here[place].pop())
                if not here[place]:
                    del here[place]
    return tuple(comparison_group)


def _nearest(wanted: Place, here: Mapping[Place, list[Employee]]) -> Place:
    # Of equally near cells the largest, so that no department is exhausted for another.
    return max(
        here,
        key=lambda place: (
            -sum(abs(a - b) for a, b in zip(place[2], wanted[2], strict=True)),
            place[0] == wanted[0],
            place[1] == wanted[1],
            len(here[place]),
            place,
        ),
    )


def baselines(participants: Sequence[Employee], others: Sequence[Employee]) -> list[Baseline]:
    """Return how much the groups differed on everything known of both from before the start."""
    found = [
        *_level(participants, others),
        *_measure("tenure", _known(participants, "tenure_months"), _known(others, "tenure_months")),
        *_share("department", participants, others),
        *_share("location", participants, others),
    ]
    for name in sorted({name for person in participants for name in person.readings}):
        groups = [[p.readings[name] for p in group if name in p.readings] for group in (participants, others)]
        is_disclosed = not any(discloses_everyone(list(Counter(values).values()) or [0]) for values in groups)
        found += [replace(it, is_disclosed=is_disclosed) for it in _measure(f"{KPI}{name}", *groups)]
    return found


def judge(participants: Sequence[Employee], others: Sequence[Employee]) -> Comparability | None:
    """Return the badge, decided by the worst attribute; None where nothing is known from before the start.

    A group under five has none: how it differs would disclose its people.
    """
    if min(len(participants), len(others)) < MINIMUM_GROUP:
        return None
    found = baselines(participants, others)
    return judge_comparability(found) if found else None


def is_comparable(comparability: Comparability | None) -> bool:
    """Return whether the groups may be compared; what cannot be judged is not comparable."""
    return comparability is not None and comparability.badge != Badge.NOT_COMPARABLE


def _are_apart(participants: Sequence[Employee], others: Sequence[Employee]) -> bool:
    comparability = judge(participants, others)
    return comparability is not None and comparability.badge == Badge.NOT_COMPARABLE


def _known(people: Sequence[Employee], name: str) -> list[float]:
    return [value for person in people if (value := getattr(person, name)) is not None]


def _level(participants: Sequence[Employee], others: Sequence[Employee]) -> list[Baseline]:
    order = level_order(sorted({person.level for person in [*participants, *others]} - {""}))
    if order is None:
        return _share("level", participants, others)
    groups = ([order[p.level] for p in group if p.level] for group in (participants, others))
    return _measure("level", *groups)


def _measure(name: str, a: list[float], b: list[float]) -> list[Baseline]:
    # Too few values do not describe a group.
    return [measure_baseline(name, a, b)] if min(len(a), len(b)) >= MINIMUM_GROUP else []


def _share(name: str, participants: Sequence[Employee], others: Sequence[Employee]) -> list[Baseline]:
    a, b = (Counter(value for p in group if (value := getattr(p, name))) for group in (participants, others))
    return [share_baseline(name, a, b)] if min(a.total(), b.total()) >= MINIMUM_GROUP else []
