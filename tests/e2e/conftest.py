"""Journeys in Chromium."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest
from playwright.sync_api import Browser, Page, expect

from mentoring.embedded.browser import find_chromium
from tests.e2e.live import live_site, mailbox  # noqa: F401 - fixtures of the journeys
from tests.e2e.server import serve

# Playwright keeps an event loop in the test's thread; the ORM is used there, and only there, between its steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# As long as Playwright's own actions wait: what is slow on a busy machine is not broken.
expect.set_options(timeout=30_000)

FAST = "test_smoke.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every browser test outside the smoke tests as a journey: bin/test leaves those to --all."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.name != FAST:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session", autouse=True)
def _not_traced() -> None:
    """What a line does is the business of the tests before; here a browser waits for each page.

    Not resumed after each module: a worker once crashed in the first browser test after that.
    """
    if tracing := coverage.Coverage.current():
        tracing.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = find_chromium(os.environ)
    if path is None:
        pytest.skip("There is no Chromium here.")
    return {
        **browser_type_launch_args,
        "executable_path": str(path),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    # Nothing fades while it is looked at: a color on its way has neither theme's contrast.
    return {**browser_context_args, "reduced_motion": "reduce", "timezone_id": "Europe/Berlin"}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of pages that need no database."""
    with serve() as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Open a page of its own context: `open_page(width=390, theme="dark")`, and whatever a context takes."""
    contexts = []

    def opened(*, width: int = 1280, theme: str = "light", **options) -> Page:
        asked = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "locale": "en-US"}
        context = browser.new_context(**{**browser_context_args, **asked, **options})
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
