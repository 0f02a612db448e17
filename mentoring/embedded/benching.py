"""`bin/bench`: the benchmarks, on servers of their own (VAR_DIR, default var/bench).

With BENCH_DURABLE=1, a commit waits for the disk, as in production.
"""

import os
import sys

from mentoring.embedded.foreground import run_in_foreground
from mentoring.embedded.private_servers import with_private_servers
from mentoring.embedded.stack import Stack
from mentoring.embedded.supervisor import Supervisor


def bench(names: list[str]) -> int:
    def run(stack: Stack, supervisor: Supervisor) -> int:
        return run_in_foreground([sys.executable, "-m", "benchmarks", *names], supervisor, stack.environment)

    durable = bool(os.environ.get("BENCH_DURABLE"))
    return with_private_servers("bin/bench", "var/bench", run, durable=durable)
