"""All that a member can open: pages by their links, and the API."""

import re
from html import unescape
from urllib.parse import urlsplit

LINK = re.compile(r'(?:href|hx-get|src)="(/[^"#]*)')
LISTS = (
    "programs/", "participants/", "matches/", "goals/", "check-ins/", "people/", "members/", "emails/",
    "audit-events/", "search/?q=MARK", "visibility/",
)  # fmt: skip


def all_pages(client, slug: str, *, also: tuple[str, ...] = (), at_most: int = 300) -> dict[str, str]:
    """Return the text of all pages that links lead to from the home page and from `also`, by address."""
    waiting, texts = [f"/o/{slug}/", *also, *(f"/api/v1/o/{slug}/{path}" for path in LISTS)], {}
    while waiting and len(texts) < at_most:
        url = unescape(waiting.pop(0))
        if url in texts:
            continue
        answer = client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        texts[url] = unescape(content.decode("utf-8", "replace"))
        assert answer.status_code < 500, url
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting += [
                link for link in map(unescape, LINK.findall(texts[url]))
                if urlsplit(link).path.startswith((f"/o/{slug}/", "/mail/")) and link not in texts
            ]  # fmt: skip
    return texts
