"""Registries, by which upper apps extend lower ones. docs/architecture.md lists all of them."""

from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """Ordered items by name.

    Apps register items in AppConfig.ready(); the app that owns the registry iterates over them. Registering a second
    item under a name raises ValueError.
    """

    def __init__(self, interface: str) -> None:
        self.interface = interface
        self._items: dict[str, tuple[int, Item]] = {}

    def register(self, name: str, item: Item, *, order: int = 100) -> Item:
        if name in self._items and self._items[name][1] is not item:
            raise ValueError(f"{self.interface}: {name!r} is already registered")
        self._items[name] = (order, item)
        return item

    def __getitem__(self, name: str) -> Item:
        return self._items[name][1]

    def get(self, name: str) -> Item | None:
        entry = self._items.get(name)
        return entry[1] if entry else None

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        """Yield the items by order, then name."""
        return (item for _, item in self.items())

    def items(self) -> list[tuple[str, Item]]:
        return [
            (name, entry[1]) for name, entry in sorted(self._items.items(), key=lambda kv: (kv[1][0], kv[0]))
        ]
