"""Find people who are, by way of others, their own managers."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def cycles(manager_of: Mapping[Key, Key]) -> list[list[Key]]:
    """Return each circle of people, everyone followed by their manager."""
    done: set[Key] = set()
    found: list[list[Key]] = []
    for start in manager_of:
        path: dict[Key, int] = {}
        person: Key | None = start
        while person is not None and person not in done and person not in path:
            path[person] = len(path)
            person = manager_of.get(person)
        if person is not None and person in path:
            found.append(list(path)[path[person] :])
        done.update(path)
    return found
