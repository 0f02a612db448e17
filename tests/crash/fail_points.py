"""Dies at a named point of a delivery.

KILL_AT is "<point>:<n>:<times>": at each n-th passage in one process, until `times` processes have died of it, which
files in KILL_FOLDER count.
"""

import os
import signal
from collections import Counter
from pathlib import Path

# Every point of mentoring/mail/delivery.py, with the passage at which to die: once in a batch, or once for a mail.
POINTS = {
    "claimed": 1,
    "rendered": 1,
    "prepared": 40,
    "marked sending": 40,
    "delivered": 40,
    "marked sent": 1,
}
_passed: Counter[str] = Counter()


def pass_by(name: str) -> None:
    if not os.environ.get("KILL_AT"):
        return
    point, number, times = os.environ["KILL_AT"].split(":")
    _passed[name] += 1
    if name == point and _passed[name] % int(number) == 0 and take_one(int(times)):
        os.kill(os.getpid(), signal.SIGKILL)


def take_one(times: int) -> bool:
    folder = Path(os.environ["KILL_FOLDER"])
    for number in range(times):
        try:
            (folder / str(number)).touch(exist_ok=False)
        except FileExistsError:
            continue
        return True
    return False
