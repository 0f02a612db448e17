"""To whom a message goes: what the outbox copies of a person, a member or a bare address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipient:
    """An address with the name, language and time zone to write in; empty ones are the organization's."""

    email: str
    name: str = ""
    language: str = ""
    time_zone: str = ""


@dataclass(frozen=True)
class ReplyTo:
    """The human to whom an answer goes."""

    email: str
    name: str = ""
