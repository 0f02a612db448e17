"""Solve published totals as a linear system over exact fractions: what can a reader calculate from them?"""

from fractions import Fraction
from itertools import combinations


def null_space(rows, columns):
    """Return vectors over exact fractions that every row is orthogonal to."""
    rows = [[Fraction(entry) for entry in row] for row in rows]
    pivots = []
    for column in range(columns):
        rank = len(pivots)
        source = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if source is None:
            continue
        rows[rank], rows[source] = rows[source], rows[rank]
        rows[rank] = [entry / rows[rank][column] for entry in rows[rank]]
        for i, row in enumerate(rows):
            if i != rank and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[rank], strict=True)]
        pivots.append(column)
    found = []
    for free in set(range(columns)) - set(pivots):
        vector = [Fraction(0)] * columns
        vector[free] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=False):
            vector[pivot] = -row[free]
        found.append(vector)
    return found


def computable_groups(published, people, k):
    """Return every set of 1 to k - 1 people whose number follows from the published totals.

    A total follows if and only if it is the same in every solution of the linear system: if the group
    is orthogonal to the null space. All sets of people are tried, one by one.
    """
    order = sorted(people)
    null = null_space([[person in group for person in order] for group in published], len(order))
    return {
        frozenset(order[i] for i in chosen)
        for size in range(1, k)
        for chosen in combinations(range(len(order)), size)
        if all(sum(vector[i] for i in chosen) == 0 for vector in null)
    }
