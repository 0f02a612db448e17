"""Find Chromium for the browser tests."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mentoring.embedded.refusal import Refused

SYSTEM = Path("/usr/bin/chromium")
# Asking Playwright starts its driver; that is worth half a second only where the other places have none.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find_chromium(environment: Mapping[str, str], *, system: Path = SYSTEM) -> Path | None:
    """Return CHROMIUM_PATH, the system's Chromium or Playwright's own, or None where there is none."""
    named = environment.get("CHROMIUM_PATH")
    if named:
        if not os.access(named, os.X_OK):
            raise Refused(
                f"CHROMIUM_PATH={named} is not a program; correct it, or unset it to look elsewhere."
            )
        return Path(named)
    if os.access(system, os.X_OK):
        return system
    asked = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False, env=environment
    )
    own = Path(asked.stdout.strip())
    return own if asked.returncode == 0 and own.is_file() else None


def tests_without_browser(folder: Path) -> list[str]:
    """Return the names of the test files that cannot run."""
    return sorted(path.name for path in folder.rglob("test_*.py"))
