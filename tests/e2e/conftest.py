"""Journeys in Chromium."""

import os

import pytest

from mentoring.embedded.browser import find_chromium
from tests.e2e.live import live_site, mailbox  # noqa: F401 - fixtures of the journeys

# Playwright keeps an event loop in the test's thread; the ORM is used there, and only there, between its steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = find_chromium(os.environ)
    if path is None:
        pytest.skip("There is no Chromium here.")
    return {**browser_type_launch_args, "executable_path": str(path), "args": ["--no-sandbox"]}
