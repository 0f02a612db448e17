"""What is to be started, and how it is stopped."""

import re
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Program:
    """Describe one process of the stack.

    Stage 0 (web, worker, beat) is stopped first, then 1 (Valkey), then 2 (PostgreSQL): nobody loses the
    server it still needs. `patience` is in seconds; the sum over the stages stays below ten. Lines with `routine` in
    them are shown only when the program has ended by itself: they would bury the address.
    """

    name: str
    command: Sequence[str | Path]
    stage: int = 0
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 4.0
    folder: Path | None = None
    environment: Mapping[str, str] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    routine: re.Pattern[str] | None = None
