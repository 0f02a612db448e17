"""Fail fast while a server does not respond, so that it cannot occupy all threads of a process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class CircuitOpen(Exception):
    """The call was not made: the server failed a moment ago, or too many calls are waiting for it."""


class CircuitBreaker:
    """After a failure, refuse further calls for some seconds; refuse calls beyond `concurrent` at any time.

    `failures` are the exceptions that mean that the server does not respond. State is kept per process.
    """

    def __init__(
        self,
        *,
        failures: tuple[type[Exception], ...],
        seconds: float,
        concurrent: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.failures, self.seconds, self.concurrent, self.clock = failures, seconds, concurrent, clock
        self._lock = threading.Lock()
        self._waiting = 0
        self._open_until = 0.0

    @contextmanager
    def call(self) -> Iterator[None]:
        """Run the block, or raise CircuitOpen instead of running it."""
        with self._lock:
            if self.clock() < self._open_until or self._waiting == self.concurrent:
                raise CircuitOpen("not tried: the server did not respond a moment ago")
            self._waiting += 1
        try:
            yield
        except self.failures:
            self._open_until = self.clock() + self.seconds
            raise
        finally:
            with self._lock:
                self._waiting -= 1

    def close(self) -> None:
        """Allow calls again at once."""
        self._open_until = 0.0
