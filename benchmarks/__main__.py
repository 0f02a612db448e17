"""Run every benchmark, or those named on the command line."""

import pkgutil
import sys
from importlib import import_module
from keyword import iskeyword

import benchmarks


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
    }
    return sorted(name.removesuffix("_") for name in found - shared)


def main(wanted: list[str]) -> int:
    known = names()
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    modules = [f"benchmarks.{name}_" if iskeyword(name) else f"benchmarks.{name}" for name in wanted or known]
    results = [import_module(module).run() for module in modules]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
