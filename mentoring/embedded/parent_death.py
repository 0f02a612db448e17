"""Let a child end with its parent, where the kernel can promise that (Linux)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def ask_for_signal(number: signal.Signals) -> Callable[[], None] | None:
    """Return what a child must call between fork and exec to get that signal when its parent is gone.

    The kernel means the parent's *thread*: children must be started by the launcher's main thread.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    launcher = os.getpid()

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != launcher:
            os._exit(1)  # it died before it could be asked to tell

    return in_child
