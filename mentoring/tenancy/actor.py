"""Who performs an action: the `by=` argument of actions, as recorded in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mentoring.tenancy.models import ApiToken, Membership


@dataclass(frozen=True, slots=True)
class Actor:
    """A member (directly or through a token), the holder of a link, or the system.

    `label` names a job, a link's purpose or a token, never a person: names are looked up by `id` when the log is read.
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
