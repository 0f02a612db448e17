"""What an action plan says, as plain data: compared, described and merged. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

MOST_ACTIONS = 30
ADDED, REMOVED, DONE, REOPENED, CHANGED, SAME = "added", "removed", "done", "reopened", "changed", "same"


@dataclass(frozen=True)
class Entry:
    """An action as a revision stores it. `goal` is an id."""

    id: UUID
    title: str
    who: str
    due_on: date | None = None
    goal: UUID | None = None
    done_on: date | None = None

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            id=UUID(stored["id"]),
            title=stored["title"],
            who=stored["who"],
            due_on=date.fromisoformat(stored["due_on"]) if stored.get("due_on") else None,
            goal=UUID(stored["goal"]) if stored.get("goal") else None,
            done_on=date.fromisoformat(stored["done_on"]) if stored.get("done_on") else None,
        )

    @property
    def stored(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "title": self.title,
            "who": str(self.who),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "goal": str(self.goal) if self.goal else None,
            "done_on": self.done_on.isoformat() if self.done_on else None,
        }

    @property
    def wording(self) -> tuple:
        """What the mentor writes; ticks are apart."""
        return self.title, self.who, self.due_on, self.goal


@dataclass(frozen=True)
class Change:
    """What became of one action. `before` is missing for an added one, `after` for a removed one."""

    kind: str
    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        entry = self.after or self.before
        assert entry is not None
        return entry


def changes_between(before: Sequence[Entry], after: Sequence[Entry]) -> list[Change]:
    """Return what became of each action: in the order of `after`, then what was removed."""
    earlier = {entry.id: entry for entry in before}
    found = [_change(earlier.get(entry.id), entry) for entry in after]
    kept = {entry.id for entry in after}
    return [*found, *(Change(REMOVED, entry, None) for entry in before if entry.id not in kept)]


def counted(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many actions were added, removed, done, reopened and changed, without zeros."""
    counts: dict[str, int] = {}
    for change in changes:
        if change.kind != SAME:
            counts[change.kind] = counts.get(change.kind, 0) + 1
    return counts


def merged(base: Sequence[Entry], theirs: Sequence[Entry], mine: Sequence[Entry]) -> list[Entry]:
    """Return both sides' changes to `base` in one plan; where both changed an action, mine counts.

    An action that one side removed stays removed unless the other side changed it.
    """
    old = {entry.id: entry for entry in base}
    their, my = {entry.id: entry for entry in theirs}, {entry.id: entry for entry in mine}
    ids = list(dict.fromkeys([*(entry.id for entry in theirs), *(entry.id for entry in mine)]))
    found = []
    for pk in ids:
        origin, yours, own = old.get(pk), their.get(pk), my.get(pk)
        if own is None or yours is None:
            present = own or yours
            assert present is not None
            if origin is None or present.wording != origin.wording:
                found.append(present)
            continue
        chosen = yours if origin is not None and own.wording == origin.wording else own
        found.append(replace(chosen, done_on=yours.done_on))
    return found


def _change(before: Entry | None, after: Entry) -> Change:
    if before is None:
        return Change(ADDED, None, after)
    if (before.done_on is None) != (after.done_on is None):
        return Change(DONE if after.done_on else REOPENED, before, after)
    return Change(SAME if before.wording == after.wording else CHANGED, before, after)
