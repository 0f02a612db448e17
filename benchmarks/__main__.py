"""Run every benchmark, or those named on the command line."""

import faulthandler
import os
import pkgutil
import sys
from importlib import import_module
from keyword import iskeyword

import benchmarks

# A benchmark that waits for what never comes ends with the place where it waits. BENCH_MINUTES allows more, for
# COVERAGE_SEEDS and the like.
MINUTES = 30


def names() -> list[str]:
    """Return the benchmarks: the modules of this package that are run, not those they share.

    A module whose name Python keeps for itself ends in an underscore, which nobody has to type.
    """
    found = {module.name for module in pkgutil.iter_modules(benchmarks.__path__)}
    shared = {
        "__main__",
        "alternation",
        "figures",
        "import_memory",
        "import_peers",
        "page_floor",
        "programs_filling",
        "survey_answers",
        "survey_package",
        "survey_results",
    }
    return sorted(name.removesuffix("_") for name in found - shared)


def main(wanted: list[str]) -> int:
    known = names()
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    modules = [f"benchmarks.{name}_" if iskeyword(name) else f"benchmarks.{name}" for name in wanted or known]
    results = [run_within_limit(module) for module in modules]
    return 0 if all(results) else 1


def run_within_limit(module: str) -> bool:
    """Run the benchmark; print where every thread waits and end the process when it takes too long."""
    faulthandler.dump_traceback_later(60 * float(os.environ.get("BENCH_MINUTES") or MINUTES), exit=True)
    try:
        return import_module(module).run()
    finally:
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
