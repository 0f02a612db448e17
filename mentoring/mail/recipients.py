"""Recipients: what the outbox copies of a person, a member or an address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipient:
    """An address with name, language and time zone; empty ones default to the organization's."""

    email: str
    name: str = ""
    language: str = ""
    time_zone: str = ""


@dataclass(frozen=True)
class ReplyTo:
    """The person who receives replies."""

    email: str
    name: str = ""
