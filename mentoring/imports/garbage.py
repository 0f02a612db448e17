"""Pause garbage collection while a large file is in memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Do not collect cyclic garbage within this block.

    An import creates hundreds of thousands of objects without cycles. Going through them took an eighth of its time
    in Python.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
