"""The inbox of a LOCAL=1 installation: every email as a file, readable at /mail/, for all organizations.

It includes sign-in codes, which bypass the outbox but not Django's mail backend.
"""

import os
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"[0-9]{20}-[0-9a-f]{8}")
MOST_SHOWN = 100


class LocalInboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            save(message.message().as_bytes())
        return len(email_messages)


def folder() -> Path:
    path = Path(settings.MAIL_LOCAL_INBOX)
    path.mkdir(parents=True, exist_ok=True)
    return path


def save(content: bytes) -> str:
    """Store an email; return its name, which sorts by time. Renamed into place, so that no reader sees half of it."""
    name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
    temporary = folder() / f".{name}"
    temporary.write_bytes(content)
    os.replace(temporary, folder() / f"{name}.eml")
    return name


@dataclass(frozen=True)
class LocalMail:
    name: str
    received_at: datetime
    parsed: Parsed

    @property
    def subject(self) -> str:
        return str(self.parsed["Subject"] or "")

    @property
    def sender(self) -> str:
        return str(self.parsed["From"] or "")

    @property
    def to(self) -> str:
        return str(self.parsed["To"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.parsed.items()]

    def part(self, kind: str) -> str:
        """Return the text of the plain or html part; empty when there is none."""
        found = self.parsed.get_body(preferencelist=(kind,))
        return found.get_content() if found is not None else ""


def newest_mails(most: int = MOST_SHOWN) -> list[LocalMail]:
    names = sorted((path.stem for path in folder().glob("*.eml")), reverse=True)[:most]
    return [mail for name in names if (mail := find_mail(name))]


def find_mail(name: str) -> LocalMail | None:
    """Return the email of that name, or None. The name comes from a URL, so it is validated first."""
    if not NAME.fullmatch(name):
        return None
    try:
        content = (folder() / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    received_at = datetime.fromtimestamp(int(name.partition("-")[0]) / 1e9, UTC)
    return LocalMail(name, received_at, message_from_bytes(content, policy=policy.default))
