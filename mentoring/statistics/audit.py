"""Find every group of people that published totals give away, by linear algebra.

Each published number is the sum over the people of one group. What can be computed from several of
them is exactly the row space of their indicator vectors; a group whose own indicator lies in it is
determined, published or not. People who belong to the same groups throughout cannot be distinguished, so
each such set is one column ("atom"). The reader is supposed to know which atoms are empty.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from mentoring.statistics.refusals import require_count

Group = frozenset[Hashable]
_CHUNK = 100_000
# Determined groups of more parts than this are looked for only among the hidden groups by name.
_MAXIMUM_PARTS = 4


@dataclass(frozen=True)
class Disclosure:
    """Hold a group too small to be shown that the published totals determine."""

    people: Group


def find_disclosures(published: Sequence[Group], withheld: Sequence[Group], *, k: int) -> list[Disclosure]:
    """Return groups of 1 to k - 1 people that the totals of the published groups determine.

    For k up to 5 this is complete: no group under k that can be computed is missed. Above, groups of
    more than four parts are looked for only among the hidden groups. Computed with whole numbers modulo
    primes, so many of them that a group can be missed by none (Hadamard's bound); no rounding.
    The effort grows with the number of published groups to the power k - 1; with forty it is a second.
    """
    require_count(k, name="The minimum")
    people: Group = frozenset().union(*published) if published else frozenset()
    membership = {person: tuple(i for i, g in enumerate(published) if person in g) for person in people}
    atoms = Counter(membership.values())
    # Large atoms first: they become the pivots, and no pivot of k people is part of a small group.
    columns = sorted(atoms, key=lambda atom: (-atoms[atom], atom))
    found: set[frozenset[int]] = set()
    for prime in _primes_for(len(published)):
        space = _RowSpace(published_rows(columns, len(published)), prime)
        found.update(space.small_groups([atoms[atom] for atom in columns], k))
        # Up to k = 5 a small group has too few parts to be missed above.
        for group in withheld if k - 1 > _MAXIMUM_PARTS else ():
            touched = {membership.get(person) for person in group}
            inside = [column for column, atom in enumerate(columns) if atom in touched]
            counted = sum(atoms[columns[column]] for column in inside)
            # A withheld group that splits an atom cannot be computed from what is published.
            if 0 < len(group) < k and counted == len(group) and space.contains(inside):
                found.add(frozenset(inside))
    position = {atom: column for column, atom in enumerate(columns)}
    people_at: dict[int, set[Hashable]] = {}
    for person, atom in membership.items():
        people_at.setdefault(position[atom], set()).add(person)
    groups = [frozenset().union(*(people_at[column] for column in group)) for group in found]
    return [Disclosure(group) for group in sorted(groups, key=lambda g: (len(g), sorted(map(str, g))))]


def is_determined(group: Group, published: Sequence[Group]) -> bool:
    """Tell whether the sum over one group follows from those over the published groups.

    Modulo one prime: it could err where that prime divides a minor, one in thousands of millions. So it serves to
    choose what to withhold; `find_disclosures` decides whether that is enough.
    """
    people: Group = frozenset().union(*published)
    if not group <= people:
        return False
    membership = {person: tuple(i for i, g in enumerate(published) if person in g) for person in people}
    atoms = Counter(membership.values())
    inside = Counter(membership[person] for person in group)
    if any(atoms[atom] != count for atom, count in inside.items()):
        return False  # the group splits people who are in the same published groups
    columns = sorted(atoms, key=lambda atom: (-atoms[atom], atom))
    space = _RowSpace(published_rows(columns, len(published)), _primes_for(1)[0])
    return space.contains([column for column, atom in enumerate(columns) if atom in inside])


def published_rows(columns: Sequence[tuple[int, ...]], groups: int) -> Any:
    """Return the 0/1 matrix of published groups (rows) by atoms (columns)."""
    import numpy as np

    rows = np.zeros((groups, len(columns)), dtype=np.int64)
    for column, atom in enumerate(columns):
        rows[list(atom), column] = 1
    return rows


class _RowSpace:
    """Hold the reduced echelon form of a 0/1 matrix modulo a prime below 2^31."""

    def __init__(self, rows: Any, prime: int) -> None:
        self.prime = prime
        self.pivots: list[int] = []
        self.rows = rows % prime
        rank = 0
        for column in range(rows.shape[1]):
            if rank == len(self.rows):
                break
            candidates = self.rows[rank:, column].nonzero()[0]
            if not len(candidates):
                continue
            self._eliminate(rank, rank + int(candidates[0]), column)
            self.pivots.append(column)
            rank += 1
        self.rows = self.rows[:rank]

    def _eliminate(self, rank: int, source: int, column: int) -> None:
        self.rows[[rank, source]] = self.rows[[source, rank]]
        inverse = pow(int(self.rows[rank, column]), -1, self.prime)
        self.rows[rank] = self.rows[rank] * inverse % self.prime
        for other in self.rows[:, column].nonzero()[0]:
            if other != rank:
                factor = self.prime - self.rows[other, column]
                self.rows[other] = (self.rows[other] + factor * self.rows[rank]) % self.prime

    def contains(self, columns: Sequence[int]) -> bool:
        """Tell whether the indicator of these columns is a combination of the rows."""
        import numpy as np

        target = np.zeros(self.rows.shape[1], dtype=np.int64)
        target[list(columns)] = 1
        # In reduced form the coefficients can be read off at the pivots, where they are 0 or 1.
        used = [row for row, pivot in enumerate(self.pivots) if target[pivot]]
        return bool((self.rows[used].sum(axis=0) % self.prime == target).all())

    def small_groups(self, counts: Sequence[int], k: int) -> Iterator[frozenset[int]]:
        """Yield the columns of every determined group under k people made of few enough pivots.

        Such a group covers fewer than k columns, so of k blocks of columns it leaves one empty: a
        random sum over each block rules nearly all combinations of rows out before they are added up.
        """
        import numpy as np

        weights = np.array(counts)
        small = [row for row, pivot in enumerate(self.pivots) if counts[pivot] < k]
        pivot_counts = np.array([counts[pivot] for pivot in self.pivots])
        random = np.random.default_rng(self.prime).integers(1, self.prime, self.rows.shape[1])
        weighted = self.rows * random % self.prime
        blocks = np.stack([weighted[:, block::k].sum(axis=1) % self.prime for block in range(k)], axis=1)
        for size in range(1, min(k - 1, _MAXIMUM_PARTS) + 1):
            every = combinations(small, size)
            while chunk := list(islice(every, _CHUNK)):
                chosen = np.array(chunk)
                likely = (pivot_counts[chosen].sum(axis=1) < k) & (
                    blocks[chosen].sum(axis=1) % self.prime == 0
                ).any(axis=1)
                for rows in chosen[likely]:
                    total = self.rows[rows].sum(axis=0) % self.prime
                    if (total <= 1).all() and weights @ total < k:
                        yield frozenset(total.nonzero()[0].tolist())


def _primes_for(rows: int) -> list[int]:
    """Return primes whose product exceeds any minor of a 0/1 matrix with so many rows.

    A combination that exists over the fractions exists modulo every prime that does not divide one
    minor of full rank; that minor is at most (n + 1)^((n + 1) / 2) / 2^n (Hadamard).
    """
    bits = (rows + 1) / 2 * math.log2(rows + 1) - rows
    primes: list[int] = []
    candidate = 2**31 - 1
    while sum(map(math.log2, primes)) <= bits or not primes:
        if all(candidate % divisor for divisor in range(3, math.isqrt(candidate) + 1, 2)):
            primes.append(candidate)
        candidate -= 2
    return primes
