"""What every page of a journey is held to, in both themes and three widths."""

import os
from itertools import product
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES = ("light", "dark")
WIDTHS = (320, 390, 1280)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def look_at(page: Page, name: str) -> None:
    """Assert that axe finds nothing and nothing sticks out. With SCREENSHOTS=folder, keep pictures there."""
    for theme, width in product(THEMES, WIDTHS):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options=RULES).response["violations"]
        assert not found, [(it["id"], [node["html"] for node in it["nodes"]]) for it in found]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide at {width} px"
        if os.environ.get("SCREENSHOTS"):
            path = Path(os.environ["SCREENSHOTS"]) / f"{name}-{width}-{theme}.png"
            page.screenshot(path=path, full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
