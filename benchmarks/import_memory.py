"""What an import needs of memory, in a process of its own: what a process once had, it may keep.

`python -m benchmarks.import_memory command 200000` is one figure by itself, of as many people as are asked for.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

STATUS = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs")
WAYS = ("command", "worker")


def memory(way: str, people: int) -> tuple[float, float, float]:
    """Return the memory of a fresh process before an import and its peak in it, in MB, and the import's seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_memory", way, str(people)],
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    base, peak, taken = map(float, done.stdout.split()[-3:])
    return base, peak, taken


def peak() -> float:
    """Return the peak memory of this process so far, in MB.

    Not ru_maxrss where it can be helped: a process that was just started has that of the one it was forked from.
    """
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            2**20 if sys.platform == "darwin" else 2**10
        )
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    """Have the peak begin again at what the process has now, where the system can do that."""
    if FORGET_PEAK.exists():
        FORGET_PEAK.write_text("5")


def main(way: str, people: int) -> None:
    from benchmarks import import_ as bench

    bench.prepare()
    text = bench.made_up(people)
    base = taken = 0.0

    def measured() -> None:
        nonlocal base, taken
        run = bench.started(text)
        # The upload is the work of the web; what the jobs find is a row with the file in it.
        forget_peak()
        base, began = peak(), time.perf_counter()
        bench.finished(run, people, is_one_job=way == "command")
        taken = time.perf_counter() - began

    bench.seconds_in_scope(measured)
    print(base, peak(), taken)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
