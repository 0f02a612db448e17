"""Run every benchmark, or those named on the command line."""

import pkgutil
import sys
from importlib import import_module

import benchmarks


def names() -> list[str]:
    """Return the benchmarks: the modules of this package that are run, not those they share."""
    found = {module.name for module in pkgutil.iter_modules(benchmarks.__path__)}
    return sorted(found - {"__main__", "alternation", "figures", "programs_filling"})


def main(wanted: list[str]) -> int:
    known = names()
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    results = [import_module(f"benchmarks.{name}").run() for name in wanted or known]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
