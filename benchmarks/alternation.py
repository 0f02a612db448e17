"""Measure several ways in turn, so that what the machine does meanwhile meets all of them alike."""

import time
from collections.abc import Callable, Mapping
from statistics import median

ROUNDS = 5


def seconds(action: Callable[[], object]) -> float:
    """Return how long the action takes, in seconds."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def alternate(
    ways: Mapping[str, Callable[[], float]], *, rounds: int = ROUNDS, warm_up: int = 1
) -> dict[str, float]:
    """Return the median of each way, which returns its own figure; the ways take turns, the first rounds do not count.

    Fewer than five rounds are refused: a median of less says nothing.
    """
    if rounds < ROUNDS:
        raise ValueError(f"a median of {rounds} says nothing; at least {ROUNDS} rounds are needed")
    figures: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(warm_up + rounds):
        for name, way in ways.items():
            figure = way()
            if number >= warm_up:
                figures[name].append(figure)
    return {name: median(values) for name, values in figures.items()}
