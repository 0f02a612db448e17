"""`bin/test`: every check, then the tests, on servers of their own (VAR_DIR, default var/test)."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from mentoring.embedded.affected_tests import affected_tests, build_graph, changed_files
from mentoring.embedded.browser import find_chromium, tests_without_browser
from mentoring.embedded.checks import CHECKS, Check
from mentoring.embedded.folder import ROOT
from mentoring.embedded.foreground import run_in_foreground
from mentoring.embedded.private_servers import with_private_servers
from mentoring.embedded.stack import Stack
from mentoring.embedded.supervisor import Supervisor

HELP = """\
bin/test                    every check, then all fast tests in parallel
bin/test --all              the same with the slow tests and with coverage: crash, load, simulation, whole stacks, every
                            browser journey at every width in both themes, and all examples of the property tests
bin/test --changed[=BASE]   only the tests that the changes of this branch can reach, committed or not, according to
                            the import graph; BASE is what it is compared with (default: main)
bin/test ARGUMENTS...       only pytest, with these arguments (paths from the project's root): the fast loop
bin/test --all ARGUMENTS... every check, then every test with these arguments added

The checks: format, lint, layers, types, missing migrations, production settings.
The servers are the tests' own, in VAR_DIR (default var/test); a running bin/run is not disturbed.
Browser tests use CHROMIUM_PATH, then /usr/bin/chromium, then Playwright's own; CI=true fails without one.
"""
SLOW = ("crash", "journey", "load", "simulation", "stack")
WORKERS = "2"
BROWSER_TESTS = "tests/e2e"


@dataclass(frozen=True)
class Request:
    """What was asked for: the arguments for pytest, and how much besides."""

    arguments: list[str]
    everything: bool = False
    base: str | None = None

    @classmethod
    def parse(cls, words: list[str]) -> "Request":
        bases = [word.partition("=")[2] or "main" for word in words if word.partition("=")[0] == "--changed"]
        arguments = [word for word in words if word != "--all" and word.partition("=")[0] != "--changed"]
        return cls(arguments, "--all" in words, bases[-1] if bases else None)

    @property
    def checks_first(self) -> bool:
        return self.everything or not (self.arguments or self.base)

    @property
    def names_tests(self) -> bool:
        return any("::" in word for word in self.arguments)

    def left_out(self) -> list[str]:
        """Return the markers of the tests that are too slow for this."""
        chosen_by_marker = any(word.startswith("-m") for word in self.arguments)
        if self.everything or chosen_by_marker or self.names_tests:
            return []
        asks_for_browser = any(word.startswith(BROWSER_TESTS) for word in self.arguments)
        return [marker for marker in SLOW if marker != "journey" or not asks_for_browser]


def test(words: list[str]) -> int:
    """Run the checks and the tests; return 0 only when all of them hold."""
    if words and words[0] in ("-h", "--help"):
        print(HELP, end="")
        return 0
    request = Request.parse(words)
    paths: list[str] = []
    if request.base is not None:
        changed = changed_files(request.base)
        paths = affected_tests(changed, build_graph())
        print(
            f"{len(changed)} files differ from {request.base}. Tests they can reach: {' '.join(paths) or 'none'}"
        )
        if not paths:
            return 0

    def run(stack: Stack, supervisor: Supervisor) -> int:
        failed = run_checks(stack, supervisor) if request.checks_first else []
        code = run_pytest(stack, supervisor, request, paths)
        if failed:
            print(f"These checks failed: {', '.join(failed)}. Their output stands above the tests.")
        return code or int(bool(failed))

    return with_private_servers("bin/test", "var/test", run)


def run_checks(stack: Stack, supervisor: Supervisor) -> list[str]:
    """Run every check, also after one has failed, and return the names of the failed."""
    failed = []
    for check in CHECKS:
        print(f"== {check.name}", flush=True)
        if run_in_foreground(command_of(check), supervisor, environment_of(check, stack)):
            failed.append(check.name)
    return failed


def command_of(check: Check) -> list[str]:
    return [sys.executable, *check.words]


def environment_of(check: Check, stack: Stack) -> Mapping[str, str]:
    return {**stack.environment, **check.environment}


def run_pytest(stack: Stack, supervisor: Supervisor, request: Request, paths: list[str]) -> int:
    words = [sys.executable, "-m", "pytest"]
    if request.checks_first or paths:
        words += ["-n", WORKERS]
    if left_out := request.left_out():
        words += ["-m", f"not ({' or '.join(left_out)})"]
    environment = dict(stack.environment)
    if request.everything:
        words += ["--cov", "--cov-report=term:skip-covered"]
        environment["TEST_EVERYTHING"] = "1"  # tests/examples.py, tests/e2e/looking.py
    chromium = find_chromium(environment)
    if chromium is not None:
        environment["CHROMIUM_PATH"] = str(chromium)
    elif (ROOT / BROWSER_TESTS).is_dir():
        without = tests_without_browser(ROOT / BROWSER_TESTS)
        print(
            f"No Chromium was found (CHROMIUM_PATH names one). Did not run: {', '.join(without)}.", flush=True
        )
        if environment.get("CI") == "true":
            print("CI=true asks for the browser tests, so this fails.", file=sys.stderr)
            return 1
        words.append(f"--ignore={BROWSER_TESTS}")
    return run_in_foreground([*words, *request.arguments, *paths], supervisor, environment)
