"""What every page of a journey is held to, in both themes and three widths.

The fast set looks at a desk in the light and at a phone in the dark; `bin/test --all` at every theme in every width.
"""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.browser import COLOR_RULES, EVERY_RULE, WIDTHS, at_every_width

EVERYWHERE = {"light": WIDTHS, "dark": WIDTHS}
WHERE_MOST_DIFFERS = {"light": (1280,), "dark": (390,)}


def look_at(page: Page, name: str) -> None:
    """Hold the page to accessibility, fit and targets. With SCREENSHOTS=folder, keep pictures there."""
    asked_for = {"TEST_EVERYTHING", "SCREENSHOTS"} & set(os.environ)
    for theme, widths in (EVERYWHERE if asked_for else WHERE_MOST_DIFFERS).items():
        # Nothing fades, in any context: a color on its way to the other theme has neither's contrast.
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width in at_every_width(
            page, rules=EVERY_RULE if theme == "light" else COLOR_RULES, widths=widths
        ):
            if os.environ.get("SCREENSHOTS"):
                path = Path(os.environ["SCREENSHOTS"]) / f"{name}-{width}-{theme}.png"
                page.screenshot(path=path, full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
