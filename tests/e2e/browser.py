"""What every page is held to in Chromium: accessibility, no sideways scrolling, large targets, and its budget."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

THEMES = ("light", "dark")
WIDTHS = (320, 390, 1280)
EVERY_RULE = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# What another theme can break of a page that holds to every rule in one.
COLOR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@dataclass(frozen=True)
class Budget:
    """The most a first visit may cost: bytes as they travel compressed, requests, elements."""

    bytes: int
    requests: int
    nodes: int


RESPONDENT = PUBLIC = Budget(bytes=25_000, requests=4, nodes=150)
PARTICIPANT = Budget(bytes=35_000, requests=5, nodes=600)
ADMINISTRATOR = Budget(bytes=50_000, requests=6, nodes=1_500)


@dataclass
class Visit:
    """What loading a page cost and complained about. Made by `watch` before the page is opened."""

    page: Page
    responses: list[Response] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def record(self, response: Response) -> None:
        self.responses.append(response)

    @property
    def bytes(self) -> int:
        read = (response for response in self.responses if not 300 <= response.status < 400)
        return sum(len(gzip.compress(response.body(), 9)) for response in read)

    @property
    def nodes(self) -> int:
        return self.page.evaluate("document.querySelectorAll('*').length")

    @property
    def layout_shift(self) -> float:
        return self.page.evaluate("window.layoutShift")


def watch(page: Page) -> Visit:
    """Record what the page loads, moves and complains about from now on."""
    visit = Visit(page)
    page.add_init_script(
        """window.layoutShift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.layoutShift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.on("response", visit.record)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            visit.complaints.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    return visit


def within(visit: Visit, budget: Budget) -> None:
    """Fail with everything that is over budget."""
    spent = {
        "bytes": (visit.bytes, budget.bytes),
        "requests": (len(visit.responses), budget.requests),
        "nodes": (visit.nodes, budget.nodes),
        "layout shift": (visit.layout_shift, 0),
    }
    over = {name: pair for name, pair in spent.items() if pair[0] > pair[1]}
    assert over == {}, f"(spent, allowed): {over}"


def at_every_width(
    page: Page, *, rules: Mapping[str, object] = EVERY_RULE, widths: Iterable[int] = WIDTHS
) -> Iterator[int]:
    """Hold the page to accessibility, fit and targets and yield each width in turn. The theme is the page's own."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page, rules=rules)
        no_sideways_scrolling(page)
        large_targets(page)
        yield width


def tab_to(page: Page, name: str, *, limit: int = 40) -> None:
    """Press Tab until the element with this accessible name has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
            const it = document.activeElement;
            return (it.getAttribute("aria-label") || it.labels?.[0]?.innerText || it.innerText || "").trim();
            }"""
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"No Tab leads to {name!r}")


def press_to(page: Page, name: str, *, limit: int = 40) -> None:
    """Press Tab until the element with this accessible name has the focus, then Enter, and wait for the next page."""
    tab_to(page, name, limit=limit)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def axe(page: Page, *, rules: Mapping[str, object] = EVERY_RULE) -> None:
    """Fail with each broken accessibility rule and where. Waits until the page and its frames have loaded."""
    for frame in page.frames:
        frame.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Only violations come back: what holds is many times as much, and sending it takes longer than finding it.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options).then((it) => it.violations)", options)
    broken = [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]
    assert broken == [], broken


def no_sideways_scrolling(page: Page) -> None:
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => e.outerHTML.slice(0, 100)).slice(0, 5)"""
    )
    assert wide == [], wide


def large_targets(page: Page) -> None:
    """Fail with each control that a finger needs more than 44 pixels of height for. Links inside text are exempt."""
    small = page.evaluate(
        """() => {
        const controls = `button, select, summary, nav a, a.button, label.radio-row, label.checkbox,
          input:not([type=radio], [type=checkbox], [type=hidden]), textarea`;
        const reach = (element, side) => {
          const after = getComputedStyle(element, "::after");
          return after.content === "none" ? 0 : Math.max(0, -parseFloat(after[side]) || 0);
        };
        return [...document.querySelectorAll(controls)]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height > 1)
          .map((e) => [e.outerHTML.slice(0, 90),
            e.getBoundingClientRect().height + reach(e, "top") + reach(e, "bottom")])
          .filter(([, height]) => height < 43.9);
        }"""
    )
    assert small == [], small
