"""What a page prints, by figure and number."""

from html import unescape
from html.parser import HTMLParser


class _Printed(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}
        self.open: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        values = dict(attrs)
        if tag == "td" and "data-number" in values:
            self.open = values["data-figure"], values["data-number"]
            self.found[self.open] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[self.open] += unescape(data)


def printed_numbers(page: str) -> dict[tuple[str, str], str]:
    """Return the text of every cell that names its figure and number, as a browser shows it."""
    parser = _Printed()
    parser.feed(page)
    return {place: " ".join(text.split()) for place, text in parser.found.items()}
