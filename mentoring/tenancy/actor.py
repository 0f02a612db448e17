"""Who does a thing: the `by=` of every action, and what the audit log keeps of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mentoring.tenancy.models import ApiToken, Membership


@dataclass(frozen=True, slots=True)
class Actor:
    """A member (perhaps through a token), the holder of a link, or the system itself.

    `label` names a job, a link's purpose or a token; never a person, whose name is looked up by `id` when read.
    """

    kind: str
    label: str
    membership: Membership | None = None
    id: UUID | None = None

    @classmethod
    def member(cls, membership: Membership) -> Actor:
        return cls("member", "", membership, membership.id)

    @classmethod
    def token(cls, token: ApiToken) -> Actor:
        return cls("token", token.name, token.membership, token.membership_id)

    @classmethod
    def link(cls, purpose: str, target_id: UUID) -> Actor:
        return cls("link", purpose, None, target_id)

    @classmethod
    def system(cls, job: str) -> Actor:
        return cls("system", job)
