"""`bin/test`: every check, then the tests, on servers of their own (VAR_DIR, default var/test)."""

import sys
from collections.abc import Mapping

from mentoring.embedded.browser import find_chromium, tests_without_browser
from mentoring.embedded.checks import CHECKS, Check
from mentoring.embedded.folder import ROOT
from mentoring.embedded.foreground import run_in_foreground
from mentoring.embedded.private_servers import with_private_servers
from mentoring.embedded.stack import Stack
from mentoring.embedded.supervisor import Supervisor

HELP = """\
bin/test                    every check, then all fast tests in parallel with coverage
bin/test --all              the same with the slow tests: crash, load, simulation and whole stacks, and every page
                            of a journey in both themes at three widths (else: a desk in the light, a phone in the dark)
bin/test ARGUMENTS...       only pytest, with these arguments (paths from the project's root): the fast loop
bin/test --all ARGUMENTS... every check, then every test with these arguments added

The checks: format, lint, layers, types, missing migrations, production settings.
The servers are the tests' own, in VAR_DIR (default var/test); a running bin/run is not disturbed.
Browser tests use CHROMIUM_PATH, then /usr/bin/chromium, then Playwright's own; CI=true fails without one.
"""
SLOW = ("crash", "load", "simulation", "stack")
WORKERS = "2"
BROWSER_TESTS = "tests/e2e"


def test(words: list[str]) -> int:
    """Run the checks and the tests; return 0 only when all of them hold."""
    if words and words[0] in ("-h", "--help"):
        print(HELP, end="")
        return 0
    everything = "--all" in words
    arguments = [word for word in words if word != "--all"]

    def run(stack: Stack, supervisor: Supervisor) -> int:
        failed = run_checks(stack, supervisor) if everything or not arguments else []
        code = run_pytest(stack, supervisor, arguments, everything=everything)
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


def run_pytest(stack: Stack, supervisor: Supervisor, arguments: list[str], *, everything: bool) -> int:
    words = [sys.executable, "-m", "pytest"]
    if everything or not arguments:
        words += ["-n", WORKERS, "--cov", "--cov-report=term:skip-covered"]
    chosen_by_marker = any(word.startswith("-m") for word in arguments)
    names_a_test = any("::" in word for word in arguments)
    if not (everything or chosen_by_marker or names_a_test):
        words += ["-m", f"not ({' or '.join(SLOW)})"]
    environment = dict(stack.environment)
    chromium = find_chromium(environment)
    if chromium is not None:
        environment["CHROMIUM_PATH"] = str(chromium)
        if everything:
            environment["LOOK_EVERYWHERE"] = "1"  # tests/e2e/looking.py
    elif (ROOT / BROWSER_TESTS).is_dir():
        without = tests_without_browser(ROOT / BROWSER_TESTS)
        print(
            f"No Chromium was found (CHROMIUM_PATH names one). Did not run: {', '.join(without)}.", flush=True
        )
        if environment.get("CI") == "true":
            print("CI=true asks for the browser tests, so this fails.", file=sys.stderr)
            return 1
        words.append(f"--ignore={BROWSER_TESTS}")
    return run_in_foreground([*words, *arguments], supervisor, environment)
