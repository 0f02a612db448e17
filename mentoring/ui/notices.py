"""Notices: confirmations shown once on the next page, with undo where available."""

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
    """Store a notice for the next page. Undo is a POST to `undo_url`, a path of this site."""
    messages.add_message(request, level, str(text), extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def pending(request: HttpRequest | None) -> list[Notice]:
    """Return and clear the stored notices, including messages added by packages."""
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
