"""A finished mail, and its form on the wire. No ORM, no settings.

Python's email package takes longer for one message than everything else that is done for it, so what goes over SMTP
is put together here, from parts that are encoded once. A test holds it against the email package, both ways.
"""

import re
from binascii import b2a_qp
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache

from django.core.mail import EmailMultiAlternatives

from mentoring.mail.headers import envelope_address, one_line

SPECIALS = re.compile(r'[][\\()<>@,:;".]')
PLAINER = str.maketrans({'"': "'", "\\": "/"})
CRLF = b"\r\n"
UTF8 = Charset("utf-8")
UTF8.header_encoding = QP
WIDTH = 76
LONGEST_LINE = 900  # mail servers may cut at 998
CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
PLAIN_TEXT = bytes([*b"\t\n", *range(0x20, 0x7F)])


@dataclass(frozen=True)
class Letter:
    """One mail to one address, ready to be sent; made at the moment of sending and stored nowhere."""

    sender_name: str
    sender: str
    to_name: str
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    language: str = "en"
    reply_to_name: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def header_lines(self) -> list[tuple[str, str]]:
        """Return every header but MIME's own, each value on one line."""
        lines = [
            ("From", mailbox(self.sender_name, self.sender)),
            ("To", mailbox(self.to_name, self.to)),
            ("Subject", phrase(self.subject)),
            ("Date", header_date(self.date)),
            ("Message-ID", self.message_id),
            ("Content-Language", self.language),
            ("Auto-Submitted", "auto-generated"),
        ]
        if self.reply_to:
            lines.append(("Reply-To", mailbox(self.reply_to_name, self.reply_to)))
        lines.extend((name, one_line(value, 2000)) for name, value in self.headers.items())
        return lines


def as_bytes(letter: Letter) -> bytes:
    """Return the letter as it is given to a mail server, before dots are doubled."""
    # "=_" cannot stand in quoted-printable text, so no body can hold the boundary.
    boundary = "=_" + re.sub(r"\W", "", letter.message_id)[:60]
    head = [f"{name}: {value}" for name, value in letter.header_lines()]
    head += ["MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{boundary}"', ""]
    edge = b"--" + boundary.encode()
    return CRLF.join(
        [
            "\r\n".join(head).encode("ascii"),
            edge,
            part("text/plain", letter.text),
            edge,
            part("text/html", letter.html),
            edge + b"--",
            b"",
        ]
    )


def part(content_type: str, text: str) -> bytes:
    body = text.encode("utf-8", "replace")
    if body.translate(None, PLAIN_TEXT):  # there is something else in it
        # Control characters mean nothing in a text and something to some mail servers.
        text = CONTROL_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        body = text.encode("utf-8", "replace")
    encoding = "7bit"
    if not body.isascii() or max(map(len, body.split(b"\n"))) > LONGEST_LINE:
        encoding, body = "quoted-printable", b2a_qp(body, istext=True)
    head = f"Content-Type: {content_type}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + body.replace(b"\n", CRLF)


def as_email(letter: Letter) -> EmailMultiAlternatives:
    """Return the letter for Django's mail backends (providers, the local inbox)."""
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.date),
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
        **{name: one_line(value, 2000) for name, value in letter.headers.items()},
    }
    email = EmailMultiAlternatives(
        subject=one_line(letter.subject, 250).replace("=?", "= ?"),
        body=letter.text,
        from_email=unfolded(letter.sender_name, letter.sender),
        to=[unfolded(letter.to_name, letter.to)],
        reply_to=[unfolded(letter.reply_to_name, letter.reply_to)] if letter.reply_to else None,
        headers=headers,
    )
    email.attach_alternative(letter.html, "text/html")
    # A provider sends it back with what it reports; its own Message-ID may be another.
    email.metadata = {"message_id": letter.message_id}
    return email


def unfolded(name: str, address: str) -> str:
    """Return the mailbox for Django, which folds headers itself and refuses what is folded already."""
    return mailbox(name, address).replace("\r\n", "")


@lru_cache(maxsize=16)
def header_date(at: datetime) -> str:
    return format_datetime(at)


@lru_cache(maxsize=4096)
def mailbox(name: str, address: str) -> str:
    """Return `name <address>` for a header, on one line whatever the name holds."""
    # Not escaped but replaced: readers disagree about escapes in names, and about encoded words between quotes.
    name = one_line(name).translate(PLAINER).replace("=?", "= ?")
    address = envelope_address(address)
    if not name:
        return address
    if not name.isascii():
        return f"{phrase(name)} <{address}>"
    if SPECIALS.search(name):
        return f'"{name}" <{address}>'
    return f"{name} <{address}>"


@lru_cache(maxsize=4096)
def phrase(text: str) -> str:
    """Return text for a header: as it is when it is ASCII, otherwise as encoded words, folded."""
    # A text that looks like an encoded word would be decoded by the reader.
    text = one_line(text, 250).replace("=?", "= ?")
    if text.isascii() and len(text) < WIDTH:
        return text
    return Header(text, UTF8, maxlinelen=WIDTH).encode(linesep="\r\n")
