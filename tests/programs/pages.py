"""What a reader sees on a page."""

import re


def text_of(answer) -> str:
    """Return what a reader sees, blanks run together."""
    body = re.sub(r"<(script|style|template).*?</\1>", "", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("&amp;", "&")


def heading_of(answer) -> str:
    return re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1]


def sentence_of(answer) -> str:
    return re.search(r'page-header-sentence">(.*?)</p>', answer.content.decode())[1]


def names_on(answer) -> list[str]:
    found = re.findall(r'<th scope="row"[^>]*>\s*<a [^>]*>(.*?)</a>', answer.content.decode(), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", name).strip() for name in found]
