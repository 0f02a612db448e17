from collections.abc import Sequence

from mentoring.mail.models import OutboxMessage
from mentoring.tenancy.models import Membership
from mentoring.tenancy.rules import is_administrator, is_member


def can_undo_batch(membership: Membership, messages: Sequence[OutboxMessage]) -> bool:
    """Administrators, and the member who queued all the messages, may cancel them."""
    if is_administrator(membership):
        return True
    own = all(m.queued_by_kind == "member" and m.queued_by_id == membership.id for m in messages)
    return is_member(membership) and bool(messages) and own
