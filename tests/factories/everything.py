"""Imports every factory module, for tests that walk all models."""

from importlib import import_module
from pathlib import Path

from tests.factories import EVERY_MODEL

for _path in sorted(Path(__file__).parent.glob("*.py")):
    if _path.stem not in {"__init__", "everything"}:
        import_module(f"tests.factories.{_path.stem}")

__all__ = ["EVERY_MODEL"]
