"""Notices: what just happened, said once on the next page, with an undo where there is one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

UNDO = "undo:"
TONES = {
    messages.DEBUG: "info",
    messages.INFO: "info",
    messages.SUCCESS: "ok",
    messages.WARNING: "warn",
    messages.ERROR: "risk",
}


@dataclass(frozen=True)
class Notice:
    text: str
    tone: str
    undo_url: str = ""


def notify(
    request: HttpRequest, text: str | Promise, *, level: int = messages.SUCCESS, undo_url: str = ""
) -> None:
    """Keep a notice for the next page. The undo is a POST to `undo_url`, an address of our own."""
    messages.add_message(request, level, str(text), extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def pending(request: HttpRequest | None) -> list[Notice]:
    """Return and forget the kept notices. Messages that packages add appear among them."""
    if request is None or not hasattr(request, "_messages"):
        return []
    return [
        Notice(
            text=str(message.message),
            tone=TONES.get(message.level, "info"),
            undo_url=_undo_url(message.extra_tags or ""),
        )
        for message in messages.get_messages(request)
    ]


def _undo_url(tags: str) -> str:
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
